import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { unreadSentences, type AttachmentScan } from "#app/domain/attachment.ts";
import { metadataOfPdf } from "#server/attachments/pdf-metadata.ts";
import { readPdf } from "#server/attachments/pdf.ts";
import { ScanFindings } from "#server/attachments/scan-findings.ts";
import {
  fieldOf,
  hiddenNote,
  LINK,
  NOTE,
  objectAfter,
  pdfOf,
  streamOf,
  type TestPage,
} from "#tests/support/pdf.ts";

const SECRET = "Her number is 123-45-6789.";
const AFTER = objectAfter(1);

async function scanOf(pdf: Buffer): Promise<AttachmentScan> {
  const findings = new ScanFindings([]);
  await readPdf(pdf, null, findings);
  return findings.of("application/pdf").scan;
}
const scanOfPage = (page: Omit<TestPage, "text">, options?: Parameters<typeof pdfOf>[1]) =>
  scanOf(pdfOf([{ text: "A page with words", ...page }], options));
const places = ({ data }: AttachmentScan) => data.map(({ place }) => place);

/** A page with one small picture, in a drawing or by itself. */
const PICTURE = "q 60 0 0 4 40 300 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u0080 EI Q ";

describe("[L20] [L44] what a PDF holds besides the text of its pages", () => {
  it("is nothing in a plain one, whose links draw nothing", async () => {
    expect(await scanOfPage({ more: LINK })).toEqual({ data: [], unread: [] });
  });

  it.each([
    ["a note upon the page", NOTE, 0],
    ["a note that is hidden", hiddenNote(SECRET), 1],
    ["a form field that is filled in", fieldOf(SECRET), 1],
  ])("makes the page not read: %s, whose words are looked through", async (_what, more, found) => {
    const scan = await scanOfPage({ more });
    expect(scan.unread).toEqual([{ file: null, pages: [1], why: "drawn-upon" }]);
    expect(places(scan)).toEqual(Array.from({ length: found }, () => "page 1"));
    expect(unreadSentences(scan.unread)).toEqual([
      "Page 1: not read, notes, marks or form fields that lie over the page.",
    ]);
  });

  it("is found in the address of a link", async () => {
    const more = LINK.replace("https://example.org", "https://example.org/?q=SSN%20123-45-6789");
    expect(places(await scanOfPage({ more }))).toEqual(["page 1"]);
  });

  it.each([
    ["a strip of a scan, however small", { drawn: PICTURE }, []],
    [
      "a picture in a drawing in a drawing",
      { drawn: "/Fm1 Do ", resources: `/XObject << /Fm1 ${AFTER} 0 R >>` },
      [
        streamOf(
          `/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /Fm2 ${AFTER + 1} 0 R >> >>`,
          "/Fm2 Do",
        ),
        streamOf("/Type /XObject /Subtype /Form /BBox [0 0 612 792]", PICTURE),
      ],
    ],
    [
      "a thumbnail, which may be older than the page",
      { more: `/Thumb ${AFTER} 0 R` },
      [streamOf("/Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "\u0080")],
    ],
  ] as const)("makes the page not read: %s", async (_what, page, objects) => {
    expect((await scanOfPage(page, { objects })).unread).toEqual([
      { file: null, pages: [1], why: "picture" },
    ]);
  });

  it("is found in its title, and in an entry that only one program knows", async () => {
    const trailer = `/Info ${AFTER} 0 R`;
    const title = await scanOfPage({}, { trailer, objects: [`<< /Title (${SECRET}) >>`] });
    expect(places(title)).toContain("the metadata");
    expect(title.unread).toEqual([]);
    const own = await scanOfPage({}, { trailer, objects: [`<< /Client (${SECRET}) >>`] });
    expect(places(own)).toEqual(["the metadata"]);
  });

  it.each([
    ["plain", "", (xml: string) => Buffer.from(xml)],
    ["compressed", "/Filter /FlateDecode", (xml: string) => deflateSync(xml)],
  ])("is found in its XMP packet, %s, and in none of its ids", async (_how, filter, packed) => {
    const of = (words: string) => {
      const xml = `<?xpacket?><x:xmpmeta><rdf:Description xmpMM:DocumentID="uuid:a1234567-1111-4222-8333-444455556666" dc:subject="${words}"/></x:xmpmeta>`;
      const objects = [streamOf(`/Type /Metadata /Subtype /XML ${filter}`, packed(xml))];
      return scanOfPage({}, { catalog: `/Metadata ${AFTER} 0 R`, objects });
    };
    expect(await of("Weekly reports")).toEqual({ data: [], unread: [] });
    expect(places(await of(SECRET))).toEqual(["the metadata"]);
  });

  it("is named where it can't be unpacked", async () => {
    const objects = [streamOf("/Type /Metadata /Filter /FlateDecode", "not compressed")];
    const scan = await scanOfPage({}, { catalog: `/Metadata ${AFTER} 0 R`, objects });
    expect(scan.unread).toEqual([{ file: null, pages: null, why: "metadata" }]);
    expect(unreadSentences(scan.unread)).toEqual([
      "What the file says of itself: not read, protected, damaged or too long.",
    ]);
  });

  it("is found in a bookmark", async () => {
    const catalog = `/Outlines ${AFTER} 0 R`;
    const objects = [
      `<< /Type /Outlines /First ${AFTER + 1} 0 R /Last ${AFTER + 1} 0 R /Count 1 >>`,
      // It follows itself, which ends all the same.
      `<< /Title (${SECRET}) /Parent ${AFTER} 0 R /Next ${AFTER + 1} 0 R >>`,
    ];
    expect(places(await scanOfPage({}, { catalog, objects }))).toEqual(["a bookmark"]);
  });

  it("is a file inside of it, which is named and not read", async () => {
    const catalog = `/Names << /EmbeddedFiles << /Names [(one) ${AFTER} 0 R] >> >>`;
    const objects = [
      `<< /Type /Filespec /F (table.xlsx) /UF (table.xlsx) /EF << /F ${AFTER + 1} 0 R >> >>`,
      streamOf("/Type /EmbeddedFile", SECRET),
    ];
    const { unread } = await scanOfPage({}, { catalog, objects });
    expect(unread).toEqual([{ file: "table.xlsx", pages: null, why: "nested" }]);
    expect(unreadSentences(unread)).toEqual([
      "“table.xlsx”: not read, a file inside of another one.",
    ]);
  });

  it("are the values of a form that stand beside its pages", async () => {
    const catalog = `/AcroForm << /Fields [] /XFA ${AFTER} 0 R >>`;
    const scan = await scanOfPage({}, { catalog, objects: [streamOf("", "<xdp/>")] });
    expect(scan.unread).toEqual([{ file: null, pages: null, why: "form" }]);
  });
});

describe("[L44] the metadata of a PDF, in all its revisions", () => {
  const trailer = "trailer\n<< /Info 7 0 R >>\n";
  /** The metadata of a file of these objects. */
  const of = (...objects: readonly string[]) =>
    metadataOfPdf(Buffer.from(`%PDF-1.7\n${objects.join("\n")}\n`, "latin1"));
  const infoOf = (entries: string) => `7 0 obj\n<< ${entries} >>\nendobj`;

  it.each([
    [
      "with escapes and brackets",
      String.raw`(Her \(own\) n\165mber (123))`,
      "Her (own) number (123)",
    ],
    ["in hexadecimal digits", "<4F6E65>", "One"],
    ["of two bytes a letter", "<FEFF00C900740075006400650073>", "Études"],
  ])("is read %s", async (_how, written, read) => {
    expect(await of(infoOf(`/Title ${written}`), trailer)).toEqual({
      texts: [read],
      isWhole: true,
    });
  });

  it("is found in a stream of objects, and in what a later revision replaced", async () => {
    const head = "6 0 7 17 ";
    const content = deflateSync(`${head}<< /Other (x) >> << /Client (Ana) >>`);
    const packed = `5 0 obj\n${streamOf(
      `/Type /ObjStm /N 2 /First ${head.length} /Filter /FlateDecode`,
      content,
    )}\nendobj`;
    expect(await of(packed, trailer)).toEqual({ texts: ["Ana"], isWhole: true });
    const saved = await of(infoOf("/Client (Ana)"), trailer, infoOf("/Client (Luz)"), trailer);
    expect(saved).toEqual({ texts: ["Ana", "Luz"], isWhole: true });
  });

  it("is read behind a stream whose length stands elsewhere", async () => {
    const stream = "3 0 obj\n<< /Length 4 0 R >>\nstream\nstream upon stream\nendstream\nendobj";
    const read = await of(stream, infoOf("/Client (Ana)"), trailer);
    expect(read).toEqual({ texts: ["Ana"], isWhole: true });
  });

  it.each([
    ["nowhere", [infoOf("").replace("7", "6"), trailer]],
    ["objects of their own", [infoOf("/Title 8 0 R"), "8 0 obj\n(One)\nendobj", trailer]],
    ["damaged", [infoOf("/Title (One"), trailer]],
    ["behind an object that is damaged", ["6 0 obj\n<< /A >\nendobj", infoOf(""), trailer]],
  ])("is not whole where its entries are %s", async (_where, objects) => {
    expect((await of(...objects)).isWhole).toBe(false);
  });

  it.each([
    ["metadata without streams", "/Type/Metadata "],
    ["streams without an end", "3 0 obj << >> stream\n"],
    ["one object many times, without an end", "/Info 9 0 R 9 0 obj "],
  ])("costs little in a file of nothing but %s", async (_what, words) => {
    const before = process.cpuUsage();
    await of(words.repeat(2_000_000 / words.length));
    const { user, system } = process.cpuUsage(before);
    // Reading to the end from each place takes minutes.
    expect((user + system) / 1_000).toBeLessThan(8_000);
  });

  it("unpacks no more than it may", async () => {
    const bomb = streamOf(
      "/Type /Metadata /Filter /FlateDecode",
      deflateSync(Buffer.alloc(60_000_000), { level: 1 }),
    );
    expect(await of(`5 0 obj\n${bomb}\nendobj`)).toEqual({ texts: [], isWhole: false });
  });
});
