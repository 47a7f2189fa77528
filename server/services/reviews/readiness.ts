import type { Actor } from "#app/domain/actor.ts";
import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import { PRIVATE_DATA } from "#app/domain/private-data/kinds.ts";
import {
  atFiling,
  readinessOf,
  type CheckId,
  type Finding,
  type FindingPlace,
  type Readiness,
} from "#app/domain/readiness.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { defendantFindings } from "#app/document/readiness/court-paper.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { decisionsOn, scanOf, type Scan } from "#server/services/private-data/scan.ts";
import { agencyOf } from "#server/services/matters/agency.ts";
import type { Resources } from "#server/services/resources.ts";
import { candidateOf, type StoredContent } from "#server/services/versions/content.ts";
import { recordFindings, seenOf } from "./record-findings.ts";
import type { ReviewView } from "./views.ts";

/** Everything to be fixed or explained before a draft goes to its reviewers. */
export interface ReadinessView extends Readiness {
  /** The key of the findings: a reason covers exactly those. */
  readonly seen: string;
}

/** The current checks of a draft; requires the permission to read it. */
export async function showReadiness(
  resources: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<ReadinessView>> {
  const found = await documentFor(resources.database.client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const candidate = await candidateOf(resources, documentId);
  if (!candidate.ok) return candidate;
  const { kind } = found.value.subject;
  const findings = await findingsIn(resources, actor, {
    documentId,
    kind,
    content: candidate.value.content,
  });
  if (!findings.ok) return findings;
  return done({ ...readinessOf(findings.value), seen: seenOf(findings.value) });
}

/** All findings in a text: in its words and details, and private data in all of it. */
export async function findingsIn(
  resources: Resources,
  actor: Actor,
  of: {
    readonly documentId: string;
    readonly kind: DocumentKind;
    readonly content: StoredContent;
  },
): Promise<Outcome<Finding[]>> {
  const { documentId, kind, content } = of;
  const read = await resources.texts.findings(
    content.prose,
    content.facts,
    kind,
    content.layoutProfile,
  );
  if (!read.ok) return read;
  const scan = await scanOf(resources, actor, documentId, content);
  if (!scan.ok) return scan;
  const { client } = resources.database;
  const decisions = await decisionsOn(client, documentId, scan.value.key);
  const isDecided = decisions.length > 0;
  const recorded = await recordFindings(client, of, resources.clock());
  const defendants = await defendantsFound(client, { documentId, kind, content });
  return done([
    // First, so that a long list doesn't hide them: stale values can be fixed with one click, and
    // exhaustion decides whether to sue at all.
    ...recorded,
    ...read.value,
    ...defendants,
    ...(isDecided ? [] : privateFindings(scan.value)),
  ]);
}

/** Whether a complaint sues the agency of its matter. */
async function defendantsFound(
  client: Resources["database"]["client"],
  { documentId, kind, content }: Parameters<typeof findingsIn>[2],
): Promise<Finding[]> {
  if (!KINDS[kind].pleads) return [];
  const { matter } = await client.document.findUniqueOrThrow({
    where: { id: documentId },
    select: {
      matter: { select: { agencyDepartment: true, agencyComponent: true, agencyAddress: true } },
    },
  });
  return defendantFindings(content.facts, agencyOf(matter));
}

/** Private-looking data of a text, as findings. */
export function privateFindings({ data, unread }: Scan): Finding[] {
  const place = { kind: "private-data" } as const;
  const found: Finding[] = [];
  if (data.length > 0) {
    const kinds = [...new Set(data.map(({ kind }) => PRIVATE_DATA[kind].name))];
    const places = data.length === 1 ? "one place looks" : `${data.length} places look`;
    found.push({ check: "private-data", words: `${places} private (${kinds.join(", ")})`, place });
  }
  if (unread.length > 0) {
    const letters = unread.map(({ letter }) => letter).join(", ");
    const words = `Exhibit ${letters} has pages that only a person can look through`;
    found.push({ check: "private-data", words, place });
  }
  return found;
}

/** The part of an audit line about findings: their places, and why they may stand. */
interface Recorded {
  readonly versionId?: string;
  readonly letStand?: readonly { readonly check: CheckId; readonly place: string | null }[];
  /** The total number of findings. */
  readonly found?: number;
  readonly reason?: string | null;
}

/** The findings of a fixed text that are let stand again, by name, by whoever files it (L61). */
export async function openInText(
  { texts }: Pick<Resources, "texts">,
  { kind, content }: { readonly kind: DocumentKind; readonly content: StoredContent },
): Promise<Outcome<Finding[]>> {
  const { prose, facts, layoutProfile } = content;
  const read = await texts.findings(prose, facts, kind, layoutProfile);
  if (!read.ok) return read;
  return done(read.value.filter((finding) => atFiling(finding) === "by name"));
}

/**
 * The findings that were accepted when a version was submitted, in the text of that version; null
 * for none.
 */
export async function overrideIn(
  resources: Pick<Resources, "database" | "texts">,
  of: {
    readonly documentId: string;
    readonly versionId: string;
    readonly kind: DocumentKind;
    readonly content: StoredContent;
  },
): Promise<Outcome<ReviewView["letStand"]>> {
  const { documentId, versionId, kind, content } = of;
  const lines = await resources.database.client.auditEvent.findMany({
    where: { documentId, type: "document.submitted", details: { contains: versionId } },
    select: { details: true },
  });
  const recorded = lines
    .map(({ details }) => JSON.parse(details) as Recorded)
    .find((details) => details.versionId === versionId);
  if (!recorded || !Array.isArray(recorded.letStand)) return done(null);
  const read = await resources.texts.findings(
    content.prose,
    content.facts,
    kind,
    content.layoutProfile,
  );
  if (!read.ok) return read;
  const left = [...read.value];
  const findings = recorded.letStand.map(({ check, place }): Finding => {
    // Two may be at one place: each is shown once.
    const at = left.findIndex((one) => one.check === check && idOf(one) === place);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return found ?? besideTheText(check, place);
  });
  const more = (recorded.found ?? findings.length) - findings.length;
  return done({ findings: readinessOf(findings).findings, more, reason: recorded.reason ?? null });
}

/** A recorded finding outside the text, reconstructed from its audit line. */
function besideTheText(check: CheckId, place: string | null): Finding {
  const request: FindingPlace =
    place === null ? { kind: "nowhere" } : { kind: "request", id: place };
  switch (check) {
    case "other-defendant":
      return {
        check,
        words: "the caption sues another agency than the matter’s",
        place: { kind: "details" },
      };
    case "enforces-nothing":
      return { check, words: "its lawsuit enforced no filed request", place: { kind: "nowhere" } };
    case "exhaustion-not-reached":
      return { check, words: "the clock of a request had no exhaustion", place: request };
    case "exhaustion-uncounted":
      return { check, words: "the clock of a request could not be counted", place: request };
    case "private-data":
      return { check, words: "something looks private", place: { kind: "private-data" } };
    // Found by an earlier release, whose checks were others.
    default:
      return { check, words: "a place that is not found any more", place: { kind: "nowhere" } };
  }
}

function idOf({ place }: Finding): string | null {
  return "id" in place ? place.id : null;
}
