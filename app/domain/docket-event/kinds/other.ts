import { ENTRY_IN_WORDS, pastDay } from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

export const other = docketKind({
  kind: "other",
  label: "Other",
  spanish: "Otro",
  hint: "Anything else on the docket.",
  isPublic: false,
  fields: { dated: pastDay({ label: "Day", mayPrecede: true }), ...ENTRY_IN_WORDS },
  check: null,
  due: null,
  sentences: null,
});
