import { followForm } from "#app/domain/follow.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

const guard = { params: documentParams, need: "signed in" } as const;

/** What the reader hears of a document: asked for when its menu opens. */
export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) => context.services.follows.show(actor, params.documentId),
});

export const action = guardedAction({
  ...guard,
  form: followForm,
  run: ({ actor, params, context, input }) =>
    context.services.follows.choose(actor, params.documentId, input),
  next: () => ({ said: "What you hear of this document was changed." }),
});
