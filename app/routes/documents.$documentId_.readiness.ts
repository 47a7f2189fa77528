import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";

const readinessOf = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: ({ actor, params, context }) =>
    context.services.reviews.readiness(actor, params.documentId),
});

/** The readiness findings of a draft, for the desk's side panel. */
export async function loader(requestContext: LoaderArgs): Promise<Response> {
  // Requested by a script, so it answers JSON.
  return Response.json(await readinessOf(requestContext));
}
