import { beforeOrder, ownDeadline } from "#app/domain/docket-event/deadline.ts";
import {
  choice,
  day,
  DONE,
  ENTRY,
  HOUR,
  needed,
  ORDER,
  SIDE,
  SIDE_LABELS,
} from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

const STATEMENTS = {
  disclosure: "Disclosure statement (FRCP 7.1)",
  "magistrate-consent": "Consent to a magistrate judge, or declination",
  "case-management": "Case management statement",
  "joint-status-report": "Joint status report",
  other: "Statement or report",
} as const;

export const statementDue = docketKind({
  kind: "statementDue",
  label: "Statement or report due",
  spanish: "Vence una declaración o un informe",
  hint: "Disclosure, magistrate judge, case management, joint status report.",
  isPublic: false,
  fields: {
    what: needed("Choose what is due.", choice(STATEMENTS, { label: "What is due" })),
    by: { ...SIDE, hint: "Left empty, it is ours, alone or with the other side." },
    dated: needed("Enter the day.", day({ label: "Due" })),
    ...HOUR,
    ...ENTRY,
    ...ORDER,
    ...DONE,
  },
  check: ({ dated, details }, _docket, say) => say("dated", beforeOrder(dated, details)),
  due: (lines) =>
    lines.flatMap((line) => {
      const { dated, text, details } = line;
      const { isDone } = details;
      const by = details.by === "them" ? "them" : "us";
      return ownDeadline(line, dated, { kind: "statement", what: text, by, isDone });
    }),
  sentences: ({ details: { by } }) => (by === null ? [] : [`By ${SIDE_LABELS[by].toLowerCase()}.`]),
  text: ({ what }) => STATEMENTS[what],
});
