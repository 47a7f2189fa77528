import { DOCUMENT_KINDS, KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";

/** The longest file name, in bytes of UTF-8: whole paths must fit into mail and court systems. */
const LONGEST_NAME = 100;

/**
 * A name for a PDF: 2021-09-09-foia-request-ice-weekly-reports.pdf. Only letters (lower-case, Latin
 * ones without accents, others in their script), digits and hyphens, whatever the title contains.
 * @param isoDate the day of the filing or of the version.
 */
export function pdfFileName(isoDate: string, kind: DocumentKind, title: string): string {
  const start = `${isoDate}-${hyphenated(KINDS[kind].publicName.en)}`;
  const subject = withoutKind(hyphenated(title));
  const name = subject === "" ? start : `${start}-${subject}`;
  return `${shortened(name)}.pdf`;
}

/** The same in ASCII alone: courts' systems take no other names. */
export function filedPdfName(isoDate: string, kind: DocumentKind, title: string): string {
  return pdfFileName(isoDate, kind, folded(title).replaceAll(/[^\p{ASCII}]/gu, " "));
}

/** A name for the PDF of an exhibit, by its title in its script: memorandum-of-february-18.pdf. */
export function exhibitFileName(title: string): string {
  return `${shortened(hyphenated(title)) || "exhibit"}.pdf`;
}

function hyphenated(text: string): string {
  return folded(text)
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/** Latin letters without their accents; the marks of other scripts are part of their words. */
function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/(?<=\p{Script=Latin})\p{M}+/gu, "")
    .normalize("NFC");
}

/**
 * Removes the kind from the title: "FOIA request for ICE's weekly reports" is about the reports.
 */
function withoutKind(subject: string): string {
  const rest = subject.replace(OF_KIND, "");
  return rest === subject ? subject : rest.replace(/^(?:for|of|about|on|to|concerning)-/, "");
}

const OF_KIND = new RegExp(
  `^(?:the-)?(?:(?:foia|freedom-of-information-act)-)?(?:${DOCUMENT_KINDS.join("|")})(?:-|$)`,
);

/** Cut between words; a word that is too long by itself, after one of its letters. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_NAME) return name;
  let cut = "";
  let bytes = 0;
  for (const letter of name) {
    bytes += Buffer.byteLength(letter);
    if (bytes > LONGEST_NAME) break;
    cut += letter;
  }
  const end = name[cut.length] === "-" ? cut.length : cut.lastIndexOf("-");
  const whole = cut.slice(0, end);
  return Buffer.byteLength(whole) < LONGEST_NAME / 2 ? cut : whole;
}
