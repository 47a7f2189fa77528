import * as Y from "yjs";

/**
 * Stops Yjs from cleaning up formats (F7). Without this, a document that receives a remote format
 * walks the whole text (40,000 items at 150 pages) and deletes formats without effect: readers
 * would write, and each remote format costs a walk. The flow's own writer leaves no such formats
 * behind, and the flow converges with and without the cleanup.
 *
 * Yjs 13.6 has no setting for it. It cleans up where a text's `_hasFormatting` is true, which
 * integrating a format sets; here that becomes a property that stays false. Relies on: YText.js,
 * `_callObserver`. Test: tests/flow/reading.test.ts, "a screen that only reads writes nothing".
 */
export function leaveFormatsAlone(): void {
  if (isDone) return;
  isDone = true;
  Object.defineProperty(Y.XmlText.prototype, "_hasFormatting", {
    configurable: true,
    get: () => false,
    set() {
      // Ignores writes: it stays false.
    },
  });
}

let isDone = false;
