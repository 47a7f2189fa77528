// The worker that compares texts. It has no database: two texts in, a drawn redline out.
import type { ProseJSON } from "../../app/prose/prose";
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
  return { html: redlineToHtml(redline), counts: redline.counts, exact: redline.exact };
}
