import canonicalize from "canonicalize";
import * as z from "zod";
import type { NumberedItem } from "#app/document/numbering/requested-items.ts";
import type { ProductionForm } from "#app/domain/agency-record/form.ts";
import { withParts } from "#app/domain/agency-record/part.ts";
import { writtenDay } from "#app/domain/dates.ts";
import type { ProductionCounts } from "#app/domain/agency-record/production.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Writing } from "./write.ts";

/** A release as it is recorded. */
export interface NewRelease extends ProductionCounts {
  readonly number: number | null;
  /** ISO day. */
  readonly dated: string;
  /** The items that the letter ties its pages to (L64), with their parts. */
  readonly itemIds: readonly string[];
  readonly note: string;
}

/**
 * Reads the form of a release against the items of the request; refuses an item that is none of them,
 * or that its letter is not about (L52).
 * @param about the items that the letter is about; null for all of them.
 */
export function readRelease(
  { itemIds, ...form }: Omit<ProductionForm, "dated">,
  dated: string,
  items: readonly NumberedItem[],
  about: readonly string[] | null,
): Outcome<NewRelease> {
  const known = new Set(items.map(({ id }) => id));
  if (!itemIds.every((id) => known.has(id))) {
    return refuse("bad-input", undefined, { itemIds: "Choose from the items shown." });
  }
  const tied = withParts(items, itemIds);
  if (about !== null && !tied.every((id) => about.includes(id))) {
    return refuse("bad-input", undefined, { itemIds: OTHER_ITEMS });
  }
  return done({
    dated,
    number: form.number ?? null,
    batesFrom: form.batesFrom ?? null,
    batesTo: form.batesTo ?? null,
    pagesFull: form.pagesFull ?? null,
    pagesPart: form.pagesPart ?? null,
    pagesWithheld: form.pagesWithheld ?? null,
    pagesReviewed: form.pagesReviewed ?? null,
    itemIds: tied,
    note: form.note ?? "",
  });
}

const OTHER_ITEMS =
  "The letter is on record as about other items. Choose of those, or correct first what it is about.";

/** Why nothing was released on that day; null where it can be. */
export function wrongDayOfRelease(dated: string, filedOn: string, today: string): string | null {
  if (dated > today) {
    return `${writtenDay(dated)} is still to come: a release is recorded once it is there.`;
  }
  return dated < filedOn
    ? `The request was filed on ${writtenDay(filedOn)}; nothing was released before that.`
    : null;
}

/** Writes a release of a letter, as the letter counts it, even inconsistently (L18). */
export async function writeRelease(
  { tx, record }: Writing,
  to: {
    readonly id: string;
    readonly documentId: string;
    readonly eventId: string;
    readonly by: string;
    readonly at: Date;
  },
  release: NewRelease,
): Promise<void> {
  const { id, documentId, eventId, by, at } = to;
  const production = storedRelease(release);
  await tx.production.create({
    data: { id, documentId, eventId, ...production, recordedById: by, recordedAt: at },
  });
  await record({
    type: "agency-record.recorded",
    details: { what: "production", productionId: id, eventId, ...production },
  });
}

/** A release as its row has it. */
type StoredRelease = Omit<NewRelease, "itemIds"> & { readonly itemIds: string };

export function storedRelease(release: NewRelease): StoredRelease {
  return { ...release, itemIds: canonicalize(release.itemIds) ?? "[]" };
}

/** All that a row says of a release, so that two can be compared. */
export function releaseAsText(row: StoredRelease): string {
  const { number, dated, batesFrom, batesTo, itemIds, note } = row;
  const { pagesFull, pagesPart, pagesWithheld, pagesReviewed } = row;
  const pages = [pagesFull, pagesPart, pagesWithheld, pagesReviewed];
  return JSON.stringify([number, dated, batesFrom, batesTo, itemIds, note, pages]);
}

const storedIds = z.array(z.string());

/** The ids in the column of a release's items. */
export function itemIdsOf(column: string): readonly string[] {
  return storedIds.parse(JSON.parse(column));
}
