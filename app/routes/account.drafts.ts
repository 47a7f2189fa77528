import { guardedLoader } from "#app/framework/guarded-loader.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";

const openableIds = guardedLoader({
  need: "signed in",
  load: ({ actor, context }) => context.services.documents.openableIds(actor),
});

/**
 * The ids of the drafts that the person may open, so that a device deletes its copies of others
 * (R5).
 */
export async function loader(requestContext: LoaderArgs): Promise<Response> {
  // Requested by a script, so it answers JSON.
  return Response.json(await openableIds(requestContext));
}
