import { counted } from "#app/domain/counted.ts";
import { thousands } from "#app/domain/thousands.ts";
import { DOCKET_KINDS } from "#app/domain/docket-event/kinds/index.ts";
import { shortDate } from "#app/domain/dates.ts";
import type { ImportPreview } from "#server/services/index.ts";
import { namedDaySentence } from "./NamedDays.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";

/** The entries read from a pasted docket sheet, with a tick for each thing that their words say. */
export function PastedEntries({
  entries,
  taken,
}: Pick<ImportPreview, "entries"> & {
  /** The name of the ticks. */
  readonly taken: string;
}) {
  const ticks = entries.flatMap(ticksOf).length;
  return (
    <Section title={counted(entries.length, "entry", "entries")}>
      {ticks === 0 ? null : (
        <p className="mb-3 text-[0.9375rem] text-ink-soft">
          {counted(ticks, "thing is", "things are")} read from the words. Each that you select is
          recorded with its entry; the docket keeps offering the rest, and all can be corrected
          there. Hours are by the court’s own clock.
        </p>
      )}
      <Card>
        <ol className="divide-y divide-rule">
          {entries.map((entry) => (
            <li
              key={entry.line}
              className="grid gap-x-4 px-5 py-3 text-[0.9375rem] sm:grid-cols-[4rem_7rem_minmax(0,1fr)]"
            >
              <div className="flex gap-x-3 tabular-nums sm:contents">
                <span className="font-medium">{entry.number ?? "–"}</span>
                <time dateTime={entry.dated} className="text-ink-soft">
                  {shortDate(entry.dated)}
                </time>
              </div>
              <div className="min-w-0 break-words">
                {entry.text}
                {entry.kind === "other" ? null : (
                  <span className="block text-sm text-ink-soft">
                    {DOCKET_KINDS[entry.kind].label}.
                  </span>
                )}
                {ticksOf(entry).map(({ value, words }) => (
                  <label
                    key={value}
                    className="-mx-2 mt-1 flex cursor-pointer items-start gap-3 rounded-md px-2 py-1.5 hover:bg-wash"
                  >
                    <input
                      type="checkbox"
                      name={taken}
                      value={value}
                      className="mt-0.5 size-5 shrink-0 accent-accent"
                    />
                    <span className="min-w-0">{words}</span>
                  </label>
                ))}
              </div>
            </li>
          ))}
        </ol>
      </Card>
    </Section>
  );
}

/** The ticks of an entry; a brief without its side is confirmed on the docket. */
function ticksOf({ line, proposed, days }: ImportPreview["entries"][number]) {
  return [
    ...(proposed === null
      ? []
      : [{ value: String(line), words: `It is “${DOCKET_KINDS[proposed].label}”` }]),
    ...days.flatMap((day, index) =>
      day.kind === "briefDue" && day.by === null
        ? []
        : [{ value: `${line}.${index}`, words: namedDaySentence(day) }],
    ),
  ];
}

/** Of lines that are not taken, how many are shown: mending them tells of the others. */
const MOST_SHOWN = 200;

export function UnreadLines({ unread }: Pick<ImportPreview, "unread">) {
  return (
    <Notice kind="problem">
      <p>
        {unread.length === 1
          ? "This line is not taken"
          : `These ${unread.length} lines are not taken`}
        ; the text stays here to be mended.
      </p>
      <ul className="mt-1 grid gap-1">
        {unread.slice(0, MOST_SHOWN).map(({ line, words, why }) => (
          <li key={`${line} ${words}`} className="min-w-0 break-words">
            <span className="font-medium">Line {line}:</span> {why}{" "}
            <q className="text-ink-soft">{words.slice(0, 120)}</q>
          </li>
        ))}
        {unread.length > MOST_SHOWN ? (
          <li>And {thousands(unread.length - MOST_SHOWN)} more.</li>
        ) : null}
      </ul>
    </Notice>
  );
}
