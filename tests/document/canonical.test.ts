import { describe, expect, test } from "vitest";
import { canonicalProse, canonicalVersion, isSoundText } from "#app/document/version/canonical.ts";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import { updateFromProse } from "#app/document/draft-prose.ts";
import { ProseError, type ProseJSON } from "#app/document/prose.ts";
import { block, body, doc, hardBreak, link, text } from "./build.ts";
import { chance, randomProse } from "#tests/editor/random.ts";

describe("prose in its one form", () => {
  test("has no marks that are not legal text, and the text around them is one", () => {
    const comment = { type: "comment", attrs: { thread: "t1" } };
    const suggestion = { type: "suggestion", attrs: { author: "Ana" } };
    const drafted = doc(
      body(
        "b",
        "one ",
        text("two", comment),
        text(" three", "bold", suggestion),
        text(" four", "bold"),
      ),
    );
    const plain = doc(body("b", "one two", text(" three four", "bold")));
    expect(canonicalProse(drafted)).toEqual(canonicalProse(plain));
    expect(JSON.stringify(canonicalProse(drafted))).not.toMatch(/Ana|comment|t1/);
  });

  test("is the same whichever way it was made", () => {
    const marked = text("x", "italic", "bold", link("https://example.org"));
    const otherOrder = text("x", link("https://example.org"), "bold", "italic");
    expect(canonicalProse(doc(body("b", marked)))).toEqual(
      canonicalProse(doc(body("b", otherOrder))),
    );
    const bare = { type: "doc", content: [{ type: "block" }] } as const;
    expect(canonicalProse(bare)).toEqual(canonicalProse(doc(body(null))));
    const boldBreak = { ...hardBreak, marks: [{ type: "bold" }] };
    expect(canonicalProse(doc(body("b", "x", boldBreak)))).toEqual(
      canonicalProse(doc(body("b", "x", hardBreak))),
    );
    // Five levels deep is drawn as the deepest that the kind has.
    expect(canonicalProse(doc(block("numbered", 5, "n", "x")))).toEqual(
      canonicalProse(doc(block("numbered", 4, "n", "x"))),
    );
  });

  test("is left alone by a second time, and by the way over Yjs and back", () => {
    const random = chance(7);
    for (let round = 0; round < 40; round += 1) {
      const once = canonicalProse(randomProse(random, 20));
      expect(canonicalProse(once)).toEqual(once);
      expect(canonicalProse(proseFromUpdate(updateFromProse(once, 1)))).toEqual(once);
    }
  });

  test.each([
    ["a NUL character", "a\u0000b"],
    ["half of a character", "a\ud83d"],
    ["the other half", "\ude00b"],
    ["halves in the wrong order", "\ude00\ud83d"],
  ])("refuses %s and names the block", (_what, words) => {
    const broken = doc(body("a", "sound"), body("b", words));
    expect(() => canonicalProse(broken)).toThrow(ProseError);
    expect(() => canonicalProse(broken)).toThrow("Block 2 can’t be read: its text holds");
    expect(() => canonicalProse(broken)).toThrow(
      expect.objectContaining({ place: 2, blockId: "b" }),
    );
    expect(isSoundText(words)).toBe(false);
  });

  test("takes emoji, accents and marks of direction as they are", () => {
    const words = "👩🏽‍⚖️ ñ e\u0301 \u202eabc\u202c \ufeff";
    expect(isSoundText(words)).toBe(true);
    expect(canonicalProse(doc(body("b", words))).content[0]?.content?.[0]?.text).toBe(words);
  });

  test.each<[string, unknown]>([
    ["what is not a document", { type: "block" }],
    ["an empty document", { type: "doc", content: [] }],
    ["an unknown node", doc({ type: "footnote" })],
    ["a block in a block", doc({ ...body("a"), content: [body("b")] })],
    ["text outside of a block", doc(text("x"))],
    ["an unsafe link", doc(body("a", text("x", link("javascript:alert(1)"))))],
    ["a kind that is not known", doc({ type: "block", attrs: { kind: "chapter" } })],
    ["a level out of range", doc(block("heading", 99, "a"))],
    ["a malformed id", doc(body('"><b>'))],
    ["an empty table", doc({ type: "table", content: [] })],
    ["an empty text", doc({ ...body("a"), content: [{ type: "text", text: "" }] })],
    ["null among its nodes", { type: "doc", content: [null] }],
  ])("refuses %s", (_what, prose) => {
    expect(() => canonicalProse(prose as ProseJSON)).toThrow(ProseError);
  });
});

describe("a version's canonical JSON", () => {
  const content = {
    prose: doc(body("b", "é")),
    facts: { parties: ["B", "A"], caseNumber: null, date: { year: 2021 } },
    layoutProfile: "letter",
    schemaVersion: 1,
  };

  test("is RFC 8785: names in order, no blanks, text as it is", () => {
    expect(canonicalVersion(content)).toBe(
      '{"facts":{"caseNumber":null,"date":{"year":2021},"parties":["B","A"]},"layoutProfile":"letter",' +
        '"prose":{"content":[{"attrs":{"id":"b","kind":"body","level":1},"content":[{"text":"é","type":"text"}],"type":"block"}],"type":"doc"},' +
        '"schemaVersion":1}',
    );
  });

  test("does not depend on the order in which anything was written down", () => {
    const { schemaVersion, layoutProfile, facts, prose } = content;
    const turned = {
      schemaVersion,
      layoutProfile,
      prose,
      facts: { date: facts.date, caseNumber: null, parties: facts.parties },
    };
    expect(canonicalVersion(turned)).toBe(canonicalVersion(content));
  });

  test("changes with a single letter, detail, profile or schema", () => {
    const changed = [
      { ...content, prose: doc(body("b", "e")) },
      { ...content, facts: { ...content.facts, parties: ["A", "B"] } },
      { ...content, layoutProfile: "nd-cal" },
      { ...content, schemaVersion: 2 },
    ];
    for (const other of changed)
      expect(canonicalVersion(other)).not.toBe(canonicalVersion(content));
  });

  test("refuses details with broken characters, in values and in names", () => {
    for (const facts of [{ name: "a\u0000" }, { deep: [{ name: "\ud800" }] }, { "a\u0000": 1 }]) {
      expect(() => canonicalVersion({ ...content, facts })).toThrow(ProseError);
    }
  });
});
