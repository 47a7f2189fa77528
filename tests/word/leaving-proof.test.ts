import { describe, expect, test } from "vitest";
import { readDetails } from "#app/document/details/document-details.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { accepted } from "#app/document/word/fates.ts";
import { composeWord } from "#server/word/leaving/compose.ts";
import { isSameInFile, isSameText } from "#server/word/leaving/prove.ts";
import type { WordToWrite } from "#server/word/leaving/task.ts";
import { writeLeaving } from "#server/word/leaving/write.ts";
import { chance, randomProse } from "#tests/editor/random.ts";
import { body, doc } from "#tests/document/build.ts";
import { fc } from "#tests/support/fast-check.ts";
import { editedProse } from "./edited-prose.ts";

const seed = fc.integer({ min: 1, max: 2 ** 31 - 1 });

const leaving = (after: ProseJSON, before: ProseJSON | null = null): WordToWrite => ({
  title: "Weekly reports",
  language: "en-US",
  layoutProfile: "letter",
  facts: readDetails("{}"),
  after,
  redline: before && { before, history: null, names: [], nobody: "Author", times: false },
  suggestions: [],
  threads: [],
  key: { code: "23456789ABCDEFGH", isVisible: true },
});

describe("[W4] a file that leaves is proven by reading it", () => {
  test("whatever text it is made from, and whatever changed in it", async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (of) => {
        const random = chance(of);
        const before = randomProse(random, 10);
        expect((await writeLeaving(leaving(before))).is).toBe("written");
        const after = editedProse(random, before);
        expect((await writeLeaving(leaving(after, before))).is).toBe("written");
      }),
      { numRuns: 60 },
    );
  });

  test("and is not, where a word, a paragraph, its kind or a change is another", async () => {
    const before = doc(body("a", "The agency may answer."), body("b", "Nobody asked."));
    const after = doc(body("a", "The agency must answer."), body("b", "Nobody asked."));
    const answer = await writeLeaving(leaving(after, before));
    if (answer.is !== "written") throw new Error(answer.where);
    const { bytes } = answer.word;
    const madeFrom = (now: ProseJSON, then: ProseJSON) => composeWord(leaving(now, then)).text;
    expect(await isSameInFile(bytes, madeFrom(after, before))).toBe(true);
    const others = [
      doc(body("a", "The agency must answer."), body("b", "Nobody asked!")),
      doc(body("a", "The agency must answer.")),
      doc(body("a", "The agency must answer."), {
        type: "block",
        attrs: { id: "b", kind: "heading", level: 1 },
        content: [{ type: "text", text: "Nobody asked." }],
      } as ProseNode),
    ];
    for (const other of others) {
      expect(await isSameInFile(bytes, madeFrom(other, before))).toBe(false);
      expect(await isSameInFile(bytes, madeFrom(after, other))).toBe(false);
    }
    expect(await isSameInFile(bytes, madeFrom(before, after))).toBe(false);
    expect(
      await isSameInFile(bytes.subarray(0, bytes.byteLength - 40), madeFrom(after, before)),
    ).toBe(false);
  });

  test("and marks are compared, and words around what a file only prints", () => {
    const plain = accepted(composeWord(leaving(doc(body("a", "word")))).text);
    const bold = plain.map((node) => ({
      ...node,
      content: node.content?.map((inner) => ({ ...inner, marks: [{ type: "strong" }] })),
    })) as ProseNode[];
    expect(isSameText(plain, plain)).toBe(true);
    expect(isSameText(plain, bold)).toBe(false);
    const field: ProseNode = { type: "field", attrs: { name: "certifier" } };
    const line = (...content: ProseNode[]): ProseNode[] => [
      { type: "block", attrs: { id: "a", kind: "body", level: 1 }, content },
    ];
    const words = (text: string): ProseNode => ({ type: "text", text });
    const made = line(words("I, "), field, words(", sign."));
    expect(isSameText(made, line(words("I, Ana Example, sign.")))).toBe(true);
    expect(isSameText(made, line(words("I, Ana Example, sigh.")))).toBe(false);
    expect(isSameText(made, line(words("We, Ana Example, sign.")))).toBe(false);
  });
});
