import { thousands } from "#app/domain/thousands.ts";
import type { SittingView, VersionTag } from "#server/services/index.ts";
import { dateIn } from "#app/domain/dates.ts";

/** Something in a draft's history: a sitting, or a version as a landmark. */
export type HistoryEntry =
  | {
      readonly is: "sitting";
      readonly sitting: SittingView;
      /** The state that it went on from; null where that is not known. */
      readonly before: { readonly generation: number; readonly sequence: number } | null;
    }
  | { readonly is: "version"; readonly version: VersionTag };

/** A day of the reader's, with what happened on it, the latest first. */
interface HistoryDay {
  /** ISO date. */
  readonly day: string;
  readonly entries: readonly HistoryEntry[];
}

/**
 * Contents of a history page, by days of the reader's: sittings by when they ended, versions among them
 * by when they were made. Versions that belong to later pages are left out.
 */
export function daysOfHistory(
  {
    sittings,
    versions,
    earlier,
    isLatest,
  }: {
    readonly sittings: readonly SittingView[];
    readonly versions: readonly VersionTag[];
    readonly earlier: {
      readonly generation: number;
      readonly sequence: number;
      readonly at: string;
    } | null;
    readonly isLatest: boolean;
  },
  zone: string,
): readonly HistoryDay[] {
  const latest = isLatest ? null : (sittings[0]?.at ?? null);
  const entries: (HistoryEntry & { readonly at: string })[] = [
    ...versions
      .filter(({ createdAt }) => {
        return (
          (latest === null || createdAt <= latest) && (earlier === null || createdAt > earlier.at)
        );
      })
      .map((version) => ({ is: "version" as const, version, at: version.createdAt })),
    ...sittings.map((sitting, index) => ({
      is: "sitting" as const,
      sitting,
      before: sittings[index + 1] ?? earlier,
      at: sitting.at,
    })),
  ].toSorted((one, other) => other.at.localeCompare(one.at));
  const days: { day: string; entries: HistoryEntry[] }[] = [];
  for (const entry of entries) {
    const day = dateIn(new Date(entry.at), zone);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

/** Letters of a word with the blank behind it, in legal English. */
const LETTERS_OF_WORD = 6;

/** "about 120 words written, 30 removed"; letters are what is known of who wrote what. */
export function amountText({
  written,
  removed,
}: {
  readonly written: number;
  readonly removed: number;
}): string {
  const parts = [
    ...(written > 0 ? [`${roundedWordCount(written)} written`] : []),
    ...(removed > 0 ? [`${roundedWordCount(removed)} removed`] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : "nothing that stayed";
}

function roundedWordCount(letters: number): string {
  const words = Math.round(letters / LETTERS_OF_WORD);
  if (words < 2) return "a word or so";
  // A number to the last word would claim more than letters can tell.
  const step = words < 20 ? 1 : words < 200 ? 10 : 50;
  const round = Math.round(words / step) * step;
  return `about ${thousands(round)} words`;
}
