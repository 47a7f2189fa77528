import { redirect } from "react-router";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { pdfQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { pdfAnswer } from "#app/framework/pdf-answer.tsx";

/**
 * The document as a PDF: a filed one from storage, byte for byte; anything else marked on every
 * page. `?version=3` selects a version. Undecided private data redirects to the page that asks
 * about it.
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
    // That page names the places and records the decision.
    if (!pdf.ok && pdf.refusal.code === "private-data") {
      return done(redirect(`/documents/${documentId}/private-data${url.search}`));
    }
    return pdfAnswer(pdf, { request, documentId, shown: "inline" });
  },
});
