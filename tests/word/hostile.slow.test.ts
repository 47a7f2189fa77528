import { describe, expect, test } from "vitest";
import { readWord } from "#server/word/read/index.ts";
import {
  BY_ANA,
  inList,
  level,
  list,
  num,
  p,
  r,
  refusalOf,
  wordBytes,
  wordFiles,
  zipped,
} from "./word-parts.ts";

/** Milliseconds of processor that reading these takes, and the most memory beside the file. */
async function costOf(bytes: Uint8Array) {
  const start = process.cpuUsage();
  const before = process.memoryUsage().rss;
  const read = await readWord(bytes);
  const { user, system } = process.cpuUsage(start);
  return { read, cpu: (user + system) / 1000, rss: process.memoryUsage().rss - before };
}

describe("[W11] hostile sizes", () => {
  test("20,000 parts are refused without reading one", async () => {
    const files: Record<string, string> = {};
    for (let index = 0; index < 20_000; index += 1) files[`word/media/${index}.xml`] = "x";
    const { read, cpu } = await costOf(zipped({ ...wordFiles({ body: p("x") }), ...files }));
    expect(read.ok ? null : read.refusal.code).toBe("too-many-parts");
    expect(cpu).toBeLessThan(2_000);
  });

  test("a part of 100 MB in 100 KB is refused before it is unpacked", async () => {
    const bytes = wordBytes({ body: p("x ".repeat(50_000_000)) });
    expect(bytes.byteLength).toBeLessThan(1_000_000);
    const { read, cpu } = await costOf(bytes);
    expect(read.ok ? null : read.refusal.code).toBe("unpacks-too-large");
    expect(cpu).toBeLessThan(1_000);
  });

  test("a text of 40 MB of the smallest elements is refused by their number", async () => {
    const { read, cpu } = await costOf(wordBytes({ body: "<w:p/>".repeat(6_000_000) }));
    expect(read.ok ? null : read.refusal.code).toBe("too-many-elements");
    expect(cpu).toBeLessThan(20_000);
  });

  test("one line of 40 MB is one paragraph", async () => {
    const { read } = await costOf(wordBytes({ body: p("word ".repeat(8_000_000)) }));
    expect(read.ok).toBe(true);
  });

  const HEAVY: readonly (readonly [name: string, body: () => string])[] = [
    [
      "a table of 60,000 rows",
      () => `<w:tbl>${`<w:tr><w:tc>${p("x")}</w:tc></w:tr>`.repeat(60_000)}</w:tbl>`,
    ],
    [
      "a column of 60,000 merged cells",
      () =>
        `<w:tbl>${"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>".repeat(60_000)}</w:tbl>`,
    ],
    [
      "100,000 references to one place",
      () =>
        `<w:p><w:pPr>${inList(1)}</w:pPr><w:bookmarkStart w:id="1" w:name="a"/></w:p><w:p>${`<w:fldSimple w:instr=" REF a \\r ">${r("1")}</w:fldSimple>`.repeat(100_000)}</w:p>`,
    ],
    [
      "100,000 changes by as many people",
      () =>
        `<w:p>${Array.from({ length: 100_000 }, (_, id) => `<w:ins w:id="${id}" w:author="a${id}">${r("x")}</w:ins>`).join("")}</w:p>`,
    ],
    [
      "100,000 fields in each other's code",
      () =>
        `<w:p>${'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(100_000)}${'<w:r><w:fldChar w:fldCharType="end"/></w:r>'.repeat(100_000)}</w:p>`,
    ],
    [
      "100,000 bookmarks at one place",
      () =>
        `<w:p>${Array.from({ length: 100_000 }, (_, id) => `<w:bookmarkStart w:id="${id}" w:name="_cd_k${id}"/>`).join("")}${r("x")}</w:p>`,
    ],
    [
      "100,000 empty paragraphs with comments",
      () =>
        Array.from(
          { length: 100_000 },
          (_, id) => `<w:p><w:commentRangeStart w:id="${id}"/></w:p>`,
        ).join(""),
    ],
    [
      "100,000 page breaks in one paragraph",
      () => `<w:p>${'<w:r><w:br w:type="page"/></w:r>'.repeat(100_000)}</w:p>`,
    ],
    [
      "60,000 text boxes",
      () =>
        `<w:p>${`<w:r><w:pict><w:txbxContent>${p("x")}</w:txbxContent></w:pict></w:r>`.repeat(60_000)}</w:p>`,
    ],
    [
      "60,000 paragraphs that all changed their kind",
      () =>
        `<w:p><w:pPr>${inList(1)}<w:pPrChange ${BY_ANA}><w:pPr/></w:pPrChange></w:pPr></w:p>`.repeat(
          80_000,
        ),
    ],
    ["lines that look like numbers", () => p(`${"(i) ".repeat(200)}`).repeat(20_000)],
  ];

  test.each(HEAVY)("%s take time by their number, not by its square", async (_name, body) => {
    const numbering = list(1, level(0, "decimal", "%1.")) + num(1, 1);
    const { read, cpu } = await costOf(wordBytes({ body: body(), numbering }));
    expect(read.ok ? null : read.refusal.code).toBeNull();
    expect(cpu).toBeLessThan(15_000);
  });

  test("styles that are based on each other by thousands cost no more for each paragraph", async () => {
    const styles = Array.from(
      { length: 20_000 },
      (_, id) =>
        `<w:style w:type="paragraph" w:styleId="s${id}"><w:name w:val="n${id}"/><w:basedOn w:val="s${id + 1}"/></w:style>`,
    ).join("");
    const body = Array.from({ length: 20_000 }, (_, id) =>
      p("x", `<w:pStyle w:val="s${id}"/>`),
    ).join("");
    const { read, cpu } = await costOf(wordBytes({ body, styles }));
    expect(read.ok).toBe(true);
    expect(cpu).toBeLessThan(10_000);
  });

  test("a comment that answers one that answers one, by thousands, is read", async () => {
    const ids = Array.from({ length: 20_000 }, (_, id) => id);
    const hex = (id: number) => (id + 1).toString(16).padStart(8, "0").toUpperCase();
    const comments = ids
      .map(
        (id) =>
          `<w:comment w:id="${id}" w:author="A"><w:p w14:paraId="${hex(id)}">${r("x")}</w:p></w:comment>`,
      )
      .join("");
    const commentsExtended = ids
      .map((id) => `<w15:commentEx w15:paraId="${hex(id)}" w15:paraIdParent="${hex(id - 1)}"/>`)
      .join("");
    const body = `<w:p>${ids.map((id) => `<w:commentRangeStart w:id="${id}"/>`).join("")}${r("x")}</w:p>`;
    const { read, cpu } = await costOf(wordBytes({ body, comments, commentsExtended }));
    expect(read.ok ? read.value.comments.length : 0).toBe(20_000);
    expect(cpu).toBeLessThan(10_000);
  });
});

