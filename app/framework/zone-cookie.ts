import { cookieIn } from "./cookies.ts";

const NAME = "zone";
const YEAR = 365 * 24 * 60 * 60;

const ZONE = /^[A-Z][A-Za-z0-9]*(?:[/_+-][A-Za-z0-9]+)*$/u;
const MOST_LETTERS = 64;

/** Zones that were asked for and exist: asking costs as long as drawing a line of a page. */
const known = new Set<string>();
const MOST_KNOWN = 1_000;

/** The reader's IANA time zone in a Cookie header, as their browser left it; null where there is none. */
export function zoneFromCookies(header: string | null): string | null {
  const zone = cookieIn(header, NAME);
  if (zone === null) return null;
  return isZone(zone) ? zone : null;
}

/** Browsers name zones as they are now, or as they were once: Intl knows both, and lists one. */
function isZone(zone: string): boolean {
  if (known.has(zone)) return true;
  if (zone.length > MOST_LETTERS || !ZONE.test(zone)) return false;
  try {
    Intl.DateTimeFormat("en-US", { timeZone: zone });
  } catch {
    // A RangeError: there is no such zone.
    return false;
  }
  if (known.size >= MOST_KNOWN) known.clear();
  known.add(zone);
  return true;
}

/** Keeps the zone on this device for a year, unless it is kept; outside of a browser it does nothing. */
export function keepZone(zone: string): void {
  if (!("document" in globalThis)) return;
  if (cookieIn(document.cookie, NAME) === zone) return;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${NAME}=${zone}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}
