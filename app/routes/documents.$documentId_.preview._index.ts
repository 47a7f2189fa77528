import { REFUSAL_STATUS, refuse, done, type Outcome } from "~/domain/refusal";
import { documentParams } from "~/editor/document-params";
import type { PreviewAnswer } from "~/editor/preview/answer";
import { guardedLoader } from "~/http/guarded-loader";
import { previewQuery } from "~/http/params";

/** What the pages of a draft are now; `?layout=sdny` looks at another court's. For the desk's script. */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context, url }): Promise<Outcome<Response>> {
    const query = previewQuery.safeParse(Object.fromEntries(url.searchParams));
    if (!query.success) return refuse("not-found");
    const { preview } = context.services.documents;
    const set = await preview.pages(actor, params.documentId, query.data.layout);
    const answer: PreviewAnswer = set.ok
      ? { ok: true, pages: set.value }
      : { ok: false, sentence: set.refusal.sentence, block: set.refusal.block ?? null };
    const status = set.ok ? 200 : REFUSAL_STATUS[set.refusal.code];
    return done(
      Response.json(answer, { status, headers: { "Cache-Control": "private, no-store" } }),
    );
  },
});
