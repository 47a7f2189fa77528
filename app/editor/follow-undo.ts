import { Plugin, TextSelection, type Transaction } from "@tiptap/pm/state";
import { bindingIn, isRemote } from "./binding";

/** Undo and redo show what they did: the caret goes there, and the page scrolls to it. */
export function followUndo(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, state) {
      const undo = bindingIn(state)?.undo;
      if (!undo || !(undo.undoing || undo.redoing)) return null;
      const place = lastPlace(transactions.filter(isRemote));
      if (place === null) return null;
      const near = TextSelection.near(state.doc.resolve(place), -1);
      return state.tr.setSelection(near).scrollIntoView();
    },
  });
}

/** Behind what these transactions changed last; null where they changed nothing. */
function lastPlace(transactions: readonly Transaction[]): number | null {
  let place: number | null = null;
  for (const { mapping, doc } of transactions) {
    mapping.maps.forEach((map, index) => {
      map.forEach((_from, _to, _start, end) => {
        place = Math.min(mapping.slice(index + 1).map(end, 1), doc.content.size);
      });
    });
  }
  return place;
}
