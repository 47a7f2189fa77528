import type { Outcome } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { pdfAnswer } from "#app/framework/pdf-answer.ts";

/** The certificate of a filing: who approved what and when, and what was filed. */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context }): Promise<Outcome<Response>> =>
    pdfAnswer(await context.services.filings.certificate(actor, params.documentId)),
});
