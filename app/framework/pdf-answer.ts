import { done, REFUSAL_STATUS, type Outcome } from "#app/domain/refusal.ts";
import type { PdfFile } from "#server/services/index.ts";

/**
 * A PDF as a download under its plain name, which browsers show in place. What is refused is said in
 * plain words: whoever followed the link left their page for it.
 */
export function pdfAnswer(pdf: Outcome<PdfFile>): Outcome<Response> {
  if (!pdf.ok) {
    const { code, sentence } = pdf.refusal;
    return done(
      new Response(`${sentence}\n`, {
        status: REFUSAL_STATUS[code],
        headers: { "Content-Type": "text/plain; charset=utf-8" },
      }),
    );
  }
  const { bytes, name } = pdf.value;
  const body = new Uint8Array(bytes);
  return done(
    new Response(body, {
      headers: {
        "Content-Type": "application/pdf",
        "Content-Length": String(body.byteLength),
        "Content-Disposition": `inline; filename="${name}"`,
        "Cache-Control": "private, no-store",
      },
    }),
  );
}
