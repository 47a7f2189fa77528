// Compares two texts and renders the redline. It has no database.
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { numberedChanges, redlineOf } from "#app/document/redline/index.ts";
import { redlineToHtml, redlineToSides } from "#app/document/redline/html.ts";
import { nobodyKnown, writersBetween } from "./change-writers.ts";
import type { DrawnRedline, RedlineTask } from "./redline-task.ts";

export default function between({ before, after, history, sides }: RedlineTask): DrawnRedline {
  const redline = redlineOf(before, after);
  const pages = { before: drawnPage(before), after: drawnPage(after) };
  const numbers = numberedChanges(redline);
  const writersOf = history ? writersBetween(before, after, history) : nobodyKnown;
  return {
    html: redlineToHtml(redline, pages, numbers),
    sides: sides ? redlineToSides(redline, pages, numbers) : null,
    counts: redline.counts,
    exact: redline.exact,
    changes: numbers.changes.map((change) => ({
      kind: change.kind,
      section: change.section,
      block: change.blockId,
      by: writersOf(change),
    })),
    sections: numbers.sections,
  };
}
