import { done, refuse } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { type AuthorsAnswer, draftAuthorsOf } from "#app/editor/authors/draft-authors.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";

const authorsOf = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context }) {
    const shown = await context.services.documents.show(actor, params.documentId);
    if (!shown.ok) return shown;
    const draftAuthors = draftAuthorsOf(context);
    if (!draftAuthors) return refuse("not-found");
    const authors = await draftAuthors(params.documentId);
    if (!authors.ok) return authors;
    const suggested = await context.services.threads.acceptedText(actor, params.documentId);
    if (!suggested.ok) return suggested;
    const answer: AuthorsAnswer = {
      ...authors.value,
      suggested: { people: suggested.value.people, ranges: suggested.value.ranges },
    };
    return done(answer);
  },
});

/** The authors of a draft's text, for "Show authors" on its desk. */
export async function loader(requestContext: LoaderArgs): Promise<Response> {
  // Requested by a script, so it answers JSON.
  return Response.json(await authorsOf(requestContext));
}
