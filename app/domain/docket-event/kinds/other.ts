import { ENTRY_AS_TEXT, pastDay } from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

export const other = docketKind({
  kind: "other",
  label: "Other",
  spanish: "Otro",
  hint: "Anything else on the docket.",
  isPublic: false,
  fields: { dated: pastDay({ label: "Day", mayPrecede: true }), ...ENTRY_AS_TEXT },
  check: null,
  due: null,
  sentences: null,
});
