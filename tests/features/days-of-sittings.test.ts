import { expect, test } from "vitest";
import type { SittingView, VersionTag } from "#server/services/index.ts";
import { amountText, daysOfHistory } from "#app/features/history/days-of-sittings.ts";

function sitting(sequence: number, at: string): SittingView {
  return { generation: 1, sequence, at, began: null, isNow: false, writers: [] };
}

function version(number: number, createdAt: string): VersionTag {
  return { id: `v${number}`, number, hash: "", name: null, createdAt, createdBy: null };
}

const SITTINGS = [
  sitting(90, "2026-03-10T15:00:00Z"),
  // The evening of March 9 in New York.
  sitting(60, "2026-03-10T02:00:00Z"),
  sitting(30, "2026-03-09T15:00:00Z"),
];
const VERSIONS = [
  version(3, "2026-03-11T15:00:00Z"),
  version(2, "2026-03-09T16:00:00Z"),
  version(1, "2026-03-01T16:00:00Z"),
];
const EARLIER = { generation: 1, sequence: 10, at: "2026-03-08T15:00:00Z" };

function shown(zone: string, isLatest = true) {
  const page = { sittings: SITTINGS, versions: VERSIONS, earlier: EARLIER, isLatest };
  return daysOfHistory(page, zone).map(({ day, entries }) => [
    day,
    ...entries.map((entry) =>
      entry.is === "version"
        ? `version ${entry.version.number}`
        : `${entry.before?.sequence ?? "-"} to ${entry.sitting.sequence}`,
    ),
  ]);
}

test("[M24] sittings stand under the reader's days, with versions as landmarks among them", () => {
  expect(shown("America/New_York")).toEqual([
    ["2026-03-11", "version 3"],
    ["2026-03-10", "60 to 90"],
    ["2026-03-09", "30 to 60", "version 2", "10 to 30"],
  ]);
  expect(shown("UTC")).toEqual([
    ["2026-03-11", "version 3"],
    ["2026-03-10", "60 to 90", "30 to 60"],
    ["2026-03-09", "version 2", "10 to 30"],
  ]);
});

test("[M24] a version stands on the one page of the history that has its time", () => {
  expect(shown("UTC", false)[0]).toEqual(["2026-03-10", "60 to 90", "30 to 60"]);
});

test("[M24] how much was written is told as words, no more exactly than letters tell it", () => {
  const told = (written: number, removed = 0) => amountText({ written, removed });
  expect(told(3)).toBe("a word or so written");
  expect(told(60)).toBe("about 10 words written");
  expect(told(739, 66)).toBe("about 120 words written, about 11 words removed");
  expect(told(60_000)).toBe("about 10,000 words written");
  expect(told(0, 30)).toBe("about 5 words removed");
  expect(told(0)).toBe("nothing that stayed");
});
