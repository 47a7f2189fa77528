import { describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf, locateBase, mergeSuggestion } from "#app/document/suggestion/index.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { returnedText } from "#app/document/word/returned.ts";
import { revisedOf } from "#app/document/word/revised-from.ts";
import { withSuggestions } from "#app/document/word/with-suggestions.ts";
import { block, body, doc } from "#tests/document/build.ts";
import { asRead, keyOf } from "./as-read.ts";

const denied = (n: number) =>
  block("numbered", 1, `n${n}`, `Defendant denies the allegations contained in paragraph ${n}.`);
const end = body("z", "The end.");
const [one, two, three, four] = [1, 2, 3, 4].map(denied) as [
  ProseNode,
  ProseNode,
  ProseNode,
  ProseNode,
];
const draft = canonicalProse(doc(one, two, three, four, end));

/** The draft with all that is suggested where it comes back as this. */
function draftWith(...edited: readonly ProseNode[]): ProseNode[] {
  const file = asRead(revisedOf(canonicalProse(doc(...edited)), { keyOf }));
  const blocks = draft.content.map((node) => ({ node, key: keyOf(node) }));
  const { proposals } = returnedText(
    { blocks, suggestions: [], comments: [] },
    { text: file, comments: [] },
    { newId: () => "new" },
  );
  let becoming = [...draft.content];
  for (const proposal of proposals) {
    const blockAt = (at: number) => becoming[at] ?? null;
    const range = locateBase(proposal.base, becoming.map(idOf), blockAt, proposal.proposed);
    if (range === null) throw new Error("the blocks of a proposal are gone");
    const merged = mergeSuggestion(proposal, becoming.slice(range.from, range.to));
    expect(merged.conflicts).toEqual([]);
    becoming = becoming.toSpliced(range.from, range.to - range.from, ...merged.blocks);
  }
  return [...canonicalProse({ type: "doc", content: becoming }).content];
}

describe("[W9] of paragraphs that say nearly the same, only what they changed in Word changes", () => {
  test("one added stays behind the one where it was written", () => {
    const added = block("numbered", 1, "new", "A first affirmative defense is this.");
    const all = draftWith(one, two, added, three, four, end);
    expect(all.map(idOf)).toEqual(["n1", "n2", "new", "n3", "n4", "z"]);
  });

  test("one removed takes no other along, and neither does one replaced", () => {
    expect(draftWith(one, three, four, end).map(idOf)).toEqual(["n1", "n3", "n4", "z"]);
    const admitted = block("numbered", 1, "n2", "Admitted.");
    expect(draftWith(one, admitted, three, four, end)).toEqual(
      canonicalProse(doc(one, admitted, three, four, end)).content,
    );
  });

  test("our own suggestion to remove one leaves with the file", () => {
    const revision = { author: "Ana", at: null };
    const removal = { id: "s", revision, base: [two], proposed: [] };
    const { sent, leftOut } = withSuggestions(draft, [removal]);
    expect(leftOut).toEqual([]);
    expect(sent.map(({ base }) => base.map(idOf))).toEqual([["n2"]]);
  });
});
