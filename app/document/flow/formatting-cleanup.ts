import * as Y from "yjs";

/**
 * Stops Yjs from cleaning up formats (F7). Without this, a document that hears a format of somebody
 * else walks the whole text, 40,000 items at 150 pages, and deletes formats that have no effect: a screen
 * that only reads writes, and each remote format costs a walk. The flow's own writing leaves no such
 * formats behind, and the flow converges with and without.
 *
 * Yjs 13.6 has no setting for it. It cleans up where `_hasFormatting` of a text is true, which an
 * integrated format sets; so that is made a property that stays false. Relied on: YText.js,
 * `_callObserver`. The test: tests/flow/reading.test.ts, "a screen that only reads writes nothing".
 */
export function leaveFormatsAlone(): void {
  if (isDone) return;
  isDone = true;
  Object.defineProperty(Y.XmlText.prototype, "_hasFormatting", {
    configurable: true,
    get: () => false,
    set() {
      // It stays false.
    },
  });
}

let isDone = false;
