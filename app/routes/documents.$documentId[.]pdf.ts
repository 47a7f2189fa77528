import { refuse, type Outcome } from "~/domain/refusal";
import { documentParams } from "~/editor/document-params";
import { guardedLoader } from "~/http/guarded-loader";
import { pdfQuery } from "~/http/params";
import { pdfAnswer } from "~/http/pdf-answer";

/**
 * The document as a PDF: what is filed from the store, byte for byte; anything else marked on every
 * page. `?version=3` asks for one version.
 */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context, url }): Promise<Outcome<Response>> => {
    const query = pdfQuery.safeParse(Object.fromEntries(url.searchParams));
    if (!query.success) return refuse("not-found");
    const { version } = query.data;
    return pdfAnswer(await context.services.filings.pdf(actor, params.documentId, version));
  },
});
