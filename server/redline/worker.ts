// The worker that compares texts. It has no database: two texts in, a drawn redline out.
import type { ProseJSON } from "../../app/prose/prose";
import { drawnPage } from "../../app/prose/drawn-page";
import { redlineOf } from "../../app/prose/redline";
import { redlineToHtml } from "../../app/prose/redline/html";
import type { DrawnRedline } from "./index";

export default function between({
  before,
  after,
}: {
  readonly before: ProseJSON;
  readonly after: ProseJSON;
}): DrawnRedline {
  const redline = redlineOf(before, after);
  const pages = { before: drawnPage(before), after: drawnPage(after) };
  return { html: redlineToHtml(redline, pages), counts: redline.counts, exact: redline.exact };
}
