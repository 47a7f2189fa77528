import { expect, test } from "vitest";
import type { BaselineChoice } from "#app/domain/changes/answers.ts";
import { withDaysAgo } from "#app/editor/changes/days-ago.ts";

function choice(kind: BaselineChoice["kind"], at: string): BaselineChoice {
  const moment = { generation: 1, sequence: Date.parse(at) / 1_000 };
  return { key: at, kind, ...moment, at, version: null, organization: null, isKept: true };
}

const BASELINES = [
  choice("looked", "2026-03-09T12:00:00Z"),
  choice("version", "2026-03-01T12:00:00Z"),
  // The evening of March 9 in New York, the afternoon in Honolulu.
  choice("sitting", "2026-03-10T03:30:00Z"),
  choice("sitting", "2026-03-09T15:00:00Z"),
  choice("sitting", "2026-03-03T15:00:00Z"),
  choice("sitting", "2026-02-20T15:00:00Z"),
];

function offered(now: string, zone: string): (readonly [string, string])[] {
  return withDaysAgo(BASELINES, new Date(now), zone).map(({ kind, at }) => [kind, at]);
}

test("[M24] yesterday and last week are days of the reader's", () => {
  expect(offered("2026-03-10T13:00:00Z", "America/New_York")).toEqual([
    ["looked", "2026-03-09T12:00:00Z"],
    ["yesterday", "2026-03-10T03:30:00Z"],
    ["week", "2026-03-03T15:00:00Z"],
    ["version", "2026-03-01T12:00:00Z"],
  ]);
  // A quarter of an hour later it is the same evening there, and the next day in London.
  expect(offered("2026-03-10T03:45:00Z", "America/New_York")[1]).toEqual([
    "yesterday",
    "2026-03-03T15:00:00Z",
  ]);
  expect(offered("2026-03-10T03:45:00Z", "Europe/London")[1]).toEqual([
    "yesterday",
    "2026-03-09T15:00:00Z",
  ]);
});

test("[M24] where yesterday's state is older than a week, it is offered once", () => {
  expect(offered("2026-04-10T13:00:00Z", "America/New_York").map(([kind]) => kind)).toEqual([
    "looked",
    "yesterday",
    "version",
  ]);
});
