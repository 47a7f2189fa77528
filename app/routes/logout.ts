import { redirect } from "react-router";
import * as z from "zod";
import { done } from "#app/domain/refusal.ts";
import { openAction } from "#app/framework/guarded-action.ts";

/** Opening the address doesn't sign out: that requires a form of this site. */
export const loader = () => redirect("/");

export const action = openAction({
  form: z.object({}),
  run: async ({ context }) => {
    const { actor, sessionId, enrollee, services } = context;
    // Also succeeds for a session that has ended elsewhere.
    if (actor && sessionId) await services.account.endSession(actor, sessionId);
    else if (enrollee) await services.account.endSession(enrollee.actor, enrollee.sessionId);
    return done();
  },
  next: (_nothing, { context }) => ({ to: "/login", cookie: context.auth.blankCookie() }),
});
