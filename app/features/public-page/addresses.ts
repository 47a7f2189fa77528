import type { PageLanguage } from "#app/domain/public-page/content.ts";

/** An address of the public pages in that language; English is the plain one. */
export function inLanguage(path: string, language: PageLanguage): string {
  if (language === "en") return path;
  return `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
}

/** Where the page of a matter is, for everybody. */
export function publicPath(slug: string): string {
  return `/p/${slug}`;
}

/** A file of that page: by what it holds, so that an address never leads to other bytes. */
export function publicFilePath(slug: string, sha256: string): string {
  return `/p/${slug}/files/${sha256}`;
}

export function feedPath(slug: string): string {
  return `/p/${slug}/feed`;
}
