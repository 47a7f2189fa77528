import { later } from "#server/services/later.ts";

/** Archives that somebody brings in. Their code is read once one is brought: a start needs none. */
export const BRINGING_VERBS = {
  show: later(async () => (await import("./show.ts")).showBringArchive),
  showOne: later(async () => (await import("./show.ts")).showBrought),
  mayBring: later(async () => (await import("./bring.ts")).mayBringArchive),
  bring: later(async () => (await import("./bring.ts")).bringArchive),
  choose: later(async () => (await import("./choose.ts")).chooseForArchive),
  discard: later(async () => (await import("./choose.ts")).discardBrought),
};
