import { done, type Outcome } from "#app/domain/refusal.ts";
import type { RequestContext } from "./access-requirement.ts";
import { askingBrowser } from "./asking-browser.ts";

/** Adds to a page's view whether it asks, and by what its reader can show that it is them. */
export async function withProof<V extends object>(
  visit: RequestContext<unknown>,
  view: Outcome<V>,
) {
  if (!view.ok) return view;
  const proof = await visit.context.services.passkeys.showProof(visit.actor, askingBrowser(visit));
  return proof.ok ? done({ ...view.value, proof: proof.value }) : proof;
}
