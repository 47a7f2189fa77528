import { renderToStaticMarkup } from "react-dom/server";
import type { MatterTimeline } from "#server/services/index.ts";
import { Timeline } from "./Timeline.tsx";

/**
 * The timeline of a matter as HTML, for a loader: rendered only on the server, so that neither its
 * code nor its texts in two languages are sent to the browser. Null without dates.
 */
export function drawTimeline({ entries, today }: MatterTimeline): string | null {
  if (entries.length === 0) return null;
  return renderToStaticMarkup(
    <Timeline entries={entries} today={today} todayIs="today" language="en" />,
  );
}
