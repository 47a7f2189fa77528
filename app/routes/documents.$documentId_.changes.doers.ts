import type { LoaderFunctionArgs } from "@remix-run/node";
import type { DoersAnswer } from "#app/domain/changes/answers.ts";
import { done } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { afterQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { AuthorIndex } from "#app/protocol/authored-ranges.ts";

const doersOf = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context, url }) {
    const query = readQuery(afterQuery, url);
    if (!query.ok) return query;
    const { changes, threads } = context.services;
    const doers = await changes.doers(actor, params.documentId, query.value.after);
    if (!doers.ok || doers.value.inserted.length === 0) return doers;
    const accepted = await threads.acceptedWords(actor, params.documentId);
    if (!accepted.ok) return accepted;
    return done({ ...doers.value, suggested: suggestedOf(doers.value, accepted.value) });
  },
});

/** What of the accepted words was inserted after the number that was asked for. */
function suggestedOf(
  { inserted }: DoersAnswer,
  { people, ranges }: NonNullable<DoersAnswer["suggested"]>,
): DoersAnswer["suggested"] {
  const index = new AuthorIndex(inserted);
  return {
    people,
    ranges: ranges.filter(([client, clock]) => index.find(client, clock).range !== null),
  };
}

/** Who inserted and who deleted what of a draft after a number, for its desk. */
export async function loader(requestContext: LoaderFunctionArgs): Promise<Response> {
  // Asked for by a script, not by a page, so it answers JSON itself.
  return Response.json(await doersOf(requestContext));
}
