import { keepZone } from "#app/framework/zone-cookie.ts";

let zone: string | null = null;

/**
 * The reader's IANA time zone. Asked of the browser once, since the first question costs it as long
 * as drawing a frame: a page that shows no moment asks none. Kept on the device, so that the next page
 * comes with its times as they stay.
 */
export function zoneHere(): string {
  if (zone === null) {
    zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    keepZone(zone);
  }
  return zone;
}
