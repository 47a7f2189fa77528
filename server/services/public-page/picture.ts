import type { PageLanguage } from "#app/domain/public-page/content.ts";
import type { PublishedPage } from "#app/domain/public-page/published.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";

type Drawers = Pick<Resources, "cardTypesetter" | "pagePictures">;
type Picture = Promise<Outcome<Uint8Array>>;

/** The pictures of each server that were drawn, or are being drawn, by their snapshots. */
const known = new WeakMap<object, Map<string, Picture>>();
/** Of some 60 kB each. */
const MOST_KNOWN = 50;

/**
 * The picture that stands for a published page where it is shared (L69), as a PNG. Drawn from the
 * snapshot alone, once by each process, however many strangers ask, and by whatever address.
 */
export function drawPagePicture(
  drawers: Drawers,
  { page, hash }: { readonly page: PublishedPage; readonly hash: string },
  language: PageLanguage,
): Picture {
  const of = known.get(drawers.cardTypesetter) ?? new Map<string, Picture>();
  known.set(drawers.cardTypesetter, of);
  const key = `${hash} ${language}`;
  const before = of.get(key);
  if (before) return before;
  if (of.size >= MOST_KNOWN) of.clear();
  const drawn = draw(drawers, page, language);
  of.set(key, drawn);
  const forget = () => of.delete(key);
  void drawn.then(({ ok }) => ok || forget(), forget);
  return drawn;
}

/** Everybody who asks for a picture takes turns as one. */
const BY = "everybody";

async function draw(
  { cardTypesetter, pagePictures }: Drawers,
  page: PublishedPage,
  language: PageLanguage,
): Picture {
  // Loaded with the first picture: it brings the texts of pages in both languages.
  const { PICTURE, pictureTexts } = await import("#app/domain/public-page/picture.ts");
  const card = pictureTexts(page, language);
  // The same bytes for the same page: its day is that of the record.
  const createdAt = new Date(`${page.asOf}T00:00:00Z`);
  const set = await cardTypesetter.card({ card, language, createdAt }, { by: BY });
  if (!set.ok) return set;
  return pagePictures.draw({ pdf: set.value.pdf, page: 1, width: PICTURE.width });
}
