import type { PageLanguage } from "#app/domain/public-page/content.ts";

/** The address of a public page in that language; English has no suffix. */
export function inLanguage(path: string, language: PageLanguage): string {
  if (language === "en") return path;
  return `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
}

/** The public address of a matter's page. */
export function publicPath(slug: string): string {
  return `/p/${slug}`;
}

/**
 * The address of a file of that page, by its hash, so that an address never leads to other bytes.
 */
export function publicFilePath(slug: string, sha256: string): string {
  return `/p/${slug}/files/${sha256}`;
}

/** The picture for sharing; another address for each publication, so that nobody shows an old one. */
export function picturePath(slug: string, updatedAt: string): string {
  return `/p/${slug}/picture.png?of=${Date.parse(updatedAt).toString(36)}`;
}

export function feedPath(slug: string): string {
  return `/p/${slug}/feed`;
}
