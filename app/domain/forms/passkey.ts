import * as z from "zod";
import { line } from "./fields.ts";
import { givenPassword } from "./password.ts";

/** More keys than anybody has; each is offered to the browser whenever one is asked. */
export const PASSKEY_MAXIMUM = 20;

const passkeyName = line("Give the passkey a name.", 60);

/** The browser's answer, as JSON. */
const response = z
  .string({ error: "Passkeys need a script: switch scripts on for this page." })
  .min(1, "Passkeys need a script: switch scripts on for this page.")
  .max(60_000);

const passkeyId = z.string({ error: "Choose a passkey." }).min(1, "Choose a passkey.").max(1400);

/** Account: a new passkey, once the browser has made it. */
export const addPasskeyForm = z.object({ name: passkeyName, response });

export const renamePasskeyForm = z.object({ passkeyId, name: passkeyName });

export const removePasskeyForm = z.object({ passkeyId });

/** Shows again that it is oneself: by a passkey. */
export const passkeyProofForm = z.object({ response });

/** The same, by the password. */
export const passwordProofForm = z.object({ password: givenPassword });
