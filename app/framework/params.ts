import * as z from "zod";
import { ATTACHMENT_TARGETS, type AttachmentTargetKind } from "#app/domain/attachment.ts";
import { DOCUMENT_KINDS, LAYOUT_PROFILES } from "#app/domain/document.ts";
import { wordTextSchema } from "#app/domain/forms/word-return.ts";
import { idSchema } from "#app/domain/margin/fields.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { stateAt } from "#app/domain/changes/text-choice.ts";
import type { LeavingChoices } from "#app/domain/word-leaving.ts";
import { MOST_LETTERS } from "#app/domain/search/asked.ts";
import { FOUND_KINDS } from "#app/domain/search/found.ts";
import { isSlug } from "#app/domain/slug.ts";

/** Schemas of URL parameters; invalid ones are not found. */

const id = z.string().min(1).max(64);

/** Of a page whose address names nothing. */
export const noParams = z.object({});
export const matterParams = z.object({ slug: z.string().refine(isSlug) });
export const docketParams = matterParams.extend({ docketId: id });
/** One document of a matter. */
export const matterDocumentParams = matterParams.extend({ documentId: id });
/** One line of its docket. */
export const docketEventParams = docketParams.extend({ eventId: id });
export const organizationParams = z.object({ organizationId: id });
/** One of an organization's webhooks. */
export const webhookParams = organizationParams.extend({ webhookId: id });
/** A text that an organization keeps. */
export const organizationTextParams = organizationParams.extend({
  as: z.enum(["clauses", "templates"]),
  textId: id,
});
/** Words looked for among them. */
export const textsQuery = z.object({ q: z.string().max(200).optional() });
/** Words looked for from a desk, or the clause to be put in. */
export const clausesQuery = textsQuery.extend({ clause: id.optional() });
export const memberParams = organizationParams.extend({ userId: id });
export const invitationParams = z.object({ token: z.string().min(1).max(256) });
/** A secret link to somebody's account. */
export const accountLinkParams = z.object({ token: z.string().min(1).max(256) });
/** A guest's secret link. */
export const guestParams = z.object({ token: z.string().min(1).max(256) });
/** The document that a guest reads, by the id of their link, which is no secret. */
export const sharedParams = z.object({ linkId: z.uuid() });
/** A signed address that unsubscribes from mails. */
export const unsubscribeParams = z.object({ token: z.string().min(1).max(512) });

const number = z.coerce.number().int().positive().max(1_000_000);

/** A number of a draft: of a generation, or of a batch. */
const count = z.coerce
  .number()
  .int()
  .min(0)
  .max(2 ** 31);

/** For which organization a clause is kept. */
export const keepClauseQuery = z.object({ of: id.optional() });
/** Which text of a document is kept: a version; default: the draft. */
export const keepTemplateQuery = z.object({ version: number.optional() });
export const versionParams = z.object({ documentId: id, number });
export const sharedVersionParams = sharedParams.extend({ number });
/** The paragraph for which a guest proposes other words. */
export const suggestQuery = z.object({ block: id });
/** The text that a restore removed from one generation of a draft. */
export const keptTextParams = z.object({
  documentId: id,
  generation: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31),
});
export const exhibitParams = z.object({ documentId: id, exhibitId: id });
/** One event of the record of a filed request. */
export const agencyEventParams = z.object({ documentId: id, eventId: id });
/** One attached file. */
export const attachmentParams = z.object({ attachmentId: id });
/** An archive that somebody took along. */
export const archiveParams = z.object({ archiveId: id });
/** The page of the file on which a search found words. */
export const attachmentQuery = z.object({ page: number.optional().catch(undefined) });
/** The target of an attachment. */
export const attachmentTargetParams = z.object({
  kind: z.enum(Object.keys(ATTACHMENT_TARGETS) as AttachmentTargetKind[]),
  targetId: id,
});
export const signOffParams = z.object({ documentId: id, signOffId: id });
export const filingCopyParams = z.object({ documentId: id, copyId: id });
/** The moment of a draft that changes are shown against. */
export const momentQuery = z.object({ generation: count, sequence: count });
/** After which number of a draft who did what is told. */
export const afterQuery = z.object({ after: count });
/** Before which number of a draft its history is shown; default: the latest of it. */
export const historyQuery = z.object({ before: count.optional() });
/** At which number of the draft its page was opened, where nothing that came later is asked about. */
export const openedQuery = z.object({ opened: count.optional() });
/** A text of a document, as text-choice.ts writes it: a version, the draft, or a moment of it. */
const text = z.union([
  z.literal("draft"),
  number,
  z
    .string()
    .transform((address, context) => stateAt(address) ?? (context.addIssue("no text"), z.NEVER)),
]);
/** The docket that a paper would be moved to. */
export const docketMoveQuery = z.object({ to: id.optional() });
/** The two texts to compare. */
export const redlineQuery = z.object({
  from: text,
  to: text,
  view: z.enum(["inline", "sides"]).optional(),
});
/** The version whose PDF is requested; default: the document's current one. */
export const pdfQuery = z.object({ version: number.optional() });

