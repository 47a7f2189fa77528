import * as z from "zod";
import { keptPlaceSchema } from "#app/domain/margin/place.ts";
import { WORD_FATES } from "#app/domain/word-return.ts";
import { REFUSAL_CODES } from "#app/domain/refusal.ts";
import { suggestionSummarySchema } from "./suggestion-summary.ts";

/**
 * Threads as a page is told of them. The server makes them by these types; a page parses them once, where
 * they enter: from the network, and from the device.
 */

const instant = z.string();

/** A person beside the text, as everybody of the parties may see them. */
const threadPersonSchema = z.object({
  userId: z.string(),
  name: z.string(),
  organization: z.string(),
  /** Index into the palette of organization colors. */
  colour: z.number(),
});
export type ThreadPerson = Readonly<z.output<typeof threadPersonSchema>>;

/** Author and time in Word, as a file claims: whoever brought it in is its author here (W8). */
const wordClaimSchema = z.object({ author: z.string().nullable(), at: instant.nullable() });

const commentViewSchema = z.object({
  id: z.string(),
  author: threadPersonSchema,
  /** Empty where its author removed it. */
  text: z.string(),
  mentions: z.array(threadPersonSchema).readonly(),
  at: instant,
  editedAt: instant.nullable(),
  removedAt: instant.nullable(),
  isMine: z.boolean(),
  /** People who agree; nobody in what a device kept before there was this. */
  agreed: z.array(threadPersonSchema).readonly().default([]),
  /** Null for what was written here. */
  word: wordClaimSchema.readonly().nullable().default(null),
  /** Of one that came by e-mail: whether all that was written in it stands here. */
  byMail: z.enum(["whole", "cut"]).optional(),
});
export type CommentView = Readonly<z.output<typeof commentViewSchema>>;

const suggestionStateSchema = z.enum(["open", "accepted", "rejected", "withdrawn"]);
export type SuggestionState = z.output<typeof suggestionStateSchema>;

/** The head of a suggestion: its blocks come when they are seen (M29). */
const suggestionViewSchema = z.object({
  state: suggestionStateSchema,
  decidedBy: threadPersonSchema.nullable(),
  decidedAt: instant.nullable(),
  summary: suggestionSummarySchema,
  /** The ids of the blocks that it replaces; a table has that of its first block. */
  blockIds: z.array(z.string()).readonly(),
  /** Bytes of its blocks, and the hash of what it replaces and of what it proposes. */
  bytes: z.number(),
  hash: z.string(),
});
export type SuggestionView = Readonly<z.output<typeof suggestionViewSchema>>;

/** To whom a thread is given (M27). */
const assignmentViewSchema = z.object({
  to: threadPersonSchema,
  /** Asked for it, and hears what becomes of it. */
  askedBy: threadPersonSchema,
  /** ISO day. */
  dueOn: z.string().nullable(),
  state: z.enum(["open", "done", "resolved", "removed", "closed", "left"]),
});
export type AssignmentView = Readonly<z.output<typeof assignmentViewSchema>>;

/** A thread as one reader sees it. */
const threadViewSchema = z.object({
  id: z.string(),
  /** The organization whose people alone see it; null for everybody of the parties (M2). */
  organization: z.object({ id: z.string(), shortName: z.string() }).readonly().nullable(),
  place: keptPlaceSchema,
  /** Of a place in a version: its number. */
  versionNumber: z.number().nullable(),
  by: threadPersonSchema,
  createdAt: instant,
  changedAt: instant,
  resolved: z.object({ by: threadPersonSchema, at: instant }).readonly().nullable(),
  comments: z.array(commentViewSchema).readonly(),
  suggestion: suggestionViewSchema.nullable(),
  /** Others wrote in it, or changed its state, since this reader read it. */
  isUnread: z.boolean(),
  /** In a thread of one organization: whose agreement is missing until all parties may read it; null
   * while nobody has asked. */
  sharing: z
    .object({ waitsFor: z.array(threadPersonSchema).readonly(), youAgreed: z.boolean() })
    .readonly()
    .nullable(),
  assignment: assignmentViewSchema.readonly().nullable().default(null),
  /** Of one that came in from a Word file. */
  word: wordClaimSchema.readonly().nullable().default(null),
  /** The act that brought it or an answer in it in, where that is taken back (W10). */
  wordReturn: z.object({ documentId: z.string(), returnId: z.string() }).readonly().optional(),
  /** Its fate in Word, the last time that a file came back which had left with it (W9). */
  fate: wordClaimSchema
    .extend({ fate: z.enum(WORD_FATES) })
    .readonly()
    .nullable()
    .default(null),
});
export type ThreadView = Readonly<z.output<typeof threadViewSchema>>;

/** The answer of GET /documents/:id/threads, for all of a document or those with the given ids. */
export const threadsAnswerSchema = z.object({
  threads: z.array(threadViewSchema).readonly(),
  /** Ids of older threads that did not fit into the answer: to be asked for by `ids`. */
  rest: z.array(z.string()).readonly().optional(),
  /** Whom one may mention: everybody of the parties, each with the organizations they are of. */
  people: z
    .array(
      threadPersonSchema.extend({ organizationIds: z.array(z.string()).readonly() }).readonly(),
    )
    .readonly(),
  /** Organizations of the matter that this reader is of: the scopes they may choose. */
  scopes: z.array(z.object({ id: z.string(), shortName: z.string() }).readonly()).readonly(),
  may: z
    .object({
      comment: z.boolean(),
      decide: z.boolean(),
      /** Not a right of the reader’s: guests by name, who read what is for everybody. */
      guests: z.array(z.string()).readonly().optional(),
    })
    .readonly(),
});
export type ThreadsAnswer = Readonly<z.output<typeof threadsAnswerSchema>>;

/** A suggestion that stays as it was, and why. */
const leftOpenSchema = z.object({
  threadId: z.string(),
  refusal: z.object({ code: z.enum(REFUSAL_CODES), sentence: z.string() }).readonly(),
});
export type LeftOpen = Readonly<z.output<typeof leftOpenSchema>>;

/** The answer to a change: the threads that it changed, as the reader sees them now. */
export const threadsChangedSchema = z.object({
  threads: z.array(threadViewSchema).readonly(),
  /** Of several suggestions that were decided at once: those that stay as they were. */
  left: z.array(leftOpenSchema).readonly().optional(),
});
export type ThreadsChanged = Readonly<z.output<typeof threadsChangedSchema>>;
