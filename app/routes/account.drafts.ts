import type { LoaderFunctionArgs } from "@remix-run/node";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

const openableIds = guardedLoader({
  need: "signed in",
  load: ({ actor, context }) => context.services.documents.openableIds(actor),
});

/** The ids of the drafts that the person may open, so that a device drops its copies of others (R5). */
export async function loader(requestContext: LoaderFunctionArgs): Promise<Response> {
  // Asked for by a script, not by a page, so it answers JSON itself.
  return Response.json(await openableIds(requestContext));
}
