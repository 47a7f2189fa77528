import type { Outcome } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { pdfAnswer } from "#app/framework/pdf-answer.tsx";

/** The certificate of a filing: who approved what and when, and what was filed. */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context, request }): Promise<Outcome<Response>> => {
    const { documentId } = params;
    const pdf = await context.services.filings.certificate(actor, documentId);
    return pdfAnswer(pdf, { request, documentId, shown: "inline" });
  },
});
