import { beforeOrder, ownDeadline } from "#app/domain/docket-event/deadline.ts";
import { day, ENTRY, HOUR, line, needed, ORDER } from "#app/domain/docket-event/fields.ts";
import { capitalized, sentence } from "#app/domain/dates.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

export const hearing = docketKind({
  kind: "hearing",
  label: "Hearing",
  spanish: "Audiencia",
  hint: "A hearing or conference.",
  isPublic: true,
  fields: {
    dated: needed(
      "Enter the day: a hearing is set for one (FRCP 6(c)(1)). Without it, record the court’s words as an order.",
      day({ label: "Day of the hearing" }),
    ),
    ...HOUR,
    place: line(120, { label: "Place", hint: "Such as “Courtroom 4” or “by Zoom”." }),
    ...ENTRY,
    ...ORDER,
  },
  check: ({ dated, details }, _docket, say) => say("dated", beforeOrder(dated, details)),
  due: (lines, { today }) =>
    lines.flatMap((line) => {
      const { dated, text } = line;
      const isDone = dated !== null && dated < today;
      return ownDeadline(line, dated, { kind: "hearing", what: text, by: "us", isDone });
    }),
  sentences: ({ details: { place } }) => (place === null ? [] : [sentence(capitalized(place))]),
});
