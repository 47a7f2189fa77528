import { thousands } from "#app/domain/thousands.ts";
import * as z from "zod";
import { isIsoDate } from "#app/domain/dates.ts";
import { MARGIN_LIMITS } from "./limits.ts";
import { idSchema, soundText } from "./fields.ts";
import { draftPlaceSchema, keptVersionPlaceSchema, placeSchema } from "./place.ts";

/**
 * Defines a person's act beside the text, as the browser sends it: one JSON object. Ids of new
 * threads and comments are made by the browser, so that what is sent again after a lost answer is
 * not kept twice.
 */

const id = z.uuid();
const text = soundText()
  .trim()
  .min(1, "Write something first.")
  .max(MARGIN_LIMITS.comment, {
    error: () =>
      `A comment has at most ${thousands(MARGIN_LIMITS.comment)} characters. Nothing was lost; shorten it, or send it in two.`,
  });
const mentions = z
  .array(idSchema)
  .max(
    MARGIN_LIMITS.mentions,
    `A comment names at most ${MARGIN_LIMITS.mentions} people. Nothing was lost; name fewer, and send it again.`,
  );
/**
 * The organization whose thread the writer had before them, so that nothing reaches more people
 * than they saw (M2).
 */
const organizationId = idSchema.nullable();

/** To whom a thread is given, and the day by which; null for none (M27). */
const given = z.strictObject({
  userId: idSchema,
  dueOn: z
    .string()
    .max(10)
    .refine(isIsoDate, "Choose a day of the calendar. Nothing was lost.")
    .nullable(),
});
export type GivenTo = Readonly<z.output<typeof given>>;

/** A block of the text as canonical JSON has it; the rest is checked against the schema of the text. */
interface SuggestedBlock {
  readonly type: string;
}

/** Consecutive blocks as they stood, and what they are to become (M7). */
export interface SuggestedBlocks {
  readonly base: readonly SuggestedBlock[];
  readonly proposed: readonly SuggestedBlock[];
}

const block = z.looseObject({ type: z.string().max(40) });
const blocks = z
  .array(block)
  .max(
    MARGIN_LIMITS.blocks,
    `A suggestion changes at most ${MARGIN_LIMITS.blocks} paragraphs in a row. Nothing was lost; propose it in parts.`,
  );
const suggested: z.ZodType<SuggestedBlocks> = z.strictObject({ base: blocks, proposed: blocks });

/** The kept place of what moves. */
const movedFrom = z.discriminatedUnion("in", [draftPlaceSchema, keptVersionPlaceSchema]);

export const threadChangeSchema = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("begin"),
    threadId: id,
    commentId: id,
    place: placeSchema,
    /** The organization whose people alone may see it; null for everybody of the parties. */
    organizationId,
    /** A suggestion needs no words of its own. */
    text: text.or(z.literal("")),
    mentions,
    suggestion: suggested.nullable(),
    give: given.optional(),
  }),
  z.strictObject({
    do: z.literal("reply"),
    threadId: id,
    commentId: id,
    text,
    mentions,
    organizationId: organizationId.optional(),
    give: given.optional(),
  }),
  z.strictObject({
    do: z.literal("edit"),
    threadId: id,
    commentId: id,
    text,
    mentions,
    organizationId: organizationId.optional(),
  }),
  z.strictObject({ do: z.literal("remove"), threadId: id, commentId: id }),
  /** Gives a thread to one person, or hands it on (M27). */
  given.extend({ do: z.literal("give"), threadId: id }),
  z.strictObject({ do: z.literal("take-back"), threadId: id }),
  /** Whoever it is given to has done it, or has not after all. */
  z.strictObject({ do: z.literal("done"), threadId: id, isDone: z.boolean() }),
  /** Agrees with a comment, or takes that back: words beside a text, and never a sign-off. */
  z.strictObject({ do: z.literal("agree"), threadId: id, commentId: id, agrees: z.boolean() }),
  z.strictObject({ do: z.literal("resolve"), threadId: id }),
  z.strictObject({ do: z.literal("reopen"), threadId: id }),
  /** Agrees, for one's own comments, that all parties may read a thread of one organization (M2). */
  z.strictObject({ do: z.literal("share"), threadId: id }),
  /** Marks threads as read: up to the `changedAt` that the reader has seen, or up to now. */
  z.strictObject({
    do: z.literal("read"),
    threadIds: z.array(id).min(1).max(MARGIN_LIMITS.reads),
    seen: z.record(id, z.iso.datetime()).optional(),
  }),
  /**
   * Places in the draft (M4): new ones of words that were cut and pasted or dragged, and the first ones
   * of what hangs in a version.
   */
  z.strictObject({
    do: z.literal("move"),
    moves: z
      .array(z.strictObject({ threadId: id, from: movedFrom, to: draftPlaceSchema }))
      .min(1)
      .max(MARGIN_LIMITS.moves),
  }),
  /** Has the server write suggestions into the draft, in one step, as the page showed them (M22). */
  z.strictObject({
    do: z.literal("accept"),
    suggestions: z
      .array(
        z.strictObject({
          threadId: id,
          /** SHA-256 of what the page showed, of which app/document/acceptance makes one text. */
          shown: z.string().regex(/^[0-9a-f]{64}$/u),
          /** How one chose where the draft and the suggestion changed the same words (M12). */
          choice: z.enum(["suggested", "draft", "new"]).nullable(),
          /** Of a new paragraph: the block that it stands behind; null for the end of the text. */
          behind: z.string().min(1).max(64).nullable(),
        }),
      )
      .min(1)
      .max(MARGIN_LIMITS.decidedAtOnce),
  }),
  /** Takes what accepting wrote out of the draft, or takes a rejection back: it is open again (M22). */
  z.strictObject({
    do: z.literal("open-again"),
    threadIds: z.array(id).min(1).max(MARGIN_LIMITS.decidedAtOnce),
  }),
  z.strictObject({ do: z.literal("reject"), threadId: id }),
  z.strictObject({ do: z.literal("withdraw"), threadId: id }),
]);
export type ThreadChange = z.output<typeof threadChangeSchema>;
/** One kind of it. */
export type ThreadChangeOf<Verb extends ThreadChange["do"]> = Extract<
  ThreadChange,
  { readonly do: Verb }
>;

/** Bytes of a request; a suggestion is the largest. */
export const THREAD_CHANGE_BYTES = 2 * MARGIN_LIMITS.suggestionBytes + 65_536;
/** Bytes that one person may send beside texts within a minute: two of the largest, or hours of writing. */
export const MARGIN_BYTES_A_MINUTE = 2 * THREAD_CHANGE_BYTES;
