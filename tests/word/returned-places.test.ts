import { expect, test } from "vitest";
import { idOf } from "#app/document/suggestion/index.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { returnedText } from "#app/document/word/returned.ts";
import { revisedOf } from "#app/document/word/revised-from.ts";
import { body, doc, pageBreak } from "#tests/document/build.ts";
import { asRead, keyOf } from "./as-read.ts";

test("[W9] what came before a page break at the start is found again beside another change", () => {
  const draft = canonicalProse(
    doc(pageBreak, body("a", "Alpha beta words here."), body("z", "The end.")),
  );
  const edited = doc(
    body("new", "Before all."),
    pageBreak,
    body("a", "Alpha gamma words here."),
    body("z", "The end."),
  );
  const blocks = draft.content.map((node) => ({ node, key: keyOf(node) }));
  const { proposals } = returnedText(
    { blocks, suggestions: [], comments: [] },
    { text: asRead(revisedOf(canonicalProse(edited), { keyOf })), comments: [] },
    { newId: () => "made" },
  );
  expect(proposals.map(({ base }) => base.map(idOf))).toEqual([[null, "a"]]);
  expect(proposals[0]?.proposed.map(idOf)).toEqual(["made", null, "a"]);
});
