import { done } from "#app/domain/refusal.ts";
import { fileAnswer } from "#app/framework/file-answer.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { attachmentParams } from "#app/framework/params.ts";

/** An attached file, byte for byte, to save: what is in it was made elsewhere, and is never shown here. */
export const loader = guardedLoader({
  params: attachmentParams,
  need: "signed in",
  async load({ actor, params, context }) {
    const file = await context.services.attachments.file(actor, params.attachmentId);
    return file.ok ? done(fileAnswer(file.value)) : file;
  },
});
