import type { Actor } from "#app/domain/actor.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { mayComment, threadOrganizations } from "#app/domain/permissions.ts";
import { WORD_AUTHOR_LIMIT } from "#app/domain/word-return.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { readInPieces } from "#server/database/in-pieces.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import {
  threadsReadBy,
  visibleThreads,
  type ThreadReaders,
} from "#server/services/threads/scope.ts";
import { commentsIn } from "#server/word/bring/bounded.ts";
import type {
  PlannedChange,
  PlannedComment,
  PlannedTalk,
  WordPlan,
} from "#server/word/bring/planned.ts";

/** Comments that come in, and who is to read them. */
export interface FreshTalk extends PlannedTalk {
  /**
   * Whether the actor's own people alone read it, whatever is chosen: it answers what was for some people
   * alone, and that the actor can't answer.
   */
  readonly isOwnAlone: boolean;
}

/** Parts of a file not yet beside the document. */
export interface FreshReturn {
  readonly changes: readonly PlannedChange[];
  readonly talk: readonly FreshTalk[];
  /** Answers that can't be kept to anybody, and so don't come in. */
  readonly withheld: number;
}

/**
 * Picks what is not beside the document yet: a second return of the same file, or of two people's
 * copies, adds only what is new (W10). What somebody withdrew may come again.
 * @param known whether our comments in the file are known by its record, else they are known by their author
 * and words; and who is to read it.
 */
export async function notHereYet(
  client: PrismaClient | Transaction,
  actor: Actor,
  document: LoadedDocument,
  { changes, talk }: Pick<WordPlan, "changes" | "talk">,
  { isKnown, readers }: { readonly isKnown: boolean; readonly readers: ThreadReaders },
): Promise<FreshReturn> {
  const { row, subject } = document;
  const beside = { documentId: row.id, ...visibleThreads(actor, subject.matter) };
  const isKnownTo = (thread: Prisma.ThreadWhereInput) => knownChanges(client, thread, changes);
  const isBeside = await isKnownTo(beside);
  const toReaders = () => isKnownTo({ documentId: row.id, ...threadsReadBy(readers) });
  const words = await broughtTexts(client, beside, talk);
  const ours =
    isKnown || talk.length === 0 ? new Map<string, string>() : await ourTexts(client, beside);
  const answered = talk.map(({ threadId, comments: [first] }) => {
    const same = first && ours.get(keyOfOurs(first.author ?? "", first.text));
    return threadId ?? same ?? null;
  });
  const answerable = await answerableAmong(client, actor, document, answered);
  const hasOwn = scopesOf(actor, document).length > 0;
  const fresh = talk
    .map((one, index): FreshTalk => {
      const threadId = answered[index] ?? null;
      return {
        ...one,
        threadId: threadId !== null && answerable.has(threadId) ? threadId : null,
        isOwnAlone: threadId !== null && !answerable.has(threadId),
        comments: one.comments
          .filter(({ author, text }) => !ours.has(keyOfOurs(author ?? "", text)))
          .flatMap(inPieces)
          .filter((comment) => !words.has(keyOfComment(comment))),
      };
    })
    .filter(({ comments }) => comments.length > 0);
  return {
    changes: await withPrevious(uniqueChanges(changes), isBeside, toReaders),
    talk: fresh.filter(({ isOwnAlone }) => hasOwn || !isOwnAlone),
    withheld: hasOwn ? 0 : commentsIn(fresh.filter(({ isOwnAlone }) => isOwnAlone)),
  };
}

type IsChangeKnown = (change: PlannedChange) => boolean;

async function knownChanges(
  client: PrismaClient | Transaction,
  thread: Prisma.ThreadWhereInput,
  changes: readonly PlannedChange[],
): Promise<IsChangeKnown> {
  const hashes = await suggestedAlready(client, thread, changes);
  const brought = await broughtBefore(client, thread, changes);
  return ({ isThere, suggestion, identity }) =>
    isThere || hashes.has(hashOf(suggestion)) || brought.has(identity);
}

/**
 * The new ones; with a piece of a longer change that the actor knows and these readers don't, where the next
 * piece comes in: that says a paragraph of it again, as its place (M2).
 */
async function withPrevious(
  changes: readonly PlannedChange[],
  isKnown: IsChangeKnown,
  toReaders: () => Promise<IsChangeKnown>,
): Promise<PlannedChange[]> {
  const fresh = changes.filter((change) => !isKnown(change));
  if (fresh.every(({ follows }) => follows === undefined)) return fresh;
  const isKnownToReaders = await toReaders();
  const wanted = new Set<string>();
  return changes
    .toReversed()
    .filter((change) => {
      const { identity, follows } = change;
      const isWanted = wanted.has(identity) && !isKnownToReaders(change);
      if (isKnown(change) && !isWanted) return false;
      if (follows !== undefined) wanted.add(follows);
      return true;
    })
    .toReversed();
}

/** Of these threads those that the actor sees and may write in. */
async function answerableAmong(
  client: PrismaClient | Transaction,
  actor: Actor,
  { row, subject }: LoadedDocument,
  threadIds: readonly (string | null)[],
): Promise<ReadonlySet<string>> {
  const ids = new Set(threadIds.flatMap((id) => id ?? []));
  const visible = await readInPieces(ids, (some) =>
    client.thread.findMany({
      where: { id: { in: some }, documentId: row.id, ...visibleThreads(actor, subject.matter) },
      select: { id: true, organizationId: true },
    }),
  );
  return new Set(
    visible
      .filter(({ organizationId }) => mayComment(actor, subject, organizationId).ok)
      .map(({ id }) => id),
  );
}

