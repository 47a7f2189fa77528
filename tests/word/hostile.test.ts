import { randomBytes } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readWord } from "#server/word/read/index.ts";
import { WORD_READING_LIMITS } from "#server/word/read/limits.ts";
import { wordFileRefusal } from "#server/word/read/refusal.ts";
import {
  link,
  p,
  part,
  readParts,
  refusalOf,
  toldOf,
  wordBytes,
  wordFiles,
  zipped,
} from "./word-parts.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const FILES = wordFiles({ body: p("x") });

const WRONG: readonly (readonly [name: string, bytes: Uint8Array, code: string])[] = [
  ["nothing", new Uint8Array(0), "empty"],
  ["a .doc of an older Word", Uint8Array.from([...OLE, ...Array<number>(600).fill(0)]), "old-word"],
  [
    "a .docx with a password",
    Uint8Array.from([...OLE, ...Buffer.from("EncryptedPackage", "utf16le")]),
    "encrypted",
  ],
  ["a PDF", bytesOf("%PDF-1.7\n"), "pdf"],
  ["an RTF file", bytesOf("{\\rtf1 x}"), "rtf"],
  ["a web page that is named .docx", bytesOf("\n<!DOCTYPE html><p>x"), "web-page"],
  [
    "an .odt",
    zipped({ mimetype: "application/vnd.oasis.opendocument.text", "content.xml": "<x/>" }),
    "opendocument",
  ],
  [
    "a workbook",
    zipped({ "[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>" }),
    "other-office",
  ],
  ["an archive of pictures", zipped({ "a.png": "x" }), "other-archive"],
  ["an empty archive", zipped({}), "other-archive"],
  ["random bytes", randomBytes(500), "not-word"],
  ["the first half of a Word file", wordBytes({ body: p("x") }).slice(0, 900), "damaged"],
  ["a Word file without its text", zipped({ "[Content_Types].xml": "<x/>" }), "damaged"],
  ["a text that is not whole", zipped({ ...FILES, "word/document.xml": "<w:document" }), "damaged"],
  [
    "a text in no encoding",
    zipped({ ...FILES, "word/document.xml": Uint8Array.from([0x3c, 0xc3, 0x28]) }),
    "damaged",
  ],
  [
    "a text of another kind",
    zipped({ ...FILES, "word/document.xml": "<html xmlns='http://www.w3.org/1999/xhtml'/>" }),
    "not-word",
  ],
  [
    "a text with a DOCTYPE and entities that grow",
    zipped({
      ...FILES,
      "word/document.xml": `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>`,
    }),
    "declares-entities",
  ],
  [
    "styles that read a file of the server",
    zipped({
      ...wordFiles({ body: p("x"), styles: "" }),
      "word/styles.xml": `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>`,
    }),
    "declares-entities",
  ],
  [
    "an entity that nobody declared",
    zipped({ ...FILES, "word/document.xml": part("w:document", "&x;") }),
    "damaged",
  ],
  [
    "a part whose name leads out of the file",
    zipped({ ...FILES, "../../etc/passwd": "x" }),
    "unsafe-names",
  ],
  ["a part with an absolute name", zipped({ ...FILES, "C:/windows/x": "x" }), "unsafe-names"],
  [
    "two parts of one name",
    zipped({ ...FILES, "word/DOCUMENT.xml": part("w:document", "") }),
    "damaged",
  ],
];

