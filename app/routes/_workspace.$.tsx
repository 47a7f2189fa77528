import { refuse } from "~/domain/refusal";
import { guardedLoader } from "~/http/guarded-loader";

/** Every address that no other page has. */
export const loader = guardedLoader({ need: "anyone", load: () => refuse("not-found") });

export default function Nowhere() {
  return null;
}
