import { z } from "zod";

/** The address of a document's pages; what does not fit is not found. */
export const documentParams = z.object({ documentId: z.string().min(1).max(64) });
