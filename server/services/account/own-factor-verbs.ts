import { later } from "#server/services/later.ts";

/** The verbs by which a sign-in reaches further. Their code is read once one is asked for. */
export const OWN_FACTOR_VERBS = {
  show: later(async () => (await import("./own-factor-link.ts")).showOwnFactor),
  byPassword: later(async () => (await import("./own-factor-link.ts")).proveByPassword),
  askLink: later(async () => (await import("./own-factor-link.ts")).askOwnFactorLink),
  showLink: later(async () => (await import("./own-factor-link.ts")).showOwnFactorLink),
  byLink: later(async () => (await import("./own-factor-link.ts")).proveByLink),
};
