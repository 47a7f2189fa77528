import {
  ENTRY_AS_TEXT,
  needed,
  PAPER,
  pastDay,
  SIDE,
  SIDE_LABELS,
} from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

const by = needed("Choose whose it is.", SIDE);

export const paper = docketKind({
  kind: "paper",
  label: "Paper filed",
  spanish: "Escrito presentado",
  hint: "The complaint, a motion, a stipulation, a notice: any paper of either side.",
  isPublic: true,
  fields: {
    by: { ...by, stored: by.stored.default("us") },
    dated: needed("Enter the day.", pastDay({ label: "Filed" })),
    ...ENTRY_AS_TEXT,
    ...PAPER,
  },
  check: null,
  due: null,
  sentences: ({ details }) => [`By ${SIDE_LABELS[details.by].toLowerCase()}.`],
});
