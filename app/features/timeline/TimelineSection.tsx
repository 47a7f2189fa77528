import { counted } from "#app/domain/counted.ts";
import { Link } from "react-router";
import type { MatterDueView } from "#server/services/index.ts";
import { missedPath } from "#app/domain/deadlines/missed.ts";
import { Card, Section } from "#app/ui/Page.tsx";
import type { DrawnTimeline } from "./draw-timeline.tsx";
import "#app/styles/timeline.css";

interface TimelineSectionProps {
  readonly slug: string;
  /** As rendered by the loader; null without dates. */
  readonly timeline: DrawnTimeline | null;
  readonly due: MatterDueView;
  /** The address of the page that edits further dates; null for those who may not. */
  readonly edit: string | null;
}

/** The days of a matter, folded to what is next and what was last; nothing without dates. */
export function TimelineSection({ slug, timeline, due, edit }: TimelineSectionProps) {
  const { next, missed } = due;
  if (timeline === null && next === null && missed === 0) return null;
  const links = (
    <span className="flex flex-wrap gap-x-5 text-[0.9375rem]">
      {missed > 0 ? (
        <Link to={missedPath(slug)} className="link">
          {counted(missed, "date")} that the agency missed
        </Link>
      ) : null}
      {edit ? (
        <Link to={edit} className="link">
          Add a day
        </Link>
      ) : null}
    </span>
  );
  const last = timeline?.last;
  return (
    <Section title="Timeline" actions={links}>
      <Card className="grid gap-3 px-5 py-4">
        <dl className="grid gap-x-5 gap-y-2 sm:grid-cols-[4rem_minmax(0,1fr)]">
          <dt className="text-ink-soft">Next</dt>
          <dd>
            {next ? (
              <>
                <span className="line-clamp-1">
                  <Link to={next.path} className="link">
                    {next.what}
                  </Link>
                  <span className="text-ink-soft"> · {next.about}</span>
                </span>
                {next.due ? (
                  <span className="block text-sm">
                    <time dateTime={next.due.on}>{next.due.words}</time>, {next.due.distance}
                  </span>
                ) : null}
              </>
            ) : (
              <span className="text-ink-soft">Nothing with a day</span>
            )}
          </dd>
          {last ? (
            <>
              <dt className="text-ink-soft">Last</dt>
              <dd>
                <span className="line-clamp-1">
                  {last.what}
                  {last.beside === "" ? null : (
                    <span className="text-ink-soft"> · {last.beside}</span>
                  )}
                </span>
                <span className="block text-sm">{last.date}</span>
              </dd>
            </>
          ) : null}
        </dl>
        {timeline ? (
          <details>
            <summary className="link w-fit cursor-pointer py-1">
              {timeline.count === 1
                ? "The whole timeline, 1 day"
                : `The whole timeline, ${timeline.count} days`}
            </summary>
            <div
              className="mt-4"
              // Rendered by our own component from escaped text.
              dangerouslySetInnerHTML={{ __html: timeline.html }}
            />
          </details>
        ) : null}
      </Card>
    </Section>
  );
}
