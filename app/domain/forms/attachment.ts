import * as z from "zod";
import { ATTACHMENT_ROLES } from "#app/domain/attachment.ts";

/** The fields of an uploaded file; without a role it gets the target's default. */
export const attachForm = z.object({ role: z.enum(ATTACHMENT_ROLES).optional() });

/** The field that carries the file. */
export const ATTACHMENT_FILE_FIELD = "file";

export const removeAttachmentForm = z.object({});

/** Confirm that a person has read what no program could (L20). */
export const attachmentReadForm = z.object({
  read: z.literal("on", { error: "Confirm that you have read it." }),
});
