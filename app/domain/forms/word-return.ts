import * as z from "zod";
import { WORD_CHANGES } from "#app/domain/word-return.ts";
import { createDocumentForm } from "./document.ts";
import { id, optionalId } from "./fields.ts";

/** Sends a Word file; what is done with it is asked once it was read. */
export const wordArrivalForm = z.object({});

/** Takes a file that waits away, unread by anybody else. */
export const discardWordForm = z.object({});

/** Begins a draft with the text of a Word file. */
export const newFromWordForm = createDocumentForm.safeExtend({
  arrivalId: id("Choose the file again."),
  changes: z.enum(WORD_CHANGES, { error: "Choose what becomes of the tracked changes." }),
  /** The organization whose people alone see its suggestions and comments; left out for everybody. */
  organizationId: optionalId("Choose who may see them."),
});

/** Which text of the document a file is compared with: the one that left with its code, or another. */
export const wordTextSchema = z
  .string({ error: "Choose the text that it was made from." })
  .regex(/^(?:export|draft|[1-9][0-9]{0,5})$/u, "Choose the text that it was made from.");

/** Brings in what came back in a Word file, as suggestions, comments and answers (W10). */
export const bringInWordForm = z.object({
  arrivalId: id("Choose the file again."),
  text: wordTextSchema,
  /** The key of what the page showed: nothing enters that nobody saw. */
  seen: z.string().regex(/^[0-9a-f]{64}$/u, "Load the page again."),
  /** The organization whose people alone see it; left out where everybody of the parties does. */
  organizationId: optionalId("Choose who may see it."),
});

/** Takes all of it back that is still open and untouched. */
export const takeWordBackForm = z.object({ returnId: id("Load the page again.") });
