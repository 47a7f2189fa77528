import { redirect } from "react-router";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { redlineQuery } from "#app/framework/params.ts";
import { pdfAnswer } from "#app/framework/pdf-answer.tsx";
import { readQuery } from "#app/framework/query.ts";

/**
 * Serves the redline of two versions as a PDF. While something in one of them looks private, it
 * leads to the page that asks about that one.
 */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context, url, request }): Promise<Outcome<Response>> => {
    const query = readQuery(redlineQuery, url);
    if (!query.ok) return query;
    const { documentId } = params;
    const pdf = await context.services.versions.redlinePdf(actor, documentId, query.value);
    if (pdf.ok && pdf.value.is === "private") {
      const { version } = pdf.value;
      const which = version === null ? "" : `?version=${version}`;
      return done(redirect(`/documents/${documentId}/private-data${which}`));
    }
    return pdfAnswer(
      pdf.ok && pdf.value.is === "pdf" ? done(pdf.value.file) : (pdf as Outcome<never>),
      { request, documentId, shown: "inline" },
    );
  },
});
