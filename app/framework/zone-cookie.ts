import { cookieIn } from "./cookies.ts";

const NAME = "zone";
const YEAR = 365 * 24 * 60 * 60;

/** Asked for once, and not while the program starts. */
let known: ReadonlySet<string> | null = null;

/** The reader's IANA time zone in a Cookie header, as their browser left it; null where there is none. */
export function zoneFromCookies(header: string | null): string | null {
  const zone = cookieIn(header, NAME);
  if (zone === null) return null;
  known ??= new Set(Intl.supportedValuesOf("timeZone"));
  return known.has(zone) ? zone : null;
}

/** Keeps the zone on this device for a year, unless it is kept. */
export function keepZone(zone: string): void {
  if (cookieIn(document.cookie, NAME) === zone) return;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${NAME}=${zone}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}