/** The organizations in whose own talk the actor may put it. */
export function scopesOf(actor: Actor, { subject }: LoadedDocument): string[] {
  return threadOrganizations(actor, subject.matter).filter(
    (id) => mayComment(actor, subject, id).ok,
  );
}

/** A comment in parts that are as long as one may be: no word of it is lost. */
export function inPieces({ author, at, text }: PlannedComment): PlannedComment[] {
  const pieces: PlannedComment[] = [];
  let rest = text;
  while (rest.length > MARGIN_LIMITS.comment) {
    const most = rest.slice(0, MARGIN_LIMITS.comment);
    const space = Math.max(most.lastIndexOf(" "), most.lastIndexOf("\n")) + 1;
    // No half of a character at the end.
    const whole = /[\uD800-\uDBFF]$/u.test(most) ? most.length - 1 : most.length;
    const end = space > MARGIN_LIMITS.comment / 2 ? space : whole;
    pieces.push({ author, at, text: rest.slice(0, end) });
    rest = rest.slice(end);
  }
  return [...pieces, { author, at, text: rest }];
}

/** Suggestions of the same beside the text, that nobody withdrew. */
async function suggestedAlready(
  client: PrismaClient | Transaction,
  thread: Prisma.ThreadWhereInput,
  changes: readonly PlannedChange[],
): Promise<ReadonlySet<string>> {
  const bases = new Set(changes.map(({ suggestion }) => suggestion.baseHash));
  const suggested = await readInPieces(bases, (some) =>
    client.suggestion.findMany({
      where: { thread, baseHash: { in: some }, state: { not: "withdrawn" } },
      select: { baseHash: true, proposedHash: true },
    }),
  );
  return new Set(suggested.map(hashOf));
}

/** Of these comments those that earlier returns brought, as they are known again. */
async function broughtTexts(
  client: PrismaClient | Transaction,
  thread: Prisma.ThreadWhereInput,
  talk: readonly PlannedTalk[],
): Promise<ReadonlySet<string>> {
  const texts = new Set(
    talk.flatMap(({ comments }) => comments.flatMap(inPieces)).map(({ text }) => text),
  );
  const said = await readInPieces(texts, (some) =>
    client.comment.findMany({
      where: { thread, text: { in: some }, removedAt: null, wordReturnId: { not: null } },
      select: { wordAuthor: true, wordAt: true, text: true },
    }),
  );
  return new Set(
    said.map(({ wordAuthor, wordAt, text }) =>
      keyOfComment({ author: wordAuthor, at: wordAt?.toISOString() ?? null, text }),
    ),
  );
}

/** Characters of a comment by which it is known without a name. */
const TELLING_LENGTH = 20;

/** Comments that are read at once: requests are answered in between. */
const READ_AT_ONCE = 500;

/** The threads of our comments that this reader may see, by author and words. */
async function ourTexts(
  client: PrismaClient | Transaction,
  thread: Prisma.ThreadWhereInput,
): Promise<Map<string, string>> {
  const ours = new Map<string, string>();
  const names = new Map<string, string>();
  for (let after = ""; ;) {
    const said = await client.comment.findMany({
      // Comments from Word are known with their time, as others may say the same words again.
      where: { thread, removedAt: null, wordReturnId: null, id: { gt: after }, NOT: { text: "" } },
      select: { id: true, threadId: true, text: true, authorId: true },
      orderBy: { id: "asc" },
      take: READ_AT_ONCE,
    });
    const unknown = said.map(({ authorId }) => authorId).filter((id) => !names.has(id));
    const people = await client.user.findMany({
      where: { id: { in: [...new Set(unknown)] } },
      select: { id: true, name: true },
    });
    for (const { id, name } of people) names.set(id, name);
    for (const { threadId, text, authorId } of said) {
      ours.set(keyOfOurs(names.get(authorId) ?? "", text), threadId);
      // How a file names whoever left without a name; short words are anybody's.
      if (text.length >= TELLING_LENGTH) ours.set(keyOfOurs("Author", text), threadId);
    }
    const last = said.at(-1);
    if (!last || said.length < READ_AT_ONCE) return ours;
    after = last.id;
  }
}

/** Of these changes those that an earlier return brought, and that nobody withdrew, as far as this reader sees. */
async function broughtBefore(
  client: PrismaClient | Transaction,
  thread: Prisma.ThreadWhereInput,
  changes: readonly PlannedChange[],
): Promise<ReadonlySet<string | null>> {
  const identities = uniqueChanges(changes).map(({ identity }) => identity);
  const brought = await readInPieces(identities, (some) =>
    client.suggestion.findMany({
      where: { wordIdentity: { in: some }, state: { not: "withdrawn" }, thread },
      select: { wordIdentity: true },
    }),
  );
  return new Set(brought.map(({ wordIdentity }) => wordIdentity));
}

export function uniqueChanges(changes: readonly PlannedChange[]): PlannedChange[] {
  return [...new Map(changes.map((change) => [change.identity, change])).values()];
}

function hashOf({ baseHash, proposedHash }: { baseHash: string; proposedHash: string }): string {
  return `${baseHash}${proposedHash}`;
}

function keyOfComment({ author, at, text }: PlannedComment): string {
  const instant = Date.parse(at ?? "");
  // As its row keeps it.
  const name = (author ?? "").slice(0, WORD_AUTHOR_LIMIT);
  return JSON.stringify([name, Number.isNaN(instant) ? null : instant, text]);
}

function keyOfOurs(author: string, text: string): string {
  return JSON.stringify([author, text.replaceAll(/\s+/gu, " ").trim()]);
}
