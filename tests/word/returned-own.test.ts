import { describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { mergeSuggestion } from "#app/document/suggestion/index.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { returnedText } from "#app/document/word/returned.ts";
import type { RevisedInline, RevisedText, Revision } from "#app/document/word/revised.ts";
import { withSuggestions } from "#app/document/word/with-suggestions.ts";
import { body, doc } from "#tests/document/build.ts";
import { asRead, keyOf } from "./as-read.ts";

const draft = canonicalProse(
  doc(
    body("a", "The agency may answer."),
    body("b", "It shall name its reasons."),
    body("c", "This order ends then."),
    body("d", "Nothing else is ordered here."),
  ),
);
const [a, b, , d] = draft.content as [ProseNode, ProseNode, ProseNode, ProseNode];
const FEES = "The agency may answer. It must pay all fees of the other side.";
const jane = { author: "Jane Doe", at: "2026-11-20T09:00:00.000Z" };
const ana = { author: "Ana", at: "2026-11-12T10:00:00.000Z" };

function ours(revision: Revision) {
  return [
    { id: "fees", revision, base: [a], proposed: [body("a", FEES)] },
    { id: "all", revision, base: [b], proposed: [body("b", "It shall name all its reasons.")] },
  ];
}

/** Reads a file with these changes against a draft that left with our suggestions. */
function back(text: RevisedText, revision: Revision = ana, told?: readonly string[]) {
  const { sent } = withSuggestions(draft, ours(revision), { keyOf });
  const blocks = draft.content.map((node) => ({ node, key: keyOf(node) }));
  const options = { newId: () => "new" };
  const found = returnedText(
    { blocks, suggestions: sent, comments: [], ...(told ? { told: new Set(told) } : {}) },
    { text: asRead(text), comments: [] },
    options,
  );
  return {
    ...found,
    fates: found.suggestions.map(({ fate }) => fate),
    proposed: found.proposals.map(({ proposed }) => proposed.map(textOf).join(" / ")),
  };
}

const textOf = (node: ProseNode): string => node.text ?? (node.content ?? []).map(textOf).join("");

function left(): RevisedText {
  return withSuggestions(draft, ours(ana), { keyOf }).text;
}

/** The text with a piece in place of the others of its first paragraph. */
function withFirst(text: RevisedText, change: (piece: RevisedInline) => RevisedInline[]) {
  const [first, ...rest] = text.blocks;
  if (first?.type !== "paragraph") throw new Error("no paragraph");
  return { ...text, blocks: [{ ...first, content: first.content.flatMap(change) }, ...rest] };
}

/** Jane's word among the words of our suggestion; accepted before, where we are asked to. */
function withWord(isTracked: boolean, isAccepted = false): RevisedText {
  const text = left();
  const number = text.revisions.length;
  const changed = withFirst(text, (piece) => {
    const { node } = piece;
    if (piece.inserted === null || node.type !== "text") return [piece];
    const inserted = isAccepted ? null : piece.inserted;
    const [before, after] = node.text.split("all ") as [string, string];
    return [
      { ...piece, inserted, node: { ...node, text: `${before}all ` } },
      { ...piece, inserted: isTracked ? number : null, node: { ...node, text: "reasonable " } },
      { ...piece, inserted, node: { ...node, text: after } },
    ];
  });
  return { ...changed, revisions: [...text.revisions, jane] };
}

const MORE = "The agency may answer. It must pay all reasonable fees of the other side.";

describe("[W9] a change of theirs is no part of our suggestions", () => {
  const counsel = {
    id: "x",
    revision: { author: "Author", at: null },
    base: [d],
    proposed: [body("d", "Costs are awarded to the plaintiffs.")],
  };

  test.each([1, 2])("where all are by nobody at no time, with %i of ours", (count) => {
    const nobody = counsel.revision;
    const mine = ours(nobody).slice(0, count);
    const { text } = withSuggestions(draft, [...mine, counsel], { keyOf });
    // An anonymous file says of all that one revision made them.
    const one = (number: number | null) => (number === null ? null : 0);
    const merged: RevisedText = {
      revisions: [nobody],
      blocks: text.blocks.map((block) => {
        if (block.type !== "paragraph") return block;
        const content = block.content.map((piece) => ({
          ...piece,
          inserted: one(piece.inserted),
          deleted: one(piece.deleted),
        }));
        return { ...block, content };
      }),
    };
    const found = back(merged, nobody);
    expect(found.proposed).toEqual(["Costs are awarded to the plaintiffs."]);
    expect(found.tracked.map(({ author, changes }) => [author, changes])).toEqual([["Author", 1]]);
    expect(found.silent).toEqual([]);
    expect(found.fates).toEqual(["untouched", count === 2 ? "untouched" : "rejected"]);
  });

  test("and neither is one in the same paragraph with other words", () => {
    const nobody = counsel.revision;
    const { text } = withSuggestions(draft, ours(nobody), { keyOf });
    const found = back(
      withFirst(text, (piece) =>
        piece.inserted === null && piece.node.type === "text"
          ? [{ ...piece, inserted: 0, node: { type: "text", text: "However: " } }, piece]
          : [piece],
      ),
      nobody,
    );
    expect(found.fates).toEqual(["untouched", "untouched"]);
    expect(found.proposed).toEqual(["However: The agency may answer."]);
  });
});

describe("[W9] where they wrote into our suggestion", () => {
  test.each([true, false])("it is altered, and all of it comes as theirs (tracked: %s)", (is) => {
    const found = back(withWord(is));
    expect(found.fates).toEqual(["altered", "untouched"]);
    expect(found.proposed).toEqual([MORE]);
  });

  test("after they had accepted it, taking both says nothing twice", () => {
    const found = back(withWord(true, true));
    expect(found.fates).toEqual(["accepted", "untouched"]);
    const [theirs] = found.proposals;
    if (!theirs) throw new Error("nothing is proposed");
    const taken = mergeSuggestion(theirs, [a]).blocks;
    expect(mergeSuggestion({ base: [a], proposed: [body("a", FEES)] }, taken).conflicts).toEqual([
      expect.objectContaining({ suggested: "It must pay all fees of the other side." }),
    ]);
  });

  test("without tracking after they had accepted it, it is not told as rejected", () => {
    const found = back(withWord(false, true));
    expect(found.fates).toEqual(["altered", "untouched"]);
    expect(found.proposed).toEqual([MORE]);
  });

  test("in a suggestion to remove a paragraph, their words come without that paragraph's", () => {
    const mine = { id: "out", revision: ana, base: [b], proposed: [] };
    const { text, sent } = withSuggestions(draft, [mine], { keyOf });
    const changed: RevisedText = {
      ...text,
      blocks: text.blocks.map((block) => {
        if (block.type !== "paragraph" || block.mark.deleted === null) return block;
        const [piece] = block.content;
        if (piece?.node.type !== "text") return block;
        const theirs = { ...piece, deleted: null, node: { ...piece.node, text: "Unless asked: " } };
        const [one, other] = [piece.node.text.slice(0, 9), piece.node.text.slice(9)];
        const content = [
          { ...piece, node: { ...piece.node, text: one } },
          theirs,
          { ...piece, node: { ...piece.node, text: other } },
        ];
        return { ...block, content };
      }),
    };
    const blocks = draft.content.map((node) => ({ node, key: keyOf(node) }));
    const found = returnedText(
      { blocks, suggestions: sent, comments: [] },
      { text: asRead(changed), comments: [] },
      { newId: () => "new" },
    );
    expect(found.suggestions).toEqual([{ id: "out", fate: "altered" }]);
    const proposed = found.proposals.flatMap((one) => one.proposed.map(textOf)).join(" / ");
    expect(proposed).toContain("Unless asked: ");
    expect(proposed).not.toContain("reasons");
  });
});

test("[W9] words of one that was accepted are proposed to whoever may not hear of it", () => {
  const text = withFirst(left(), (piece) => [{ ...piece, inserted: null }]);
  expect(back(text).proposed).toEqual([]);
  expect(back(text, ana, ["fees", "all"]).proposed).toEqual([]);
  expect(back(text, ana, ["all"]).proposed).toEqual([FEES]);
});

describe("[W9] of one of ours with three changes, of which they accepted the first and the last", () => {
  const LONG = body("a", "The agency may answer by mail within ten days of the request.");
  const BECOMES = body("a", "The agency shall answer in writing within five days of the request.");
  const one = { id: "long", revision: ana, base: [LONG], proposed: [BECOMES] };
  const long = canonicalProse(doc(LONG, body("b", "It shall name its reasons.")));

  /** That text as it came back, without any tracked change, with these words. */
  function saying(words: string) {
    const { sent } = withSuggestions(long, [one], { keyOf });
    const blocks = long.content.map((node) => ({ node, key: keyOf(node) }));
    const text = asRead(
      withSuggestions(canonicalProse(doc(body("a", words), long.content[1] as ProseNode)), [], {
        keyOf,
      }).text,
    );
    return returnedText(
      { blocks, suggestions: sent, comments: [] },
      { text, comments: [] },
      { newId: () => "new" },
    );
  }

  test("it is told as taken in part, and what they took is proposed", () => {
    const found = saying("The agency shall answer by mail within five days of the request.");
    expect(found.suggestions).toEqual([{ id: "long", fate: "altered" }]);
    expect(found.proposals.map(({ proposed }) => proposed.map(textOf))).toEqual([
      ["The agency shall answer by mail within five days of the request."],
    ]);
  });

  test("it is accepted where they accepted all, and rejected where they rejected all", () => {
    expect(saying(textOf(BECOMES)).suggestions).toEqual([{ id: "long", fate: "accepted" }]);
    const none = saying(textOf(LONG));
    expect(none.suggestions).toEqual([{ id: "long", fate: "rejected" }]);
    expect(none.proposals).toEqual([]);
  });

  test("it is rejected too where they rejected all and wrote something of their own beside it", () => {
    const found = saying("The agency may answer by mail within ten days of the first request.");
    expect(found.suggestions).toEqual([{ id: "long", fate: "rejected" }]);
  });
});
