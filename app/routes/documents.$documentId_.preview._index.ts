import { REFUSAL_STATUS, done, type Outcome } from "~/domain/refusal";
import { documentParams } from "~/editor/document-params";
import type { PreviewAnswer } from "~/editor/preview/answer";
import { guardedLoader } from "~/http/guarded-loader";
import { previewQuery } from "~/http/params";
import { readQuery } from "~/http/query";

/** What the pages of a draft are now; `?layout=sdny` looks at another court's. For the desk's script. */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context, url }): Promise<Outcome<Response>> {
    const query = readQuery(previewQuery, url);
    if (!query.ok) return query;
    const { preview } = context.services.documents;
    const set = await preview.pages(actor, params.documentId, query.value.layout);
    const answer: PreviewAnswer = set.ok
      ? { ok: true, pages: set.value }
      : { ok: false, sentence: set.refusal.sentence, block: set.refusal.block ?? null };
    const status = set.ok ? 200 : REFUSAL_STATUS[set.refusal.code];
    return done(
      Response.json(answer, { status, headers: { "Cache-Control": "private, no-store" } }),
    );
  },
});
