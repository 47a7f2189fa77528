import { fileAnswer, UNTRUSTED } from "#app/framework/file-answer.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { attachmentParams } from "#app/framework/params.ts";

/**
 * Downloads an attached file byte for byte; never shown in the browser, as its content is
 * untrusted.
 */
export const loader = guardedLoader({
  params: attachmentParams,
  need: "signed in",
  async load({ actor, params, context, request }) {
    const file = await context.services.attachments.file(actor, params.attachmentId);
    if (!file.ok) return file;
    return fileAnswer(file.value, { request, shown: "attachment", headers: UNTRUSTED });
  },
});
