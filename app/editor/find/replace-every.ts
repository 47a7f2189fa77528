import type { EditorState, Transaction } from "@tiptap/pm/state";
import type { Mapping } from "@tiptap/pm/transform";
import { editInSlices, SLICE_MS, type SlicedEditor } from "#app/editor/commands/edit-in-slices.ts";
import { replaceMatch } from "./find.ts";
import { type Match, matchAt, matchesBetween, type Query } from "./find-query.ts";
import { queryIn } from "./find-marks.ts";

/** The number of replacements between two checks of the clock. */
const LOOK_EVERY = 10;

/** Result of replacing all. */
export interface Replaced {
  readonly count: number;
  /** Matches that were left, as they have accents that were not typed. */
  readonly otherAccents: number;
}

/**
 * Replaces all current matches, slice by slice: 20,000 at once would block the page for two
 * seconds. One undo reverts all of it. What others write between two slices is kept: a match that
 * they changed is left alone, and new matches are not replaced. Matches with accents that were not
 * typed stay, although they are found: "ano" is not "año". One by one, a person can replace them.
 * @param onEnd called once, when all are replaced or the text became read-only.
 */
export function replaceEvery(
  editor: SlicedEditor,
  replacement: string,
  onEnd: (replaced: Replaced) => void = () => {},
): void {
  const { state } = editor.view;
  const query = queryIn(state);
  if (!query) return onEnd({ count: 0, otherAccents: 0 });
  const all = matchesIn(state, query).length;
  editInSlices(editor, new Replacement(state, query.withAccents(), replacement, all, onEnd));
}

function matchesIn({ doc }: EditorState, query: Query): readonly Match[] {
  return matchesBetween(doc, query, { from: 0, to: doc.content.size });
}

class Replacement {
  /** The remaining matches, in positions of the document before this replacement's slices. */
  private matches: readonly Match[];
  private next = 0;
  /** How far the slices have shifted the text after them. */
  private shift = 0;
  private count = 0;
  private readonly otherAccents: number;

  constructor(
    state: EditorState,
    private readonly query: Query,
    private readonly replacement: string,
    found: number,
    private readonly tell: (replaced: Replaced) => void,
  ) {
    this.matches = matchesIn(state, query);
    this.otherAccents = found - this.matches.length;
  }

  onEnd(): void {
    this.tell({ count: this.count, otherAccents: this.otherAccents });
  }

  isDone(): boolean {
    return this.next >= this.matches.length;
  }

  /** The next matches, in order, so that the binding takes them without sorting. */
  slice({ doc, tr }: EditorState): Transaction {
    const began = performance.now();
    const before = this.shift;
    const first = this.next;
    for (; this.next < this.matches.length; this.next += 1) {
      const isLook = this.next > first && (this.next - first) % LOOK_EVERY === 0;
      if (isLook && performance.now() - began > SLICE_MS) break;
      const match = this.matches[this.next];
      const now = match && { from: match.from + before, to: match.to + before };
      if (!now || !matchAt(doc, this.query, now)) continue;
      const moved = this.shift - before;
      replaceMatch(tr, { from: now.from + moved, to: now.to + moved }, this.replacement);
      this.shift += this.replacement.length - (now.to - now.from);
      this.count += 1;
    }
    return tr;
  }

  follow(mapping: Mapping): void {
    this.matches = this.matches.slice(this.next).map(({ from, to }) => ({
      from: mapping.map(from + this.shift, 1),
      to: mapping.map(to + this.shift, -1),
    }));
    this.next = 0;
    this.shift = 0;
  }
}
