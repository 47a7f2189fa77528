import { ENTRY_AS_TEXT, line, needed, pastDay } from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

export const order = docketKind({
  kind: "order",
  label: "Order",
  spanish: "Orden del tribunal",
  hint: "An order that sets no day. One that does is recorded by what it sets, below.",
  isPublic: true,
  fields: {
    dated: needed("Enter the day.", pastDay({ label: "Entered" })),
    judge: line(120, { label: "Judge" }),
    ...ENTRY_AS_TEXT,
  },
  check: null,
  due: null,
  sentences: ({ details: { judge } }) => (judge === null ? [] : [`Judge: ${judge}.`]),
});
