import { refuse } from "#app/domain/refusal.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

/** Answers every address without a route. */
export const loader = guardedLoader({ need: "anyone", load: () => refuse("not-found") });

export default function Nowhere() {
  return null;
}
