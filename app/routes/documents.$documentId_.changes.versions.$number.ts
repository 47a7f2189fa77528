import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { versionParams } from "#app/framework/params.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";

const versionOf = guardedLoader({
  params: versionParams,
  need: "signed in",
  load: ({ actor, params: { documentId, number }, context }) =>
    context.services.changes.version(actor, documentId, number),
});

/** The text of a version, to show changes against by its text. */
export async function loader(requestContext: LoaderArgs): Promise<Response> {
  // Asked for by a script, not by a page, so it answers JSON itself.
  return Response.json(await versionOf(requestContext));
}
