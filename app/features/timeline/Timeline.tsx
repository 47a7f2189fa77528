import { clsx } from "clsx";
import type { PageLanguage } from "#app/domain/public-page/content.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import type { TimelineEntry } from "#app/domain/timeline/entries.ts";
import {
  timelineLayout,
  type TimelineLayout,
  type TimelineMark,
} from "#app/domain/timeline/layout.ts";
import { timelineLines } from "#app/domain/timeline/lines.ts";

interface TimelineProps {
  readonly entries: readonly TimelineEntry[];
  /** ISO date of the timeline's end, and its label. */
  readonly today: string;
  readonly todayIs: "today" | "asOfLine";
  readonly language: PageLanguage;
}

/**
 * The dates of a matter as a picture and as a list. The picture is rendered on the server,
 * stretches with the page without scaling its text, and has nothing that the list lacks: screen
 * readers use the list.
 */
export function Timeline({ entries, today, todayIs, language }: TimelineProps) {
  const layout = timelineLayout(entries, today);
  if (!layout) return null;
  const catalog = CATALOG[language];
  return (
    <figure className="timeline">
      <Picture layout={layout} language={language} today={catalog[todayIs]} />
      <ol className="timeline-list">
        {timelineLines(entries, language).map(({ date, what, beside, isInvented }, at) => {
          const entry = entries[at];
          return (
            <li key={entry?.key} className={`tl-${entry?.lane}`}>
              <span className="timeline-date">{date}</span>
              <span className="timeline-what">
                {what}
                {isInvented ? (
                  <span className="timeline-invented"> ({catalog.invented})</span>
                ) : null}
                {beside.length > 0 ? (
                  <span className="timeline-beside">{beside.join(" · ")}</span>
                ) : null}
              </span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}

/** In pixels. */
const ROW = 26;
const LABEL = 20;
const AXIS = 24;
const RADIUS = 10;

function Picture({
  layout,
  language,
  today,
}: {
  readonly layout: TimelineLayout;
  readonly language: PageLanguage;
  readonly today: string;
}) {
  const catalog = CATALOG[language];
  const { lanes, top } = stackedLanes(layout);
  const height = top + AXIS;
  return (
    <svg className="timeline-picture" width="100%" height={height} aria-hidden focusable="false">
      {layout.ticks.map(({ at, on }) => (
        <g key={on}>
          <line className="tl-tick" x1={`${at}%`} x2={`${at}%`} y1={0} y2={top} />
          <text className="tl-label" x={`${at}%`} y={height - 6} textAnchor={anchorAt(at)}>
            {catalog.month(on)}
          </text>
        </g>
      ))}
      <line className="tl-axis" x1="0%" x2="100%" y1={top} y2={top} />
      {layout.today === null ? null : <Today {...layout.today} words={today} bottom={top} />}
      {lanes.map(({ lane, marks, y }) => (
        <g key={lane} className={`tl-${lane}`}>
          <text className="tl-lane" x="0" y={y + 14}>
            {catalog.lanes[lane]}
          </text>
          {marks.map((mark) => (
            <Mark key={mark.number} mark={mark} y={y + LABEL + mark.row * ROW + ROW / 2} />
          ))}
        </g>
      ))}
    </svg>
  );
}

function Today({
  at,
  isBeyond,
  words,
  bottom,
}: {
  readonly at: number;
  readonly isBeyond: boolean;
  readonly words: string;
  readonly bottom: number;
}) {
  return (
    <g>
      <line className="tl-today" x1={`${at}%`} x2={`${at}%`} y1={LABEL - 4} y2={bottom} />
      <text className="tl-label" x={`${at}%`} y={12} textAnchor={anchorAt(at)}>
        {isBeyond ? `${words} →` : words}
      </text>
    </g>
  );
}

/** The offsets of the stacked lanes, and the total height. */
function stackedLanes({ lanes, today }: TimelineLayout) {
  let top = today === null ? 0 : LABEL;
  const stacked = lanes.map((lane) => {
    const y = top;
    top += LABEL + lane.rows * ROW;
    return { ...lane, y };
  });
  return { lanes: stacked, top };
}

function Mark({ mark, y }: { readonly mark: TimelineMark; readonly y: number }) {
  const { at, end, number, isInvented } = mark;
  return (
    <g className={clsx("tl-mark", isInvented && "tl-invented")}>
      {end === null ? null : (
        <line className="tl-range" x1={`${at}%`} x2={`${end}%`} y1={y} y2={y} />
      )}
      <circle cx={`${at}%`} cy={y} r={RADIUS} />
      <text x={`${at}%`} y={y} dy="0.35em" textAnchor="middle">
        {number}
      </text>
    </g>
  );
}

/** Keeps labels near the ends of the line on the page. */
function anchorAt(at: number): "start" | "middle" | "end" {
  if (at < 12) return "start";
  return at > 88 ? "end" : "middle";
}
