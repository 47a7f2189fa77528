import { z } from "zod";
import { LAYOUT_PROFILES } from "#app/domain/document.ts";
import { isSlug } from "#app/domain/slug.ts";

/** Parameters in addresses; what does not fit them is not found. */

const id = z.string().min(1).max(64);

export const matterParams = z.object({ slug: z.string().refine(isSlug) });
/** One lawsuit of a matter. */
export const docketParams = matterParams.extend({ docketId: id });
export const organizationParams = z.object({ organizationId: id });
export const memberParams = organizationParams.extend({ userId: id });
export const invitationParams = z.object({ token: z.string().min(1).max(256) });
/** A signed address that stops letters. */
export const unsubscribeParams = z.object({ token: z.string().min(1).max(512) });

const number = z.coerce.number().int().positive().max(1_000_000);

/** One version of a document, by its number. */
export const versionParams = z.object({ documentId: id, number });
/** What a restore took out of one life of a draft. */
export const keptWordsParams = z.object({
  documentId: id,
  generation: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31),
});
/** One exhibit of a document. */
export const exhibitParams = z.object({ documentId: id, exhibitId: id });
/** Which two texts are compared. */
export const redlineQuery = z.object({ from: number, to: z.union([z.literal("draft"), number]) });
/** Which version's PDF is asked for; without one the document's own. */
export const pdfQuery = z.object({ version: number.optional() });

const layout = z.enum(LAYOUT_PROFILES).optional();
/** In which layout a draft is previewed; without one in its own. */
export const previewQuery = z.object({ layout });
/** Which page of a preview, and how wide in pixels: few widths, so that equal ones are shared. */
export const previewPageParams = z.object({ documentId: id, page: number.max(5_000) });
export const previewPageQuery = z.object({
  layout,
  width: z.coerce.number().pipe(z.literal([600, 900, 1_200, 1_800])),
});
