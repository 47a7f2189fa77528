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
  if (url.pathname.startsWith("/sign-in/")) return "/";
  return url.pathname + url.search;
}

/** The pages of the steps that may follow a right password. */
const CODE_PAGE = "/sign-in/code";
export const ENROLLMENT_PAGE = "/sign-in/factor";

/** The page after a step of signing in, as a path on this site: the next step, or what was asked for. */
export function pageAfterSignIn(
  { enrolling, awaitsCode = false }: { readonly enrolling: boolean; readonly awaitsCode?: boolean },
  asked: string | null | undefined,
): string {
  if (awaitsCode) return withNext(CODE_PAGE, asked);
  return enrolling ? withNext(ENROLLMENT_PAGE, asked) : nextPage(asked);
}

/** A page on the way to another one. */
export function withNext(page: string, asked: string | null | undefined): string {
  const next = nextPage(asked);
  return next === "/" ? page : `${page}?next=${encodeURIComponent(next)}`;
}

/** The address of the sign-in page that leads back to `url` afterwards. */
export function signInAddress(url: URL): string {
  return withNext("/login", url.pathname + url.search);
}
