import { lazyVerb } from "#server/services/lazy-verb.ts";

/** The verbs by which a sign-in reaches further. Their code is read once one is asked for. */
export const OWN_FACTOR_VERBS = {
  show: lazyVerb(async () => (await import("./own-factor-link.ts")).showOwnFactor),
  byPassword: lazyVerb(async () => (await import("./own-factor-link.ts")).proveByPassword),
  askLink: lazyVerb(async () => (await import("./own-factor-link.ts")).askOwnFactorLink),
  showLink: lazyVerb(async () => (await import("./own-factor-link.ts")).showOwnFactorLink),
  byLink: lazyVerb(async () => (await import("./own-factor-link.ts")).proveByLink),
};
