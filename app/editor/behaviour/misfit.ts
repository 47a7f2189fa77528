/** The names of what ProseMirror throws where an edit does not fit the text it is done in. */
const MISFITS = new Set(["RangeError", "ReplaceError", "TransformError"]);

/** Whether an edit was refused by the text or its schema: no bug, since others edit meanwhile. */
export function isMisfit(error: unknown): boolean {
  return error instanceof Error && MISFITS.has(error.name);
}
