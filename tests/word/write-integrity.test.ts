import { describe, expect, it } from "vitest";
import { writeWord } from "#server/word/write/index.ts";
import { fc } from "#tests/support/fast-check.ts";
import { parsed, partsOf, type DocxParts } from "./docx-parts.ts";
import { faultsOf } from "./integrity.ts";
import { randomInput } from "./random-texts.ts";

describe("a file that we write", () => {
  it("is whole whatever the text, its changes and its comments are (W13)", async () => {
    await fc.assert(
      fc.asyncProperty(randomInput, async (input) => {
        expect(faultsOf(partsOf(await writeWord(input)))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("has the same bytes for the same text", async () => {
    await fc.assert(
      fc.asyncProperty(randomInput, async (input) => {
        const [one, other] = [await writeWord(input), await writeWord(structuredClone(input))];
        expect(Buffer.compare(one, other)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});

const W = 'xmlns:w="w" xmlns:w14="w14" xmlns:w15="w15" xmlns:w16du="du" xmlns:r="r"';
const AT = 'w:author="A" w:date="2026-01-01T00:00:00Z" w16du:dateUtc="2026-01-01T00:00:00Z"';

/** A file of these parts alone. */
function file(body: string, more: Readonly<Record<string, string>> = {}): DocxParts {
  const parts = {
    "word/document.xml": `<w:document ${W}><w:body>${body}</w:body></w:document>`,
    ...more,
  };
  return new Map(Object.entries(parts).map(([path, written]) => [path, parsed(written)]));
}
const run = "<w:r><w:t>a</w:t></w:r>";
const gone = "<w:r><w:delText>a</w:delText></w:r>";
const p = (content: string) => `<w:p>${content}</w:p>`;
const comments = (content: string) => ({
  "word/comments.xml": `<w:comments ${W}>${content}</w:comments>`,
});

describe("the rules that a file has to keep", () => {
  it.each([
    [
      "two changes with one id",
      file(p(`<w:ins w:id="1" ${AT}>${run}</w:ins><w:del w:id="1" ${AT}>${gone}</w:del>`)),
    ],
    ["a change without its author", file(p(`<w:ins w:id="1">${run}</w:ins>`))],
    [
      "a change without its instant",
      file(p(`<w:ins w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z">${run}</w:ins>`)),
    ],
    ["a bookmark that never ends", file(p('<w:bookmarkStart w:id="1" w:name="a"/>'))],
    ["a bookmark that never begins", file(p('<w:bookmarkEnd w:id="1"/>'))],
    [
      "a bookmark that ends first",
      file(p('<w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="1" w:name="a"/>')),
    ],
    [
      "two bookmarks of one name",
      file(
        p(
          '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="2" w:name="A"/><w:bookmarkEnd w:id="2"/>',
        ),
      ),
    ],
    [
      "a name of a bookmark that is too long",
      file(p(`<w:bookmarkStart w:id="1" w:name="${"a".repeat(41)}"/><w:bookmarkEnd w:id="1"/>`)),
    ],
    ["text in a deletion", file(p(`<w:del w:id="1" ${AT}>${run}</w:del>`))],
    ["deleted text outside of a deletion", file(p(gone))],
    [
      "an insertion in an insertion",
      file(p(`<w:ins w:id="1" ${AT}><w:ins w:id="2" ${AT}>${run}</w:ins></w:ins>`)),
    ],
    [
      "an insertion in a deletion",
      file(p(`<w:del w:id="1" ${AT}><w:ins w:id="2" ${AT}>${gone}</w:ins></w:del>`)),
    ],
    ["an insertion of nothing", file(p(`<w:ins w:id="1" ${AT}/>`))],
    ["a move that goes nowhere", file(p('<w:moveFromRangeStart w:id="1" w:name="m"/>'))],
    [
      "a list that is not defined",
      file(p('<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr>')),
    ],
    ["a style that is not defined", file(p('<w:pPr><w:pStyle w:val="None"/></w:pPr>'))],
    ["a note without text", file(p('<w:r><w:footnoteReference w:id="1"/></w:r>'))],
    ["a field without its end", file(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'))],
    [
      "a reference to a bookmark that is not there",
      file(
        p(
          '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
      ),
    ],
    ["a comment without anchors", file(p(run), comments('<w:comment w:id="1"><w:p/></w:comment>'))],
    [
      "anchors without a comment",
      file(
        p(
          '<w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
        ),
      ),
    ],
    [
      "two paragraphs with one id",
      file('<w:p w14:paraId="00000001"/><w:p w14:paraId="00000001"/>'),
    ],
    ["an id of a paragraph that is too high", file('<w:p w14:paraId="80000000"/>')],
    [
      "a commentEx of no comment",
      file(p(""), {
        "word/commentsExtended.xml": `<w15:commentsEx ${W}><w15:commentEx w15:paraId="00000001"/></w15:commentsEx>`,
      }),
    ],
    ["a link without its relationship", file(p(`<w:hyperlink r:id="r1">${run}</w:hyperlink>`))],
    [
      "a relationship to a part that is not there",
      file(p(""), {
        "word/_rels/document.xml.rels":
          '<Relationships><Relationship Id="a" Type="t" Target="x.xml"/></Relationships>',
      }),
    ],
    [
      "a row of fewer columns than its table",
      file(
        `<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>${p("")}</w:tc></w:tr></w:tbl>`,
      ),
    ],
  ])("find %s", (_, parts) => {
    expect(faultsOf(parts).length).toBeGreaterThan(0);
  });

  it("pass a file without faults", () => {
    const nested = `<w:ins w:id="1" ${AT}><w:del w:id="2" ${AT}>${gone}</w:del></w:ins>`;
    expect(faultsOf(file(p(nested) + p(run)))).toEqual([]);
  });
});
