import { choice, ENTRY, line, needed, pastDay } from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

const WAYS = {
  related: "Related to it, by the court’s local rule",
  consolidated: "Consolidated with it, FRCP 42(a)",
} as const;

export const related = docketKind({
  kind: "related",
  label: "Related or consolidated case",
  spanish: "Caso relacionado o acumulado",
  hint: "Another case goes with this one. Anything due here stays due until an order says otherwise.",
  isPublic: true,
  fields: {
    relation: needed("Choose how they belong together.", choice(WAYS, { label: "How" })),
    otherCase: needed(
      "Enter the other case.",
      line(300, { label: "The other case", hint: "Its parties and its number." }),
    ),
    dated: needed("Enter the day.", pastDay({ label: "Filed or entered" })),
    ...ENTRY,
  },
  check: null,
  due: null,
  sentences: ({ details: { relation, otherCase } }) => [
    `${WAYS[relation]}: ${otherCase.replace(/\.$/u, "")}.`,
  ],
});
