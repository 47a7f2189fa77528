import type { Actor } from "#app/domain/actor.ts";
import { threadOrganizations } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { LeavingText } from "#app/domain/word-leaving.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { historyBetween } from "#server/services/versions/history.ts";
import { versionTags } from "#server/services/versions/tag.ts";
import { bodiesOf, leavingThreads, namedIn, type LeavingRow } from "./margin.ts";
import { privateAlong } from "./private-along.ts";
import { leavingSides, type LeavingSides } from "./text.ts";
import type { LeavingMargin, LeavingView } from "./views.ts";

/** Shows what a file of this text would take along, to who may take it (W3). Nothing is made yet. */
export async function showLeaving(
  resources: Resources,
  actor: Actor,
  documentId: string,
  text: LeavingText,
): Promise<Outcome<LeavingView>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.download", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const { partyIds } = subject.matter;
  const sides = await leavingSides(resources, found.value, text);
  if (!sides.ok) return sides;
  const { after, before } = sides.value;
  const tags = await versionTags(client, documentId, partyIds);
  const own = threadOrganizations(actor, subject.matter);
  const { rows, older } = await leavingThreads(client, actor, found.value, {
    sides: sides.value,
    shared: true,
    own,
  });
  const writers = await changeWriters(resources, documentId, sides.value);
  const named = namedIn(rows);
  const people = await personTags(client, [...writers, ...named.people], partyIds);
  const isRedline = before !== null;
  const looksPrivate = await privateAlong(resources, documentId, {
    comments: rows.flatMap(({ comments }) => comments.map(({ text: words }) => words)),
    suggestions: isRedline ? [] : await bodiesOf(client, rows),
  });
  if (!looksPrivate.ok) return looksPrivate;
  const organizations = await client.organization.findMany({
    where: { id: { in: own } },
    orderBy: { name: "asc" },
  });
  const version = tags.get(after.versionId ?? "") ?? null;
  const earlier = tags.get(before?.versionId ?? "") ?? null;
  const shown = shownText(after.sequence, { version, earlier, isRedline });
  if (!shown) return refuse("not-found");
  return done({
    document: documentTag(actor, row),
    text: shown,
    versions: [...tags.values()].toReversed(),
    hasDraft: row.pinnedVersionId === null,
    leftOut: after.leftOut,
    shared: marginOf(rows, null, isRedline),
    own: organizations.map((organization) => ({
      organization: organizationTag(organization),
      ...marginOf(rows, organization.id, isRedline),
    })),
    older,
    looksPrivate: looksPrivate.value,
    claimed: named.claimed,
    people: [...people.values()].toSorted((one, other) => one.name.localeCompare(other.name, "en")),
  });
}

function shownText(
  change: number,
  {
    version,
    earlier,
    isRedline,
  }: {
    readonly version: LeavingView["versions"][number] | null;
    readonly earlier: LeavingView["versions"][number] | null;
    readonly isRedline: boolean;
  },
): LeavingView["text"] | null {
  if (isRedline) return earlier && { is: "redline", from: earlier, to: version };
  return version ? { is: "version", version } : { is: "draft", change };
}

/** The people whose changes a redline shows, as far as the record is read for it. */
async function changeWriters(
  resources: Resources,
  documentId: string,
  { after, before }: LeavingSides,
): Promise<readonly string[]> {
  if (!before) return [];
  const later = { ...after, generation: after.versionId === null ? null : after.generation };
  return (await historyBetween(resources, documentId, before, later))?.people ?? [];
}

function marginOf(
  rows: readonly LeavingRow[],
  organizationId: string | null,
  isRedline: boolean,
): LeavingMargin {
  const some = rows.filter((row) => row.organizationId === organizationId);
  const talked = some.filter(({ comments }) => comments.length > 0);
  return {
    suggestions: isRedline ? 0 : some.filter(({ suggestion }) => suggestion !== null).length,
    threads: talked.length,
    comments: talked.reduce((sum, { comments }) => sum + comments.length, 0),
  };
}
