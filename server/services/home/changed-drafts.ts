import type { Actor } from "#app/domain/actor.ts";
import type { ChangedDraft } from "#app/domain/deadlines/changed-draft.ts";
import { may } from "#app/domain/permissions.ts";
import { done } from "#app/domain/refusal.ts";
import { countedChanges } from "#server/services/changes/count.ts";
import { othersWroteAfter } from "#server/services/changes/show.ts";
import { taking, unaudited } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { mutedBy } from "#server/services/follows/muted.ts";
import { subjectOfMatter, FOR_MATTER_SUBJECT } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { personTags } from "#server/services/people/tag.ts";

/** Drafts that are looked through for changes, the ones that were looked at last. */
const MOST_LOOKED_AT = 200;
/** Drafts that are told of. */
const MOST_CHANGED = 20;

/**
 * Keeps how far the actor has looked at a draft: all that is committed at this moment. Who only leaves
 * the draft's page says at which number it was opened: where there was something new at that time,
 * which they have not been shown as changes, the mark stays (M16).
 */
export const lookAt = unaudited({
  on: documentTo("document.view"),
  takes: taking<[openedAt?: number | undefined]>(),
  async run({ tx, at, actor, extra: [openedAt], found: { row } }) {
    const { id: documentId, generation, sequence } = row;
    const { userId } = actor;
    const mark = { generation, sequence, at };
    if (openedAt !== undefined) {
      const key = { userId_documentId: { userId, documentId } };
      const before = await tx.draftRead.findUnique({ where: key });
      if (before && (await othersWroteAfter(tx, before, actor, openedAt))) return done();
    }
    // Changes that were ticked off one by one are behind the mark now.
    await tx.changeTick.deleteMany({ where: { userId, documentId } });
    await tx.draftRead.upsert({
      where: { userId_documentId: { userId, documentId } },
      create: { userId, documentId, ...mark },
      update: mark,
    });
    return done();
  },
});

/**
 * Drafts that the actor may open, has looked at before, and in which others wrote since; the latest
 * first, and how many changes there are where that is known soon.
 */
export async function changedDraftsFor(
  resources: Resources,
  actor: Actor,
): Promise<ChangedDraft[]> {
  const { client } = resources.database;
  const { userId } = actor;
  const marks = await client.draftRead.findMany({
    where: { userId, document: { status: "draft" } },
    include: {
      document: {
        select: {
          id: true,
          title: true,
          sequence: true,
          matter: { select: { ...FOR_MATTER_SUBJECT, slug: true, title: true } },
        },
      },
    },
    orderBy: [{ at: "desc" }, { documentId: "asc" }],
    take: MOST_LOOKED_AT,
  });
  const muted = await mutedBy(client, actor);
  const moved = marks
    .filter(({ sequence, document }) => document.sequence > sequence && !muted.has(document.id))
    .filter(
      ({ document }) =>
        may(actor, "matter.follow", { matter: subjectOfMatter(document.matter) }).ok,
    )
    .slice(0, MOST_CHANGED);
  if (moved.length === 0) return [];
  const since = moved.map(({ documentId, sequence }) => ({
    documentId,
    sequence: { gt: sequence },
  }));
  // The first person of a batch stands with its update until compaction moves it.
  const [recent, kept] = [
    await client.draftUpdate.groupBy({
      by: ["documentId", "userId"],
      where: { OR: since, userId: { not: null } },
      _max: { committedAt: true },
    }),
    await client.draftAuthorship.groupBy({
      by: ["documentId", "userId"],
      where: { OR: since },
      _max: { at: true },
    }),
  ];
  const writes = [
    ...recent.map((row) => ({ ...row, at: row._max.committedAt })),
    ...kept.map((row) => ({ ...row, at: row._max.at })),
  ].filter((row) => row.userId !== null && row.userId !== userId);
  const partyIds = new Set(
    moved.flatMap(({ document }) => [...subjectOfMatter(document.matter).partyIds]),
  );
  const people = await personTags(
    client,
    writes.flatMap((row) => row.userId ?? []),
    partyIds,
  );
  const counts = await countedChanges(
    resources,
    actor,
    moved
      .filter(({ documentId }) => writes.some((row) => row.documentId === documentId))
      .map(({ documentId, generation, sequence, document }) => ({
        documentId,
        generation,
        sequence,
        upTo: document.sequence,
      })),
  );
  return moved
    .flatMap(({ document: { id, title, matter } }): ChangedDraft[] => {
      const others = writes
        .filter((row) => row.documentId === id)
        .sort((one, other) => (other.at?.getTime() ?? 0) - (one.at?.getTime() ?? 0));
      const at = others[0]?.at;
      if (!at) return [];
      const writers = others.flatMap((row) => people.get(row.userId ?? "")?.name ?? []);
      const { slug, title: matterTitle } = matter;
      return [
        {
          documentId: id,
          title,
          matter: { slug, title: matterTitle },
          writers: [...new Set(writers)],
          changes: counts.get(id) ?? [],
          at: at.toISOString(),
        },
      ];
    })
    .sort((one, other) => other.at.localeCompare(one.at));
}
