import type { ScanFindings } from "./scan-findings.ts";
import { decoded } from "./media-type.ts";
import { withoutTags } from "./without-tags.ts";
import { filesIn } from "./zip.ts";
import { bugOfOurs } from "#server/workers/bug-of-ours.ts";

/** The media types whose files are archives of XML. */
export function isOffice(mediaType: string): boolean {
  return /openxmlformats-officedocument|oasis\.opendocument/u.test(mediaType);
}

/** Searches the text of a Word, Excel, PowerPoint or OpenDocument file; pictures are not read. */
export async function readOffice(
  bytes: Buffer,
  file: string | null,
  findings: ScanFindings,
): Promise<void> {
  let hasPicture = false;
  try {
    for await (const part of filesIn(bytes, (name) => !/\.rels$/iu.test(name))) {
      if (/\.xml$/iu.test(part.name)) {
        const isRead = part.bytes !== null && findings.look(file, null, textPieces(part.bytes));
        if (!isRead) findings.unread(file, null, part.why ?? "limit");
      } else if (/(?:^|\/)(?:media|embeddings|Pictures|Object)/u.test(part.name)) hasPicture = true;
    }
  } catch (error) {
    bugOfOurs(error);
    findings.unread(file, null, "damaged");
    return;
  }
  if (hasPicture) findings.unread(file, null, "picture");
}

/** Tags don't separate words; the ends of paragraphs, cells and lines do. */
function* textPieces(xml: Buffer): Generator<string> {
  const words = withoutTags(decoded(xml), (tag) => {
    if (/^(?:\/(?:w:p|a:p|text:p|text:h|si|row)|w:br\/)$/u.test(tag)) return "\n";
    return /^(?:\/(?:c|w:tc|table:table-cell)|w:tab\/)$/u.test(tag) ? "\t" : "";
  });
  for (const piece of words) {
    yield piece.replaceAll(
      /&(?<name>lt|gt|amp|quot|apos);/gu,
      (_all, name: string) => ENTITIES[name] ?? "",
    );
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
};
