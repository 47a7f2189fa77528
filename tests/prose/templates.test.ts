import { describe, expect, test } from "vitest";
import { DOCUMENT_KINDS } from "~/domain/document";
import { checkedNode } from "~/prose/checked";
import { numberBlocks } from "~/prose/number";
import { blockText, plainText } from "~/prose/plain-text";
import type { ProseNode } from "~/prose/prose";
import { firstTemplate } from "~/prose/templates";

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
      "Counsel for",
      "UNITED STATES DISTRICT COURT",
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