/** A Word file that waits, alone and for one document or matter. */
export const wordArrivalParams = z.object({ arrivalId: id });
export const wordReturnParams = wordArrivalParams.extend({ documentId: id });
export const wordDraftParams = wordArrivalParams.extend({ slug: z.string().refine(isSlug) });
/** One act that brought a Word file in. */
export const broughtWordParams = z.object({ documentId: id, returnId: id });
/** Where somebody is who sends a Word file. */
export const wordPlaceQuery = z.object({
  document: id.optional(),
  matter: z.string().refine(isSlug).optional(),
});
/** Which text of a document a Word file is compared with. */
export const wordTextQuery = z.object({
  text: wordTextSchema.optional(),
  /** Its readers: "all", or one organization's people alone. */
  for: id.optional(),
});
/** Fate of its tracked changes where it goes in at the caret. */
export const wordBlocksQuery = z.object({ changes: z.enum(["with", "without"]) });
/** Which text leaves as a Word file: a version, or what differs between two; default: the current text. */
export const wordQuery = z.object({
  version: number.optional(),
  from: number.optional(),
  to: z.union([z.literal("draft"), number]).optional(),
});
/** The two texts of a redline that leaves. */
export const wordRedlineQuery = z.object({
  from: number,
  to: z.union([z.literal("draft"), number]),
});

const flag = z.literal("yes").optional();
/** Choices for a Word file (W3); default: nothing of the margin, and no names. */
export const wordChoicesQuery = z
  .object({
    for: z.enum(["counsel", "court"]).default("counsel"),
    names: flag,
    times: flag,
    suggestions: flag,
    comments: flag,
    /** Whether what looks private in them may leave. */
    private: flag,
    /** Ids of organizations, joined by commas, whose own go along. */
    own: z
      .string()
      .max(1_300)
      .transform((ids) => ids.split(",").filter((one) => one !== ""))
      .pipe(z.array(idSchema).max(20))
      .default([]),
    /** Whether the code stands in the footer, too; default: not for a court or an agency. */
    footer: z.enum(["yes", "no"]).optional(),
  })
  .transform((query): LeavingChoices => {
    return {
      isForCourt: query.for === "court",
      names: query.names === "yes",
      times: query.times === "yes",
      suggestions: query.suggestions === "yes",
      comments: query.comments === "yes",
      own: query.own,
      footer: (query.footer ?? (query.for === "court" ? "no" : "yes")) === "yes",
      ...(query.private === "yes" ? { isPrivateSeen: true } : {}),
    };
  });

/** The proposal for a new document, by the page that asks for it. */
export const newDocumentQuery = z.object({
  kind: z.enum(DOCUMENT_KINDS).optional(),
  docketId: id.optional(),
  templateId: id.optional(),
});

/** Words looked for; anything longer is cut, and an unknown kind is none. */
export const searchQuery = z.object({
  q: z
    .string()
    .optional()
    .transform((words = "") => words.slice(0, MOST_LETTERS)),
  kind: z.enum(FOUND_KINDS).optional().catch(undefined),
});

const layout = z.enum(LAYOUT_PROFILES).optional();
/** The layout of a draft's preview; default: its own. */
export const previewQuery = z.object({ layout });
/**
 * The page of a preview and its width in pixels: a few fixed widths, so that renderings are shared.
 */
export const previewPageParams = z.object({ documentId: id, page: number.max(5_000) });
export const previewPageQuery = z.object({
  layout,
  width: z.coerce.number().pipe(z.literal([600, 900, 1_200, 1_800])),
});

const threadIds = (most: number) =>
  z
    .string()
    .max(most * 65)
    .transform((ids) => ids.split(","))
    .pipe(z.array(idSchema).max(most))
    .optional();

/**
 * Threads that are asked for by their ids, joined by commas; default: all of a document. With `bodies`,
 * the blocks of these suggestions instead.
 */
export const threadsQuery = z.object({
  ids: threadIds(MARGIN_LIMITS.reads),
  bodies: threadIds(MARGIN_LIMITS.bodies),
});
