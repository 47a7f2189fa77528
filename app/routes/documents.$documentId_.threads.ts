import { THREAD_CHANGE_BYTES } from "#app/domain/margin/thread-change.ts";
import { bodiesJson } from "#app/document/margin/suggestion-bodies.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { jsonAction } from "#app/framework/json-action.ts";
import { threadsQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";

const threadsOf = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, url, context }) {
    const query = readQuery(threadsQuery, url);
    if (!query.ok) return query;
    const { ids, bodies } = query.value;
    const { threads } = context.services;
    if (!bodies) return textOf(await threads.show(actor, params.documentId, ids));
    const found = await threads.bodies(actor, params.documentId, bodies);
    return found.ok ? done(bodiesJson(found.value)) : found;
  },
});

function textOf(outcome: Outcome<unknown>): Outcome<string> {
  return outcome.ok ? done(JSON.stringify(outcome.value)) : outcome;
}

/**
 * The threads beside a text that the reader may see: all of them, or those with the given ids; or the
 * blocks of suggestions.
 */
export async function loader(requestContext: LoaderArgs): Promise<Response> {
  // Asked for by a script, not by a page, so it answers JSON itself.
  const json = await threadsOf(requestContext);
  return new Response(json, { headers: { "Content-Type": "application/json" } });
}

/** Takes one change of a thread. */
export const action = jsonAction({
  params: documentParams,
  need: "signed in",
  limit: THREAD_CHANGE_BYTES,
  admit: ({ actor, params, context, bytes }) =>
    context.services.threads.admit(actor, params.documentId, bytes),
  run: ({ actor, params, context, sent }) =>
    context.services.threads.change(actor, params.documentId, sent),
});
