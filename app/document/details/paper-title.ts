import type { DocumentKind } from "#app/domain/document.ts";
import type { DocumentDetails } from "./document-details.ts";

const KIND_TITLE: Readonly<Record<DocumentKind, string>> = {
  request: "FOIA Request",
  complaint: "Complaint",
  appeal: "Administrative Appeal",
  letter: "Letter",
};

/**
 * The title of a paper's PDF, which readers show in place of the file's name: what the caption calls
 * the paper, else the letter's Re: line, else what kind of paper it is. Never the title under which the
 * workspace lists it, which may be a note among colleagues (L27).
 */
export function paperTitle(
  kind: DocumentKind,
  { caption, letter }: Pick<DocumentDetails, "caption" | "letter">,
): string {
  return caption?.paperTitle ?? letter?.re ?? KIND_TITLE[kind];
}
