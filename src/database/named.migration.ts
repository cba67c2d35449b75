import type { Migration } from '@mikro-orm/migrations';

/** A stage's migration under the name that the migration table keeps. */
export interface NamedMigration {
  readonly name: string;
  readonly class: new (...arguments_: ConstructorParameters<typeof Migration>) => Migration;
}
