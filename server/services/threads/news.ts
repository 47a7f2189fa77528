import type { Actor } from "#app/domain/actor.ts";
import type { SaidWhy } from "#app/domain/deadlines/waiting.ts";
import { may } from "#app/domain/permissions.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { mutedBy } from "#server/services/follows/muted.ts";
import { subjectOfMatter, FOR_MATTER_SUBJECT } from "#server/services/matters/load.ts";
import { decisionSince, type SuggestionDecision, type NamedDecision } from "./decisions.ts";
import { nameAlone, namesOf } from "./people.ts";
import { visibleThreads } from "./scope.ts";
import { standInsAmong } from "#server/services/people/stand-in.ts";

/** Threads that are looked through, the latest changed ones. */
const MOST_LOOKED_AT = 1_000;
/** Threads that are told of, the latest first. */
const MOST_TOLD = 100;

/** A thread in which something waits to be read by a person. No words of it: mails have none. */
export interface ThreadNews {
  readonly threadId: string;
  readonly document: { readonly id: string; readonly title: string };
  readonly matter: { readonly slug: string; readonly title: string };
  /** The organization whose people alone see it; null for everybody of the parties. */
  readonly organization: { readonly id: string; readonly shortName: string } | null;
  readonly isSuggestion: boolean;
  /** The strongest that holds; `unread`, where something else is new. */
  readonly why: SaidWhy | "unread";
  /** Wrote, agreed or were done since they read it, latest first. */
  readonly by: readonly string[];
  /** Of the comment that tells it, or of the thread's last change. */
  readonly at: string;
  readonly commentId: string | null;
  /** The outcome of the reader's own suggestion since they read it; null for none. */
  readonly decision: NamedDecision | null;
}

/**
 * The threads, of all documents that the actor may see, in which something is new to them (M5, M6). What
 * they have no part in is listed too, as `unread`.
 */
