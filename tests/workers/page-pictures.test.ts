import { describe, expect, it, onTestFinished } from "vitest";
import { openPdf } from "#server/pdf/document.ts";
import { pdfium, withRoom } from "#server/pdf/pdfium.ts";
import draw from "#server/workers/pictures/worker.ts";
import { readPng } from "#tests/typesetting/picture.ts";
import { typesetterForTests, suitInput } from "#tests/typesetting/typesetter.ts";
import { body, pageBreak, prose } from "#tests/typesetting/writing.ts";

const typesetter = typesetterForTests();
const marking = { kind: "preview" } as const;
const two = (second: string) =>
  suitInput(prose(body("The first page."), pageBreak(), body(second)), { marking, preview: true });

/** The share of a page that is dark. */
function ink(png: Uint8Array): number {
  const { pixels } = readPng(Buffer.from(png));
  return pixels.filter((shade) => shade < 128).length / pixels.length;
}

describe("a page as a picture", () => {
  it("is as wide as asked, has the shape of the paper, and shows words on white", async () => {
    const { pdf } = await typesetter.set(two("The second."));
    const png = await draw({ pdf, page: 1, width: 600 });
    if (!png) throw new Error("no page");
    expect(readPng(Buffer.from(png))).toMatchObject({ width: 600, height: 776 });
    expect(ink(png)).toBeGreaterThan(0.002);
    expect(ink(png)).toBeLessThan(0.1);
  });

  it("is the same bytes as long as the page is, whatever changed on another", async () => {
    const before = await typesetter.set(two("The second."));
    const after = await typesetter.set(two("The second, with more words."));
    const drawn = async (pdf: Uint8Array, page: number) =>
      Buffer.from((await draw({ pdf, page, width: 600 })) ?? []);
    expect((await drawn(before.pdf, 1)).equals(await drawn(after.pdf, 1))).toBe(true);
    expect((await drawn(before.pdf, 2)).equals(await drawn(after.pdf, 2))).toBe(false);
  });

  it("is none where the paper has no such page", async () => {
    const { pdf } = await typesetter.set(two("The second."));
    expect(await draw({ pdf, page: 3, width: 600 })).toBeNull();
  });
});

it("a PDF for which PDFium has no memory left is not told as damaged, nor one of its pages", async () => {
  const isTooMuch = expect.objectContaining({
    name: "RangeError",
    message: "PDFium has no memory left",
  }) as Error;
  const TOO_MUCH = 2 ** 32 - 4096;
  await expect(openPdf({ byteLength: TOO_MUCH } as Uint8Array)).rejects.toEqual(isTooMuch);
  const { pdf } = await typesetter.set(two("The second."));
  const [document, library] = [await openPdf(pdf), await pdfium];
  if (typeof document === "string") throw new Error(document);
  onTestFinished(() => document.close());
  const read = () => document.page(0, () => withRoom(library, TOO_MUCH, () => "read"));
  expect(read).toThrow(isTooMuch);
});
