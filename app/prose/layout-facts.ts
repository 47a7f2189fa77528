import type { LayoutProfile } from "../domain/document";
import type { DraftFacts } from "./facts";
import { DISTRICT } from "./new-facts";

/**
 * The facts of a paper that gets another court's layout: the court's district follows, as long as
 * nobody has written another one than the layout's own. Everything else stays as it is recorded.
 */
export function factsForLayout(
  facts: DraftFacts,
  from: LayoutProfile,
  to: LayoutProfile,
): DraftFacts {
  const { caption } = facts;
  if (caption === null || from === "letter" || to === "letter") return facts;
  if (caption.district !== DISTRICT[from]) return facts;
  // A division belongs to its district.
  return { ...facts, caption: { ...caption, district: DISTRICT[to], division: null } };
}
