import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import type { DocumentDetails } from "./document-details.ts";

/**
 * The title in a PDF's metadata, which readers show instead of the file name: the caption's title,
 * else the letter's Re: line, else the kind of document. Never the workspace's title, which may be
 * an internal note (L27).
 */
export function paperTitle(
  kind: DocumentKind,
  { caption, letter }: Pick<DocumentDetails, "caption" | "letter">,
): string {
  return caption?.paperTitle ?? letter?.re ?? KINDS[kind].paperTitle;
}
