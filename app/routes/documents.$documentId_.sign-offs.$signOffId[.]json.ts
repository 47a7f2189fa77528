import type { Outcome } from "#app/domain/refusal.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { signOffParams } from "#app/framework/params.ts";
import { pdfAnswer } from "#app/framework/pdf-answer.tsx";

/** A sign-off by passkey, with all that it takes to check it (docs/passkey-signatures.md). */
export const loader = guardedLoader({
  params: signOffParams,
  need: "signed in",
  load: async ({ actor, params, context, request }): Promise<Outcome<Response>> => {
    const { documentId, signOffId } = params;
    const file = await context.services.reviews.signOffFile(actor, documentId, signOffId);
    return pdfAnswer(file, { request, documentId, shown: "attachment", called: "file" });
  },
});
