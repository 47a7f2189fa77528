import * as z from "zod";
import { MARGIN_LIMITS } from "./limits.ts";
import { idSchema, soundText } from "./fields.ts";

/**
 * Where a thread hangs (M4). A place in a version is exact for ever, and gets one in the draft when that
 * is open again. One in the draft has three ways to
 * be found, tried in this order: its two Yjs relative positions, the quoted words in its block, the
 * quoted words in the text. Offsets count as ProseMirror positions within a block's content.
 */

const blockId = idSchema;
const offset = z.number().int().min(0).max(10_000_000);
const quote = soundText().max(MARGIN_LIMITS.quote);
const around = soundText().max(MARGIN_LIMITS.around);

/** A Yjs relative position as JSON (`Y.relativePositionToJSON`). */
const relative = z.strictObject({
  type: z
    .strictObject({ client: z.number().int().min(0), clock: z.number().int().min(0) })
    .nullish(),
  tname: soundText().max(40).nullish(),
  item: z
    .strictObject({ client: z.number().int().min(0), clock: z.number().int().min(0) })
    .nullish(),
  assoc: z.number().int().min(-1).max(1).optional(),
});
export type RelativeJson = z.output<typeof relative>;

export const draftPlaceSchema = z.strictObject({
  in: z.literal("draft"),
  generation: z.number().int().min(0),
  /** The start and the end of the words, relative to the letters beside them. */
  from: relative,
  to: relative,
  blockId,
  /** Offsets when it was made, for a draft whose positions are gone. */
  fromOffset: offset,
  toOffset: offset,
  /** The block in which the words end, where that is another. */
  toBlockId: blockId.nullable(),
  quote,
  before: around,
  after: around,
});
export type DraftPlace = z.output<typeof draftPlaceSchema>;

const versionPlaceSchema = z.strictObject({
  in: z.literal("version"),
  versionId: idSchema,
  blockId,
  fromOffset: offset,
  toOffset: offset,
  toBlockId: blockId.nullable(),
  quote,
  before: around,
  after: around,
});

/** One in a version as it is kept: once the draft is open again, its words have a place there, too. */
export const keptVersionPlaceSchema = versionPlaceSchema.extend({
  draft: draftPlaceSchema.optional(),
});
export type VersionPlace = z.output<typeof keptVersionPlaceSchema>;

/** The document as a whole. */
const documentPlaceSchema = z.strictObject({ in: z.literal("document") });

export const placeSchema = z.discriminatedUnion("in", [
  draftPlaceSchema,
  versionPlaceSchema,
  documentPlaceSchema,
]);
/** One as it is kept, which a page is told. */
export const keptPlaceSchema = z.discriminatedUnion("in", [
  draftPlaceSchema,
  keptVersionPlaceSchema,
  documentPlaceSchema,
]);
export type Place = DraftPlace | VersionPlace | z.output<typeof documentPlaceSchema>;
