// Renders a page of a PDF as a picture. It has no database and no network; its PDFs come from our
// own typesetter.
import { PNG } from "pngjs";
import { openPdf } from "#server/pdf/document.ts";
import type { PictureJob } from "./picture-job.ts";

/** Returns the page as a PNG in shades of gray; null where the PDF has no such page. */
export default async function draw({ pdf, page, width }: PictureJob): Promise<Uint8Array | null> {
  const document = await openPdf(pdf);
  if (typeof document === "string") throw new Error(`the PDF is ${document}`);
  try {
    if (page > document.pages) return null;
    const drawn = document.page(page - 1, (sheet) => sheet.drawn(width));
    if (drawn === null) throw new Error("the page can't be drawn");
    const picture = new PNG({ width, height: drawn.height });
    picture.data = Buffer.from(drawn.pixels);
    return PNG.sync.write(picture, GRAY);
  } finally {
    document.close();
  }
}

/** One byte a pixel, no filter and fast compression: text on white compresses well as it is. */
const GRAY = {
  colorType: 0,
  inputColorType: 0,
  inputHasAlpha: false,
  filterType: 0,
  deflateLevel: 4,
} as const;
