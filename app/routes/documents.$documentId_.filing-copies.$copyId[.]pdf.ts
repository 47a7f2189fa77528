import type { Outcome } from "#app/domain/refusal.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { filingCopyParams } from "#app/framework/params.ts";
import { pdfAnswer } from "#app/framework/pdf-answer.tsx";

/**
 * Downloads the filing copy, unmarked, for the lead's staff to file with the agency or court:
 * exactly these bytes are filed. Downloading it is recorded.
 */
export const loader = guardedLoader({
  params: filingCopyParams,
  need: "signed in",
  load: async ({ actor, params, context, request }): Promise<Outcome<Response>> => {
    const { documentId, copyId } = params;
    const pdf = await context.services.filings.takeCopy(actor, documentId, copyId);
    return pdfAnswer(pdf, { request, documentId, shown: "attachment" });
  },
});
