import { StepMap } from "@tiptap/pm/transform";
import { changedNumbers, numbersIn, placesOfNumbers } from "./changed-numbers.ts";
import type { ForeignPaste } from "./foreign-paste.ts";
import { flattenPasted } from "./pasted-html.ts";
import { numberLines } from "./pasted-lines.ts";
import { holdsOnlyStruck, putBackStruck, takeOutStruck, withoutStruck } from "./struck-out.ts";

/** What a paste from anywhere else needs, in one part that comes after the page. */
const readForeign: ForeignPaste = {
  flatten: flattenPasted,
  holdsOnlyStruck,
  withoutStruck,
  numberLines,
  settle(transaction, { pasted, lines, listed, joins, leavesStruck }) {
    const numbers = listed === null ? [] : numbersIn(lines, listed, joins);
    const places = placesOfNumbers(transaction.doc, pasted, numbers);
    const { pieces, mapping } = leavesStruck
      ? takeOutStruck(transaction, pasted.from, pasted.to)
      : { pieces: [], mapping: StepMap.empty };
    return {
      losses: {
        struck: pieces.length,
        changed: changedNumbers(transaction.doc, places, mapping),
      },
      pasted: { from: mapping.map(pasted.from, -1), to: mapping.map(pasted.to, 1) },
      struck: pieces.length === 0 ? null : { pieces, putBack: putBackStruck },
    };
  },
};

export default readForeign;
