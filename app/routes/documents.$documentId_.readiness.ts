import type { LoaderFunctionArgs } from "@remix-run/node";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

const readinessOf = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: ({ actor, params, context }) =>
    context.services.reviews.readiness(actor, params.documentId),
});

/** The readiness findings of a draft, for the desk's side panel. */
export async function loader(requestContext: LoaderFunctionArgs): Promise<Response> {
  // Requested by a script, so it answers JSON.
  return Response.json(await readinessOf(requestContext));
}
