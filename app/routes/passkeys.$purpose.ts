import * as z from "zod";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { scriptAction } from "#app/framework/script-action.ts";

const params = z.object({ purpose: z.enum(["sign-in", "make", "prove"]) });

/**
 * Questions that a browser answers by a passkey: to sign in, to make one, to show that it is oneself. A
 * script asks for them, since nothing else can have them answered.
 */
export const action = scriptAction<typeof params, unknown>({
  params,
  async run(visit) {
    const { passkeys } = visit.context.services;
    const browser = askingBrowser(visit);
    if (visit.params.purpose === "sign-in") {
      const begun = await passkeys.beginSignIn(browser);
      if (!begun.ok) return begun;
      return done({ answer: begun.value.options, cookie: begun.value.cookie });
    }
    const isNew = visit.params.purpose === "make";
    const { actor, enrollee } = visit.context;
    const person = actor ?? enrollee?.actor;
    if (!person) return refuse("not-signed-in");
    const asked: Outcome<unknown> = await (isNew
      ? passkeys.begin(person, browser)
      : passkeys.beginProof(person, browser));
    return asked.ok ? done({ answer: asked.value }) : asked;
  },
});
