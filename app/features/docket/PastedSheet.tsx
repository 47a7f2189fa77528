import { DOCKET_KINDS } from "#app/domain/docket-event/kinds/index.ts";
import { shortDate } from "#app/domain/dates.ts";
import type { ImportPreview } from "#server/services/index.ts";
import { Notice } from "#app/ui/Notice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";

/** The entries read from a pasted docket sheet. */
export function PastedEntries({ entries }: Pick<ImportPreview, "entries">) {
  return (
    <Section title={entries.length === 1 ? "1 entry" : `${entries.length} entries`}>
      <Card>
        <ol className="divide-y divide-rule">
          {entries.map(({ number, dated, text, suggestedKind }, index) => (
            <li
              key={index}
              className="grid gap-x-4 px-5 py-3 text-[0.9375rem] sm:grid-cols-[4rem_7rem_minmax(0,1fr)]"
            >
              <div className="flex gap-x-3 tabular-nums sm:contents">
                <span className="font-medium">{number ?? "–"}</span>
                <time dateTime={dated} className="text-ink-soft">
                  {shortDate(dated)}
                </time>
              </div>
              <div className="min-w-0 break-words">
                {text}
                {suggestedKind === null ? null : (
                  <span className="block text-sm text-ink-soft">
                    Looks like “{DOCKET_KINDS[suggestedKind].label}”: it is added as words alone,
                    and the docket asks you what it is.
                  </span>
                )}
              </div>
            </li>
          ))}
        </ol>
      </Card>
    </Section>
  );
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
          <li>And {(unread.length - MOST_SHOWN).toLocaleString("en-US")} more.</li>
        ) : null}
      </ul>
    </Notice>
  );
}
