import { followForm } from "#app/domain/follow.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";

const guard = { params: documentParams, need: "signed in" } as const;

const choiceOf = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) => context.services.follows.show(actor, params.documentId),
});

/** The reader's choice for a document: asked for when its menu opens. */
export async function loader(requestContext: LoaderArgs): Promise<Response> {
  // Requested by a script, so it answers JSON.
  return Response.json(await choiceOf(requestContext));
}

export const action = guardedAction({
  ...guard,
  form: followForm,
  run: ({ actor, params, context, input }) =>
    context.services.follows.choose(actor, params.documentId, input),
  next: (_nothing, { input }) => ({
    said: "What you hear of this document was changed.",
    show: input.how,
  }),
});
