/** How much of a suite runs: a part for CI, what `npm run test:slow` has room for, or everything. */
export type Form = "short" | "ordinary" | "soak";

/** The form that a variable of the environment names; everything where it is not set. */
export function formNamedBy(variable: string): Form {
  const form = process.env[variable];
  if (form === undefined) return "soak";
  if (form === "short" || form === "ordinary") return form;
  throw new Error(`${variable}=${form}: it is "short", "ordinary" or not set.`);
}
