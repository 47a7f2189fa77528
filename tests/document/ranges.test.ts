import { describe, expect, test } from "vitest";
import { parsedNode } from "#app/document/version/validate.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { LOST_REFERENCE } from "#app/document/nodes/cross-reference.ts";
import { referenceOf, type RangeEnds } from "#app/document/nodes/reference.ts";
import { proseToHtml } from "#app/document/rendering/html.ts";
import { incompletePartsOf } from "#app/document/completeness.ts";
import { plainText } from "#tests/support/plain-text.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { referenceTo, withRanges } from "#app/document/numbering/reference-ranges.ts";
import { citablePlaces, placesOf } from "#app/document/numbering/references.ts";
import { tokensOf } from "#app/document/comparison/tokens.ts";
import { COALITION_DETAILS } from "#tests/typesetting/details.ts";
import { block, body, doc, exhibit, reference } from "./build.ts";

const paragraphs = (...ids: string[]) =>
  ids.map((id) => block("numbered", id.includes("sub") ? 2 : 1, id, `Words of ${id}.`));

const range = (targets: readonly string[], ...ranges: RangeEnds[]) => ({ targets, ranges });

const wordsIn = (content: readonly ProseNode[], ...of: Parameters<typeof range>) =>
  placesOf(doc(...content)).citationOf(range(...of));
const isShortened = (content: readonly ProseNode[], ...of: Parameters<typeof range>) =>
  placesOf(doc(...content)).isShortened(range(...of));

const RANGE = [
  ["a", "b", "c"],
  ["a", "c"],
] as const;

describe("a range in a reference", () => {
  test("reads from its first to its last", () => {
    expect(wordsIn(paragraphs("x", "a", "b", "c", "y"), ...RANGE)).toBe("¶¶ 2–4");
  });

  test("holds what is put in between, and not what is put in beside it (embarrassment 6)", () => {
    const now = paragraphs("x", "new0", "a", "new1", "b", "sub", "c", "new2");
    expect(wordsIn(now, ...RANGE)).toBe("¶¶ 3–6");
    expect(placesOf(doc(...now)).idsIn(range(...RANGE))).toEqual(["a", "new1", "b", "sub", "c"]);
    expect(isShortened(now, ...RANGE)).toBe(false);
  });

  test("is whole when what stood between is gone", () => {
    expect(wordsIn(paragraphs("x", "a", "c"), ...RANGE)).toBe("¶¶ 2–3");
    expect(isShortened(paragraphs("x", "a", "c"), ...RANGE)).toBe(false);
  });

  test.each([
    ["its last", ["x", "a", "b", "y"], "¶¶ 2–3"],
    ["its first", ["x", "b", "new", "c", "y"], "¶¶ 2–4"],
    ["both ends", ["x", "b", "y"], "¶ 2"],
    ["all but its last", ["x", "c", "y"], "¶ 2"],
  ])("shrinks to what is left when %s goes, and says so", (_what, left, words) => {
    const now = paragraphs(...left);
    expect(wordsIn(now, ...RANGE)).toBe(words);
    expect(isShortened(now, ...RANGE)).toBe(true);
    const text = doc(...now, body("z", { type: "crossReference", attrs: { ...range(...RANGE) } }));
    expect(proseToHtml(text)).toContain("data-shortened");
    expect(incompletePartsOf(text, COALITION_DETAILS).map(({ words: open }) => open)).toEqual([
      expect.stringMatching(/first or last paragraph of a range .* is gone/u),
    ]);
    // A writer who has looked chooses what is left: then nothing is said any more.
    const places = citablePlaces(text);
    const kept = referenceTo(new Set(placesOf(text).idsIn(range(...RANGE))), places);
    expect(kept && placesOf(text).citationOf(kept)).toBe(words);
    expect(kept && placesOf(text).isShortened(kept)).toBe(false);
  });

  test("is gone only when nothing of it is left", () => {
    const now = paragraphs("x", "y");
    expect(wordsIn(now, ...RANGE)).toBeNull();
    expect(isShortened(now, ...RANGE)).toBe(false);
    const text = doc(...now, body("z", { type: "crossReference", attrs: { ...range(...RANGE) } }));
    expect(plainText(text)).toContain(LOST_REFERENCE);
  });

  test("holds what stands between ends that were moved past each other", () => {
    expect(wordsIn(paragraphs("c", "new", "a", "b"), ...RANGE)).toBe("¶¶ 1–3");
  });

  test("lost its end when that is no numbered paragraph any more", () => {
    const now = [...paragraphs("a", "b"), body("c", "words")];
    expect(wordsIn(now, ...RANGE)).toBe("¶¶ 1–2");
    expect(isShortened(now, ...RANGE)).toBe(true);
  });

  test("stands beside single places, and what it holds already is named once", () => {
    const now = paragraphs("a", "b", "c", "d", "e", "f");
    expect(wordsIn(now, ["a", "b", "c", "f"], ["a", "c"])).toBe("¶¶ 1–3, 6");
    expect(wordsIn(now, ["b", "a", "b", "c"], ["a", "c"])).toBe("¶¶ 1–3");
    expect(wordsIn(now, ["a", "b", "c", "d", "e", "f"], ["a", "c"], ["e", "f"])).toBe("¶¶ 1–6");
    expect(wordsIn(now, ["a", "c", "gone"], ["a", "c"])).toBeNull();
  });

  test("whose ends two people changed at once is what both ends say", () => {
    const now = paragraphs("a", "b", "c", "d");
    expect(wordsIn(now, ["a"], ["b", "d"])).toBe("¶¶ 1–4");
    expect(wordsIn(now, ["d", "b"], ["b", "d"])).toBe("¶¶ 2–4");
    expect(wordsIn(now, [], ["b", "d"])).toBe("¶¶ 2–4");
  });

  test("of exhibits and of parts of a paragraph reads as they do", () => {
    expect(wordsIn([exhibit("a"), exhibit("b"), exhibit("c")], ...RANGE)).toBe("Exhibits A–C");
    const parts = paragraphs("p", "sub1", "sub2", "sub3");
    expect(wordsIn(parts, ["sub1", "sub3"], ["sub1", "sub3"])).toBe("¶¶ 1(a)–1(c)");
  });

  test("is drawn with its ends in HTML, and reads the same as plain text", () => {
    const text = doc(
      ...paragraphs("a", "b", "c"),
      body("z", "See ", { type: "crossReference", attrs: { ...range(...RANGE) } }, "."),
    );
    expect(proseToHtml(text)).toContain(
      '<span data-reference="a b c" data-ranges="a/c">¶¶ 1–3</span>',
    );
    expect(plainText(text)).toContain("See ¶¶ 1–3.");
  });

  test("is kept by the one form of a version, and refused malformed", () => {
    const of = (attrs: Record<string, unknown>) =>
      doc(...paragraphs("a", "b", "c"), body("z", { type: "crossReference", attrs }));
    const text = canonicalProse(of({ ...range(...RANGE) }));
    expect(text.content[3]?.content?.[0]?.attrs).toEqual({ ...range(...RANGE) });
    for (const ranges of [
      [["a"]],
      [["a", "b", "c"]],
      [["a", 1]],
      "a/b",
      Array.from({ length: 101 }, () => ["a", "b"]),
    ]) {
      expect(() => canonicalProse(of({ targets: ["a"], ranges }))).toThrow(/malformed/u);
    }
  });
});

