/**
 * Files beside the documents: letters, releases, stamped copies, proofs of service (L20, L22).
 * Pure.
 */

import { pagesText } from "./exhibit.ts";
import { withoutHiddenSigns } from "./hidden-signs.ts";
import type { PrivateDataKind } from "./private-data/kinds.ts";

/** As courts, networks and most file managers count. */
const MEGABYTE = 1_000_000;

export const ATTACHMENT_LIMITS = {
  /** Of one file. */
  bytes: 100 * MEGABYTE,
  /** The most files at one target. */
  ofTarget: 200,
  /** Characters of a file's name. */
  name: 200,
} as const;

export const ATTACHMENT_ROLES = ["letter", "release", "stamped-copy", "proof", "other"] as const;
export type AttachmentRole = (typeof ATTACHMENT_ROLES)[number];
export const ATTACHMENT_ROLE_LABELS: Readonly<Record<AttachmentRole, string>> = {
  letter: "Letter",
  release: "Released records",
  "stamped-copy": "Stamped copy",
  proof: "Proof of service",
  other: "Other file",
};

/** The targets of attachments, and the possible roles at each; the first is the default. */
export const ATTACHMENT_TARGETS = {
  /** An event of the agency record. */
  "agency-event": ["letter", "release", "other"],
  production: ["release", "letter", "other"],
  /** A docket entry. */
  "docket-event": ["proof", "stamped-copy", "other"],
  /** A filed document. */
  filing: ["stamped-copy", "proof", "other"],
} as const satisfies Record<string, readonly AttachmentRole[]>;
export type AttachmentTargetKind = keyof typeof ATTACHMENT_TARGETS;

/** Something that looks private in an attachment. */
export interface AttachmentDatum {
  /** "page 3"; with the name of the inner file, for archives and e-mails. */
  readonly place: string;
  readonly kind: PrivateDataKind;
  readonly shown: string;
}

/** A part of an attachment without readable text, with the reason. */
export interface UnreadPart {
  /** The inner file of an archive or an e-mail; null for the attachment itself. */
  readonly file: string | null;
  /** From 1; null for all of a file without pages. */
  readonly pages: readonly number[] | null;
  readonly why: UnreadReason;
}

const UNREAD_REASONS = {
  picture: "a picture",
  encrypted: "protected by a password",
  "drawn-upon": "notes, marks or form fields that lie over the page",
  nested: "a file inside of another one",
  metadata: "protected, damaged or too long",
  earlier: "attached before notes, fields, small pictures and metadata were looked at",
  form: "a form whose values stand beside its pages",
  limit: "more than can be looked through",
  unknown: "of a kind that can’t be read",
  damaged: "damaged",
  program: "a program, a script, or of another kind that is only kept in archives",
} as const;
export type UnreadReason = keyof typeof UNREAD_REASONS;

/** The findings in an attachment from when it was added. */
export interface AttachmentScan {
  readonly data: readonly AttachmentDatum[];
  readonly unread: readonly UnreadPart[];
}

/**
 * The rules by which attachments are searched. 1: the text of a PDF's pages, and large pictures; 2:
 * also its notes, fields, small pictures, metadata and embedded files.
 */
export const SCAN_RULES = 2;

const MAY_HOLD_PDF = new Set(["application/pdf", "application/zip", "message/rfc822"]);

/**
 * A scan as the database has it: canonical JSON with the number of its rules. One by fewer rules
 * than today's leaves the file to a person.
 */
export function storedScan(scan: string, mediaType: string): AttachmentScan {
  // Only this program writes it, in this shape.
  const { data, unread, rules = 1 } = JSON.parse(scan) as AttachmentScan & { rules?: number };
  const isOutdated = rules < SCAN_RULES && MAY_HOLD_PDF.has(mediaType);
  const all = { file: null, pages: null, why: "earlier" } as const;
  return { data, unread: isOutdated ? [...unread, all] : unread };
}

const OLD_OFFICE = ["application/x-cfb", "application/vnd.ms-outlook"];

/**
 * The accepted endings of names, with the content types that they may have. A computer opens a file
 * by its ending: none here is opened as a program, or as a page that can hold scripts.
 */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  pdf: ["application/pdf"],
  // A text that begins with the lines of an e-mail reads as one.
  txt: ["text/plain", "message/rfc822"],
  text: ["text/plain", "message/rfc822"],
  csv: ["text/plain", "message/rfc822"],
  tsv: ["text/plain"],
  log: ["text/plain", "message/rfc822"],
  md: ["text/plain", "message/rfc822"],
  json: ["text/plain"],
  eml: ["message/rfc822", "text/plain"],
  msg: OLD_OFFICE,
  zip: ["application/zip"],
  docx: ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  xlsx: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  pptx: ["application/vnd.openxmlformats-officedocument.presentationml.presentation"],
  doc: [...OLD_OFFICE, "application/rtf"],
  xls: OLD_OFFICE,
  ppt: OLD_OFFICE,
  rtf: ["application/rtf"],
  odt: ["application/vnd.oasis.opendocument.text"],
  ods: ["application/vnd.oasis.opendocument.spreadsheet"],
  jpg: ["image/jpeg"],
  jpeg: ["image/jpeg"],
  png: ["image/png"],
  gif: ["image/gif"],
  tif: ["image/tiff"],
  tiff: ["image/tiff"],
  webp: ["image/webp"],
  heic: ["image/heic"],
  mp3: ["audio/mpeg"],
  wav: ["audio/wav"],
  m4a: ["audio/x-m4a"],
  mp4: ["video/mp4"],
  mov: ["video/quicktime"],
};

