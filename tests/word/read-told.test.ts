import { describe, expect, test } from "vitest";
import { NOT_KEPT_KINDS, notKeptLabel } from "#server/word/read/not-kept.ts";
import { chance, type Chance } from "#tests/editor/random.ts";
import { fc } from "#tests/support/fast-check.ts";
import {
  BY_ANA,
  BY_JANE,
  field,
  inList,
  level,
  list,
  num,
  p,
  r,
  readParts,
  toldOf,
  wordBytes,
  refusalOf,
  type WordParts,
} from "./word-parts.ts";

/** Makes files of everything that Word can hold, with a word of its own in each place. */
class RandomFile {
  readonly words: string[] = [];
  readonly notes: string[] = [];
  readonly #random: Chance;

  constructor(random: Chance) {
    this.#random = random;
  }

  #word(): string {
    const word = `awordwithnumber${this.words.length}atend`;
    this.words.push(word);
    return word;
  }

  #pick<T>(...makers: readonly (() => T)[]): T {
    const maker = makers[this.#random.below(makers.length)];
    if (maker === undefined) throw new Error("nothing to pick from");
    return maker();
  }

  run(): string {
    const looks = this.#pick(
      () => "",
      () => "<w:b/>",
      () => "<w:vanish/>",
      () => `<w:rPrChange ${BY_ANA}><w:rPr><w:i/></w:rPr></w:rPrChange>`,
      () => '<w:rStyle w:val="CrossReference"/>',
    );
    return r(`${this.#word()} `, looks);
  }

  inline(depth: number): string {
    if (depth <= 0) return this.run();
    const inner = () => this.inlines(depth - 1);
    const open = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>';
    return this.#pick(
      () => this.run(),
      () => `<w:ins ${BY_ANA}>${inner()}</w:ins>`,
      () => `<w:del ${BY_JANE}>${inner()}</w:del>`,
      () => `<w:moveTo ${BY_JANE}>${inner()}</w:moveTo>`,
      () => `<w:sdt><w:sdtPr/><w:sdtContent>${inner()}</w:sdtContent></w:sdt>`,
      () => `<w:hyperlink w:anchor="x">${inner()}</w:hyperlink>`,
      () => `<w:smartTag>${inner()}</w:smartTag>`,
      () => `<w:fldSimple w:instr=" REF _Ref1 \\r ">${inner()}</w:fldSimple>`,
      () => field("REF _Ref1 \\r \\h", this.#word()),
      () => field("TOC \\o", this.#word()),
      () => field("PAGEREF _Ref1", this.#word()),
      () =>
        `${open}<w:r><w:instrText> IF </w:instrText></w:r>${inner()}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
      () => `${open}${inner()}`,
      () => `<w:future>${inner()}</w:future>`,
      () =>
        `<mc:AlternateContent><mc:Choice Requires="w14">${inner()}</mc:Choice><mc:Fallback>${r("other")}</mc:Fallback></mc:AlternateContent>`,
      () =>
        `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${this.blocks(depth - 1)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`,
      () =>
        `<w:r><w:ruby><w:rt>${r(this.#word())}</w:rt><w:rubyBase>${r(this.#word())}</w:rubyBase></w:ruby></w:r>`,
      () => '<w:r><w:br w:type="page"/></w:r>',
      () => {
        const note = `<w:footnote w:id="${this.notes.length + 1}">${this.blocks(0)}</w:footnote>`;
        this.notes.push(note);
        // One in four is named by nothing.
        return this.#random.once(4)
          ? ""
          : `<w:r><w:footnoteReference w:id="${this.notes.length}"/></w:r>`;
      },
    );
  }

  inlines(depth: number): string {
    return Array.from({ length: 1 + this.#random.below(3) }, () => this.inline(depth)).join("");
  }

  block(depth: number): string {
    const paragraph = () => {
      const properties = this.#pick(
        () => "",
        () => inList(1, this.#random.below(3)),
        () => `<w:rPr><w:del ${BY_ANA}/></w:rPr>`,
        () => '<w:pStyle w:val="Heading1"/>',
        () => "<w:pageBreakBefore/>",
      );
      const mark = this.#random.once(4) ? '<w:bookmarkStart w:id="1" w:name="_Ref1"/>' : "";
      return `<w:p><w:pPr>${properties}</w:pPr>${mark}${this.inlines(depth)}</w:p>`;
    };
    if (depth <= 0) return paragraph();
    const cell = (properties: string) =>
      `<w:tc><w:tcPr>${properties}</w:tcPr>${this.blocks(depth - 1)}</w:tc>`;
    const merged = () =>
      this.#pick(
        () => "",
        () => '<w:vMerge w:val="restart"/>',
        () => "<w:vMerge/>",
        () => '<w:gridSpan w:val="2"/>',
      );
    return this.#pick(
      paragraph,
      paragraph,
      () =>
        `<w:tbl><w:tr>${cell(merged())}${cell(merged())}</w:tr><w:tr>${cell(merged())}</w:tr></w:tbl>`,
      () => `<w:sdt><w:sdtPr/><w:sdtContent>${this.blocks(depth - 1)}</w:sdtContent></w:sdt>`,
      () =>
        `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${this.blocks(depth - 1)}</w:sdtContent></w:sdt>`,
      () => `<w:customXml>${this.blocks(depth - 1)}</w:customXml>`,
      () => this.run(),
    );
  }

  blocks(depth: number): string {
    return Array.from({ length: 1 + this.#random.below(3) }, () => this.block(depth)).join("");
  }
}

describe("[W7] what is not kept", () => {
  test("is told: no word of the text or its notes disappears unsaid", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (seed) => {
        const random = chance(seed);
        const made = new RandomFile(random);
        const body = made.blocks(3);
        const isOurs = random.once(3);
        const file = await readParts({
          body,
          footnotes: made.notes.join(""),
          numbering:
            list(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)")) + num(1, 1),
          ...(isOurs ? { footer: p("Return code: 7K3MPQRSTUVWXYZ2") } : {}),
        });
        const said = JSON.stringify([file.text, file.notKept, file.drawn]);
        const lost = made.words.filter((word) => !said.includes(word));
        expect(lost).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  const TOLD: readonly (readonly [kind: string, parts: WordParts])[] = [
    ["header", { body: p("x"), header: p("Confidential") }],
    ["footer", { body: p("x"), footer: p("Page 1") }],
    ["section", { body: p("x", "<w:sectPr/>") }],
    ["column-break", { body: '<w:p><w:r><w:br w:type="column"/></w:r></w:p>' }],
    ["content-control", { body: `<w:sdt><w:sdtContent>${p("x")}</w:sdtContent></w:sdt>` }],
    ["object", { body: "<w:p><w:r><w:object/></w:r></w:p>" }],
    ["drawing", { body: "<w:p><w:r><w:drawing/></w:r></w:p>" }],
    ["symbol", { body: '<w:p><w:r><w:sym w:font="Webdings" w:char="F021"/></w:r></w:p>' }],
    [
      "note-mark",
      {
        body: '<w:p><w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r></w:p>',
        footnotes: `<w:footnote w:id="2">${p("n")}</w:footnote>`,
      },
    ],
    ["lost-note", { body: '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' }],
    ["hidden-text", { body: `<w:p>${r("x", "<w:vanish/>")}</w:p>` }],
    [
      "number",
      { body: p("x", inList(1)), numbering: list(1, level(0, "decimal", "Note")) + num(1, 1) },
    ],
    ["other-document", { body: '<w:altChunk r:id="x"/>' }],
    ["macros", { body: p("x"), files: { "word/vbaProject.bin": "x" } }],
    ["embedded-file", { body: p("x"), files: { "word/embeddings/book.xlsx": "x" } }],
    [
      "protection",
      {
        body: p("x"),
        settings: '<w:documentProtection w:edit="trackedChanges" w:enforcement="1"/>',
      },
    ],
    ["control-character", { body: p("x\u009f") }],
  ];

  test.each(TOLD)("names a %s", async (kind, parts) => {
    expect(toldOf(await readParts(parts))).toContain(`${kind} 1`);
  });

  test("names words that only a reader of the file's XML would see, and lets them into no text", async () => {
    const file = await readParts({
      body: `<w:p>${r("seen")}<w:r><w:delText>unseen</w:delText></w:r></w:p>`,
      footnotes: `<w:footnote w:type="continuationNotice" w:id="1">${p("continued")}</w:footnote>`,
    });
    expect(JSON.stringify(file.text)).not.toContain("unseen");
    expect(file.notKept.map(({ kind, places }) => [kind, places[0]?.words])).toEqual([
      ["lost-note", "continued"],
      ["hidden-text", "unseen"],
    ]);
  });

  test("leaves what Google Docs wraps in controls of its own unsaid", async () => {
    const body = `<w:sdt><w:sdtPr><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent>${p("x")}</w:sdtContent></w:sdt>`;
    expect(toldOf(await readParts({ body }))).toEqual([]);
  });

  test("has words for every kind, for one and for several", () => {
    for (const kind of NOT_KEPT_KINDS) {
      expect(notKeptLabel({ kind, count: 1 })).toMatch(/^1 \S/u);
      expect(notKeptLabel({ kind, count: 2 })).not.toBe(notKeptLabel({ kind, count: 1 }));
    }
  });

  test("has the title and language of the file beside it", async () => {
    const file = await readParts({
      body: p("x"),
      core: "<dc:title> A  title </dc:title><dc:language>en-US</dc:language>",
    });
    expect([file.title, file.language]).toEqual(["A title", "en-US"]);
    expect(await refusalOf(wordBytes({ body: "" }))).toBeNull();
  });
});
