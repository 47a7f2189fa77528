import { daysLater } from "#app/domain/clock/calendar.ts";
import { ENTRY, choice, needed, pastDay } from "#app/domain/docket-event/fields.ts";
import { docketKind, entriesOf, type DocketEntry } from "#app/domain/docket-event/kind.ts";

const WAYS = {
  mandate: "The court of appeals reversed or vacated, and sent it back",
  order: "An order set the end aside, FRCP 60(b) or otherwise",
} as const;

/** The end of a suit is taken back by a court: it goes on, and may end again. */
export const reopened = docketKind({
  kind: "reopened",
  label: "Taken up again",
  spanish: "Reapertura del caso",
  hint: "A suit that ended goes on, after an appeal or by order. It can end again.",
  isPublic: true,
  fields: {
    why: needed("Choose why it goes on.", choice(WAYS, { label: "Why it goes on" })),
    dated: needed("Enter the day.", pastDay({ label: "Filed or entered" })),
    ...ENTRY,
  },
  check: null,
  due: null,
  sentences: ({ details }) => [`${WAYS[details.why]}.`],
});

/**
 * The last day whose ends a court took back, before any other where it took back none. An end of the
 * day on which the suit was taken up again is the next one, as where a judgment is set aside and
 * entered anew; unless no other was there to be taken back.
 */
export function reopenedOn(lines: readonly DocketEntry[]): string {
  const [before, last] = [
    "",
    "",
    ...entriesOf(lines, reopened).map(({ dated }) => dated ?? ""),
  ].slice(-2);
  if (!last) return "";
  const hadEnded = lines.some(
    ({ kind, dated, details }) =>
      ENDS.has(kind) &&
      details["extent"] !== "part" &&
      dated !== null &&
      dated < last &&
      dated >= (before ?? ""),
  );
  return hadEnded ? daysLater(last, -1) : last;
}

/** The kinds that end a suit unless they are of a part; they count their days with this file. */
const ENDS: ReadonlySet<string> = new Set(["judgment", "dismissal", "settlement"]);
