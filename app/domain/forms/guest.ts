import * as z from "zod";
import { isIsoDate } from "#app/domain/dates.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { email, id, optionalId, optionalParagraphs, paragraphs, personName } from "./fields.ts";

/** Made with the page, so that what is sent twice is kept once. */
const key = z.uuid("Load the page again.");

/** Let somebody of no organization read a document. */
export const inviteGuestForm = z.object({
  /** The party that answers for them. */
  organizationId: id("Choose the organization that invites them."),
  name: personName,
  email,
  until: z
    .string({ error: "Choose the last day on which it opens." })
    .trim()
    .max(10, "Choose a day of the calendar.")
    .refine(isIsoDate, "Choose a day of the calendar."),
  level: z.enum(["read", "comment"], { error: "Choose what they may do." }),
  versions: z.boolean().optional(),
});

/** End a guest's link. */
export const endGuestForm = z.object({ linkId: id("Choose a guest.") });

/** The code that was mailed, as it is typed: blanks in it are nothing. */
export const guestCodeForm = z.object({
  code: z
    .string({ error: "Enter the code from the e-mail." })
    .max(40, "That is not the code.")
    .transform((typed) => typed.replaceAll(/\s/gu, ""))
    .pipe(z.string().regex(/^\d{8}$/u, "The code has eight digits.")),
});

/** A guest's words, and the paragraph that they are about. */
export const guestCommentForm = z.object({
  key,
  text: paragraphs("Write something first.", MARGIN_LIMITS.comment),
  /** Empty for the document as a whole. */
  blockId: optionalId("Choose a paragraph."),
});

export const guestReplyForm = z.object({
  key,
  threadId: id("Choose a comment."),
  text: paragraphs("Write something first.", MARGIN_LIMITS.comment),
});

/** Take one's own words back: a comment, or a suggestion as a whole. */
export const guestRemoveForm = z.object({
  threadId: id("Choose a comment."),
  commentId: id("Choose a comment."),
});
export const guestWithdrawForm = z.object({ threadId: id("Choose a suggestion.") });

/** Characters of one paragraph that a guest proposes. */
const PARAGRAPH = 20_000;

/** Other words for one paragraph. */
export const guestSuggestForm = z.object({
  key,
  blockId: id("Choose a paragraph."),
  /** The hash of the paragraph as the page showed it: nobody proposes against words they never saw. */
  seen: z.string().regex(/^[0-9a-f]{64}$/u, "Load the page again."),
  words: paragraphs("Write the words that you propose.", PARAGRAPH),
  text: optionalParagraphs(MARGIN_LIMITS.comment),
});

/** Whether answers are mailed. */
export const guestMailForm = z.object({ hears: z.boolean().optional() });
