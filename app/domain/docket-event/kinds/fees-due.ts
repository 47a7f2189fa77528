import { writtenDay } from "#app/domain/dates.ts";
import { ownDeadline } from "#app/domain/docket-event/deadline.ts";
import { day, DONE, ENTRY, HOUR, ORDER, pastDay } from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

export const feesDue = docketKind({
  kind: "feesDue",
  label: "Motion for fees due",
  spanish: "Vence la moción de honorarios",
  hint: "An order gives the motion for fees another day, or it was made.",
  isPublic: false,
  fields: {
    until: day({ label: "The motion is due" }),
    ...HOUR,
    dated: pastDay({ label: "The motion was made", hint: "Left empty until it is." }),
    ...ENTRY,
    ...ORDER,
    ...DONE,
  },
  hasDayOfOrder: true,
  check: null,
  due: (lines) =>
    lines.flatMap((line) => {
      const { until, isDone } = line.details;
      return ownDeadline(line, until, { kind: "fees", what: line.text, by: "us", isDone });
    }),
  sentences: ({ details: { until } }) => (until === null ? [] : [`Due ${writtenDay(until)}.`]),
  text: () => "Motion for attorney fees",
});
