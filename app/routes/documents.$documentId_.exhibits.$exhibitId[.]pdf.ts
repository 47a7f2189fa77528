import type { Outcome } from "#app/domain/refusal.ts";
import { UNTRUSTED } from "#app/framework/file-answer.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { exhibitParams } from "#app/framework/params.ts";
import { pdfAnswer } from "#app/framework/pdf-answer.tsx";

/**
 * Downloads the PDF of an exhibit, byte for byte as it was uploaded; never shown in the browser, as
 * its content is untrusted.
 */
export const loader = guardedLoader({
  params: exhibitParams,
  need: "signed in",
  load: async ({ actor, params, context, request }): Promise<Outcome<Response>> => {
    const { documentId, exhibitId } = params;
    const pdf = await context.services.exhibits.pdf(actor, documentId, exhibitId);
    return pdfAnswer(pdf, { request, documentId, shown: "attachment", headers: UNTRUSTED });
  },
});
