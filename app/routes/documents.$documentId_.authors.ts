import { done, refuse } from "~/domain/refusal";
import { mergeAuthorship } from "~/editor/authors";
import { documentParams } from "~/editor/document-params";
import { type AuthorsAnswer, draftAuthorsOf } from "~/editor/draft-authors";
import { guardedLoader } from "~/http/guarded-loader";

/** Who wrote what in a draft, for "Show authors" at its desk. */
export const loader = guardedLoader({
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
