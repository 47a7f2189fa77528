import type { ActionFunctionArgs } from "@remix-run/node";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { lookedQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { discardBody } from "#app/framework/upload-body.ts";

const lookAt = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context, url }) {
    const query = readQuery(lookedQuery, url);
    if (!query.ok) return query;
    return context.services.home.lookAt(actor, params.documentId, query.value.opened);
  },
});

/** Keeps that somebody has looked at a draft up to now; its desk says so when it is left. */
export async function action(args: ActionFunctionArgs): Promise<Response> {
  await discardBody(args.request);
  await lookAt(args);
  // Sent by a script that waits for nothing.
  return new Response(null, { status: 204 });
}
