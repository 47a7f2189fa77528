// Compares two texts and renders the redline. It has no database.
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { redlineOf } from "#app/document/redline/index.ts";
import { redlineToHtml } from "#app/document/redline/html.ts";
import type { DrawnRedline, RedlineTask } from "./redline-task.ts";

export default function between({ before, after }: RedlineTask): DrawnRedline {
  const redline = redlineOf(before, after);
  const pages = { before: drawnPage(before), after: drawnPage(after) };
  return { html: redlineToHtml(redline, pages), counts: redline.counts, exact: redline.exact };
}
