import {
  ENTRY_IN_WORDS,
  needed,
  PAPER,
  pastDay,
  SIDE,
  SIDE_WORDS,
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
    ...ENTRY_IN_WORDS,
    ...PAPER,
  },
  check: null,
  due: null,
  sentences: ({ details }) => [`By ${SIDE_WORDS[details.by].toLowerCase()}.`],
});
