import { errorCode } from '#kernel/error-code.js';
import { UsageError } from '#kernel/usage-error.js';

/** Resolves when the process is asked to end. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        resolve();
      });
  });
}

/** Runs a command: its result is the exit code; 2 for wrong usage, 1 for every other failure. */
export function runCommand(main: () => Promise<number>, usage: string): void {
  // Whoever reads the output may have enough of it, as `head` does.
  process.stdout.on('error', (error: unknown) => process.exit(errorCode(error) === 'EPIPE' ? 0 : 1));
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      const wrong = error instanceof UsageError;
      const message = error instanceof Error ? error.message : String(error);
      const remedy = (error as { readonly problem?: { readonly remedy: string } }).problem?.remedy;
      process.stderr.write(wrong ? `${message}\n\n${usage}` : `\n${message}\n`);
      if (remedy !== undefined) process.stderr.write(`${remedy}\n`);
      process.exit(wrong ? 2 : 1);
    },
  );
}
