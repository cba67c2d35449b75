/** Raised for arguments that a command does not understand; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