export async function threadNewsFor(
  client: PrismaClient | Transaction,
  actor: Actor,
): Promise<ThreadNews[]> {
  const { userId } = actor;
  const own = actor.memberships.filter(({ roles }) => roles.size > 0);
  const seen = await client.matter.findMany({
    where: {
      parties: {
        some: { organizationId: { in: own.map(({ organizationId }) => organizationId) } },
      },
    },
    select: { ...FOR_MATTER_SUBJECT, slug: true, title: true },
  });
  const matters = seen.filter(
    (row) => may(actor, "matter.follow", { matter: subjectOfMatter(row) }).ok,
  );
  if (matters.length === 0) return [];
  const muted = await mutedBy(client, actor);
  const latest = await client.thread.findMany({
    where: {
      OR: matters.map((matter) => ({
        document: { matterId: matter.id },
        ...visibleThreads(actor, subjectOfMatter(matter)),
      })),
      // Left out before the latest are taken: what nobody hears of hides nothing else.
      ...(muted.size > 0 && { AND: heardOf(userId, muted) }),
    },
    select: { id: true, changedAt: true, readBy: { where: { userId }, select: { at: true } } },
    orderBy: [{ changedAt: "desc" }, { id: "asc" }],
    take: MOST_LOOKED_AT,
  });
  const unread = latest.filter(({ changedAt, readBy: [read] }) => !read || read.at < changedAt);
  const rows = await client.thread.findMany({
    where: { id: { in: unread.slice(0, MOST_TOLD).map(({ id }) => id) } },
    include: {
      document: { select: { id: true, title: true, matterId: true } },
      comments: {
        select: {
          id: true,
          authorId: true,
          organizationId: true,
          at: true,
          editedAt: true,
          removedAt: true,
          mentions: { where: { userId }, select: { userId: true } },
          agreements: { select: { userId: true, at: true } },
        },
        orderBy: [{ at: "asc" }, { id: "asc" }],
      },
      readBy: { where: { userId }, select: { at: true } },
      assignment: { select: { userId: true, askedById: true, doneAt: true } },
      suggestion: {
        select: {
          state: true,
          decidedById: true,
          decidedAt: true,
          overtakenById: true,
          overtakenAt: true,
          reopenedById: true,
          reopenedAt: true,
        },
      },
    },
    orderBy: [{ changedAt: "desc" }, { id: "asc" }],
  });
  const organizations = await client.organization.findMany({
    where: { id: { in: own.map(({ organizationId }) => organizationId) } },
    select: { id: true, shortName: true },
  });
  const standIns = await standInsAmong(
    client,
    rows.flatMap(({ comments }) => comments.map(({ authorId }) => authorId)),
  );
  const decisions = new Map<string, SuggestionDecision>();
  for (const row of rows) {
    const decision =
      row.createdById === userId && !muted.has(row.documentId)
        ? decisionSince(row.readBy[0]?.at, row.suggestion)
        : null;
    if (decision && decision.by !== userId) decisions.set(row.id, decision);
  }
  const name = await namesOf(
    client,
    [
      ...rows.flatMap(({ comments, assignment }) => [
        ...comments.map(({ authorId }) => authorId),
        ...comments.flatMap(({ agreements }) => agreements.map((one) => one.userId)),
        ...(assignment ? [assignment.userId] : []),
      ]),
      ...[...decisions.values()].map(({ by }) => by),
    ],
    [],
    new Set(matters.flatMap(({ parties }) => parties.map(({ organizationId }) => organizationId))),
  );
  return rows.flatMap((row): ThreadNews[] => {
    const matter = matters.find(({ id }) => id === row.document.matterId);
    if (!matter) return [];
    const readUpTo = row.readBy[0]?.at;
    const isNew = (at: Date | null) => at !== null && (!readUpTo || at > readUpTo);
    const fresh = row.comments
      .filter(({ authorId, removedAt }) => authorId !== userId && removedAt === null)
      // Words that an archive tells of were said before, and elsewhere.
      .filter(({ authorId }) => !standIns.has(authorId))
      .filter(({ at, editedAt }) => isNew(at) || isNew(editedAt))
      .toReversed();
    const named = fresh.find(({ mentions }) => mentions.length > 0);
    const hasPart = row.comments.some(({ authorId }) => authorId === userId);
    const comment = named ?? fresh[0];
    const { assignment } = row;
    const isDone =
      assignment?.askedById === userId && assignment.userId !== userId && isNew(assignment.doneAt);
    const agreed = row.comments
      .filter(({ authorId, removedAt }) => authorId === userId && removedAt === null)
      .flatMap(({ agreements }) => agreements.filter(({ at }) => isNew(at)))
      .toSorted((one, other) => other.at.getTime() - one.at.getTime());
    const why = named
      ? "mentioned"
      : fresh.length > 0 && hasPart
        ? "answered"
        : isDone
          ? "done"
          : agreed.length > 0
            ? "agreed"
            : "unread";
    const by =
      why === "done" && assignment
        ? [assignment.userId]
        : why === "agreed"
          ? agreed.map((one) => one.userId)
          : fresh.map(({ authorId }) => authorId);
    const since =
      why === "done" ? assignment?.doneAt : why === "agreed" ? agreed[0]?.at : comment?.editedAt;
    const { id, title } = row.document;
    // Of a muted document one hears what names oneself: by that, or by what one gave to others.
    if (muted.has(id) && why !== "mentioned" && why !== "done") return [];
    const decision = decisions.get(row.id);
    return [
      {
        threadId: row.id,
        document: { id, title },
        matter: { slug: matter.slug, title: matter.title },
        organization: organizations.find((one) => one.id === row.organizationId) ?? null,
        isSuggestion: row.suggestion !== null,
        why,
        by: [...new Set(by.map((id) => nameAlone(name(id))))],
        at: (since ?? comment?.at ?? row.changedAt).toISOString(),
        commentId: comment?.id ?? null,
        decision: decision
          ? { ...decision, by: nameAlone(name(decision.by)), at: decision.at.toISOString() }
          : null,
      },
    ];
  });
}

/** Threads that may hold news for somebody who muted documents: of those, what names them (M27). */
function heardOf(userId: string, muted: ReadonlySet<string>): Prisma.ThreadWhereInput {
  return {
    OR: [
      { documentId: { notIn: [...muted] } },
      { comments: { some: { mentions: { some: { userId } } } } },
      { assignment: { askedById: userId } },
    ],
  };
}
