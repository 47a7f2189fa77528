import { later } from "#server/services/later.ts";

/** The verbs of Word files. Their code is read once one is asked for: a start needs none of it. */

/** A text as it leaves. */
export const WORD_VERBS = {
  leaving: later(async () => (await import("./leaving/prepare.ts")).showLeaving),
  take: later(async () => (await import("./leaving/take.ts")).takeWord),
};

/** A file as it comes in. */
export const WORD_FILE_VERBS = {
  receive: later(async () => (await import("./bringing/arrival.ts")).receiveWordFile),
  show: later(async () => (await import("./bringing/show.ts")).showWordArrival),
  discard: later(async () => (await import("./bringing/arrival.ts")).discardWordFile),
  create: later(async () => (await import("./bringing/create.ts")).createFromWord),
  blocks: later(async () => (await import("./bringing/blocks.ts")).wordBlocks),
  showReturn: later(async () => (await import("./bringing/return-view.ts")).showWordReturn),
  bringIn: later(async () => (await import("./bringing/bring-in.ts")).bringInWord),
  returns: later(async () => (await import("./bringing/list-returns.ts")).listWordReturns),
  showBrought: later(async () => (await import("./bringing/return-view.ts")).showBroughtWord),
  takeBack: later(async () => (await import("./bringing/take-back.ts")).takeWordBack),
};
