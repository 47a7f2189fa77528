/**
 * Something to show once that carries a link, with the link as it can be passed on: where APP_URL is
 * not set, services know only its path, and the origin is the one that this page was asked for at.
 */
export function withAbsoluteUrl<T extends { readonly link: string | null }>(
  shown: T,
  appUrl: string,
): T {
  if (shown.link === null) return shown;
  return { ...shown, link: new URL(shown.link, appUrl).href };
}
