import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ExhibitDelivery } from "#app/domain/filing-copy.ts";
import { LAYOUT_PROFILES } from "#app/domain/document.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { setFiledPages } from "#server/services/filings/pages.ts";
import { readAttached } from "#server/typesetting/attached.ts";
import type { TypesetInput } from "#server/typesetting/input.ts";
import { pdfOf } from "#tests/support/pdf.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "./details.ts";
import { infoOf, metadataOf, placesOf, textOf } from "./reading.ts";
import { ASKED, letterInput, openTypesetter, suitInput } from "./typesetter.ts";
import { block, body, exhibit, prose } from "./writing.ts";

const folder = mkdtempSync(path.join(tmpdir(), "exhibits-"));
const typesetter = openTypesetter({ blobs: blobsInFolder(folder) });
afterAll(async () => {
  await typesetter.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Lays a PDF into the folder, and answers what the facts keep of it. */
function kept(pdf: Buffer, pages: number) {
  const sha256 = createHash("sha256").update(pdf).digest("hex");
  writeFileSync(path.join(folder, sha256), pdf);
  return { sha256, pages, bytes: pdf.byteLength };
}

const REQUEST = kept(
  pdfOf([
    "First page of the request",
    { text: "Wide page of the request", width: 1200, height: 400 },
    { text: "Small page", width: 200, height: 100 },
  ]),
  3,
);
const ANSWER = kept(pdfOf(["The whole answer"]), 1);

function withExhibits<F extends DocumentDetails>(
  details: F,
  files: Readonly<Record<string, DocumentDetails["exhibits"][number]["file"]>>,
): F {
  const exhibits = details.exhibits.map((known) => ({ ...known, file: files[known.id] ?? null }));
  return { ...details, exhibits };
}

const text = prose(
  block("heading", 1, "Text"),
  body("Words of the text."),
  exhibit("answer"),
  exhibit("request"),
);
const facts = withExhibits(SUIT_DETAILS, { request: REQUEST, answer: ANSWER });
const suit = suitInput(text, { facts });

async function set(input: TypesetInput) {
  const outcome = await typesetter.typeset(input, ASKED);
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return outcome.value;
}
async function refusalOf(input: TypesetInput): Promise<string> {
  const outcome = await typesetter.typeset(input, ASKED);
  if (outcome.ok) throw new Error("It was set.");
  return `${outcome.refusal.code}: ${outcome.refusal.sentence}`;
}

const pageTexts = async (pdf: Uint8Array) =>
  (await placesOf(pdf)).map((page) => page.map((word) => word.text).join(" "));

describe("exhibits that the text names", () => {
  it.each(LAYOUT_PROFILES)(
    "follow it in the order of their letters, each behind a slip sheet, in the profile %s",
    async (layoutProfile) => {
      const { pdf, pages } = await set({ ...suit, layoutProfile });
      const texts = await pageTexts(pdf);
      expect(pages).toBe(7);
      expect(texts).toHaveLength(7);
      expect(texts[0]).toContain("Words of the text.");
      expect(texts[1]).toContain("EXHIBIT A The agency’s letter");
      expect(texts[2]).toContain("The whole answer");
      expect(texts[2]).toContain("Exhibit A, page 1 of 1");
      expect(texts[3]).toContain("EXHIBIT B The Request of September 9, 2021");
      expect(texts[4]).toContain("First page of the request");
      expect(texts[5]).toContain("Wide page of the request");
      expect(texts[6]).toContain("Exhibit B, page 3 of 3");
      for (const page of texts) expect(page).toContain("Draft, as of change 12 · not filed");
    },
  );

  it("are on plain paper, whole, never larger than they are, and clear of the marking", async () => {
    const { pdf } = await set(suit);
    const pages = await placesOf(pdf);
    for (const page of pages.slice(1)) {
      expect(page.filter(({ text: word }) => word === "28")).toEqual([]);
      for (const word of page) {
        expect(word.left).toBeGreaterThan(30);
        expect(word.right).toBeLessThan(582);
      }
    }
    const wide = pages[5]?.find(({ text: word }) => word === "Wide");
    const first = pages[4]?.find(({ text: word }) => word === "First");
    const small = pages[6]?.find(({ text: word }) => word === "Small");
    // 18 points, on a page of 612 points that gets 540, and on one of 1,200.
    expect((wide?.bottom ?? 0) - (wide?.top ?? 0)).toBeLessThan(10);
    expect(first?.top).toBeGreaterThan(45);
    const height = (small?.bottom ?? 0) - (small?.top ?? 0);
    expect(height).toBeGreaterThan(14);
    expect(height).toBeLessThan(22);
  });

  it("are counted apart: the letter ends with its own last page", async () => {
    const long = prose(
      ...Array.from({ length: 40 }, () => body("Some words of a paragraph. ".repeat(6))),
      exhibit("request"),
    );
    const letter = letterInput(long, { facts: withExhibits(LETTER_DETAILS, { request: REQUEST }) });
    const { pdf, pages } = await set(letter);
    const texts = await pageTexts(pdf);
    const ofText = pages - 4;
    expect(ofText).toBeGreaterThan(1);
    expect(texts[ofText - 1]).toContain(`Page ${ofText} of ${ofText}`);
    expect(texts.slice(ofText).join(" ")).not.toMatch(/Page \d/u);
  });

  it("carry no marking once they are filed, and are the same pages", async () => {
    const marked = await set(suit);
    const filing = { date: "2021-11-15", caseNumber: "3:21-cv-00000", signatures: [] };
    const filed = await set({ ...suit, marking: null, filing });
    expect(filed.pages).toBe(marked.pages);
    expect(await textOf(filed.pdf)).not.toContain("not filed");
  });

  it("[L25] stay out of the pages where they are filed as files of their own; the text names them all the same", async () => {
    const content = {
      prose: suit.prose,
      facts: { ...facts, title: "Complaint" },
      layoutProfile: suit.layoutProfile,
    };
    const filing = { date: "2021-11-15", caseNumber: null, signatures: [] };
    const filed = async (exhibits: ExhibitDelivery) => {
      const at = new Date("2021-11-15T20:00:00Z");
      const asked = { kind: "complaint", filing, by: "staff", at, exhibits } as const;
      const outcome = await setFiledPages({ typesetter }, { ...content, schemaVersion: 1 }, asked);
      if (!outcome.ok) throw new Error(outcome.refusal.sentence);
      return pageTexts(outcome.value.pdf);
    };
    const inside = await filed("inside");
    const separate = await filed("separate");
    expect([inside.length, separate.length]).toEqual([7, 1]);
    expect(inside.slice(1).join(" ")).toContain("First page of the request");
    // The page with the text is the same to the letter, and promises no file that is not there.
    expect(separate[0]).toBe(inside[0]);
    for (const named of ["Exhibit A", "Exhibit B", "The Request of September 9, 2021"]) {
      expect(separate[0]).toContain(named);
    }
    expect(separate.join(" ")).not.toMatch(/First page of the request|The whole answer/u);
  });

  it("make a PDF that is tagged and titled and claims no standard; without them it is PDF/A-2a", async () => {
    const { pdf } = await set(suit);
    const info = await infoOf(pdf);
    expect(info.get("Tagged")).toBe("yes");
    expect(info.get("Title")).toBe("Complaint for Declaratory and Injunctive Relief");
    expect(await metadataOf(pdf)).not.toMatch(/pdfaid|pdfuaid/u);
    const alone = await set({ ...suit, facts: withExhibits(SUIT_DETAILS, {}) });
    expect(alone.pages).toBe(1);
    expect(await metadataOf(alone.pdf)).toMatch(/pdfaid/u);
  });

  it("give the same bytes each time", async () => {
    const first = await set(suit);
    await set(letterInput(prose(body("Another document."))));
    const second = await set(suit);
    expect(Buffer.compare(Buffer.from(first.pdf), Buffer.from(second.pdf))).toBe(0);
  });

  it("show their slip sheets alone while people type", async () => {
    const { pdf, pages } = await set({ ...suit, preview: true });
    expect(pages).toBe(3);
    expect(await textOf(pdf)).toContain("EXHIBIT B");
  });

  it("come once, however often the text names them; those that it does not name stay out", async () => {
    const twice = prose(body("Text."), exhibit("request"), exhibit("request"));
    const { pdf, pages } = await set({ ...suit, prose: twice });
    expect(pages).toBe(5);
    expect(await textOf(pdf)).not.toContain("The whole answer");
  });
});

describe("an exhibit", () => {
  const without = (file: typeof REQUEST) =>
    suitInput(text, { facts: withExhibits(SUIT_DETAILS, { request: REQUEST, answer: file }) });

  it("whose file is missing is refused by its name", async () => {
    const sentence = await refusalOf(without({ ...ANSWER, sha256: "0".repeat(64) }));
    expect(sentence).toMatch(
      /^text-incomplete: The PDF of Exhibit A \(“The agency’s letter”\) is missing from this server\. The text is unchanged;/u,
    );
  });

  it("whose file can't be read for another reason is no missing one", () => {
    const attached = { name: "Exhibit A", title: "A letter", file: ANSWER };
    const none = path.join(folder, "none");
    expect(() => readAttached(attached, { [ANSWER.sha256]: none })).toThrow("is missing");
    expect(() => readAttached(attached, { [ANSWER.sha256]: folder })).toThrow("EISDIR");
  });

  it("whose file is not what was added is refused by its name", async () => {
    const damaged = kept(pdfOf(["As it was added"]), 1);
    writeFileSync(path.join(folder, damaged.sha256), pdfOf(["As somebody changed it"]));
    expect(await refusalOf(without(damaged))).toContain(
      "The PDF of Exhibit A (“The agency’s letter”) is damaged",
    );
  });

  it("that no typesetter can read is refused by its name, and the next document is set", async () => {
    const broken = kept(Buffer.from("%PDF-1.7\nno pages"), 1);
    expect(await refusalOf(without(broken))).toContain(
      "The pages of Exhibit A (“The agency’s letter”) can’t be printed",
    );
    expect((await set(suit)).pages).toBe(7);
  });

  it("is refused where the whole would be larger than the court takes", async () => {
    // Of pages whose contents can't be packed, so that the PDF is as large as they are.
    const large = largePdf(36_000_000);
    const input = { ...without(kept(large, 1)), layoutProfile: "cd-cal" } as const;
    expect(await refusalOf(input)).toMatch(
      /The PDF would be 36(\.\d)? MB, and the Central District of California takes at most 35 MB\. The largest exhibit is Exhibit A \(“The agency’s letter”\), 36(\.\d)? MB\. /u,
    );
    expect((await set({ ...input, layoutProfile: "sdny" })).pages).toBe(7);
  });
});

/** One page with a picture of noise. */
function largePdf(bytes: number): Buffer {
  let seed = 1;
  const noise = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += 4) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    noise.writeUInt32LE(seed, at);
  }
  const side = bytes / 1000;
  const parts: Buffer[] = [];
  const places: number[] = [];
  let length = 0;
  const add = (...pieces: (string | Buffer)[]) => {
    for (const piece of pieces) {
      const bytesOf = typeof piece === "string" ? Buffer.from(piece, "latin1") : piece;
      parts.push(bytesOf);
      length += bytesOf.byteLength;
    }
  };
  const object = (...pieces: (string | Buffer)[]) => {
    places.push(length);
    add(`${places.length} 0 obj\n`, ...pieces, "\nendobj\n");
  };
  add("%PDF-1.4\n");
  object("<< /Type /Catalog /Pages 2 0 R >>");
  object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  object(
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /XObject << /P 4 0 R >> >> /Contents 5 0 R >>",
  );
  object(
    `<< /Type /XObject /Subtype /Image /Width ${side} /Height 1000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length ${bytes} >>\nstream\n`,
    noise,
    "\nendstream",
  );
  object("<< /Length 27 >>\nstream\nq 500 0 0 500 50 50 cm /P Do Q\nendstream");
  const start = length;
  add(
    `xref\n0 6\n0000000000 65535 f \n`,
    ...places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`),
    `trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
  );
  return Buffer.concat(parts);
}
