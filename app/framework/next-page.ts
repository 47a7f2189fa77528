/** A host that no address can have, to see whether a path stays on its own site. */
const HERE = "http://desk.invalid";

/**
 * The page to go to after signing in, as a path on this site. Anything else (another host, a scheme,
 * `//host`, `/\host`, control characters, which browsers drop) becomes the home page, so that a link
 * to the sign-in page can't be used to send people elsewhere.
 */
export function nextPage(asked: string | null | undefined): string {
  if (!asked?.startsWith("/") || /[\\\s\p{Cc}]/u.test(asked)) return "/";
  if (!URL.canParse(asked, HERE)) return "/";
  const url = new URL(asked, HERE);
  if (url.origin !== HERE || url.pathname.startsWith("//")) return "/";
  if (url.pathname === "/login" || url.pathname === "/logout") return "/";
  return url.pathname + url.search;
}

/** The sign-in page's address that brings the person back to `url` afterwards. */
export function signInAddress(url: URL): string {
  const next = nextPage(url.pathname + url.search);
  return next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`;
}
