import { z } from "zod";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";

/** Keeps that somebody has looked at a draft up to now; its desk says so when it is left. */
export const action = guardedAction({
  params: documentParams,
  need: "signed in",
  form: z.object({}),
  run: ({ actor, params, context }) => context.services.home.lookAt(actor, params.documentId),
  next: () => ({ said: "Kept." }),
});
