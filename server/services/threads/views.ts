import type { Actor } from "#app/domain/actor.ts";
import type { WordFateName } from "#app/domain/word-return.ts";
import type { Place } from "#app/domain/margin/place.ts";
import type { SuggestionSummary } from "#app/document/margin/suggestion-summary.ts";
import type {
  SuggestionState,
  SuggestionView,
  ThreadView,
} from "#app/document/margin/thread-view.ts";
import type { PrismaClient } from "#server/database/index.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import { blockIdsOf, type ThreadRow } from "./load.ts";
import { assignmentStateOf } from "./assigned.ts";
import { namesOf, type NamePerson } from "./people.ts";
import { readersAmong } from "./readers.ts";
import { sharingOf } from "./sharing.ts";

/** Threads as one reader sees them; rights are checked by who loads the rows. */
export async function threadViews(
  client: PrismaClient,
  { userId }: Actor,
  { row: document, subject }: LoadedDocument,
  rows: readonly ThreadRow[],
): Promise<ThreadView[]> {
  if (rows.length === 0) return [];
  const reads = await client.threadRead.findMany({
    where: { userId, threadId: { in: rows.map(({ id }) => id) } },
  });
  const read = new Map(reads.map(({ threadId, at }) => [threadId, at]));
  const versionIds = rows.flatMap(({ versionId }) => versionId ?? []);
  const versions = await client.version.findMany({
    where: { id: { in: [...new Set(versionIds)] } },
    select: { id: true, number: true },
  });
  const numbers = new Map(versions.map(({ id, number }) => [id, number]));
  const organizationIds = rows.flatMap(({ organizationId, comments }) => [
    ...(organizationId === null ? [] : [organizationId]),
    ...comments.map((comment) => comment.organizationId),
  ]);
  const organizations = await client.organization.findMany({
    where: { id: { in: [...new Set(organizationIds)] } },
    select: { id: true, shortName: true },
  });
  const name = await namesOf(
    client,
    rows.flatMap(peopleIn),
    organizationIds,
    subject.matter.partyIds,
  );
  const mayRead = await readersAmong(
    client,
    subject.matter,
    rows.flatMap(({ assignment }) => assignment?.userId ?? []),
  );
  return rows.map((row): ThreadView => {
    const { id, organizationId, versionId, comments, suggestion } = row;
    const scope = organizations.find((one) => one.id === organizationId);
    const within = organizationId ?? undefined;
    const { resolvedById, resolvedAt } = row;
    return {
      id,
      organization: scope ?? null,
      // Written by services alone, from the contract's schema.
      place: JSON.parse(row.place ?? '{"in":"document"}') as Place,
      versionNumber: numbers.get(versionId ?? "") ?? null,
      by: name(row.createdById, comments[0]?.organizationId ?? within),
      createdAt: row.createdAt.toISOString(),
      changedAt: row.changedAt.toISOString(),
      resolved:
        resolvedById !== null && resolvedAt
          ? { by: name(resolvedById, within), at: resolvedAt.toISOString() }
          : null,
      comments: comments.map((comment) => ({
        id: comment.id,
        author: name(comment.authorId, comment.organizationId),
        text: comment.text,
        mentions: comment.mentions.map((mention) => name(mention.userId, within)),
        at: comment.at.toISOString(),
        editedAt: comment.editedAt?.toISOString() ?? null,
        removedAt: comment.removedAt?.toISOString() ?? null,
        isMine: comment.authorId === userId,
        agreed: comment.agreements.map((agreement) => name(agreement.userId, within)),
        word: claimOf(comment),
        ...(comment.byMail && { byMail: comment.byMail.wasCut ? "cut" : "whole" }),
      })),
      suggestion: suggestion && suggestionView(suggestion, name, within),
      isUnread: (read.get(id)?.getTime() ?? 0) < row.changedAt.getTime(),
      sharing: sharingOf(row, userId, name),
      assignment: row.assignment && {
        to: name(row.assignment.userId, within),
        askedBy: name(row.assignment.askedById, within),
        dueOn: row.assignment.dueOn,
        state: assignmentStateOf(row.assignment, { ...row, document }, mayRead),
      },
      word: claimOf(row),
      wordReturn: wordReturnOf(row),
      fate: fateOf(row),
    };
  });
}

/** Author and time, as the file claims; null for what was written here. */
function claimOf({
  wordReturnId,
  wordAuthor,
  wordAt,
}: Pick<ThreadRow, "wordReturnId" | "wordAuthor" | "wordAt">) {
  return wordReturnId === null ? null : { author: wordAuthor, at: wordAt?.toISOString() ?? null };
}

/** The last act that brought some of it in. */
function wordReturnOf({
  documentId,
  wordReturnId,
  comments,
}: Pick<ThreadRow, "documentId" | "wordReturnId" | "comments">): ThreadView["wordReturn"] {
  const answered = comments.findLast((comment) => comment.wordReturnId !== null);
  const returnId = answered?.wordReturnId ?? wordReturnId;
  return returnId === null ? undefined : { documentId, returnId };
}

function fateOf({ wordFates: [last] }: ThreadRow): ThreadView["fate"] {
  if (!last) return null;
  // Written by services alone, from the closed list.
  const fate = last.fate as WordFateName;
  return { fate, author: last.wordAuthor, at: last.wordAt?.toISOString() ?? null };
}

function suggestionView(
  row: NonNullable<ThreadRow["suggestion"]>,
  name: NamePerson,
  within: string | undefined,
): SuggestionView {
  const { decidedById, decidedAt } = row;
  return {
    state: row.state as SuggestionState,
    decidedBy: decidedById === null ? null : name(decidedById, within),
    decidedAt: decidedAt?.toISOString() ?? null,
    summary: JSON.parse(row.summary) as SuggestionSummary,
    blockIds: blockIdsOf(row),
    bytes: row.bytes,
    hash: `${row.baseHash}${row.proposedHash}`,
  };
}

function peopleIn(row: ThreadRow): string[] {
  const { createdById, resolvedById, comments, suggestion, assignment } = row;
  return [
    createdById,
    resolvedById,
    suggestion?.decidedById,
    assignment?.userId,
    assignment?.askedById,
    ...comments.flatMap(({ authorId, mentions, agreements }) => [
      authorId,
      ...[...mentions, ...agreements].map(({ userId }) => userId),
    ]),
  ].flatMap((userId) => userId ?? []);
}
