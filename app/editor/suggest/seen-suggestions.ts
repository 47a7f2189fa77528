import type { Node } from "@tiptap/pm/model";
import { idOfNode } from "#app/document/acceptance/standing.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import type { Editor } from "#app/editor/editor.ts";
import { rangeNearScreen } from "#app/editor/find/near-screen.ts";
import type { ThreadStore } from "#app/editor/threads/thread-store.ts";

/**
 * Asks for the blocks of suggestions once their paragraphs are near the screen, or their card is opened
 * (M29).
 */
export class SeenSuggestions {
  private missing: readonly ThreadView[] = [];
  /** The part of the text for which some were asked for last. */
  private askedFor: string | null = null;

  constructor(
    private readonly editor: Editor,
    private readonly store: ThreadStore,
  ) {}

  /** These have no blocks yet. */
  watch(missing: readonly ThreadView[]): void {
    this.missing = missing;
    this.askedFor = null;
    this.look();
  }

  /** Looks again whether another part of the text is near the screen. */
  look(): void {
    if (this.missing.length === 0) return;
    const { state } = this.editor;
    const near = rangeNearScreen(state) ?? { from: 0, to: state.doc.content.size };
    const key = `${near.from} ${near.to}`;
    if (key === this.askedFor) return;
    this.askedFor = key;
    const ids = idsWithin(state.doc, near);
    const active = this.store.active.get();
    for (const thread of this.missing) {
      const isNear = thread.suggestion?.blockIds.some((id) => ids.has(id)) ?? false;
      if (isNear || thread.id === active) this.store.suggested(thread);
    }
  }
}

/** The ids of the blocks in a part of the text. */
function idsWithin(
  doc: Node,
  { from, to }: { readonly from: number; readonly to: number },
): ReadonlySet<string> {
  const ids = new Set<string>();
  doc.forEach((node, offset) => {
    if (offset > to || offset + node.nodeSize < from) return;
    const id = idOfNode(node);
    if (id !== null) ids.add(id);
  });
  return ids;
}
