import { lazyVerb } from "#server/services/lazy-verb.ts";

/** Archives that somebody brings in. Their code is read once one is brought: a start needs none. */
export const BRINGING_VERBS = {
  show: lazyVerb(async () => (await import("./show.ts")).showBringArchive),
  showOne: lazyVerb(async () => (await import("./show.ts")).showBrought),
  mayBring: lazyVerb(async () => (await import("./bring.ts")).mayBringArchive),
  bring: lazyVerb(async () => (await import("./bring.ts")).bringArchive),
  choose: lazyVerb(async () => (await import("./choose.ts")).chooseForArchive),
  discard: lazyVerb(async () => (await import("./choose.ts")).discardBrought),
};
