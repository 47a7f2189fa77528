/** A host that can't exist, to check whether a path stays on its own site. */
const HERE = "http://desk.invalid";

/**
 * The page after signing in, as a path on this site. Anything else (another host, a scheme,
 * `//host`, `/\host`, control characters, which browsers drop) becomes the home page, so that a
 * link to the sign-in page can't lead elsewhere.
 */
export function nextPage(asked: string | null | undefined): string {
  if (!asked?.startsWith("/") || /[\\\s\p{Cc}]/u.test(asked)) return "/";
  if (!URL.canParse(asked, HERE)) return "/";
  const url = new URL(asked, HERE);
  if (url.origin !== HERE || url.pathname.startsWith("//")) return "/";
  if (url.pathname === "/login" || url.pathname === "/logout") return "/";
  return url.pathname + url.search;
}

/** The address of the sign-in page that leads back to `url` afterwards. */
export function signInAddress(url: URL): string {
  const next = nextPage(url.pathname + url.search);
  return next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`;
}
