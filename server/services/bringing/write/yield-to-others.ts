import { setImmediate as otherWork } from "node:timers/promises";

/** How long one piece of work may keep all else waiting, in milliseconds. */
const PIECE_MS = 15;

/** To be called between pieces of work: lets all else that waits go first, where it has waited long enough. */
export function yieldingToOthers(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < PIECE_MS) return;
    await otherWork();
    began = performance.now();
  };
}
