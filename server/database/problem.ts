/** Why the database can't be used, in a sentence for the operator. */
export class DatabaseProblem extends Error {
  override readonly name = "DatabaseProblem";
}
