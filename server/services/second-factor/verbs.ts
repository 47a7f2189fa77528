import { lazyVerb } from "#server/services/lazy-verb.ts";

/** The verbs of code apps. Their code, and the packages for codes, are read once one is asked for. */
export const SECOND_FACTOR_VERBS = {
  show: lazyVerb(async () => (await import("./show.ts")).showSecondFactor),
  showEnrollment: lazyVerb(async () => (await import("./show.ts")).showEnrollment),
  begin: lazyVerb(async () => (await import("./set-up.ts")).beginSetUp),
  showSetUp: lazyVerb(async () => (await import("./set-up.ts")).showSetUp),
  finish: lazyVerb(async () => (await import("./set-up.ts")).finishSetUp),
  remove: lazyVerb(async () => (await import("./change.ts")).removeSecondFactor),
  makeRecoveryCodes: lazyVerb(async () => (await import("./change.ts")).makeRecoveryCodes),
  proveOwn: lazyVerb(async () => (await import("./change.ts")).proveOwnByCode),
  awaited: lazyVerb(async () => (await import("./sign-in.ts")).showAwaitedCode),
  signIn: lazyVerb(async () => (await import("./sign-in.ts")).signInByCode),
  signInWithout: lazyVerb(async () => (await import("./sign-in.ts")).signInWithoutCode),
};
