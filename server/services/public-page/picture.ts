import type { PageLanguage } from "#app/domain/public-page/content.ts";
import type { PublishedPage } from "#app/domain/public-page/published.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";

/** Everybody who asks for a picture takes turns as one. */
const BY = "everybody";

/**
 * The picture that stands for a published page where it is shared (L69), as a PNG. Drawn from the
 * snapshot alone; whoever serves it keeps it as long as the snapshot stands.
 */
export async function drawPagePicture(
  { cardTypesetter, pagePictures }: Pick<Resources, "cardTypesetter" | "pagePictures">,
  page: PublishedPage,
  language: PageLanguage,
): Promise<Outcome<Uint8Array>> {
  // Loaded with the first picture: it brings the texts of pages in both languages.
  const { PICTURE, pictureWords } = await import("#app/domain/public-page/picture.ts");
  const card = pictureWords(page, language);
  // The same bytes for the same page: its day is that of the record.
  const createdAt = new Date(`${page.asOf}T00:00:00Z`);
  const set = await cardTypesetter.card({ card, language, createdAt }, { by: BY });
  if (!set.ok) return set;
  return pagePictures.draw({ pdf: set.value.pdf, page: 1, width: PICTURE.width });
}
