/** Limits of one request; in milliseconds, except for the number of attempts. */
export interface S3Limits {
  /** To a connection. */
  readonly connectMs: number;
  /** Without a byte while one is waited for, and for a whole answer besides the time for a file. */
  readonly silenceMs: number;
  readonly attempts: number;
  /** Before the second attempt; doubled before each further one, up to ten seconds. */
  readonly backOffMs: number;
}

/** People wait for some of it. */
export const FOR_PEOPLE: S3Limits = {
  connectMs: 5_000,
  silenceMs: 20_000,
  attempts: 3,
  backOffMs: 200,
};

/** A command that copies for hours outlasts a store that restarts. */
export const FOR_COMMANDS: S3Limits = { ...FOR_PEOPLE, attempts: 7, backOffMs: 500 };