/** The accepted content types, with their names. None is executable. */
export const MEDIA_TYPES: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "text/plain": "text",
  "message/rfc822": "e-mail",
  "application/zip": "archive",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel workbook",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint file",
  "application/vnd.oasis.opendocument.text": "OpenDocument text",
  "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument spreadsheet",
  "application/x-cfb": "Office file of an older kind",
  "application/vnd.ms-outlook": "Outlook message",
  "application/rtf": "rich text",
  "image/jpeg": "picture",
  "image/png": "picture",
  "image/gif": "picture",
  "image/tiff": "picture",
  "image/webp": "picture",
  "image/heic": "picture",
  "audio/mpeg": "recording",
  "audio/wav": "recording",
  "audio/x-m4a": "recording",
  "video/mp4": "video",
  "video/quicktime": "video",
};

/** Endings that are refused most often, and what their files are. */
const REFUSED: readonly (readonly [endings: RegExp, what: string])[] = [
  [/^(?:x?html?|mht|mhtml|svgz?|xml|xsl)$/u, "a page that can hold scripts"],
  [/^(?:do[ct]m|xl[st]m|xlam|xlsb|p[op][ast]m|pptm)$/u, "an Office file that can hold macros"],
  [/^(?:url|webloc|desktop|lnk|inetloc|.+-ms)$/u, "a link that a computer follows by itself"],
  [/^(?:application|appinstaller|appxbundle|msixbundle|workflow)$/u, "a program, or installs one"],
];

/**
 * Why a file of that name is refused, whatever is in it; null where it is accepted. The last ending
 * counts, since it is by that one that a computer opens the file.
 * @param name as attachmentName returns it.
 */
export function endingProblem(name: string): string | null {
  const ending = endingOf(name);
  if (ending === null || Object.hasOwn(ENDINGS, ending)) return null;
  const what = REFUSED.find(([endings]) => endings.test(ending))?.[1];
  return `is called .${ending}, ${what ?? "which is not one of the kinds that are kept here: a computer may run such a file as a program"}. Save it as a PDF or a text (.txt); where the very file matters, put it into an archive (.zip).`;
}

/**
 * The ending of a name, in lower case; null for one without, such as "Letter of 12.10.2021" or
 * "No.2021-ICLI-00012".
 */
function endingOf(name: string): string | null {
  const ending = /\.(?<ending>[^.\s]+)$/u.exec(name)?.groups?.["ending"]?.toLowerCase();
  if (ending === undefined) return null;
  const isOne = /^(?=.*\p{L})[\p{L}\p{N}]{1,8}$/u.test(ending);
  return isOne || REFUSED.some(([endings]) => endings.test(ending)) ? ending : null;
}

/** Why a file with that name and content is refused; null where it is accepted. */
export function typeProblem(name: string, mediaType: string): string | null {
  const called = MEDIA_TYPES[mediaType];
  if (called === undefined) {
    return "is of a kind that is not kept here, such as a program. Save it as a PDF, or put its pages into one.";
  }
  const ending = endingOf(name);
  if (ending === null) return null;
  if (ENDINGS[ending]?.includes(mediaType)) return null;
  return `is called .${ending}, but its content is ${article(called)} ${called}. Open it where it came from, and save it again under its own kind.`;
}

/** Why a file can't be brought in as the PDF that was filed; null where it can. */
export function pdfProblem(mediaType: string, { unread }: AttachmentScan): string | null {
  if (mediaType !== "application/pdf") {
    return "is not a PDF. Bring in the PDF that was filed, or print the paper to one.";
  }
  const whole = unread.find(({ file, pages }) => file === null && pages === null)?.why;
  if (whole === "encrypted") {
    return "is protected by a password, and nobody here could open it. Bring in the file without it.";
  }
  if (whole === "damaged") {
    return "can’t be opened as a PDF: it is damaged, or did not arrive whole. Look whether it opens on your device, and send that file.";
  }
  return null;
}

function article(word: string): string {
  return /^[aeiou]/iu.test(word) ? "an" : "a";
}

/**
 * The stored name: without folders, control and direction characters, and of limited length. Nor does
 * it have a colon or end in dots, behind which Windows would find another ending than the one seen.
 */
export function attachmentName(name: string): string {
  const plain = withoutHiddenSigns(name.replace(/^.*[/\\]/u, ""))
    // Joiners and the tags of flags are left where they are needed.
    .replaceAll(
      /(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])\p{Cf}|[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]/gu,
      "",
    )
    .replaceAll(":", "-")
    .replaceAll(/\s+/gu, " ")
    .replace(/(?<![. ])[. ]+$/u, "")
    .trim();
  if (plain === "") return "file";
  if (plain.length <= ATTACHMENT_LIMITS.name) return plain;
  const ending = /\.[^.\s]{1,20}$/u.exec(plain)?.[0] ?? "";
  // Not through the middle of a character of two units.
  const kept = plain
    .slice(0, ATTACHMENT_LIMITS.name - ending.length)
    .replace(/[\ud800-\udbff]$/u, "");
  return kept + ending;
}

/** Lists what a person must look at before publication, one sentence each. */
export function unreadSentences(unread: readonly UnreadPart[]): string[] {
  return unread.map(({ file, pages, why }) => {
    if (why === "metadata") {
      return `What ${file === null ? "the file" : `“${file}”`} says of itself: not read, ${UNREAD_REASONS[why]}.`;
    }
    if (why === "program") return `“${file ?? "The file"}”: ${UNREAD_REASONS[why]}.`;
    const which =
      pages === null
        ? file === null
          ? "The whole file"
          : `“${file}”`
        : `${capital(pagesText(pages))}${file === null ? "" : ` of “${file}”`}`;
    return `${which}: not read, ${UNREAD_REASONS[why]}.`;
  });
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
