import { later } from "#server/services/later.ts";

/** The verbs of a change of address. Their code is read once one is asked for. */
export const ADDRESS_VERBS = {
  show: later(async () => (await import("./ask.ts")).showAddress),
  ask: later(async () => (await import("./ask.ts")).askForAddress),
  stop: later(async () => (await import("./ask.ts")).stopAddress),
  showLink: later(async () => (await import("./confirm.ts")).showAddressLink),
  confirm: later(async () => (await import("./confirm.ts")).confirmAddress),
  stopByLink: later(async () => (await import("./confirm.ts")).stopAddressByLink),
};
