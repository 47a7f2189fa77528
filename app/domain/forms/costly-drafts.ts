import * as z from "zod";
import { id } from "./fields.ts";

const documentId = id("Load the page again.");
const number = z.coerce
  .number({ error: "Give a number." })
  .int("Give a whole number.")
  .min(0, "Give a number from 0 on.")
  .max(2 ** 31, "This number is too large.");

/** Try a draft's tasks again at once. */
export const retryDraftForm = z.object({ documentId });

/** Restore a draft to its state at a sequence number; `generation` is the one the page showed. */
export const restoreDraftForm = z.object({ documentId, sequence: number, generation: number });

/** Remove a writer whose updates make a draft too costly. */
export const removeWriterForm = z.object({ documentId, userId: id("Load the page again.") });