describe("[W11] a file that is no Word document, or a hostile one", () => {
  test.each(WRONG)("%s is refused with a sentence", async (_name, bytes, code) => {
    const read = await readWord(bytes);
    expect(read.ok ? null : read.refusal.code).toBe(code);
    expect(read.ok ? "" : read.refusal.sentence).toMatch(/Nothing was brought in/u);
  });

  test("each sentence is another one", () => {
    const codes = ["pdf", "rtf", "encrypted", "old-word", "too-large", "too-deep"] as const;
    expect(new Set(codes.map((code) => wordFileRefusal(code).sentence)).size).toBe(codes.length);
  });

  test("cut off at any place, it is refused or read, and never thrown over", async () => {
    const whole = wordBytes({ body: p("x"), styles: "", footnotes: "", comments: "" });
    for (let length = 0; length < whole.length; length += 7) {
      expect(await refusalOf(whole.slice(0, length))).not.toBeNull();
    }
  });

  test("with any byte changed, it is refused or read, and never thrown over", async () => {
    const whole = wordBytes({ body: p("x"), styles: "" });
    for (let at = 0; at < whole.length; at += 5) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      expect(await refusalOf(changed)).not.toBe("takes-too-long");
    }
  });

  test("that says that a part is small is stopped where the part is large", async () => {
    const large = deflateRawSync(Buffer.alloc(60 * 1024 * 1024, 0x20));
    const whole = lying("word/document.xml", large, 100);
    expect(await refusalOf(whole)).toMatch(/^(?:damaged|unpacks-too-large)$/u);
  });

  test("that says that a part is large is refused before it is unpacked", async () => {
    const whole = lying("word/document.xml", deflateRawSync(Buffer.from("<x/>")), 2_000_000_000);
    expect(await refusalOf(whole)).toBe("unpacks-too-large");
  });

  test("that leads to itself and to the web is read without following either", async () => {
    const parts = {
      body: p("x"),
      links:
        link("a", "document.xml", "styles", false) +
        link("b", "http://127.0.0.1:1/x.dotx", "attachedTemplate") +
        link("c", "../../../../etc/passwd", "numbering", false) +
        link("d", "http://127.0.0.1:1/", "image"),
    };
    expect((await readParts(parts)).text.blocks.length).toBe(1);
  });

  test("of more parts than any text has, of more elements, deeper, larger or slower is refused", async () => {
    const whole = wordBytes({ body: p("x").repeat(50) });
    const under = (limits: Partial<typeof WORD_READING_LIMITS>) =>
      refusalOf(whole, { ...WORD_READING_LIMITS, ...limits });
    expect(await under({})).toBeNull();
    expect(await under({ fileBytes: 100 })).toBe("too-large");
    expect(await under({ entries: 3 })).toBe("too-many-parts");
    expect(await under({ elements: 50 })).toBe("too-many-elements");
    expect(await under({ depth: 4 })).toBe("too-deep");
    expect(await under({ partBytes: 500 })).toBe("unpacks-too-large");
    expect(await under({ unpackedBytes: 2_500 })).toBe("unpacks-too-large");
    expect(await under({ milliseconds: -1 })).toBe("takes-too-long");
  });

  test("with tables in tables to the hundredth is refused before the stack ends", async () => {
    const open = "<w:tbl><w:tr><w:tc>";
    const close = "</w:tc></w:tr></w:tbl>";
    expect(await refusalOf(wordBytes({ body: open.repeat(90) + p("x") + close.repeat(90) }))).toBe(
      "too-deep",
    );
    const file = await readParts({ body: open.repeat(60) + p("x") + close.repeat(60) });
    expect(toldOf(file)).toEqual(["nested-table 59"]);
  });

  test("with names of JavaScript's own is read as any other", async () => {
    const body =
      p("x", '<w:pStyle w:val="__proto__"/>') +
      p("y", '<w:pStyle w:val="constructor"/><w:numPr><w:numId w:val="toString"/></w:numPr>') +
      '<w:p __proto__="x" constructor="y"><w:r><w:t>z</w:t></w:r></w:p>';
    const styles = '<w:style w:styleId="__proto__"><w:name w:val="constructor"/></w:style>';
    expect((await readParts({ body, styles })).text.blocks.length).toBe(3);
  });

  test("with numbers that are none, or beyond all measure, is read", async () => {
    const body =
      p(
        "x",
        '<w:numPr><w:ilvl w:val="-5"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="99999999999"/>',
      ) +
      '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>';
    const numbering =
      '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1%1%1%1%1%1%1%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>';
    expect((await readParts({ body, numbering })).numbers[0]?.label.length).toBeLessThan(100);
  });
});

/** A Word file with one part whose stated size is not its own. */
function lying(name: string, packed: Uint8Array, size: number): Uint8Array {
  const chunks: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  const add = (entry: string, bytes: Uint8Array, stated: number) => {
    const file = Buffer.from(entry);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt32LE(stated, 22);
    head.writeUInt16LE(file.length, 26);
    const directory = Buffer.alloc(46);
    directory.writeUInt32LE(0x02014b50, 0);
    directory.writeUInt16LE(20, 6);
    directory.writeUInt16LE(8, 10);
    directory.writeUInt32LE(bytes.length, 20);
    directory.writeUInt32LE(stated, 24);
    directory.writeUInt16LE(file.length, 28);
    directory.writeUInt32LE(offset, 42);
    chunks.push(head, file, Buffer.from(bytes));
    central.push(directory, file);
    offset += head.length + file.length + bytes.length;
  };
  add(name, packed, size);
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, directory, end]);
}
