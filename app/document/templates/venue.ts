import type { CourtProfile } from "#app/domain/companion-paper.ts";

/**
 * The judicial district of each city in which a coalition's organizations are likely to be (28
 * U.S.C. §§ 84(a), (c), 112(b), 88). For other cities the text has a prompt instead of a guess.
 */
const CITIES: readonly {
  readonly court: CourtProfile;
  readonly state: RegExp;
  readonly cities: readonly string[];
  /** The divisions of Civ. L.R. 3-2(d), (e) that serve the county. */
  readonly divisions?: string;
}[] = [
  {
    court: "nd-cal",
    state: /\bCalifornia\b|\bCA\b/u,
    cities: [
      "San Francisco",
      "Oakland",
      "Berkeley",
      "Alameda",
      "Hayward",
      "Fremont",
      "Richmond",
      "Concord",
      "San Rafael",
      "Napa",
      "Santa Rosa",
      "San Mateo",
      "Redwood City",
      "Daly City",
    ],
    divisions: "the San Francisco Division or the Oakland Division",
  },
  {
    court: "nd-cal",
    state: /\bCalifornia\b|\bCA\b/u,
    cities: ["San Jose", "Santa Clara", "Palo Alto", "Mountain View", "Salinas", "Santa Cruz"],
    divisions: "the San Jose Division",
  },
  {
    court: "cd-cal",
    state: /\bCalifornia\b|\bCA\b/u,
    cities: [
      "Los Angeles",
      "Long Beach",
      "Pasadena",
      "Santa Monica",
      "Santa Ana",
      "Anaheim",
      "Riverside",
      "San Bernardino",
      "Santa Barbara",
    ],
  },
  {
    court: "sdny",
    state: /\bNew York\b|\bNY\b/u,
    cities: ["New York", "Manhattan", "Bronx", "The Bronx", "White Plains", "Yonkers"],
  },
  { court: "ddc", state: /\bD\.? ?C\.?\b/u, cities: ["Washington"] },
];

interface ResidentParty {
  readonly name: string;
  readonly city: string;
  /** The divisions that serve the county; null in courts whose divisions don't depend on it. */
  readonly divisions: string | null;
}

/** The first party in a city of that court's district; null if there is none. */
export function residentParty(
  parties: readonly string[],
  cities: readonly (string | null)[],
  court: CourtProfile,
): ResidentParty | null {
  for (const [at, name] of parties.entries()) {
    const city = cities[at] ?? null;
    const found = city === null ? undefined : listed(city, court);
    if (city !== null && found) return { name, city, divisions: found.divisions ?? null };
  }
  return null;
}

function listed(city: string, court: CourtProfile) {
  const [town = ""] = city.split(",");
  return CITIES.find(
    (row) => row.court === court && row.state.test(city) && row.cities.includes(town.trim()),
  );
}
