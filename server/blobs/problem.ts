import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/**
 * The store of files can't be used at this moment, or not with these settings: why, in a sentence
 * for the operator. It names no key and no token. Nothing was stored.
 */
export class StorageProblem extends Error {
  override readonly name = "StorageProblem";
  constructor(
    message: string,
    /** The store's own code, such as NoSuchBucket or ECONNREFUSED. */
    readonly code: string,
  ) {
    super(message);
  }
}

/** For people who wanted to store a file; nothing of it was stored. */
export function notStoredSentence(fileName: string): string {
  return `The place where files are kept doesn’t answer at this moment, so nothing of “${fileName}” was stored. Try again in a minute; if it lasts, tell whoever runs this workspace.`;
}

/** For people who wanted to have a file. */
const NOT_READ =
  "The place where files are kept doesn’t answer at this moment. Nothing is lost; try again in a minute, and if it lasts, tell whoever runs this workspace.";

/** Waits for the store; where it can't be used, refuses as `unavailable` with this sentence. */
export async function answered<T>(
  asked: Promise<T>,
  sentence: string = NOT_READ,
): Promise<Outcome<T>> {
  try {
    return done(await asked);
  } catch (error) {
    if (error instanceof StorageProblem) return refuse("unavailable", sentence);
    throw error;
  }
}
