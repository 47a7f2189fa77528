import { later } from "#server/services/later.ts";

/** The verbs of passkeys. Their code is read once one is asked for. */
export const PASSKEY_VERBS = {
  list: later(async () => (await import("./list.ts")).listPasskeys),
  beginSignIn: later(async () => (await import("./sign-in.ts")).beginPasskeySignIn),
  signIn: later(async () => (await import("./sign-in.ts")).signInByPasskey),
  begin: later(async () => (await import("./add.ts")).beginPasskey),
  add: later(async () => (await import("./add.ts")).addPasskey),
  rename: later(async () => (await import("./change.ts")).renamePasskey),
  remove: later(async () => (await import("./change.ts")).removePasskey),
  beginProof: later(async () => (await import("./prove.ts")).beginPasskeyProof),
  proveByPasskey: later(async () => (await import("./prove.ts")).proveByPasskey),
  proveByPassword: later(async () => (await import("./prove.ts")).proveByPassword),
};
