/** The seed of every random test in `npm test`, so that what fails there is due to the change that lands. */
const FIXED = 20_261_129;

/**
 * The seed of a random test: that of `variable`, to repeat one failure; that of SEEDS, which
 * `npm run test:slow` chooses anew each time and prints; otherwise always the same. A seed that found
 * something is kept beside its test as a case.
 */
export function seedOf(variable = "SEED"): number {
  return Number(process.env[variable] ?? process.env["SEEDS"] ?? FIXED);
}
