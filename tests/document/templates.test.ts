import { describe, expect, test } from "vitest";
import { DOCUMENT_KINDS } from "#app/domain/document.ts";
import { checkedNode } from "#app/document/version/validate.ts";
import { numberBlocks } from "#app/document/numbering/number.ts";
import { danglingTargets } from "#app/document/numbering/references.ts";
import { blockText, plainText } from "#app/document/rendering/plain-text.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { firstTemplate } from "#app/document/templates/index.ts";

function countingIds() {
  let count = 0;
  return () => `id-${(count += 1)}`;
}

const headingsOf = (nodes: readonly ProseNode[]) =>
  nodes.filter((node) => node.attrs?.kind === "heading").map((node) => blockText(node));

/** Those of these sections that stand in the text, in its order. */
function inOrder(text: string, sections: readonly string[]): string[] {
  return sections
    .filter((section) => text.includes(section))
    .toSorted((one, other) => text.indexOf(one) - text.indexOf(other));
}

describe.each(DOCUMENT_KINDS)("the first template of a %s", (kind) => {
  test("is legal text whose blocks all have an id of their own", () => {
    const prose = firstTemplate(kind, countingIds());
    checkedNode(prose);
    const ids = prose.content.map((node) => node.attrs?.id);
    expect(new Set(ids).size).toBe(prose.content.length);
    expect(ids).not.toContain(undefined);
  });

  test("names every party and the agency, and prompts for what is not known", () => {
    const facts = { title: "Weekly reports", parties: ["A & Co", "B", "C <d>"], agency: "ICE" };
    const text = plainText(firstTemplate(kind, countingIds(), facts));
    for (const name of [...facts.parties, facts.agency]) expect(text).toContain(name);
    expect(text).not.toContain("[Organization]");
    expect(plainText(firstTemplate(kind, countingIds()))).toContain("[Organization]");
  });
});

describe("the sections", () => {
  test("of a request follow its anatomy", () => {
    const { content } = firstTemplate("request", countingIds());
    const sections = [
      "Requester",
      "Background",
      "Definitions",
      "Time period",
      "Records requested",
      "Search",
      "Form of production",
      "Segregability and foreseeable harm",
      "Fee category",
      "Fee waiver",
      "Expedited processing",
      "Contact",
      "Exhibits",
    ];
    expect(inOrder(headingsOf(content).join("\n"), sections)).toEqual(sections);
  });

  test("of a complaint follow its anatomy, with paragraphs in one sequence", () => {
    const prose = firstTemplate("complaint", countingIds(), { parties: ["A", "B", "C"] });
    const sections = [
      "[caption]",
      "Introduction",
      "Jurisdiction and venue",
      "Parties",
      "Statutory framework",
      "Facts",
      "Exhaustion",
      "Claims for relief",
      "Prayer for relief",
      "Dated:",
      "Exhibits",
    ];
    expect(inOrder(plainText(prose), sections)).toEqual(sections);
    const paragraphs = [...numberBlocks(prose).values()].filter(
      ({ kind, value }) => kind === "numbered" && value.length === 1,
    );
    expect(paragraphs.map(({ value }) => value[0])).toEqual(
      paragraphs.map((_, index) => index + 1),
    );
  });
});

describe("what follows from facts is drawn, not typed", () => {
  const facts = { parties: ["A", "B"], partyIds: ["a", "b"], agency: "ICE" };

  test("a complaint begins with its caption, and each paragraph that it rests on is a reference", () => {
    const prose = firstTemplate("complaint", countingIds(), facts);
    expect(prose.content[0]?.type).toBe("caption");
    expect(danglingTargets(prose)).toEqual([]);
    const text = plainText(prose);
    expect(text).toMatch(/within the time that the statute allows \(¶¶ \d+–\d+\)/u);
    expect(text.match(/Plaintiffs incorporate ¶¶ 1–\d+\./gu)).toHaveLength(3);
  });

  test.each(DOCUMENT_KINDS)("a %s ends with the signature blocks of its parties", (kind) => {
    const { content } = firstTemplate(kind, countingIds(), facts);
    const signing = content.filter(({ type }) => type === "signatureBlock");
    expect(signing.map(({ attrs }) => attrs?.organization)).toEqual(["a", "b"]);
    expect(JSON.stringify(content)).not.toContain("[Name]");
  });

  test("a request is certified by the certifier of its facts", () => {
    const text = plainText(firstTemplate("request", countingIds(), facts));
    expect(text).toContain("belief (5 U.S.C. § 552(a)(6)(E)(vi)). [certifier]");
  });
});

describe("items of a filed request keep their levels", () => {
  const requests = [
    {
      filedOn: "2021-09-09",
      addressee: "the FOIA Office",
      sent: "by mail",
      trackingNumbers: [],
      items: [
        { level: 1, words: "Reports" },
        { level: 2, words: "of removals" },
        { level: 3, words: "by week" },
      ],
    },
  ];
  const linesOf = (kind: "complaint" | "appeal") => {
    const prose = firstTemplate(kind, countingIds(), { requests });
    const numbers = numberBlocks(prose);
    return prose.content.flatMap((node) => {
      const words = blockText(node);
      const isItem = requests[0]?.items.some((item) => words.startsWith(item.words)) ?? false;
      const label = numbers.get(String(node.attrs?.id))?.label;
      return isItem ? [`${node.attrs?.level} ${label} ${words}`] : [];
    });
  };

  test("in a complaint, each below the paragraph that asks for them", () => {
    expect(linesOf("complaint")).toEqual(["2 (a) Reports", "3 (i) of removals", "4 (A) by week"]);
  });

  test("in an appeal, where each is answered in its parts", () => {
    expect(linesOf("appeal")).toEqual([
      "1 1. Reports",
      "2 a. of removals",
      "3 i. by week [What the agency released, withheld or did not find.]",
    ]);
  });
});
