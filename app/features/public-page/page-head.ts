import { textInLanguage, type PageLanguage } from "#app/domain/public-page/content.ts";
import { pictureAltText } from "#app/domain/public-page/picture.ts";
import type { PublishedPage } from "#app/domain/public-page/published.ts";
import { feedPath, inLanguage, picturePath, publicFilePath, publicPath } from "./addresses.ts";
import type { PageHead } from "./PublicDocument.tsx";
import type { ShownPage } from "./shown-page.ts";

interface HeadOptions {
  readonly language: PageLanguage;
  readonly origin: string;
  readonly isListed: boolean;
}

/** The metadata of a matter's page, for link previews and programs. */
export function headOf(shown: ShownPage, { language, origin, isListed }: HeadOptions): PageHead {
  const { slug, page, updatedAt } = shown;
  const published = firstPublished(shown);
  const lead = page.organizations.find((organization) => organization.isLead)?.name;
  return {
    title: textInLanguage(language, page.title),
    description: descriptionOf(page, language),
    path: publicPath(slug),
    isListed,
    ...(lead === undefined ? {} : { site: lead }),
    ...(published === null ? {} : { published }),
    ...(updatedAt === null
      ? {}
      : {
          updated: updatedAt,
          picture: { path: picturePath(slug, updatedAt), alt: pictureAltText(page, language) },
        }),
    feed: feedPath(slug),
    data: dataOf(shown, { language, origin }),
  };
}

/**
 * The one date of publication that programs are told: where the page stood elsewhere before, that
 * day; null for a preview.
 */
function firstPublished({ page, publishedAt }: ShownPage): string | null {
  return page.firstPublishedOn ?? publishedAt;
}

/** In characters; link previews and search engines show about this much. */
const DESCRIPTION = 200;

/** The first paragraph, cut between words. */
export function descriptionOf(page: PublishedPage, language: PageLanguage): string {
  const own =
    page.narrative[language][0] ?? page.narrative.en[0] ?? textInLanguage(language, page.title);
  if (own.length <= DESCRIPTION) return own;
  const start = own.slice(0, DESCRIPTION);
  const end = start.lastIndexOf(" ");
  return `${(end > 0 ? start.slice(0, end) : start).trimEnd()}…`;
}

/**
 * The page in schema.org's vocabulary: an article by organizations with the documents it offers.
 */
function dataOf(
  shown: ShownPage,
  { language, origin }: Pick<HeadOptions, "language" | "origin">,
): object {
  const { slug, page, updatedAt, withdrawnFiles } = shown;
  const at = (path: string) => new URL(path, origin).href;
  const organizations = page.organizations.map(({ name, website }) => ({
    "@type": "Organization",
    name,
    ...(website === null ? {} : { url: website }),
  }));
  return {
    "@context": "https://schema.org",
    "@type": "Article",
    headline: textInLanguage(language, page.title),
    description: descriptionOf(page, language),
    inLanguage: language,
    mainEntityOfPage: at(inLanguage(publicPath(slug), language)),
    ...(updatedAt === null
      ? {}
      : { image: at(inLanguage(picturePath(slug, updatedAt), language)) }),
    datePublished: firstPublished(shown),
    dateModified: updatedAt,
    author: organizations,
    publisher: organizations.find((_, index) => page.organizations[index]?.isLead),
    hasPart: page.documents
      .filter(({ id }) => !withdrawnFiles.includes(id))
      .map(({ label, sha256, mediaType }) => ({
        "@type": "DigitalDocument",
        name: textInLanguage(language, label),
        encodingFormat: mediaType,
        url: at(publicFilePath(slug, sha256)),
      })),
  };
}
