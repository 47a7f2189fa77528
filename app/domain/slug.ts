/** The longest slug, in characters. */
export const SLUG_LIMIT = 60;

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Path segments that the workspace uses itself. */
const RESERVED: ReadonlySet<string> = new Set(["new", "edit", "settings", "documents", "people"]);

/** Whether the text is a valid slug: a-z and 0-9 with single hyphens between, within the limit. */
export function isSlug(text: string): boolean {
  return text.length <= SLUG_LIMIT && SLUG.test(text);
}

/**
 * A title as a slug: "ICE's Weekly Reports" → "ices-weekly-reports". Cut at a word boundary where
 * it is longer than `limit` characters. Returns `fallback` (itself a slug) where the title has no
 * usable letter or the slug is reserved.
 */
export function slugOf(title: string, fallback: string, limit = SLUG_LIMIT): string {
  const words = title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word : `${slug}-${word}`;
    if (longer.length > limit) break;
    slug = longer;
  }
  // A single word that is too long is cut inside.
  if (slug === "") slug = (words[0] ?? "").slice(0, limit);
  return slug === "" || RESERVED.has(slug) ? fallback : slug;
}

/** The title's slug; where it is taken, the first free one of "…-2", "…-3" and so on. */
export function freeSlug(
  title: string,
  fallback: string,
  isTaken: (slug: string) => boolean,
): string {
  const plain = slugOf(title, fallback);
  if (!isTaken(plain)) return plain;
  for (let number = 2; ; number += 1) {
    const ending = `-${number}`;
    const slug = `${slugOf(title, fallback, SLUG_LIMIT - ending.length)}${ending}`;
    if (!isTaken(slug)) return slug;
  }
}
