import * as z from "zod";

/** The route parameters of a document's pages; anything else is not found. */
export const documentParams = z.object({ documentId: z.string().min(1).max(64) });
