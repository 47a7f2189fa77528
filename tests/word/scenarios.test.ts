import { describe, expect, test } from "vitest";
import { accepted, rejected } from "#app/document/word/fates.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  BY_ANA,
  BY_JANE,
  inList,
  level,
  list,
  num,
  p,
  r,
  readParts,
  toldOf,
} from "./word-parts.ts";

/** As a person's editor indents it: nothing between elements is text. */
const spread = (xml: string) => xml.replaceAll("><w:", ">\n    <w:");

const words = ({ type, text, content = [] }: ProseNode): string => {
  if (type === "tableRow") return content.map(words).join(" | ");
  return text ?? content.map(words).join(type === "table" ? " / " : "");
};
const taken = (nodes: readonly ProseNode[]) => nodes.map(words);

const gone = (text: string, by = BY_ANA) =>
  `<w:del ${by}><w:r><w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`;
const came = (inner: string, by = BY_ANA) => `<w:ins ${by}>${inner}</w:ins>`;
const marked = (fate: "ins" | "del") => `<w:pPr><w:rPr><w:${fate} ${BY_ANA}/></w:rPr></w:pPr>`;
const row = (inner: string, fate = "") =>
  `<w:tr>${fate && `<w:trPr><w:${fate} ${BY_ANA}/></w:trPr>`}<w:tc><w:p>${inner}</w:p></w:tc></w:tr>`;
const move = (side: "From" | "To", inner: string) =>
  `<w:move${side}RangeStart w:id="7" w:name="m" w:author="Ana"/><w:move${side} ${BY_ANA}>${inner}</w:move${side}>` +
  `<w:move${side}RangeEnd w:id="7"/>`;
const control = (inner: string) =>
  `<w:sdt><w:sdtPr><w:alias w:val="Name"/><w:tag w:val="t"/><other:own xmlns:other="urn:x">not text</other:own>` +
  `<w:id w:val="5"/></w:sdtPr><w:sdtContent>${inner}</w:sdtContent></w:sdt>`;

/** Kinds of files in the list of open-agreements/docx-platform-tests (W13), with what we make of each. */
const SCENARIOS: readonly {
  readonly name: string;
  readonly body: string;
  readonly taken: readonly string[];
  readonly left?: readonly string[];
  readonly told?: readonly string[];
}[] = [
  {
    name: "a form control around paragraphs keeps their words and is told",
    body: `${p("Before.")}${control(`${p("First.")}${p("Second.")}`)}${p("After.")}`,
    taken: ["Before.", "First.", "Second.", "After."],
    told: ["content-control"],
  },
  {
    name: "a form control around words keeps them and is told",
    body: `<w:p>${r("Within ")}${control(r("thirty"))}${r(" days.")}</w:p>`,
    taken: ["Within thirty days."],
    told: ["content-control"],
  },
  {
    name: "words that are cut over runs are whole",
    body: `<w:p>${r("Alpha-tar", "<w:b/>")}${r("get tail", "<w:i/>")}</w:p>`,
    taken: ["Alpha-target tail"],
  },
  {
    name: "a deleted end joins two paragraphs",
    body: `<w:p>${marked("del")}${r("First half ")}</w:p>${p("second half")}`,
    taken: ["First half second half"],
    left: ["First half ", "second half"],
  },
  {
    name: "an inserted end parts two paragraphs",
    body: `<w:p>${marked("ins")}${r("First half ")}</w:p>${p("second half")}`,
    taken: ["First half ", "second half"],
    left: ["First half second half"],
  },
  {
    name: "a deleted row goes",
    body: `<w:tbl>${row(r("Kept"))}${row(gone("Gone"), "del")}</w:tbl><w:p/>`,
    taken: ["Kept"],
    left: ["Kept / Gone"],
  },
  {
    name: "an inserted row comes",
    body: `<w:tbl>${row(r("Kept"))}${row(came(r("New")), "ins")}</w:tbl><w:p/>`,
    taken: ["Kept / New"],
    left: ["Kept"],
  },
  {
    name: "deleted words go, inserted ones come",
    body: `<w:p>${r("Kept ")}${gone("old")}${came(r("new"))}</w:p>`,
    taken: ["Kept new"],
    left: ["Kept old"],
  },
  {
    name: "words that one inserted and another deleted are nobody’s",
    body: `<w:p>${r("A ")}${came(`${r("start ")}${gone("never ", BY_JANE)}${r("end")}`)}</w:p>`,
    taken: ["A start end"],
    left: ["A "],
  },
  {
    name: "moved words stand in one place",
    body: `<w:p>${r("From ")}${move("From", r("it"))}</w:p><w:p>${r("To ")}${move("To", r("it"))}</w:p>`,
    taken: ["From ", "To it"],
    left: ["From it", "To "],
  },
  {
    name: "a changed look of a paragraph is told, its words are untouched",
    body: `<w:p><w:pPr><w:jc w:val="center"/><w:pPrChange ${BY_ANA}><w:pPr/></w:pPrChange></w:pPr>${r("Text")}</w:p>`,
    taken: ["Text"],
    told: ["format-change"],
  },
  {
    name: "joined cells are joined",
    body: `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${p("Two")}</w:tc><w:tc>${p("One")}</w:tc></w:tr></w:tbl>`,
    taken: ["Two | One"],
  },
];

describe("[W13] of what such files have, each is kept or told", () => {
  test.each(SCENARIOS)("$name", async ({ body, taken: all, left, told = [] }) => {
    for (const written of [body, spread(body)]) {
      const file = await readParts({ body: written });
      expect(taken(accepted(file.text))).toEqual(all);
      expect(taken(rejected(file.text))).toEqual(left ?? all);
      expect(file.notKept.map(({ kind }) => kind)).toEqual(told);
    }
  });

  test("bold that was added is so in one reading alone", async () => {
    const change = `<w:rPrChange ${BY_ANA}><w:rPr><w:i/></w:rPr></w:rPrChange>`;
    const { text } = await readParts({
      body: `<w:p>${r("Styled", `<w:b/><w:i/>${change}`)}</w:p>`,
    });
    const marks = ([node]: readonly ProseNode[]) =>
      node?.content?.[0]?.marks?.map(({ type }) => type);
    expect(marks(accepted(text))).toEqual(["bold", "italic"]);
    expect(marks(rejected(text))).toEqual(["italic"]);
  });

  test("a list that prints no number is plain text", async () => {
    const numbering = `${list(7, level(0, "decimal", ""))}${num(42, 7)}`;
    const file = await readParts({ body: p("Item", inList(42)), numbering });
    expect(file.text.blocks).toMatchObject([{ shape: { kind: "body", level: 1 } }]);
    expect(toldOf(file)).toEqual([]);
  });
});
