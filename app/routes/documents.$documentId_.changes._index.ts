import { TICK_BYTES, tickSchema } from "#app/domain/changes/answers.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { readSentJson } from "#app/domain/sent-json.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { openedQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { jsonAction } from "#app/framework/json-action.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";

const changesOf = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context, url }) {
    const query = readQuery(openedQuery, url);
    if (!query.ok) return query;
    return context.services.changes.show(actor, params.documentId, query.value.opened);
  },
});

/** Answers the desk with the moments that the reader may have changes of a draft shown against. */
export async function loader(requestContext: LoaderArgs): Promise<Response> {
  // Asked for by a script, not by a page, so it answers JSON itself.
  return Response.json(await changesOf(requestContext));
}

/** Ticks changes off for oneself. */
export const action = jsonAction({
  params: documentParams,
  need: "signed in",
  limit: TICK_BYTES,
  async admit({ actor, params, context }) {
    const shown = await context.services.documents.show(actor, params.documentId);
    return shown.ok ? done() : shown;
  },
  async run({ actor, params, context, sent }) {
    const read = readSentJson(new TextDecoder().decode(sent));
    if (!read.ok) return read;
    const tick = tickSchema.safeParse(read.value);
    if (!tick.success) return refuse("bad-input");
    return context.services.changes.tick(actor, params.documentId, tick.data);
  },
});
