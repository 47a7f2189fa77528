import type { Outcome } from "~/domain/refusal";
import { documentParams } from "~/editor/document-params";
import { guardedLoader } from "~/http/guarded-loader";
import { pdfAnswer } from "~/http/pdf-answer";

/** The certificate of a filing: who approved what and when, and what was filed. */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context }): Promise<Outcome<Response>> =>
    pdfAnswer(await context.services.filings.certificate(actor, params.documentId)),
});
