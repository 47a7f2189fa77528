import { later } from "#server/services/later.ts";

/** The verbs of code apps. Their code, and the packages for codes, are read once one is asked for. */
export const SECOND_FACTOR_VERBS = {
  show: later(async () => (await import("./show.ts")).showSecondFactor),
  showEnrollment: later(async () => (await import("./show.ts")).showEnrollment),
  begin: later(async () => (await import("./set-up.ts")).beginSetUp),
  showSetUp: later(async () => (await import("./set-up.ts")).showSetUp),
  finish: later(async () => (await import("./set-up.ts")).finishSetUp),
  remove: later(async () => (await import("./change.ts")).removeSecondFactor),
  makeRecoveryCodes: later(async () => (await import("./change.ts")).makeRecoveryCodes),
  proveOwn: later(async () => (await import("./change.ts")).proveOwnByCode),
  awaited: later(async () => (await import("./sign-in.ts")).showAwaitedCode),
  signIn: later(async () => (await import("./sign-in.ts")).signInByCode),
  signInWithout: later(async () => (await import("./sign-in.ts")).signInWithoutCode),
};
