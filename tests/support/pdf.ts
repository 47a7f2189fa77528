/** A page of a handwritten PDF. */
export interface TestPage {
  readonly text: string;
  /** In points. */
  readonly width?: number;
  readonly height?: number;
  /** A picture that fills the page, as from a scanner. */
  readonly picture?: boolean;
  /** Entries of the page's dictionary, such as annotations. */
  readonly more?: string;
  /** Drawn besides, in PDF's own operators, with the resources that it names. */
  readonly drawn?: string;
  readonly resources?: string;
}

/**
 * A small PDF written by hand, so that no code of the product is between the test and the format.
 */
export function pdfOf(
  pages: readonly (TestPage | string)[],
  options: {
    readonly trailer?: string;
    readonly padding?: number;
    /** Entries of the catalog, and objects behind the pages', which they name by `objectAfter`. */
    readonly catalog?: string;
    readonly objects?: readonly string[];
  } = {},
): Buffer {
  const kids = pages.map((_page, index) => `${4 + index * 2} 0 R`).join(" ");
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${options.catalog ?? ""} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...pages.flatMap((page, index) => {
      const {
        text,
        width = 612,
        height = 792,
        more = "",
        picture = false,
        drawn: besides = "",
        resources = "",
      } = typeof page === "string" ? { text: page } : page;
      const scan = picture
        ? `q ${width} 0 0 ${height} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q `
        : "";
      const drawn = `${scan}${besides}BT /F1 18 Tf 40 ${height - 60} Td (${text}) Tj ET 2 w 5 5 ${width - 10} ${height - 10} re S`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /Font << /F1 3 0 R >> ${resources} >> /Contents ${5 + index * 2} 0 R ${more} >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
  ];
  objects.push(...(options.objects ?? []));
  if (options.padding) objects.push(noise(options.padding));
  let file = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${options.trailer ?? ""} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + end, "latin1");
}

/** The number of the first of the objects behind those of so many pages. */
export const objectAfter = (pages: number) => 4 + pages * 2;

/** A stream with these entries in its dictionary. */
export const streamOf = (entries: string, content: Buffer | string) =>
  `<< ${entries} /Length ${content.length} >>\nstream\n${typeof content === "string" ? content : content.toString("latin1")}\nendstream`;

/** An unused object of that many bytes. */
function noise(bytes: number): string {
  return `<< /Length ${bytes} >>\nstream\n${"x".repeat(bytes)}\nendstream`;
}

/** The trailer of a file that needs a password. */
export const LOCKED = `/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"41".repeat(32)}> /U <${"42".repeat(32)}> >>`;

/** A note placed on a page, which is not part of the page's content. */
export const NOTE =
  "/Annots [<< /Type /Annot /Subtype /FreeText /Rect [100 100 300 160] /Contents (Ask Ana) /DA (/Helv 12 Tf 0 g) >>]";
/** A note that no reader shows. */
export const hiddenNote = (words: string) =>
  `/Annots [<< /Type /Annot /Subtype /Text /F 2 /Rect [100 100 120 120] /Contents (${words}) >>]`;
/** A form field with that value. */
export const fieldOf = (value: string) =>
  `/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (Number) /V (${value}) /Rect [100 100 300 120] >>]`;
/** A link, which draws nothing. */
export const LINK =
  "/Annots [<< /Type /Annot /Subtype /Link /Rect [40 700 300 760] /A << /S /URI /URI (https://example.org) >> >>]";
