import { fc } from "#tests/support/fast-check.ts";
import { beforeAll, describe, expect, it } from "vitest";
import {
  dateIn,
  isIsoDate,
  shortDate,
  shortDay,
  capitalized,
  sentence,
  shortInstant,
  briefInstant,
  spokenInstant,
  timeIn,
  writtenDate,
  writtenDay,
  writtenInstant,
} from "#app/domain/dates.ts";
import { seedOf } from "#tests/support/seed.ts";

const seed = seedOf();
beforeAll(() => console.log(`dates: SEED=${seed}`));

describe("a date", () => {
  it("is written out", () => {
    expect(writtenDate("2021-10-07")).toBe("Thursday, October 7, 2021");
    expect(writtenDate("2024-02-29")).toBe("Thursday, February 29, 2024");
    expect(writtenDate("2021-12-31")).toBe("Friday, December 31, 2021");
    expect(writtenDay("2021-01-20")).toBe("January 20, 2021");
  });

  it("has short forms", () => {
    expect(shortDate("2021-09-03")).toBe("Sep 3, 2021");
    expect(shortDay("2021-09-03")).toBe("Sep 3");
    expect(shortDay("2021-05-31")).toBe("May 31");
  });

  for (const text of [
    "2021-02-29",
    "2021-13-01",
    "2021-00-10",
    "2021-1-1",
    "",
    "2021-10-07T00:00:00Z",
    " 2021-10-07",
    "7 October 2021",
  ]) {
    it(`is not "${text}"`, () => {
      expect(isIsoDate(text)).toBe(false);
      for (const write of [writtenDate, writtenDay, shortDate, shortDay]) {
        expect(() => write(text)).toThrow(RangeError);
      }
    });
  }

  it("is every day of the calendar, with the weekday of the Gregorian count", () => {
    const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    fc.assert(
      // Days from 1900 to 2199; January 1, 1970 was a Thursday.
      fc.property(fc.integer({ min: -25_567, max: 84_005 }), (day) => {
        const iso = new Date(day * 86_400_000).toISOString().slice(0, 10);
        expect(isIsoDate(iso)).toBe(true);
        expect(writtenDate(iso).split(",")[0]).toBe(weekdays[(((day + 4) % 7) + 7) % 7]);
      }),
      { seed },
    );
  });
});

describe("an instant", () => {
  const instant = new Date("2021-09-10T03:05:00Z");

  it("falls on the day of the zone it is written in", () => {
    expect(dateIn(instant, "America/New_York")).toBe("2021-09-09");
    expect(dateIn(instant, "America/Los_Angeles")).toBe("2021-09-09");
    expect(dateIn(instant, "UTC")).toBe("2021-09-10");
    expect(dateIn(instant, "Asia/Tokyo")).toBe("2021-09-10");
  });

  it("is written out with its zone", () => {
    expect(writtenInstant(instant, "America/New_York")).toBe(
      "Thursday, September 9, 2021, 11:05 p.m. EDT",
    );
    expect(writtenInstant(new Date("2021-12-10T17:30:00Z"), "America/New_York")).toBe(
      "Friday, December 10, 2021, 12:30 p.m. EST",
    );
    expect(shortInstant(instant, "America/Los_Angeles")).toBe("Sep 9, 2021, 8:05 p.m.");
  });

  it("is said in a sentence, which ends with one period", () => {
    const zone = "America/New_York";
    expect(spokenInstant(instant, zone, "2021-09-09")).toBe("today at 11:05 p.m.");
    expect(spokenInstant(instant, zone, "2021-09-10")).toBe("on Sep 9, 2021 at 11:05 p.m.");
    expect(spokenInstant(instant, zone, null)).toBe("on Sep 9, 2021 at 11:05 p.m.");
    expect(capitalized("the day, as agreed")).toBe("The day, as agreed");
    expect(briefInstant(instant, zone, "2021-09-09")).toBe("11:05 p.m.");
    expect(briefInstant(instant, zone, "2021-09-10")).toBe("Sep 9");
    expect(briefInstant(instant, zone, "2022-01-01")).toBe("Sep 9, 2021");
    expect(sentence("at 4:59 p.m.")).toBe("at 4:59 p.m.");
    expect(sentence("at 4:59 p.m. EDT")).toBe("at 4:59 p.m. EDT.");
  });

  it("has twelve at noon and at midnight", () => {
    expect(timeIn(new Date("2021-09-10T00:00:00Z"), "UTC")).toBe("12:00 a.m.");
    expect(timeIn(new Date("2021-09-10T00:59:00Z"), "UTC")).toBe("12:59 a.m.");
    expect(timeIn(new Date("2021-09-10T11:59:00Z"), "UTC")).toBe("11:59 a.m.");
    expect(timeIn(new Date("2021-09-10T12:00:00Z"), "UTC")).toBe("12:00 p.m.");
    expect(timeIn(new Date("2021-09-10T23:59:59Z"), "UTC")).toBe("11:59 p.m.");
  });

  it("knows the hours that summer time skips and repeats", () => {
    const zone = "America/New_York";
    expect(timeIn(new Date("2021-03-14T06:59:00Z"), zone)).toBe("1:59 a.m.");
    expect(timeIn(new Date("2021-03-14T07:00:00Z"), zone)).toBe("3:00 a.m.");
    expect(writtenInstant(new Date("2021-11-07T05:30:00Z"), zone)).toMatch(/1:30 a\.m\. EDT$/);
    expect(writtenInstant(new Date("2021-11-07T06:30:00Z"), zone)).toMatch(/1:30 a\.m\. EST$/);
  });

  it("is refused in a zone that does not exist, and where it is none itself", () => {
    expect(() => dateIn(instant, "America/Atlantis")).toThrow(RangeError);
    expect(() => dateIn(new Date(NaN), "UTC")).toThrow(RangeError);
  });
});
