/** Why an authority's response is invalid. */
export class TimestampProblem extends Error {
  override readonly name = "TimestampProblem";
}
