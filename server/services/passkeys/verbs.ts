import { done } from "#app/domain/refusal.ts";
import { servedParty } from "#server/auth/passkeys/relying-party.ts";
import { lazyVerb } from "#server/services/lazy-verb.ts";
import type { Resources } from "#server/services/resources.ts";

/** The verbs of passkeys. Their code is read once one is asked for. */
export const PASSKEY_VERBS = {
  /** Whether browsers make keys for the address by which one came. */
  isServed: ({ appUrl }: Resources, origin: string) => done(servedParty(appUrl, origin) !== null),
  list: lazyVerb(async () => (await import("./list.ts")).listPasskeys),
  beginSignIn: lazyVerb(async () => (await import("./sign-in.ts")).beginPasskeySignIn),
  signIn: lazyVerb(async () => (await import("./sign-in.ts")).signInByPasskey),
  begin: lazyVerb(async () => (await import("./add.ts")).beginPasskey),
  add: lazyVerb(async () => (await import("./add.ts")).addPasskey),
  rename: lazyVerb(async () => (await import("./change.ts")).renamePasskey),
  remove: lazyVerb(async () => (await import("./change.ts")).removePasskey),
  showProof: lazyVerb(async () => (await import("./prove.ts")).showProof),
  beginProof: lazyVerb(async () => (await import("./prove.ts")).beginPasskeyProof),
  proveByPasskey: lazyVerb(async () => (await import("./prove.ts")).proveByPasskey),
  proveByPassword: lazyVerb(async () => (await import("./prove.ts")).proveByPassword),
};
