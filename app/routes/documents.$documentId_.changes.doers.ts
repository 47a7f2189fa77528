import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { afterQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";

const doersOf = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context, url }) {
    const query = readQuery(afterQuery, url);
    if (!query.ok) return query;
    return context.services.changes.doers(actor, params.documentId, query.value.after);
  },
});

/** Answers the desk with who inserted and who deleted what of a draft after a number. */
export async function loader(requestContext: LoaderArgs): Promise<Response> {
  // Asked for by a script, not by a page, so it answers JSON itself.
  return Response.json(await doersOf(requestContext));
}
