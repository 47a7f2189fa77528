/** Why the database can't be used, in a sentence for whoever runs the server. */
export class DatabaseProblem extends Error {
  override readonly name = "DatabaseProblem";
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
