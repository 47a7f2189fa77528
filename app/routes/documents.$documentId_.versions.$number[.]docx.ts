import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { versionParams } from "#app/framework/params.ts";
import { wordAnswer } from "#app/framework/word-answer.ts";

/** A version as a Word file. */
export const loader = guardedLoader({
  params: versionParams,
  need: "signed in",
  load: (asked) => {
    const { documentId, number } = asked.params;
    return wordAnswer(asked, documentId, { is: "version", number });
  },
});
