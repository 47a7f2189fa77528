import { Link } from "react-router";
import type { HistoryPageView, SittingView, StateTag, VersionTag } from "#server/services/index.ts";
import { dateIn, timeIn, writtenDate } from "#app/domain/dates.ts";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { personLabel } from "#app/features/organization/person-label.ts";
import { textAddress } from "#app/domain/changes/text-choice.ts";
import { Card, Section } from "#app/ui/Page.tsx";
import { Timestamp, useTimeZone } from "#app/ui/Timestamp.tsx";
import { amountText, daysOfHistory, type HistoryEntry } from "./days-of-sittings.ts";

/** A draft's history: days, under each its sittings with who wrote how much, and versions as landmarks. */
export function SittingList({ history }: { readonly history: HistoryPageView }) {
  const zone = useTimeZone();
  const days = daysOfHistory(history, zone);
  return (
    <div className="grid gap-8">
      {days.map(({ day, entries }) => (
        <Section key={day} title={writtenDate(day)}>
          <Card>
            <ol className="divide-y divide-rule">
              {entries.map((entry) => (
                <li key={keyOf(entry)} className="px-5 py-4">
                  {entry.is === "version" ? (
                    <Landmark documentId={history.document.id} version={entry.version} />
                  ) : (
                    <Sitting
                      documentId={history.document.id}
                      sitting={entry.sitting}
                      before={entry.before}
                      zone={zone}
                    />
                  )}
                </li>
              ))}
            </ol>
          </Card>
        </Section>
      ))}
    </div>
  );
}

function keyOf(entry: HistoryEntry): string {
  return entry.is === "version" ? entry.version.id : textAddress(entry.sitting);
}

function Landmark({
  documentId,
  version: { number, name, createdAt, createdBy },
}: {
  readonly documentId: string;
  readonly version: VersionTag;
}) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <p className="min-w-0">
        <Link to={`/documents/${documentId}/versions/${number}`} className="link font-medium">
          Version {number}
        </Link>
        {name ? ` · ${name}` : " · submitted for review"}
      </p>
      <p className="text-sm text-ink-soft">
        {createdBy ? `${personLabel(createdBy)}, ` : ""}
        <Timestamp at={createdAt} />
      </p>
    </div>
  );
}

function Sitting({
  documentId,
  sitting,
  before,
  zone,
}: {
  readonly documentId: string;
  readonly sitting: SittingView;
  readonly before: Pick<StateTag, "generation" | "sequence"> | null;
  readonly zone: string;
}) {
  const hours = hoursText(sitting, zone);
  const state = textAddress(sitting);
  const redline = (from: string, to: string) =>
    `/documents/${documentId}/redline?from=${from}&to=${to}`;
  return (
    <>
      <h3 className="font-medium">
        {hours}
        {sitting.isNow ? <span className="font-normal text-ink-soft"> · as it is now</span> : null}
      </h3>
      {sitting.writers.length > 0 ? (
        <ul className="mt-1.5 grid gap-1">
          {sitting.writers.map(({ person, written, removed }) => (
            <li
              key={person?.userId ?? `gone ${written} ${removed}`}
              className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5"
            >
              {person?.organization ? (
                <OrganizationChip organization={person.organization} />
              ) : null}
              <span>{person?.name ?? "Somebody who has left"}:</span>
              <span className="text-ink-soft">{amountText({ written, removed })}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="mt-1.5 text-ink-soft">The text that it began with.</p>
      )}
      <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-[0.9375rem]">
        {before ? (
          <Link to={redline(textAddress(before), state)} className="link">
            What changed in it<span className="sr-only">: {hours}</span>
          </Link>
        ) : null}
        {sitting.isNow ? null : (
          <Link to={redline(state, "draft")} className="link">
            The text of then, and what changed since
            <span className="sr-only">: {hours}</span>
          </Link>
        )}
      </p>
    </>
  );
}

/** "9:10 a.m. to 11:45 a.m."; with its day where it began on another. */
function hoursText({ began, at }: SittingView, zone: string): string {
  const ended = new Date(at);
  const end = timeIn(ended, zone);
  if (began === null) return end;
  const from = new Date(began);
  const start = timeIn(from, zone);
  if (start === end) return end;
  const day = dateIn(from, zone);
  return day === dateIn(ended, zone)
    ? `${start} to ${end}`
    : `${writtenDate(day)}, ${start} to ${end}`;
}
