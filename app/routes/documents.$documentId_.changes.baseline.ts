import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { momentQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";

/** A draft as it was at a moment, as a Yjs update: what changes are shown against. */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context, url }): Promise<Outcome<Response>> {
    const query = readQuery(momentQuery, url);
    if (!query.ok) return query;
    const { documentId } = params;
    const kept = await context.services.changes.baseline(actor, documentId, query.value);
    if (!kept.ok) return kept;
    // It is kept compressed, and the browser undoes that.
    const headers = {
      "Content-Type": "application/octet-stream",
      "Content-Encoding": "gzip",
      "Cache-Control": "private, no-store",
    };
    return done(new Response(new Uint8Array(kept.value), { headers }));
  },
});
