/**
 * Replaces the path in a show-once link by an absolute URL that can be passed on: where APP_URL is
 * not set, services know only the path, and the origin is that of the current request.
 */
export function withAbsoluteUrl<T extends { readonly link: string | null }>(
  shown: T,
  appUrl: string,
): T {
  if (shown.link === null) return shown;
  return { ...shown, link: new URL(shown.link, appUrl).href };
}
