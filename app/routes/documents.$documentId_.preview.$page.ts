import { done, type Outcome } from "#app/domain/refusal.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { previewPageParams, previewPageQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { PREVIEW_SETTING } from "#app/protocol/preview.ts";

/** One page of a draft's latest preview as an image; not sent again if unchanged. */
export const loader = guardedLoader({
  params: previewPageParams,
  need: "signed in",
  async load({ actor, params, context, url, request }): Promise<Outcome<Response>> {
    const query = readQuery(previewPageQuery, url);
    if (!query.ok) return query;
    const { documentId, page } = params;
    const drawn = await context.services.documents.preview.page(actor, documentId, {
      page,
      ...query.value,
      setting: request.headers.get(PREVIEW_SETTING),
    });
    if (!drawn.ok) return drawn;
    const headers = { ETag: `"${drawn.value.hash}"`, "Cache-Control": "private, no-cache" };
    if (request.headers.get("If-None-Match")?.includes(headers.ETag)) {
      return done(new Response(null, { status: 304, headers }));
    }
    const body = new Uint8Array(drawn.value.png);
    return done(new Response(body, { headers: { ...headers, "Content-Type": "image/png" } }));
  },
});
