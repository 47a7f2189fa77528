// The fields of the text are the same on the screen and on paper.
export type { FilingFields } from "#app/document/details/filing-fields.ts";
