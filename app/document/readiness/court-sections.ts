import type { Court } from "#app/domain/courts/court.ts";
import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import { COURTS, courtOf, type LayoutProfile } from "#app/domain/layout.ts";
import type { Finding, FindingPlace } from "#app/domain/readiness.ts";
import { counselOf } from "#app/document/details/printed-lines.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";

/** The section's name in N.D. Cal. Civ. L.R. 3-5(b) and in that court's practice. */
const ASSIGNMENT = /\b(?:divisional|intradistrict) assignment\b/iu;

/**
 * The sections of a complaint that only its court requires (L29, L30, L34). Changing the layout
 * changes the pages; the drafters still have to change the text.
 */
export function courtSectionFindings(
  prose: ProseJSON,
  details: DocumentDetails,
  kind: DocumentKind,
  profile: LayoutProfile | null,
): Finding[] {
  const { caption } = details;
  if (!KINDS[kind].pleads || caption === null || caption.companion !== null) return [];
  const found: Finding[] = [];
  const section = prose.content.find(
    (node) => isOf(node, "heading") && ASSIGNMENT.test(blockText(node)),
  );
  const court = courtOf(profile);
  const { divisionalAssignment = null, jurisdictionFirst = null } = court?.complaint ?? {};
  if (court && divisionalAssignment && !section) {
    found.push({
      check: "court-section",
      words: `the text has no section “Divisional Assignment”, which the ${court.name} asks for (${divisionalAssignment})`,
      place: { kind: "nowhere" },
    });
  }
  if (court && !divisionalAssignment && section) {
    const asking = Object.values<Court>(COURTS).filter(
      ({ complaint }) => complaint.divisionalAssignment !== null,
    );
    found.push({
      check: "court-section",
      words: `the text has a section “Divisional Assignment”, which only the ${asking.map(({ name }) => name).join(" and the ")} asks for`,
      place: placeOf(section),
    });
  }
  const first = prose.content.find((node) => isOf(node, "numbered"));
  if (court && jurisdictionFirst && first && !/\bjurisdiction\b/iu.test(blockText(first))) {
    found.push({
      check: "court-section",
      words: `the first numbered paragraph does not state jurisdiction, as the ${court.name} asks (${jurisdictionFirst})`,
      place: placeOf(first),
    });
  }
  const counsel = counselOf(caption, details.signers);
  if (counsel.length > 0 && counsel.every(({ admission }) => admission !== null)) {
    found.push({
      check: "local-counsel-missing",
      words: "all counsel appear pro hac vice, and no member of the court’s bar beside them",
      place: { kind: "details" },
    });
  }
  return found;
}

function isOf(node: ProseNode, kind: "heading" | "numbered"): boolean {
  return node.type === "block" && blockShape(node.attrs ?? {}).kind === kind;
}

function placeOf({ attrs }: ProseNode): FindingPlace {
  return typeof attrs?.id === "string" ? { kind: "block", id: attrs.id } : { kind: "nowhere" };
}
