import type { Actor } from "#app/domain/actor.ts";
import { exhibitPlaceOf } from "#app/domain/exhibit.ts";
import { may } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { exhibitsNamed } from "#app/document/numbering/exhibits.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import { exportedContent } from "#server/services/filings/pdf.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { PrivateDataView } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";
import type { StoredContent } from "#server/services/versions/content.ts";
import { decisionsOn, scanOf, type Scan } from "./scan.ts";

/** The private data in the draft, or in one version of it, with its overrides. */
export async function showPrivateData(
  resources: Resources,
  actor: Actor,
  documentId: string,
  number?: number,
): Promise<Outcome<PrivateDataView>> {
  const scanned = await scannedFor(resources, actor, documentId, number);
  if (!scanned.ok) return scanned;
  const { row, subject, content, scan } = scanned.value;
  const { client } = resources.database;
  const decisions = await decisionViews(client, documentId, scan.key, subject.matter.partyIds);
  return done({
    document: documentTag(actor, row),
    number: number ?? null,
    data: namedOnce(scan.data).map((datum) => ({
      ...datum,
      exhibit: exhibitAt(datum.place, content),
    })),
    unread: scan.unread.map(({ id, letter, title, pages }) => ({ id, letter, title, pages })),
    key: scan.key,
    decisions,
    mayDecide: may(actor, "document.let-private-data-stand", { document: subject }).ok,
    mayFile: may(actor, "document.file", { document: subject }).ok,
  });
}

/** The overrides of findings with their key, the latest first. */
export async function decisionViews(
  client: PrismaClient,
  documentId: string,
  key: string,
  partyIds: ReadonlySet<string>,
): Promise<PrivateDataView["decisions"]> {
  const decisions = await decisionsOn(client, documentId, key);
  const people = await personTags(
    client,
    decisions.flatMap(({ actorId }) => actorId ?? []),
    partyIds,
  );
  return decisions.map(({ actorId, at, ...decision }) => ({
    ...decision,
    by: actorId === null ? null : (people.get(actorId) ?? null),
    at: at.toISOString(),
  }));
}

/** The findings as a reader can tell them apart: a number that stands twice at one place is one of them. */
function namedOnce(data: Scan["data"]): Scan["data"] {
  const known = new Map(
    data.map(({ kind, place, shown }) => [
      JSON.stringify([kind, place, shown]),
      { kind, place, shown },
    ]),
  );
  return [...known.values()];
}

/** The exhibit of a place, as the page names it; null for one in the text or its details. */
function exhibitAt(place: string | null, { prose, facts }: StoredContent) {
  const at = exhibitPlaceOf(place);
  if (at === null) return null;
  const { exhibitId: id, page } = at;
  const letter = exhibitsNamed(prose).find((named) => named.id === id)?.letter ?? "";
  const title = facts.exhibits.find((exhibit) => exhibit.id === id)?.title ?? "";
  return { id, letter, title, page };
}

/** The document with the findings in what would be downloaded. */
export async function scannedFor(
  resources: Resources,
  actor: Actor,
  documentId: string,
  number: number | undefined,
) {
  const { client } = resources.database;
  const document = await documentFor(client, actor, "document.download", documentId);
  if (!document.ok) return document;
  const exported = await exportedContent(resources, document.value.row, number);
  if (!exported.ok) return exported;
  const { content } = exported.value;
  const scan = await scanOf(resources, actor, documentId, content);
  if (!scan.ok) return scan;
  return done({ ...document.value, content, scan: scan.value });
}
