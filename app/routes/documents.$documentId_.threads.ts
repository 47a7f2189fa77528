import { THREAD_CHANGE_BYTES } from "#app/domain/margin/thread-change.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { jsonAction } from "#app/framework/json-action.ts";
import { threadsQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";

const threadsOf = guardedLoader({
  params: documentParams,
  need: "signed in",
  load({ actor, params, url, context }) {
    const query = readQuery(threadsQuery, url);
    if (!query.ok) return query;
    return context.services.threads.show(actor, params.documentId, query.value.ids);
  },
});

/** The threads beside a text that the reader may see: all of them, or those with the given ids. */
export async function loader(requestContext: LoaderArgs): Promise<Response> {
  // Asked for by a script, not by a page, so it answers JSON itself.
  return Response.json(await threadsOf(requestContext));
}

/** Takes one change of a thread. */
export const action = jsonAction({
  params: documentParams,
  need: "signed in",
  limit: THREAD_CHANGE_BYTES,
  admit: ({ actor, params, context }) => context.services.threads.admit(actor, params.documentId),
  run: ({ actor, params, context, sent }) =>
    context.services.threads.change(actor, params.documentId, sent),
});
