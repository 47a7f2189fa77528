import {
  Plugin,
  PluginKey,
  Selection,
  type SelectionBookmark,
  type Transaction,
} from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { foreignPaste } from "./foreign-paste.ts";
import { keepNotice, withNotice } from "./paste-notice.ts";
import { PASTE_ON_ITS_WAY } from "./refused-paste.ts";

/** Milliseconds until a waiting paste is reported, and the longest wait. */
export const PASTE_WAITS_MS = { unsaid: 500, most: 10_000 };

/** Milliseconds between checks whether a composition is in progress, and the number of checks. */
const COMPOSING = { look: 100, looks: 300 };

interface PastePlace {
  readonly bookmark: SelectionBookmark;
  /** Whether a range is selected there. */
  readonly isRange: boolean;
}

type PastePlaces = ReadonlyMap<object, PastePlace>;

const placesKey = new PluginKey<PastePlaces>("waitingPastes");

/** Keeps the places of pastes that wait for the reader's code, while the text changes. */
export function waitingPastes(): Plugin {
  return new Plugin<PastePlaces>({
    key: placesKey,
    state: {
      init: () => new Map(),
      apply(transaction, before) {
        const told = transaction.getMeta(placesKey) as PastePlaces | undefined;
        if (told) return told;
        if (before.size === 0 || !transaction.docChanged) return before;
        return new Map([...before].map(([paste, place]) => [paste, mapPlace(place, transaction)]));
      },
    },
  });
}

/**
 * Text typed meanwhile goes after the paste, and a second paste after the first; a range grows with
 * what others insert at its end, so that the change is noticed.
 */
function mapPlace({ bookmark, isRange }: PastePlace, transaction: Transaction): PastePlace {
  const side = isRange || transaction.getMeta("paste") === true ? 1 : -1;
  const { mapping } = transaction;
  const mapped = {
    map: (position: number) => mapping.map(position, side),
    mapResult: (position: number) => mapping.mapResult(position, side),
  };
  return { bookmark: bookmark.map(mapped), isRange };
}

/**
 * Waits for the reader's code, at most 10 s, and then inserts the paste at its place; the caret
 * stays where it is by then. A selection there is replaced only if nobody has changed it.
 * @param put inserts it at the selection, in one go; not called when the text is gone.
 */
export async function pasteWhenReadable(
  view: EditorView,
  at: Selection,
  put: () => void,
): Promise<void> {
  const paste = {};
  const replaced = at.content();
  const { tr } = view.state;
  view.dispatch(tr.setMeta(placesKey, new Map(placesIn(view)).set(paste, placeOf(at))));
  const unsaid = setTimeout(() => {
    if (view.isDestroyed) return;
    view.dispatch(withNotice(view.state.tr, { sentence: PASTE_ON_ITS_WAY, stays: true }));
  }, PASTE_WAITS_MS.unsaid);
  await within(PASTE_WAITS_MS.most, foreignPaste.fetch());
  clearTimeout(unsaid);
  // A change beside a composition would end it.
  for (let looks = 0; view.composing && looks < COMPOSING.looks; looks += 1) {
    await within(COMPOSING.look);
  }
  if (view.isDestroyed) return;

  const places = new Map(placesIn(view));
  const { state } = view;
  const kept = places.get(paste)?.bookmark.resolve(state.doc) ?? state.selection;
  const place = kept.content().eq(replaced) ? kept : Selection.near(kept.$to, -1);
  places.delete(paste);
  const caret = state.selection.eq(place) ? null : {};
  if (caret) places.set(caret, placeOf(state.selection));
  view.dispatch(withNotice(state.tr.setSelection(place).setMeta(placesKey, places), null));
  put();
  if (!caret || view.isDestroyed) return;
  const after = new Map(placesIn(view));
  const back = after.get(caret)?.bookmark.resolve(view.state.doc);
  after.delete(caret);
  // Keeps the notice of its outcome: it comes while its reader types on, whose next key would
  // remove it.
  const last = keepNotice(view.state.tr.setMeta(placesKey, after), view.state);
  view.dispatch(back ? last.setSelection(back).scrollIntoView() : last);
}

function placeOf(selection: Selection): PastePlace {
  return { bookmark: selection.getBookmark(), isRange: !selection.empty };
}

function placesIn({ state }: EditorView): PastePlaces {
  return placesKey.getState(state) ?? new Map();
}

/** Resolves with the promise, or after that many milliseconds. */
async function within(milliseconds: number, what?: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([late, ...(what ? [what] : [])]);
  clearTimeout(timer);
}
