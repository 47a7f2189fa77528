import { fileAnswer, UNTRUSTED } from "#app/framework/file-answer.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { archiveParams } from "#app/framework/params.ts";

/** Downloads an archive that somebody took along; a download that broke off goes on by ranges. */
export const loader = guardedLoader({
  params: archiveParams,
  need: "signed in",
  async load({ actor, params, context, request }) {
    const file = await context.services.takingAlong.file(actor, params.archiveId);
    if (!file.ok) return file;
    return fileAnswer(file.value, { request, shown: "attachment", headers: UNTRUSTED });
  },
});
