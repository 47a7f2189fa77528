import type { LoaderFunctionArgs } from "@remix-run/node";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

const readinessOf = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: ({ actor, params, context }) =>
    context.services.reviews.readiness(actor, params.documentId),
});

/** What is left open in a draft, for the side of its desk. */
export async function loader(requestContext: LoaderFunctionArgs): Promise<Response> {
  // Asked for by a script, not by a page, so it answers JSON itself.
  return Response.json(await readinessOf(requestContext));
}
