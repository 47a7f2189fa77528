import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { momentQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";

const stateOf = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context, url }) {
    const query = readQuery(momentQuery, url);
    if (!query.ok) return query;
    return context.services.changes.state(actor, params.documentId, query.value);
  },
});

/** The text of a draft as it was at a moment, to put words of it back. */
export async function loader(requestContext: LoaderArgs): Promise<Response> {
  // Asked for by a script, not by a page, so it answers JSON itself.
  return Response.json(await stateOf(requestContext));
}
