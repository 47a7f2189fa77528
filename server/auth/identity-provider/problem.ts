/** Why nobody can be signed in through a provider now. */
export type ProviderProblemKind =
  // It can't be asked.
  | "unreachable"
  // The answer is no provider's, or lacks what is needed.
  | "no-provider"
  // It calls itself something else than what was asked for.
  | "other-issuer"
  // The person, or the provider, ended it there.
  | "ended-there"
  // The answer does not hold.
  | "refused";

export class ProviderProblem extends Error {
  override readonly name = "ProviderProblem";
  constructor(
    readonly kind: ProviderProblemKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
