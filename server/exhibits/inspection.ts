import { thousands } from "#app/domain/thousands.ts";
import { EXHIBIT_LIMITS, sizeText } from "#app/domain/exhibit.ts";
import type { PrivateDatum } from "#app/domain/private-data.ts";

/** The task of the process: a PDF to inspect, or the texts of its pages to search. */
export interface Task {
  readonly task: "inspect" | "scan";
  readonly file: string;
  /** The names to watch for (L68). */
  readonly watched: readonly string[];
}

/** Private data in an exhibit. */
interface ExhibitDatum extends Pick<PrivateDatum, "kind" | "shown"> {
  /** From 1. */
  readonly page: number;
}

/** The text of a page; for a picture, such as a scan, the few words on it. */
export type PageText = string | { readonly picture: string };

/** The result of searching an exhibit's text. */
export interface ExhibitScan {
  readonly data: readonly ExhibitDatum[];
  /** The pages, from 1, that can't be searched: pictures, and pages without text. */
  readonly unread: readonly number[];
}

/** The result of inspecting a PDF: its pages with their texts, or why it can't be an exhibit. */
export type Inspection =
  | {
      readonly ok: true;
      readonly pages: number;
      readonly texts: readonly PageText[];
      readonly scan: ExhibitScan;
    }
  | ({ readonly ok: false } & Fault);

/** Why a file can't be an exhibit. Pages count from 1. */
export type Fault =
  | { readonly why: "empty" | "not-a-pdf" | "encrypted" | "too-much-text" | "unprintable" }
  | { readonly why: "too-many-pages"; readonly pages: number }
  | { readonly why: "page-size" | "page-unreadable" | "drawn-upon"; readonly page: number };

/** Why that file was refused, that nothing of it was stored, and what to do. */
export function faultSentence(fileName: string, fault: Fault): string {
  return `“${clipped(fileName)}” ${WHAT[fault.why](fault)}`;
}

/** The same for a file whose inspection exceeded its limit of time or memory. */
export function tooCostlySentence(fileName: string): string {
  return `“${clipped(fileName)}” took more time or memory to look through than it may, so nothing of it was stored. Print it to a new PDF, or add it in parts.`;
}

/** The same for a file that exceeds the limit of an exhibit, or the bytes that are left. */
export function tooLargeSentence(fileName: string, left: number): string {
  const name = `“${clipped(fileName)}”`;
  return left < EXHIBIT_LIMITS.bytes
    ? `${name} is larger than the ${sizeText(left)} that are left for files here, so nothing of it was stored.`
    : `${name} is larger than ${sizeText(EXHIBIT_LIMITS.bytes)}, the most that an exhibit may be, so nothing of it was stored. Make it smaller, or add it in parts.`;
}

const page = (fault: Fault) => ("page" in fault ? `page ${fault.page}` : "a page");
const pages = (fault: Fault) => ("pages" in fault ? thousands(fault.pages) : "more");

const WHAT: Readonly<Record<Fault["why"], (fault: Fault) => string>> = {
  empty: () => "is empty, so nothing was stored. Choose another file.",
  "not-a-pdf": () =>
    "is not a PDF, or is damaged, so nothing of it was stored. Open it where it was made, save it as a PDF and add that.",
  encrypted: () =>
    "is protected with a password or against printing, so nothing of it was stored. Save it without protection and add that.",
  "too-many-pages": (fault) =>
    `has ${pages(fault)} pages, and an exhibit may have ${EXHIBIT_LIMITS.pages}, so nothing of it was stored. Add it in parts.`,
  "page-size": (fault) =>
    `has a page of an unlikely size, ${page(fault)}, so nothing of it was stored. Print it to a PDF on paper of a usual size and add that.`,
  "page-unreadable": (fault) =>
    `has a page that can’t be read, ${page(fault)}, so nothing of it was stored. Print it to a new PDF and add that.`,
  "drawn-upon": (fault) =>
    `has notes, form fields or a signature laid over ${page(fault)}. They are no part of the page and would be lost, so nothing of it was stored. Take them out, or print it to a new PDF with them, and add that.`,
  "too-much-text": () =>
    "holds more text than can be looked through for private data, so nothing of it was stored. Add it in parts.",
  unprintable: () =>
    "can’t be put into another PDF, so nothing of it was stored. Print it to a new PDF and add that.",
};

/** The part of a file's name that a sentence repeats, in characters. */
const LONGEST_NAME = 80;

/** A file's name for a sentence. */
export function clipped(fileName: string): string {
  const name = fileName.replaceAll(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, "");
  if (name.length <= LONGEST_NAME) return name;
  // Doesn't cut a surrogate pair.
  return `${name.slice(0, LONGEST_NAME - 1).replace(/[\ud800-\udbff]$/u, "")}…`;
}
