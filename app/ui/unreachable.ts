/** The server could not be asked, or something else answered: offline, busy, signed out meanwhile. */
export class Unreachable extends Error {}

/** For `catch` of a request, of reading its answer, and of loading a script. */
export function unreachable(): never {
  throw new Unreachable();
}

/** Reports a bug; that the server can't be reached is none. */
export function reportUnlessUnreachable(error: unknown): void {
  if (!(error instanceof Unreachable)) reportError(error);
}
