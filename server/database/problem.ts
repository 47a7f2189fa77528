/** Why the database can't be used, in a sentence for the operator. */
export class DatabaseProblem extends Error {
  override readonly name = "DatabaseProblem";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
