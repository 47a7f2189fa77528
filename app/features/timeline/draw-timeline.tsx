import { renderToStaticMarkup } from "react-dom/server";
import type { MatterTimeline } from "#server/services/index.ts";
import { Timeline } from "./Timeline.tsx";

/**
 * The timeline of a matter as HTML, for a loader: drawn on the server alone, so that neither its code nor
 * its words in two languages are sent to the browser. Null where nothing has a day yet.
 */
export function drawTimeline({ entries, today }: MatterTimeline): string | null {
  if (entries.length === 0) return null;
  return renderToStaticMarkup(
    <Timeline entries={entries} today={today} todayIs="today" language="en" />,
  );
}
