import { refuse } from "#app/domain/refusal.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";

/** Answers every address without a route. */
export const loader = openLoader({
  load: () => refuse("not-found"),
});

export default function Nowhere() {
  return null;
}
