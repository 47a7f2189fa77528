import { exhibitsNamed } from "#app/document/numbering/exhibits.ts";
import type { StoredContent } from "#server/services/versions/content.ts";

/** An exhibit of a version with a PDF, which follows the text or is filed as a file of its own (L25). */
export interface FiledExhibit {
  readonly id: string;
  readonly letter: string;
  readonly title: string;
  /** SHA-256 of its PDF, in hexadecimal. */
  readonly sha256: string;
}

/** The exhibits with a PDF that the text names, in the order of their letters. */
export function exhibitFilesOf({
  prose,
  facts,
}: Pick<StoredContent, "prose" | "facts">): FiledExhibit[] {
  return exhibitsNamed(prose).flatMap(({ id, letter }) => {
    const exhibit = facts.exhibits.find((known) => known.id === id);
    if (!exhibit?.file) return [];
    return [{ id, letter, title: exhibit.title, sha256: exhibit.file.sha256 }];
  });
}
