import type { Actor } from "#app/domain/actor.ts";
import { byDay, type GivenComment, type UndoneComment } from "#app/domain/deadlines/given.ts";
import { isUndone } from "#app/domain/margin/assignment.ts";
import { may, threadOrganizations } from "#app/domain/permissions.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { subjectOfDocument, FOR_SUBJECT } from "#server/services/documents/load.ts";
import { assignmentStateOf } from "#server/services/threads/assigned.ts";
import { namesOf } from "#server/services/threads/people.ts";
import { readersAmong } from "#server/services/threads/readers.ts";

/** The most that are looked through, the latest given ones. */
const MOST_GIVEN = 500;

/**
 * Threads given to the actor that wait, by day; and what was given for them to others, who can't do it any
 * more (M27). By what holds at this moment: nothing has to be told that somebody left.
 */
export async function givenTo(
  client: PrismaClient,
  actor: Actor,
): Promise<{ readonly given: GivenComment[]; readonly undone: UndoneComment[] }> {
  const { userId } = actor;
  const rows = await client.assignment.findMany({
    where: {
      OR: [{ userId }, { askedById: userId }],
      doneAt: null,
      thread: { resolvedAt: null },
    },
    include: {
      thread: {
        select: {
          organizationId: true,
          resolvedAt: true,
          comments: { select: { removedAt: true } },
          suggestion: { select: { threadId: true } },
          document: { include: FOR_SUBJECT },
        },
      },
    },
    orderBy: [{ givenAt: "desc" }, { threadId: "asc" }],
    take: MOST_GIVEN,
  });
  const seen = rows.flatMap((row) => {
    const subject = subjectOfDocument(row.thread.document);
    const { organizationId } = row.thread;
    const isVisible =
      may(actor, "matter.follow", subject).ok &&
      (organizationId === null ||
        threadOrganizations(actor, subject.matter).includes(organizationId));
    return isVisible ? [{ row, matter: subject.matter }] : [];
  });
  if (seen.length === 0) return { given: [], undone: [] };
  const partyIds = new Set(seen.flatMap(({ matter }) => [...matter.partyIds]));
  const everybody = seen.flatMap(({ row }) => [row.userId, row.givenById]);
  const name = await namesOf(client, everybody, [], partyIds);
  const among = await client.organization.findMany({
    where: { id: { in: seen.flatMap(({ row }) => row.thread.organizationId ?? []) } },
    select: { id: true, shortName: true },
  });
  const readers = new Map<string, Awaited<ReturnType<typeof readersAmong>>>();
  for (const { matter } of seen) {
    const { matterId } = matter;
    if (readers.has(matterId)) continue;
    const inMatter = seen.filter((other) => other.matter.matterId === matterId);
    const userIds = inMatter.map(({ row }) => row.userId);
    readers.set(matterId, await readersAmong(client, matter, userIds));
  }
  const [given, undone]: [GivenComment[], UndoneComment[]] = [[], []];
  for (const { row, matter } of seen) {
    const { thread, threadId } = row;
    const mayRead = readers.get(matter.matterId);
    if (!mayRead) continue;
    const state = assignmentStateOf(row, thread, mayRead);
    const { id: documentId, title } = thread.document;
    const of = {
      threadId,
      documentId,
      title,
      matter: { slug: thread.document.matter.slug, title: thread.document.matter.title },
      among: among.find(({ id }) => id === thread.organizationId)?.shortName ?? null,
      at: row.givenAt.toISOString(),
    };
    if (state === "open" && row.userId === userId) {
      const by = row.givenById === userId ? null : name(row.givenById).name;
      given.push({ ...of, by, dueOn: row.dueOn });
    }
    if (isUndone(state) && row.askedById === userId && row.userId !== userId) {
      undone.push({ ...of, to: name(row.userId).name, state });
    }
  }
  return { given: given.toSorted(byDay), undone };
}