describe("[W12] speed", () => {
  test("150 pages as Word writes them are read within 3 seconds of processor", async () => {
    const words =
      "the agency has not produced any record that is responsive to the request of the plaintiffs ";
    const run = (text: string) =>
      `<w:r w:rsidR="00A77B3E" w:rsidRPr="00C12345"><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const paragraph = (index: number) =>
      `<w:p w:rsidR="00A77B3E" w14:paraId="${(index + 1).toString(16).padStart(8, "0")}"><w:pPr><w:pStyle w:val="ListParagraph"/>${inList(1, index % 3)}<w:spacing w:after="240"/></w:pPr>${run(words).repeat(4)}<w:ins ${BY_ANA}>${run(words)}</w:ins><w:proofErr w:type="spellStart"/>${run(words).repeat(3)}</w:p>`;
    const body = Array.from({ length: 1_200 }, (_, index) => paragraph(index)).join("");
    const bytes = wordBytes({
      body,
      numbering: list(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)")) + num(1, 1),
    });
    const { read, cpu } = await costOf(bytes);
    expect(read.ok ? read.value.text.blocks.length : 0).toBe(1_200);
    console.log(`150 pages: ${Math.round(cpu)} ms of processor`);
    expect(cpu).toBeLessThan(3_000);
  });

  test("a file at each limit is refused or read within the memory of its worker", async () => {
    const { rss } = await costOf(wordBytes({ body: p("x").repeat(190_000) }));
    expect(rss).toBeLessThan(768 * 1024 * 1024);
    expect(await refusalOf(new Uint8Array(26 * 1024 * 1024))).toBe("too-large");
  });
});
