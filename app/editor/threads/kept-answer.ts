import * as z from "zod";
import { bodyBlocksSchema } from "#app/document/margin/suggestion-bodies.ts";
import { threadsAnswerSchema } from "#app/document/margin/thread-view.ts";

/**
 * The threads of a document as they were last loaded, with the suggestions whose blocks have come. A file
 * of its own: the desk opens without the library that reads it.
 */
export const keptAnswerSchema = threadsAnswerSchema.extend({
  bodies: z
    .array(z.object({ hash: z.string(), base: bodyBlocksSchema, proposed: bodyBlocksSchema }))
    .readonly()
    .optional(),
});
export type KeptAnswer = Readonly<z.output<typeof keptAnswerSchema>>;
