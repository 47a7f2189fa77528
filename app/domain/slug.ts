/** The longest slug, in characters. */
export const SLUG_LIMIT = 60;

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Words that addresses of the workspace use themselves. */
const RESERVED: ReadonlySet<string> = new Set(["new", "edit", "settings", "documents", "people"]);

/** Whether the text can stand as a slug: a-z, 0-9 and single hyphens between, not too long. */
export function isSlug(text: string): boolean {
  return text.length <= SLUG_LIMIT && SLUG.test(text);
}

/**
 * A title as it can stand in an address: "ICE's Weekly Reports" → "ices-weekly-reports". Cut between
 * words where it would be longer than `limit` characters; `fallback` (itself a slug) where no letter
 * of the title can stand in an address, or where the address is taken by the workspace itself.
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
  // One word alone that is too long is cut within.
  if (slug === "") slug = (words[0] ?? "").slice(0, limit);
  return slug === "" || RESERVED.has(slug) ? fallback : slug;
}

/** The title's slug, or where that is taken the first free one of "…-2", "…-3" and so on. */
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
