import { describe, expect, test } from "vitest";
import { p, r, readParts, style, type WordParts } from "./word-parts.ts";

const CODE = "7K3MPQRSTUVWXYZ2";
const body = p("x");
const property = `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Return code"><vt:lpwstr>${CODE}</vt:lpwstr></property>`;
const xml = (name: string, root: string) => ({ [name]: root });
const custom = `<f:file xmlns:f="urn:coalition-desk:word:1" code="${CODE}"/>`;

const PLACES: readonly (readonly [name: string, parts: WordParts])[] = [
  ["the custom property", { body, custom: property }],
  ["the custom XML part, whatever its number", { body, files: xml("customXml/item7.xml", custom) }],
  [
    "the bookmark around the text",
    { body: `<w:bookmarkStart w:id="0" w:name="_cdf_${CODE}"/>${body}<w:bookmarkEnd w:id="0"/>` },
  ],
  [
    "the footer's line, in two runs",
    { body, footer: `<w:p>${r("Return ")}${r(`code: ${CODE}`)}</w:p>` },
  ],
];

describe("[W6] the code and keys of a file that comes back", () => {
  test.each(PLACES)("is found in %s alone", async (_name, parts) => {
    const { code, isOurs } = await readParts(parts);
    expect([code, isOurs]).toEqual([CODE, true]);
  });

  test("is found beside custom XML of other programs, even where that is broken", async () => {
    const files = {
      "customXml/item1.xml": "<broken",
      "customXml/item2.xml": "<other/>",
      "customXml/item3.xml": custom,
    };
    expect((await readParts({ body, files })).code).toBe(CODE);
  });

  test("is none in a foreign file, nor what is no code", async () => {
    expect((await readParts({ body })).isOurs).toBe(false);
    expect((await readParts({ body, footer: p("Return code: failure") })).code).toBeNull();
    const odd = property.replace(CODE, "no code; drop table");
    expect((await readParts({ body, custom: odd })).code).toBeNull();
  });

  const key = (name: string, id = 1) =>
    `<w:bookmarkStart w:id="${id}" w:name="${name}"/><w:bookmarkEnd w:id="${id}"/>`;
  const keysOf = async (content: string) =>
    (await readParts({ body: content })).text.blocks.map((block) => block.key);

  test("names each block by its bookmark, in it or before it; a key counts once", async () => {
    expect(
      await keysOf(
        `<w:p>${key("_cd_a")}${r("x")}</w:p>${key("_cd_b")}${p("x")}<w:p>${r("x")}${key("_cd_c")}</w:p>${p("x")}<w:p>${key("_cd_a")}${r("x")}</w:p>`,
      ),
    ).toEqual(["a", "b", "c", null, null]);
  });

  test("takes the paragraph's own key where the one before it is gone, and the first where two joined", async () => {
    expect(
      await keysOf(
        `<w:p>${key("_cd_gone")}${key("_cd_a")}${r("x")}</w:p><w:p>${key("_cd_b")}${r("x")}${key("_cd_c")}${r("y")}</w:p>`,
      ),
    ).toEqual(["a", "b"]);
  });

  test("tells a table's key from its first paragraph's", async () => {
    const cell = `<w:tc><w:p>${key("_cdt_t")}${key("_cd_p")}${r("x")}</w:p></w:tc>`;
    const { text } = await readParts({ body: `<w:tbl><w:tr>${cell}</w:tr></w:tbl>` });
    const [table] = text.blocks;
    expect(table?.key).toBe("t");
    expect(table?.type === "table" ? table.rows[0]?.cells[0]?.blocks[0]?.key : null).toBe("p");
  });

  test("leaves captions, signatures and exhibits what they are, with the words they print beside", async () => {
    const styled = (name: string, words: string, mark = "") =>
      `<w:p><w:pPr><w:pStyle w:val="${name}"/></w:pPr>${mark}${r(words)}</w:p>`;
    const table = (...cells: string[]) =>
      `<w:tbl><w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join("")}</w:tr></w:tbl>${styled("TableGap", "").replace('<w:r><w:t xml:space="preserve"></w:t></w:r>', "")}`;
    const file = await readParts({
      custom: property,
      body:
        table(styled("CaseCaption", "COURT", key("_cd_c"))) +
        styled("BodyText", "x") +
        table(
          styled("SignatureBlock", "Ana", key("_cd_s")),
          styled("SignatureBlock", "Ben", key("_cd_t")),
        ) +
        styled("ExhibitSlip", "Exhibit A"),
    });
    expect(
      file.text.blocks.map((block) => [
        block.type === "other" ? block.node.type : block.type,
        block.key,
      ]),
    ).toEqual([
      ["caption", "c"],
      ["paragraph", null],
      ["signatureBlock", "s"],
      ["signatureBlock", "t"],
      ["exhibit", null],
    ]);
    expect(file.drawn.map(({ block, words }) => [block, words])).toEqual([
      [0, "COURT"],
      [2, "Ana"],
      [3, "Ben"],
      [4, "Exhibit A"],
    ]);
  });

  test("keeps the words of a foreign style that is named like ours", async () => {
    const file = await readParts({
      body: p("Jane Doe, Esq.", '<w:pStyle w:val="SignatureBlock"/>'),
      styles: style("SignatureBlock", "Signature Block"),
    });
    expect(JSON.stringify(file.text)).toContain("Jane Doe, Esq.");
    expect(file.drawn).toEqual([]);
  });

  test("gives the same ids for the same bytes, unlike each other", async () => {
    const parts = { body: p("a") + p("b") };
    const [one, other] = [await readParts(parts), await readParts(parts)];
    expect(one).toEqual(other);
    expect(one.text.blocks.map((block) => block.type === "paragraph" && block.id)).toEqual([
      "word-1",
      "word-2",
    ]);
  });
});
