import { DOCUMENT_KINDS, KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";

/** The longest file name, in characters: whole paths must fit into mail and court systems. */
const LONGEST_NAME = 100;

/**
 * A plain name for a PDF: 2021-09-09-foia-request-ice-weekly-reports.pdf. Only lower-case letters,
 * digits and hyphens, whatever the title contains.
 * @param isoDate the day of the filing or of the version.
 */
export function pdfFileName(isoDate: string, kind: DocumentKind, title: string): string {
  const start = `${isoDate}-${plain(KINDS[kind].publicName.en)}`;
  const subject = withoutKind(plain(title));
  const name = subject === "" ? start : `${start}-${subject}`;
  return `${shortened(name)}.pdf`;
}

function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
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

function shortened(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const cut = name.slice(0, LONGEST_NAME + 1);
  return cut.slice(0, Math.max(cut.lastIndexOf("-"), 1)).replace(/-$/, "");
}
