/** Departments and components that receive requests about immigration, as captions name them. */
const AGENCIES = [
  "U.S. Department of Homeland Security",
  "U.S. Immigration and Customs Enforcement",
  "U.S. Customs and Border Protection",
  "U.S. Citizenship and Immigration Services",
  "U.S. Department of Justice",
  "Executive Office for Immigration Review",
  "U.S. Department of State",
  "U.S. Department of Health and Human Services",
  "Office of Refugee Resettlement",
] as const;

/** Words that abbreviations skip. */
const SMALL = new Set(["and", "the", "of", "for"]);

/**
 * The abbreviations of an agency's name: "DHS" for "U.S. Department of Homeland Security", "CIS"
 * and "USCIS" for "U.S. Citizenship and Immigration Services". Without those of one or two letters.
 */
function abbreviationsOf(name: string): string[] {
  const plain = name.replace(/^(?:the )?(?:U\.\s?S\.|United States) /iu, "");
  const words = plain.split(/[\s-]+/u).filter((word) => word !== "");
  const letters = words
    .filter((word) => !SMALL.has(word.toLowerCase()))
    .map((word) => word[0]?.toUpperCase() ?? "")
    .join("");
  if (letters.length < 3 && !words.some((word) => word.toLowerCase() === "of")) return [];
  // "DOJ": where only two letters would remain, "of" counts.
  const short =
    letters.length >= 3
      ? letters
      : words.map((word) => (word.toLowerCase() === "of" ? "O" : (word[0] ?? ""))).join("");
  return plain === name ? [short] : [short, `US${short}`];
}

/** The abbreviation that papers use, "ICE" or "USCIS"; null for a name that has none. */
export function abbreviationOf(name: string): string | null {
  const [short, withCountry] = abbreviationsOf(name.trim());
  // The one that keeps its country, as the statute books know it.
  const used = short === "CIS" ? withCountry : short;
  return used !== undefined && /^[A-Z]{3,6}$/u.test(used) ? used : null;
}

/** Normalizes a name for comparing spellings: without the country, the article and case. */
export function nameWithoutCountry(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^the /u, "")
    .replace(/^(?:u\.\s?s\.|united states) /u, "");
}

/**
 * The possible parties of a lawsuit, with their names: the matter's own agency, the agencies of
 * such matters, and its organizations by their full names.
 */
export function knownAs(
  agency: { readonly department: string | null; readonly component: string | null },
  organizations: readonly { readonly name: string }[],
): Record<string, string[]> {
  const own = [agency.department, agency.component].flatMap((name) => name ?? []);
  const known: Record<string, string[]> = {};
  const seen = new Set<string>();
  for (const name of [...own, ...AGENCIES]) {
    const plain = nameWithoutCountry(name);
    if (seen.has(plain)) continue;
    seen.add(plain);
    const without = name.replace(/^(?:the )?(?:U\.\s?S\.|United States) /iu, "");
    known[name] = [...(without === name ? [] : [without]), ...abbreviationsOf(name)];
  }
  for (const { name } of organizations) known[name] ??= [];
  return known;
}
