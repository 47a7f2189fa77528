import type * as z from "zod";
import { ATTACHMENT_LIMITS } from "#app/domain/attachment.ts";
import { attachForm, ATTACHMENT_FILE_FIELD } from "#app/domain/forms/attachment.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { RequestContext } from "#app/framework/access-requirement.ts";
import { attachmentTargetParams } from "#app/framework/params.ts";
import { FIELDS_LIMIT, type ArrivingFile } from "#app/framework/upload-body.ts";

type AttachContext = RequestContext<z.output<typeof attachmentTargetParams>>;

/** Guards uploading an attachment: for the form of the page, and for its script. */
export const uploadGuard = {
  params: attachmentTargetParams,
  need: "signed in",
  admit: ({ actor, params, context }: AttachContext): Promise<Outcome<void>> =>
    context.services.attachments.mayAdd(actor, params.kind, params.targetId),
  limit: ATTACHMENT_LIMITS.bytes + FIELDS_LIMIT,
  file: { field: ATTACHMENT_FILE_FIELD, missing: "Choose a file." },
} as const;

/** Stores the uploaded file as an attachment. */
export const attaching = {
  form: attachForm,
  async run({
    actor,
    params: { kind, targetId },
    context,
    input,
    file: { name, bytes },
  }: AttachContext & {
    readonly input: z.output<typeof attachForm>;
    readonly file: ArrivingFile;
  }): Promise<Outcome<void>> {
    const upload = { fileName: name, bytes };
    const added = await context.services.attachments.add(actor, kind, targetId, input, upload);
    return added.ok ? done() : added;
  },
} as const;
