import { lazyVerb } from "#server/services/lazy-verb.ts";

/** The verbs of a change of address. Their code is read once one is asked for. */
export const ADDRESS_VERBS = {
  show: lazyVerb(async () => (await import("./ask.ts")).showAddress),
  ask: lazyVerb(async () => (await import("./ask.ts")).askForAddress),
  stop: lazyVerb(async () => (await import("./ask.ts")).stopAddress),
  showLink: lazyVerb(async () => (await import("./confirm.ts")).showAddressLink),
  confirm: lazyVerb(async () => (await import("./confirm.ts")).confirmAddress),
  stopByLink: lazyVerb(async () => (await import("./confirm.ts")).stopAddressByLink),
};
