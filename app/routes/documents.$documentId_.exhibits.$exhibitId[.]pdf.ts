import { done, type Outcome } from "#app/domain/refusal.ts";
import { contentDisposition } from "#app/framework/content-disposition.ts";
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
    const answer = pdfAnswer(pdf, { request, documentId });
    if (!pdf.ok || !answer.ok) return answer;
    const { headers } = answer.value;
    headers.set("Content-Disposition", contentDisposition("attachment", pdf.value.name));
    headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    headers.set("X-Content-Type-Options", "nosniff");
    return done(answer.value);
  },
});
