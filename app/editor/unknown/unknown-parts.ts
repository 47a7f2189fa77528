import { Plugin } from "@tiptap/pm/state";
import { DecorationSet } from "@tiptap/pm/view";
import { unknownKey } from "./unknown-key.ts";
import type { WriterOf } from "./watch-unknown.ts";

/**
 * Milliseconds before looking for unknown content, which is rare: showing and editing the text come
 * first.
 */
const LATER_MS = 500;

/**
 * Shows unknown content at its place: that there is some, who wrote it, and to writers a button
 * that deletes it. It is never deleted automatically.
 */
export function unknownParts(writerOf: WriterOf): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: unknownKey,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, before) {
        const found = transaction.getMeta(unknownKey) as DecorationSet | undefined;
        if (found) return found;
        return transaction.docChanged && before !== DecorationSet.empty
          ? before.map(transaction.mapping, transaction.doc)
          : before;
      },
    },
    props: { decorations: (state) => unknownKey.getState(state) },
    view(view) {
      let stop: (() => void) | null = null;
      let isGone = false;
      const start = async () => {
        const { watchUnknown } = await import("./watch-unknown.ts");
        if (!isGone && !view.isDestroyed) stop = watchUnknown(view, writerOf);
      };
      // Failing to load this part is harmless, since PDF and submit report unknown content too.
      const timer = setTimeout(() => void start().catch(() => undefined), LATER_MS);
      return {
        destroy: () => {
          isGone = true;
          clearTimeout(timer);
          stop?.();
        },
      };
    },
  });
}
