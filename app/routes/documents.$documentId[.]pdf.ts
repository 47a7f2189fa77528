import { redirect } from "@remix-run/node";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { pdfQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { pdfAnswer } from "#app/framework/pdf-answer.tsx";

/**
 * The document as a PDF: what is filed from the store, byte for byte; anything else marked on every
 * page. `?version=3` asks for one version. While something in it looks private, it leads to
 * the page that asks about that.
 */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context, url, request }): Promise<Outcome<Response>> => {
    const query = readQuery(pdfQuery, url);
    if (!query.ok) return query;
    const { version } = query.value;
    const { documentId } = params;
    const pdf = await context.services.filings.pdf(actor, documentId, version);
    // The page that names the places, and takes the decision.
    if (!pdf.ok && pdf.refusal.code === "private-data") {
      return done(redirect(`/documents/${documentId}/private-data${url.search}`));
    }
    return pdfAnswer(pdf, { request, documentId });
  },
});
