// The worker that compares texts. It has no database: two texts in, a drawn redline out.
import type { ProseJSON } from "#app/document/prose.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { redlineOf } from "#app/document/redline/index.ts";
import { redlineToHtml } from "#app/document/redline/html.ts";
import type { DrawnRedline } from "./index.ts";

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
