import type { Actor } from "#app/domain/actor.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { mayComment, threadOrganizations } from "#app/domain/permissions.ts";
import { WORD_AUTHOR_LIMIT } from "#app/domain/word-return.ts";
import type { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import { visibleThreads } from "#server/services/threads/scope.ts";
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

/** A change that an act brought, and the suggestion that it became: what a return's row keeps (W10). */
export interface BroughtChange {
  readonly identity: string;
  readonly threadId: string;
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
 * @param isKnown whether our comments in the file are known by its record; else they are known by their
 * author and words.
 */
export async function notHereYet(
  client: PrismaClient | Transaction,
  actor: Actor,
  document: LoadedDocument,
  { changes, talk }: Pick<WordPlan, "changes" | "talk">,
  isKnown: boolean,
): Promise<FreshReturn> {
  const { row, facts } = document;
  const beside = { documentId: row.id, ...visibleThreads(actor, facts.matter) };
  const suggested = await client.suggestion.findMany({
    where: { thread: beside, state: { not: "withdrawn" } },
    select: { baseHash: true, proposedHash: true },
  });
  const hashes = new Set(suggested.map(hashOf));
  const brought = await broughtBefore(client, row.id, beside);
  const words = await broughtWords(client, beside);
  const ours = isKnown ? new Map<string, string>() : await ourWords(client, beside);
  const visible = await client.thread.findMany({
    where: beside,
    select: { id: true, organizationId: true },
  });
  const answerable = new Set(
    visible
      .filter(({ organizationId }) => mayComment(actor, facts, organizationId).ok)
      .map(({ id }) => id),
  );
  const hasOwn = scopesOf(actor, document).length > 0;
  const fresh = talk
    .map((one): FreshTalk => {
      const [first] = one.comments;
      const same = first && ours.get(keyOfOurs(first.author ?? "", first.text));
      const threadId = one.threadId ?? same ?? null;
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
    changes: uniqueChanges(changes).filter(
      ({ suggestion, isThere, identity }) =>
        !isThere && !hashes.has(hashOf(suggestion)) && !brought.has(identity),
    ),
    talk: fresh.filter(({ isOwnAlone }) => hasOwn || !isOwnAlone),
    withheld: hasOwn ? 0 : commentsIn(fresh.filter(({ isOwnAlone }) => isOwnAlone)),
  };
}

/** The organizations in whose own talk the actor may put it. */
export function scopesOf(actor: Actor, { facts }: LoadedDocument): string[] {
  return threadOrganizations(actor, facts.matter).filter((id) => mayComment(actor, facts, id).ok);
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

/** Comments that earlier returns brought, as they are known again. */
async function broughtWords(
  client: PrismaClient | Transaction,
  thread: Prisma.ThreadWhereInput,
): Promise<ReadonlySet<string>> {
  const said = await client.comment.findMany({
    where: { thread, removedAt: null, wordReturnId: { not: null } },
    select: { wordAuthor: true, wordAt: true, text: true },
  });
  return new Set(
    said.map(({ wordAuthor, wordAt, text }) =>
      keyOfComment({ author: wordAuthor, at: wordAt?.toISOString() ?? null, text }),
    ),
  );
}

/** Characters of a comment by which it is known without a name. */
const TELLING_LENGTH = 20;

/** The threads of our comments that this reader may see, by author and words. */
async function ourWords(
  client: PrismaClient | Transaction,
  thread: Prisma.ThreadWhereInput,
): Promise<Map<string, string>> {
  const said = await client.comment.findMany({
    // Comments from Word are known with their time, as others may say the same words again.
    where: { thread, removedAt: null, wordReturnId: null, NOT: { text: "" } },
    select: { threadId: true, text: true, authorId: true },
  });
  const people = await client.user.findMany({
    where: { id: { in: [...new Set(said.map(({ authorId }) => authorId))] } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return new Map(
    said.flatMap(({ threadId, text, authorId }) =>
      [
        names.get(authorId) ?? "",
        // How a file names whoever left without a name; short words are anybody's.
        ...(text.length < TELLING_LENGTH ? [] : ["Author"]),
      ].map((author) => [keyOfOurs(author, text), threadId] as const),
    ),
  );
}

/** Changes that an earlier return brought, and that nobody withdrew: those that this reader may see. */
async function broughtBefore(
  client: PrismaClient | Transaction,
  documentId: string,
  beside: Prisma.ThreadWhereInput,
): Promise<ReadonlySet<string>> {
  const returns = await client.wordReturn.findMany({
    where: { documentId },
    select: { brought: true },
  });
  // Written by an earlier return alone.
  const all = returns.flatMap(({ brought }) => JSON.parse(brought) as readonly BroughtChange[]);
  const standing = await client.thread.findMany({
    where: {
      ...beside,
      wordReturnId: { not: null },
      suggestion: { is: { state: { not: "withdrawn" } } },
    },
    select: { id: true },
  });
  const ids = new Set(standing.map(({ id }) => id));
  return new Set(all.filter(({ threadId }) => ids.has(threadId)).map(({ identity }) => identity));
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
