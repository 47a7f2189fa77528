import { done } from "#app/domain/refusal.ts";
import { servedParty } from "#server/auth/passkeys/relying-party.ts";
import { later } from "#server/services/later.ts";
import type { Resources } from "#server/services/resources.ts";

/** The verbs of passkeys. Their code is read once one is asked for. */
export const PASSKEY_VERBS = {
  /** Whether browsers make keys for the address by which one came. */
  isServed: ({ appUrl }: Resources, origin: string) => done(servedParty(appUrl, origin) !== null),
  list: later(async () => (await import("./list.ts")).listPasskeys),
  beginSignIn: later(async () => (await import("./sign-in.ts")).beginPasskeySignIn),
  signIn: later(async () => (await import("./sign-in.ts")).signInByPasskey),
  begin: later(async () => (await import("./add.ts")).beginPasskey),
  add: later(async () => (await import("./add.ts")).addPasskey),
  rename: later(async () => (await import("./change.ts")).renamePasskey),
  remove: later(async () => (await import("./change.ts")).removePasskey),
  showProof: later(async () => (await import("./prove.ts")).showProof),
  beginProof: later(async () => (await import("./prove.ts")).beginPasskeyProof),
  proveByPasskey: later(async () => (await import("./prove.ts")).proveByPasskey),
  proveByPassword: later(async () => (await import("./prove.ts")).proveByPassword),
};