describe("places that are chosen", () => {
  const text = doc(
    ...paragraphs("a", "sub1", "b", "c", "d", "sub2", "e"),
    block("requestItem", 1, "r1", "One."),
    exhibit("e1"),
    exhibit("e2"),
    exhibit("e3"),
  );
  const places = citablePlaces(text);
  test.each([
    [["a"], range(["a"])],
    [["a", "b", "c"], range(["a", "b", "c"], ["a", "c"])],
    [["a", "sub1", "b"], range(["a", "sub1", "b"], ["a", "b"])],
    [["a", "c", "d"], range(["a", "c", "d"], ["c", "d"])],
    [["sub1", "b", "c", "d", "sub2"], range(["sub1", "b", "c", "d", "sub2"], ["b", "d"])],
    [["e1", "e2"], range(["e1", "e2"])],
    [["e1", "e2", "e3"], range(["e1", "e2", "e3"], ["e1", "e3"])],
  ])("%j", (chosen, wanted) => {
    expect(referenceTo(new Set(chosen), places)).toEqual(wanted);
  });

  test("are a range of any length; of a long one what stands next to its ends is kept", () => {
    const ids = Array.from({ length: 500 }, (_, index) => `p${index + 1}`);
    const long = doc(...paragraphs(...ids));
    const found = referenceTo(new Set(ids), citablePlaces(long));
    expect(found?.targets).toHaveLength(20);
    expect(found && placesOf(long).citationOf(found)).toBe("¶¶ 1–500");
    const shorter = doc(...paragraphs(...ids.slice(2, -3)));
    expect(found && placesOf(shorter).citationOf(found)).toBe("¶¶ 1–495");
  });

  test("are refused where they are too many", () => {
    const ids = Array.from({ length: 402 }, (_, index) => `p${index + 1}`);
    const odd = new Set(ids.filter((_, index) => index % 2 === 0));
    expect(referenceTo(odd, citablePlaces(doc(...paragraphs(...ids))))).toBeNull();
  });
});

describe("references that list each of their places", () => {
  const old = doc(
    ...paragraphs("a", "b", "c", "d", "e"),
    body("z", "See ", reference("a", "b", "c", "e"), " and ", reference("a", "gone"), "."),
  );

  test("become ranges where they name consecutive places, and read as they did", () => {
    const now = withRanges(old);
    const [, several, , lost] = now.content[5]?.content ?? [];
    expect(several?.attrs).toEqual(range(["a", "b", "c", "e"], ["a", "c"]));
    expect(lost?.attrs).toEqual({ targets: ["a", "gone"] });
    expect(plainText(now)).toBe(plainText(old));
    expect(withRanges(now)).toEqual(now);
  });

  test("are no change in a redline", () => {
    const keys = (prose: typeof old) =>
      tokensOf(parsedNode(prose).toJSON().content[5]).map(({ key }) => key);
    expect(keys(withRanges(old))).toEqual(keys(old));
  });

  test("are printed as ranges", () => {
    expect(referenceOf(old.content[5]?.content?.[1]?.attrs).ranges).toEqual([]);
    expect(proseToHtml(old)).toContain('<span data-reference="a b c e">¶¶ 1–3, 5</span>');
  });
});
