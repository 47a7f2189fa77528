import { lazyVerb } from "#server/services/lazy-verb.ts";

/** The verbs of Word files. Their code is read once one is asked for: a start needs none of it. */

/** A text as it leaves. */
export const WORD_VERBS = {
  leaving: lazyVerb(async () => (await import("./leaving/prepare.ts")).showLeaving),
  take: lazyVerb(async () => (await import("./leaving/take.ts")).takeWord),
};

/** A file as it comes in. */
export const WORD_FILE_VERBS = {
  receive: lazyVerb(async () => (await import("./bringing/arrival.ts")).receiveWordFile),
  show: lazyVerb(async () => (await import("./bringing/show.ts")).showWordArrival),
  waiting: lazyVerb(async () => (await import("./bringing/waiting-files.ts")).listWaitingWordFiles),
  discard: lazyVerb(async () => (await import("./bringing/arrival.ts")).discardWordFile),
  create: lazyVerb(async () => (await import("./bringing/create.ts")).createFromWord),
  blocks: lazyVerb(async () => (await import("./bringing/blocks.ts")).wordBlocks),
  showReturn: lazyVerb(async () => (await import("./bringing/return-view.ts")).showWordReturn),
  bringIn: lazyVerb(async () => (await import("./bringing/bring-in.ts")).bringInWord),
  returns: lazyVerb(async () => (await import("./bringing/list-returns.ts")).listWordReturns),
  showBrought: lazyVerb(async () => (await import("./bringing/return-view.ts")).showBroughtWord),
  takeBack: lazyVerb(async () => (await import("./bringing/take-back.ts")).takeWordBack),
};
