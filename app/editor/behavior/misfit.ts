import { ReplaceError } from "@tiptap/pm/model";

/** A position that the text hasn't, or nodes and marks that its schema has no room for. */
const OUT_OF_PLACE =
  /^(?:(?:Position|Index) -?\d+ (?:out of range|outside of fragment)|Invalid (?:content for|collection of marks for) node )/u;

/** Whether an edit was refused by the text or its schema: no bug, since others edit meanwhile. */
export function isMisfit(error: unknown): boolean {
  if (error instanceof ReplaceError) return true;
  if (!(error instanceof Error)) return false;
  // A call that never ends, or a wrong length, is a RangeError as well.
  return error instanceof RangeError
    ? OUT_OF_PLACE.test(error.message)
    : error.name === "TransformError";
}
