import { Plugin } from "@tiptap/pm/state";
import { DecorationSet } from "@tiptap/pm/view";
import { unknownKey } from "./unknown-key.ts";
import type { WriterOf } from "./watch-unknown.ts";

/** The text is shown and typed in before anybody looks for what hardly ever is there. */
const LATER_MS = 500;

/**
 * Shows, where it stands, what is in the shared text and can't be shown: that there is something, who
 * wrote it, and to whoever may write a way to take it away. It is never taken away unasked.
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
      // Without its part of the page the text is as good as with it, and the PDF and submit tell too.
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
