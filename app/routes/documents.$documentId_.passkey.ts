import { PASSKEY_ASK_BYTES } from "#app/domain/forms/review.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { jsonAction } from "#app/framework/json-action.ts";

/** Asks for what a passkey is to sign of a decision on this document; the decision itself is a form's. */
export const action = jsonAction({
  params: documentParams,
  need: "signed in",
  limit: PASSKEY_ASK_BYTES,
  admit: ({ actor, params, context }) =>
    context.services.reviews.mayAskPasskey(actor, params.documentId),
  run: ({ actor, params, context, sent }) => {
    const { address, userAgent, sessionId, appUrl } = context;
    const from = { address, userAgent, sessionId, appUrl };
    return context.services.reviews.askPasskey(actor, params.documentId, sent, from);
  },
});
