import { renderToStaticMarkup } from "react-dom/server";
import { timelineLine } from "#app/domain/timeline/lines.ts";
import type { MatterTimeline } from "#server/services/index.ts";
import { Timeline } from "./Timeline.tsx";

/** A matter's timeline for its page: the whole of it, and what was last. */
export interface DrawnTimeline {
  readonly html: string;
  readonly count: number;
  /** The last day that has come; null where all are ahead. */
  readonly last: { readonly date: string; readonly what: string; readonly beside: string } | null;
}

/**
 * The timeline of a matter as HTML, for a loader: rendered only on the server, so that neither its
 * code nor its texts in two languages are sent to the browser. Null without dates.
 */
export function drawTimeline({ entries, today }: MatterTimeline): DrawnTimeline | null {
  if (entries.length === 0) return null;
  const html = renderToStaticMarkup(
    <Timeline entries={entries} today={today} todayIs="today" language="en" />,
  );
  const last = entries.findLast(({ on, what }) => on <= today && what.kind !== "due");
  const line = last ? timelineLine(last, "en") : null;
  return {
    html,
    count: entries.length,
    last: line && { date: line.date, what: line.what, beside: line.beside.join(" · ") },
  };
}
