import { describe, expect, test } from "vitest";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { accepted, rejected, resolved } from "#app/document/word/fates.ts";
import { withSuggestions, type LeavingSuggestion } from "#app/document/word/with-suggestions.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { body, doc, table, cell } from "#tests/document/build.ts";

const draft = doc(
  body("a", "The agency shall answer within thirty days."),
  body("b", "It shall name its reasons."),
  body("c", "This order ends then."),
);

function suggest(
  id: string,
  base: readonly ProseNode[],
  proposed: readonly ProseNode[],
  author = "Ana",
): LeavingSuggestion {
  return { id, base, proposed, revision: { author, at: "2026-11-12T10:00:00.000Z" } };
}

const [a, b, c] = draft.content as [ProseNode, ProseNode, ProseNode];
const sixty = body("a", "The agency shall answer within sixty days.");
const fresh = body("n", "It shall publish them.");

describe("[W2] open suggestions in a draft that leaves", () => {
  test("are tracked changes under a number each; the draft is what is left without them", () => {
    const { text, sent, leftOut } = withSuggestions(draft, [
      suggest("s2", [b], [b, fresh], "Ravi"),
      suggest("s1", [a], [sixty]),
    ]);
    expect(leftOut).toEqual([]);
    expect(sent.map(({ id, author }) => [id, author])).toEqual([
      ["s1", "Ana"],
      ["s2", "Ravi"],
    ]);
    expect(sent[0]?.words).toMatchObject({ inserted: "sixty", deleted: "thirty" });
    expect(sent[1]?.words).toMatchObject({ inserted: "It shall publish them.¶", deleted: "" });
    expect(rejected(text)).toEqual(canonicalProse(draft).content);
    expect(accepted(text)).toEqual(canonicalProse(doc(sixty, b, fresh, c)).content);
    const first = resolved(text, { isTaken: (number) => number === 0 });
    expect(first).toEqual(canonicalProse(doc(sixty, b, c)).content);
  });

  test("of one person in one minute are two, so that each is known again", () => {
    const { text, sent } = withSuggestions(draft, [
      suggest("s1", [a], [sixty]),
      suggest("s2", [c], [body("c", "This order ends on June 1.")]),
    ]);
    expect(text.revisions).toHaveLength(2);
    expect(sent.map(({ words }) => words.inserted)).toEqual(["sixty", "on June 1"]);
  });

  test("apply to the draft as it is now, by words", () => {
    const moved = doc(body("a", "The agency shall answer us within thirty days."), b, c);
    const { text } = withSuggestions(moved, [suggest("s1", [a], [sixty])]);
    expect(accepted(text)[0]?.content?.[0]?.text).toBe(
      "The agency shall answer us within sixty days.",
    );
  });

  test("are left out, and it is said why, where another stands there, or they can't apply", () => {
    const now = doc(a, body("b", "It shall say why."), c);
    const { sent, leftOut, text } = withSuggestions(now, [
      suggest("first", [a], [sixty]),
      suggest("second", [a], [body("a", "The agency shall answer within ninety days.")]),
      suggest("both", [b], [body("b", "It shall name its causes.")]),
      suggest("lost", [body("z", "Gone.")], [body("z", "Lost.")]),
      suggest("same", [c], [c]),
    ]);
    expect(sent.map(({ id }) => id)).toEqual(["first"]);
    expect(leftOut).toEqual([
      { id: "second", why: "competing" },
      { id: "both", why: "conflict" },
      { id: "lost", why: "gone" },
      { id: "same", why: "done" },
    ]);
    expect(rejected(text)).toEqual(canonicalProse(now).content);
  });

  test("take away the last paragraph, and all of a text, without losing the way back", () => {
    for (const gone of [[c], [a, b, c]]) {
      const { text, sent } = withSuggestions(draft, [suggest("s", gone, [])]);
      expect(sent).toHaveLength(1);
      expect(rejected(text)).toEqual(canonicalProse(draft).content);
      const left = draft.content.filter((node) => !gone.includes(node));
      const words = accepted(text).map(({ content }) => content?.[0]?.text ?? "");
      expect(words).toEqual(left.length > 0 ? left.map((node) => node.content?.[0]?.text) : [""]);
    }
  });

  test("change a cell where it stands", () => {
    const rows = table([cell(body("x", "old words here")), cell(body("y", "other"))]);
    const becoming = table([cell(body("x", "new words here")), cell(body("y", "other"))]);
    const { text, sent } = withSuggestions(doc(a, rows), [suggest("s", [rows], [becoming])]);
    expect(sent[0]?.words).toMatchObject({ inserted: "new", deleted: "old" });
    expect(accepted(text)).toEqual(canonicalProse(doc(a, becoming)).content);
  });
});
