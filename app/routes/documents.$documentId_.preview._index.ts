import { REFUSAL_STATUS, done, type Outcome } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import type { PreviewAnswer } from "#app/editor/preview/answer.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { previewQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";

/**
 * Typesets a draft's preview and answers its pages; `?layout=sdny` uses another court's layout. For
 * the desk's script.
 */
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
