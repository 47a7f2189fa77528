// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { block, body, doc } from "#tests/document/build.ts";
import { TestEditor } from "./test-editor.ts";

const open: TestEditor[] = [];
afterEach(() => open.splice(0).forEach((testEditor) => testEditor.close()));

function typed(words: string, ...content: ProseNode[]): TestEditor {
  const made = new TestEditor(doc(...content, body("a")));
  open.push(made);
  made.at("a").type(words);
  return made;
}

describe("signs at the start of a paragraph become structure", () => {
  test.each([
    ["# Facts", "heading|Facts"],
    ["### Facts", "heading 3|Facts"],
    ["- point", "bullet|point"],
    ["* point", "bullet|point"],
    ["1. first", "ordered|first"],
    ["1) first", "ordered|first"],
    ["> said", "quote|said"],
    ["¶ The request.", "numbered|The request."],
  ])("%s", (words, line) => {
    const h = typed(words);
    expect(h.lines).toEqual([line]);
    expect(h.ids).toEqual(["a"]);
  });

  test.each([
    ["##### Facts", "body|##### Facts"],
    ["2. second", "body|2. second"],
    ["1.5 million", "body|1.5 million"],
    ["(a) sub", "body|(a) sub"],
    ["a - b", "body|a - b"],
  ])("%s stays as it is", (words, line) => {
    expect(typed(words).lines).toEqual([line]);
  });

  test("a number goes on with the list before it", () => {
    expect(typed("2. second", block("ordered", 1, "o", "first")).lines).toEqual([
      "ordered|first",
      "ordered|second",
    ]);
  });

  test("within a heading or an item they stay signs", () => {
    const h = typed("", block("heading", 1, "h"), block("numbered", 1, "n"));
    h.at("h").type("1. x");
    h.at("n").type("# y");
    expect(h.lines.slice(0, 2)).toEqual(["heading|1. x", "numbered|# y"]);
  });

  test.each(["Backspace", "Mod-z"])("%s right afterwards gives back what was typed", (key) => {
    const h = typed("1. ");
    expect(h.lines).toEqual(["ordered|"]);
    h.press(key);
    expect(h.lines).toEqual(["body|1. "]);
    h.type("go on");
    expect(h.lines).toEqual(["body|1. go on"]);
  });
});

describe("in a court filing", () => {
  const court = (words: string, ...content: ProseNode[]) => {
    const made = new TestEditor(doc(...content, body("a")), {
      page: { facts: null, layoutProfile: "nd-cal" },
    });
    open.push(made);
    made.at("a").type(words);
    return made;
  };

  test.each(["1. The agency", "25. The agency", "137. The agency"])(
    "%s becomes a numbered paragraph, whose number follows from where it stands",
    (words) => {
      const h = court(words, block("numbered", 1, "n", "ICE is an agency."));
      expect(h.lines).toEqual(["numbered|ICE is an agency.", "numbered|The agency"]);
      expect(h.numbers).toEqual(["1.", "2."]);
    },
  );

  test("a number that is typed in a paragraph that has one is not printed twice", () => {
    const h = court("", block("numbered", 1, "n", "ICE is an agency."));
    h.at("n", "end").press("Enter");
    h.type("25. The agency");
    expect(h.lines.slice(0, 2)).toEqual(["numbered|ICE is an agency.", "numbered|The agency"]);
    expect(h.numbers.slice(0, 2)).toEqual(["1.", "2."]);
  });

  test("a list goes on as a list, and a year stays a year", () => {
    const h = court("2. order", block("ordered", 1, "o", "declare"));
    expect(h.lines).toEqual(["ordered|declare", "ordered|order"]);
    expect(court("2021. Then").lines).toEqual(["body|2021. Then"]);
  });

  test("Enter after a heading makes a numbered paragraph", () => {
    const h = court("", block("heading", 1, "h", "Parties"));
    h.at("h", "end").press("Enter");
    h.type("Plaintiff is");
    expect(h.lines.slice(0, 2)).toEqual(["heading|Parties", "numbered|Plaintiff is"]);
  });

  test("Enter after a heading of a letter makes body text", () => {
    const h = typed("", block("heading", 1, "h", "Fee waiver"));
    h.at("h", "end").press("Enter");
    h.type("We ask");
    expect(h.lines.slice(0, 2)).toEqual(["heading|Fee waiver", "body|We ask"]);
  });
});

describe("typography", () => {
  test.each([
    [`"quoted" and 'single'`, "“quoted” and ‘single’"],
    [`the agency's ("ICE")`, "the agency’s (“ICE”)"],
    ["wait... what", "wait… what"],
    ["2017--2021", "2017—2021"],
    ["records---all", "records—all"],
    ["plaintiff(s), 5 U.S.C. 552(c)", "plaintiff(s), 5 U.S.C. 552(c)"],
  ])("%s", (words, line) => {
    expect(typed(words).lines).toEqual([`body|${line}`]);
  });

  test("Backspace right afterwards gives back the straight sign", () => {
    const h = typed(`"`);
    expect(h.lines).toEqual(["body|“"]);
    h.press("Backspace");
    expect(h.lines).toEqual([`body|"`]);
  });
});

describe("addresses", () => {
  test("become links when a blank follows, without the sentence's own signs", () => {
    const h = typed("See https://example.org/a_(b)?c=1, and more");
    const linked = h.prose.content[0]?.content?.find(({ marks }) => marks !== undefined);
    expect(h.lines).toEqual(["body|See https://example.org/a_(b)?c=1, and more"]);
    expect(linked).toBeUndefined();
    const plain = typed("See https://example.org/a?c=1 and more");
    expect(plain.prose.content[0]?.content?.[1]).toEqual({
      type: "text",
      text: "https://example.org/a?c=1",
      marks: [{ type: "link", attrs: { href: "https://example.org/a?c=1" } }],
    });
  });
});
