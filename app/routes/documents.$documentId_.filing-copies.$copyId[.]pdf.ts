import { done, type Outcome } from "#app/domain/refusal.ts";
import { contentDisposition } from "#app/framework/content-disposition.ts";
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
    const answer = pdfAnswer(pdf, { request, documentId });
    if (!pdf.ok || !answer.ok) return answer;
    const { name } = pdf.value;
    answer.value.headers.set("Content-Disposition", contentDisposition("attachment", name));
    return done(answer.value);
  },
});
