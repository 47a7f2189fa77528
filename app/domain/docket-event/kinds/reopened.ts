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

/** The day on which an ended suit was last taken up again, before any other where it never was. */
export const reopenedOn = (lines: readonly DocketEntry[]): string =>
  entriesOf(lines, reopened).at(-1)?.dated ?? "";
