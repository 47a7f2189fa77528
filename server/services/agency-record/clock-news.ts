import type { Actor } from "#app/domain/actor.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Instant } from "#server/services/instant.ts";
import type { Resources } from "#server/services/resources.ts";
import { changesOf, fixedAtOf, relyingPapers, RELYING_STATUSES } from "./changes.ts";

/** A request whose clock changed after the text of a document that relies on it was fixed (L16). */
export interface ClockNews {
  readonly requestId: string;
  readonly title: string;
  readonly changedAt: Instant;
}

/** The requests whose clocks have other results than when this document's text was fixed. */
export async function clockNewsOf(
  { database: { client } }: Pick<Resources, "database">,
  actor: Actor,
  documentId: string,
): Promise<Outcome<readonly ClockNews[]>> {
  const seen = await documentFor(client, actor, "document.view", documentId);
  if (!seen.ok) return seen;
  const { row, subject } = seen.value;
  if (!KINDS[subject.kind].reliesOnClock) return done([]);
  if (!RELYING_STATUSES.includes(subject.status)) return done([]);
  const { pinnedVersionId } = row;
  const filing = await client.filing.findUnique({
    where: { documentId },
    select: { versionId: true },
  });
  const fixed = await fixedAtOf(client, [{ id: documentId, pinnedVersionId, filing }]);
  const fixedAt = fixed.get(documentId);
  if (fixedAt === undefined) return done([]);
  // A matter may have hundreds of requests, of which hardly any changed since.
  const since = new Date(fixedAt);
  const requests = await client.document.findMany({
    where: { matterId: row.matterId, kind: "request", filing: { isNot: null } },
    select: { id: true, title: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const news: ClockNews[] = [];
  for (const { id: requestId, title } of requests) {
    const changes = await changesOf(client, requestId, subject.matter.partyIds, since);
    const of = { documentId: requestId, matterId: row.matterId };
    const relying = await relyingPapers(client, of, changes);
    const own = relying.find(({ id }) => id === documentId);
    if (own) news.push({ requestId, title, changedAt: own.changedAt });
  }
  return done(news);
}
