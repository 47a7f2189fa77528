import { beforeOrder, ownDeadline } from "#app/domain/docket-event/deadline.ts";
import { day, ENTRY, line, needed, ORDER } from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

export const hearing = docketKind({
  kind: "hearing",
  label: "Hearing",
  spanish: "Audiencia",
  hint: "A hearing or conference.",
  isPublic: true,
  fields: {
    dated: needed("Enter the day.", day({ label: "Day of the hearing" })),
    at: line(60, { label: "Time and place", hint: "Such as “9:30 a.m., Courtroom 4”." }),
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
  sentences: ({ details: { at } }) =>
    at === null ? [] : [`Time and place: ${at.replace(/\.$/u, "")}.`],
  recognized: {
    by: (words) => /\bhearing set\b|conference set\b/iu.test(words),
    asked: "a hearing",
  },
});
