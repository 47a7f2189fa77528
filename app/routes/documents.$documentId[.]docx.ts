import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { wordAnswer } from "#app/framework/word-answer.ts";

/** The document as a Word file: its version under review, approved or filed, else the draft. */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: (asked) => wordAnswer(asked, asked.params.documentId, { is: "current" }),
});
