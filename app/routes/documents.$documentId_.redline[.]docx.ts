import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { wordRedlineQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { wordAnswer } from "#app/framework/word-answer.ts";

/** Differences between two versions, or a version and the draft, as tracked changes in a Word file. */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: (asked) => {
    const texts = readQuery(wordRedlineQuery, asked.url);
    if (!texts.ok) return texts;
    return wordAnswer(asked, asked.params.documentId, { is: "redline", ...texts.value });
  },
});
