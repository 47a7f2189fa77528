import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { openedQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { discardBody } from "#app/framework/upload-body.ts";
import type { ActionArgs } from "#app/framework/route-args.ts";

const lookAt = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context, url }) {
    const query = readQuery(openedQuery, url);
    if (!query.ok) return query;
    return context.services.home.lookAt(actor, params.documentId, query.value.opened);
  },
});

/** Records that the person has seen a draft up to now; its desk sends this when it is left. */
export async function action(args: ActionArgs): Promise<Response> {
  await discardBody(args.request);
  await lookAt(args);
  // The script that sends it does not wait for an answer.
  return new Response(null, { status: 204 });
}
