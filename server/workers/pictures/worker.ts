// Renders a page of a PDF as a picture. It has no database and no network; its PDFs come from our
// own typesetter.
import { PDFiumLibrary } from "@hyzyla/pdfium";
import { PNG } from "pngjs";
import type { PictureJob } from "./picture-job.ts";

const library = PDFiumLibrary.init();

/** Returns the page as a PNG in shades of gray; null where the PDF has no such page. */
export default async function draw({ pdf, page, width }: PictureJob): Promise<Uint8Array | null> {
  const document = await (await library).loadDocument(pdf);
  try {
    if (page > document.getPageCount()) return null;
    const sheet = document.getPage(page - 1);
    const scale = width / sheet.getOriginalSize().originalWidth;
    const drawn = await sheet.render({ scale, render: "bitmap", colorSpace: "Gray" });
    const picture = new PNG({ width: drawn.width, height: drawn.height });
    picture.data = Buffer.from(drawn.data);
    return PNG.sync.write(picture, GREY);
  } finally {
    document.destroy();
  }
}

/** One byte a pixel, no filter and fast compression: text on white compresses well as it is. */
const GREY = {
  colorType: 0,
  inputColorType: 0,
  inputHasAlpha: false,
  filterType: 0,
  deflateLevel: 4,
} as const;
