import { placeInExhibit } from "../../../app/domain/exhibit";
import type { PrivateDatum } from "../../../app/domain/private-data";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import { exhibitsNamed } from "../../../app/prose/exhibits";
import type { Resources } from "../resources";
import type { VersionContent } from "../versions/content";

type Found = Pick<PrivateDatum, "kind" | "place" | "shown">;

/**
 * What looks private in the exhibits that follow the text, in their order. Refuses `unavailable` where
 * one of them could not be looked through: nobody knows then what would be handed out with it.
 */
export async function privateDataInExhibits(
  { exhibits }: Pick<Resources, "exhibits">,
  { prose, facts }: Pick<VersionContent, "prose" | "facts">,
): Promise<Outcome<readonly Found[]>> {
  const data: Found[] = [];
  for (const { id: exhibitId, letter } of exhibitsNamed(prose)) {
    const exhibit = facts.exhibits.find(({ id }) => id === exhibitId);
    if (!exhibit?.file) continue;
    const found = await exhibits.privateData(exhibit.file.sha256);
    if (found === null) return refuse("unavailable", unreadSentence(letter, exhibit.title));
    data.push(
      ...found.map(({ kind, shown, page }) => ({
        kind,
        shown,
        place: placeInExhibit({ exhibitId, page }),
      })),
    );
  }
  return done(data);
}

function unreadSentence(letter: string, title: string): string {
  return `Exhibit ${letter} (“${title}”) could not be looked through for private data, so nothing was handed out or filed. Try again in a minute; if it happens twice, add its PDF again on the exhibits page.`;
}
