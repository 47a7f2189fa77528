import type { Place } from "#app/domain/margin/place.ts";
import { Store } from "#app/ui/store.ts";
import {
  type Apart,
  type MarkedThread,
  sameEntries,
  selectsWords,
  type TextPlaces,
  type TextRange,
} from "./text-places.ts";
import type { VersionIndex } from "./version-index.ts";

/** The looks of marks; each is a highlight of the browser's own, which touches no element of the text. */
const LOOKS = [
  "thread-mark-all",
  "thread-mark-own",
  "thread-mark-suggestion",
  "thread-mark-new",
  "thread-mark-active",
] as const;

/** Where threads stand in the text of a version, as its page draws it. */
export class VersionPlaces implements TextPlaces {
  readonly moved = new Store(0);
  readonly apart = new Store<ReadonlyMap<string, Apart>>(new Map(), sameEntries);
  private found: ReadonlyMap<string, TextRange> = new Map();
  private shown: readonly string[] = [];

  constructor(
    private readonly index: VersionIndex | null,
    private readonly versionId: string,
  ) {}

  get text(): HTMLElement | null {
    return this.index?.prose ?? null;
  }

  start(onPressed: (ids: readonly string[]) => void): () => void {
    const { text } = this;
    let began: MouseEvent | null = null;
    const onDown = (event: MouseEvent) => (began = event);
    const onClick = (event: MouseEvent) => {
      const isSelecting = getSelection()?.isCollapsed === false && selectsWords(event, began);
      const ids = isSelecting || event.detail > 1 ? [] : this.pressedAt(event);
      if (ids.length > 0) onPressed(ids);
    };
    text?.addEventListener("mousedown", onDown);
    text?.addEventListener("click", onClick);
    return () => {
      text?.removeEventListener("mousedown", onDown);
      text?.removeEventListener("click", onClick);
      if ("highlights" in CSS) for (const look of LOOKS) CSS.highlights.delete(look);
    };
  }

  mark(threads: readonly MarkedThread[], active: string | null): void {
    const found = new Map<string, TextRange>();
    const apart = new Map<string, Apart>();
    for (const { id, place, blockIds = [] } of threads) {
      const range = this.index?.find(place, this.versionId) ?? this.index?.findBlock(blockIds);
      if (range) found.set(id, range);
      else if (place.in === "document" && blockIds.length === 0) apart.set(id, "document");
      else apart.set(id, this.index ? "removed" : "no-text");
    }
    this.found = found;
    this.shown = threads.flatMap(({ id, look }) => (look === null ? [] : [id]));
    this.apart.set(apart);
    this.moved.set(this.moved.get() + 1);
    // Older browsers have the list, and the way to the words.
    if (!this.index || !("highlights" in CSS)) return;
    for (const each of LOOKS) {
      const ranges = threads.flatMap(({ id, look }) => {
        const range = found.get(id);
        const own = id === active && look !== null ? "thread-mark-active" : look;
        return range && own === each ? (this.index?.domRange(range) ?? []) : [];
      });
      CSS.highlights.set(each, new Highlight(...ranges));
    }
  }

  ranges(): ReadonlyMap<string, TextRange> {
    return this.found;
  }

  selected(): TextRange | null {
    return this.index?.selected(getSelection()) ?? null;
  }

  toComment(): TextRange | null {
    return this.selected();
  }

  place(range: TextRange): Place | null {
    return this.index?.place(range, this.versionId) ?? null;
  }

  caret(): number | null {
    const { focusNode = null, focusOffset = 0 } = getSelection() ?? {};
    return focusNode && (this.index?.at(focusNode, focusOffset) ?? null);
  }

  lineAt(position: number, side: 1 | -1 = 1) {
    const from = side === 1 ? position : position - 1;
    const boxes = this.index?.domRange({ from, to: from + 1 })?.getClientRects();
    return boxes?.[side === 1 ? 0 : boxes.length - 1] ?? null;
  }

  watchSelection(changed: () => void): () => void {
    document.addEventListener("selectionchange", changed);
    return () => document.removeEventListener("selectionchange", changed);
  }

  hasFocus(): boolean {
    return document.activeElement?.contains(this.text) ?? false;
  }

  /** The page takes the keys, and goes on from these words. */
  focus(behind: TextRange | null): void {
    document.getElementById("main")?.focus({ preventScroll: true });
    const range = behind && this.index?.domRange(behind);
    if (range) getSelection()?.collapse(range.endContainer, range.endOffset);
  }

  private pressedAt({ clientX, clientY }: MouseEvent): readonly string[] {
    const at = pointAt(clientX, clientY);
    const position = at && this.index?.at(at.node, at.offset);
    if (typeof position !== "number") return [];
    const size = (id: string) => {
      const { from, to } = this.found.get(id) ?? { from: 0, to: 0 };
      return to - from;
    };
    const under = this.shown.filter((id) => {
      const range = this.found.get(id);
      return range && range.from <= position && position <= range.to;
    });
    return under.toSorted((one, other) => size(one) - size(other));
  }
}

/** The point of the page's tree that is drawn there; of two functions each browser has one. */
function pointAt(x: number, y: number): { readonly node: Node; readonly offset: number } | null {
  const position = document.caretPositionFromPoint?.(x, y);
  if (position) return { node: position.offsetNode, offset: position.offset };
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
