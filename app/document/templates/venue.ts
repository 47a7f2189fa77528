import type { Court } from "#app/domain/courts/court.ts";

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
  { complaint: { places } }: Court,
): ResidentParty | null {
  for (const [at, name] of parties.entries()) {
    const city = cities[at] ?? null;
    const [town = ""] = (city ?? "").split(",");
    const found = places.find(
      (place) => city !== null && place.state.test(city) && place.cities.includes(town.trim()),
    );
    if (city !== null && found) return { name, city, divisions: found.divisions ?? null };
  }
  return null;
}
