import { placeInExhibit } from "#app/domain/exhibit.ts";
import type { PrivateDatum } from "#app/domain/private-data.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { exhibitsNamed } from "#app/document/numbering/exhibits.ts";
import type { Resources } from "#server/services/resources.ts";
import type { StoredContent } from "#server/services/versions/content.ts";

interface FoundInExhibits {
  readonly data: readonly Pick<PrivateDatum, "kind" | "place" | "shown">[];
  readonly unread: readonly UnreadExhibit[];
}

/** An exhibit with pages that can't be searched: they are pictures, or contain no text. */
export interface UnreadExhibit {
  readonly id: string;
  readonly letter: string;
  readonly title: string;
  /** Counts from 1. */
  readonly pages: readonly number[];
  /** Of the PDF. */
  readonly sha256: string;
}

/**
 * The private data in the exhibits that follow the text, in order, and the pages that can't be
 * searched. Refuses `unavailable` where one of them could not be read at all: its content would be
 * unknown.
 * @param watched the names to watch for (L68).
 */
export async function privateDataInExhibits(
  { exhibits }: Pick<Resources, "exhibits">,
  by: string,
  { prose, facts }: Pick<StoredContent, "prose" | "facts">,
  watched: readonly string[],
): Promise<Outcome<FoundInExhibits>> {
  const data: FoundInExhibits["data"][number][] = [];
  const unread: UnreadExhibit[] = [];
  for (const { id: exhibitId, letter } of exhibitsNamed(prose)) {
    const exhibit = facts.exhibits.find(({ id }) => id === exhibitId);
    if (!exhibit?.file) continue;
    const { title, file } = exhibit;
    const found = await exhibits.scan(by, file.sha256, watched);
    if (!found.ok) {
      const isOurs = found.refusal.code === "our-fault";
      return isOurs ? found : refuse("unavailable", unreadSentence(letter, title));
    }
    data.push(
      ...found.value.data.map(({ kind, shown, page }) => ({
        kind,
        shown,
        place: placeInExhibit({ exhibitId, page }),
      })),
    );
    if (found.value.unread.length > 0) {
      unread.push({ id: exhibitId, letter, title, pages: found.value.unread, sha256: file.sha256 });
    }
  }
  return done({ data, unread });
}

function unreadSentence(letter: string, title: string): string {
  return `Exhibit ${letter} (“${title}”) could not be looked through for private data, so nothing was handed out or filed. Try again in a minute; if it happens twice, add its PDF again on the exhibits page.`;
}
