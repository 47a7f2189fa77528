import type { Revision } from "#app/document/word/revised.ts";
import type { XmlElement } from "./xml.ts";

/** Author and time of changes, each once. */
export class ReadRevisions {
  readonly list: Revision[] = [];
  readonly #known = new Map<string, number>();

  /** The number of the revision that an element of a tracked change names. */
  of(element: XmlElement): number {
    const revision = { author: authorOf(element), at: instantOf(element) };
    const key = JSON.stringify(revision);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.list.length);
    this.list.push(revision);
    return this.list.length - 1;
  }
}

const LONGEST_NAME = 255;

export function authorOf({ attributes }: XmlElement): string {
  return (attributes["w:author"] ?? "").trim().slice(0, LONGEST_NAME);
}

/**
 * When, as ISO 8601 in UTC. `w:date` is the local time of the writer's clock in Word's own files, in spite
 * of its "Z", and the instant stands beside it since 2023 (W5).
 */
export function instantOf({ attributes }: XmlElement): string | null {
  return isoInstant(attributes["w16du:dateUtc"]) ?? isoInstant(attributes["w:date"]);
}

export function isoInstant(written: string | undefined): string | null {
  if (written === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/u.test(written)) return null;
  const hasZone = /(?:Z|[+-]\d\d:\d\d)$/u.test(written);
  const at = new Date(hasZone ? written : `${written}Z`);
  // Programs write the year 1 where they know none.
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1980 ? null : at.toISOString();
}
