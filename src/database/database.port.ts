/** Runs SQL with `$1` placeholders; inside a transaction or on its own. */
export interface Sql {
  /** Rows of one statement. Values come back as the driver parses them: timestamptz as Date, jsonb parsed, bigint as text. */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    parameters?: readonly unknown[],
  ): Promise<readonly Row[]>;
  /** Number of rows that one statement wrote. */
  execute(text: string, parameters?: readonly unknown[]): Promise<number>;
}

/**
 * The plugin's database. Within `transaction` use only the `sql` it hands over: the embedded engine has one
 * connection, so asking the database itself there would wait for ever.
 */
export interface Database extends Sql {
  readonly engine: 'postgresql' | 'pglite';
  /** Commits when `work` resolves, rolls back when it rejects. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  /** Refreshes statistics and frees dead rows where no background process does (PGlite). */
  maintain(): Promise<void>;
  /** Runs a text of several statements without parameters and returns the rows of each, in order. */
  script(text: string): Promise<readonly (readonly Record<string, unknown>[])[]>;
}

/** Injection token of the plugin's `Database`. */
export const DATABASE = Symbol('entra-id/database');
