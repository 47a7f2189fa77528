import type { LoaderFunctionArgs } from "@remix-run/node";
import { done, refuse } from "~/domain/refusal";
import { mergeAuthorship } from "~/editor/authors";
import { documentParams } from "~/editor/document-params";
import { type AuthorsAnswer, draftAuthorsOf } from "~/editor/draft-authors";
import { guardedLoader } from "~/http/guarded-loader";

const authorsOf = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context }) {
    const shown = await context.services.documents.show(actor, params.documentId);
    if (!shown.ok) return shown;
    const draftAuthors = draftAuthorsOf(context);
    if (!draftAuthors) return refuse("not-found");
    const { people, rows } = await draftAuthors(params.documentId);
    const answer: AuthorsAnswer = { people, ranges: mergeAuthorship(rows) };
    return done(answer);
  },
});

/** Who wrote what in a draft, for "Show authors" at its desk. */
export async function loader(visit: LoaderFunctionArgs): Promise<Response> {
  // Asked for by a script, not by a page, so it answers JSON itself.
  return Response.json(await authorsOf(visit));
}
