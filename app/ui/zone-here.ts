let zone: string | null = null;

/**
 * The reader's IANA time zone. Asked of the browser once, since the first question costs it as long
 * as drawing a frame: a page that shows no moment asks none.
 */
export function zoneHere(): string {
  zone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone;
}
