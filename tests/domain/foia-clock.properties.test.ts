import Holidays from "date-holidays";
import { fc } from "#tests/support/fast-check.ts";
import { describe, expect, it } from "vitest";
import {
  daysLater,
  holidaysOf,
  whyNotWorking,
  workingDaysBetween,
  type ClockCalendar,
} from "#app/domain/clock/calendar.ts";
import { clock, isRefused, type ClockEvent } from "#app/domain/foia-clock.ts";

const PLAIN: ClockCalendar = { closures: [], inaugurationDay: false };
const TODAY = "2199-01-01";
const days = fc.integer({ min: 0, max: 80 * 365 }).map((n) => daysLater("1995-01-01", n));
const calendars = fc.record({
  closures: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 4 }),
  inaugurationDay: fc.boolean(),
});

function due(
  received: string,
  events: readonly ClockEvent[] = [],
  calendar = PLAIN,
): string | null {
  const answer = clock({ receivedProper: received, events }, calendar, TODAY);
  if (isRefused(answer)) throw new Error(JSON.stringify(answer));
  return answer.due.latest;
}

describe("the clock of a FOIA request, whatever the days", () => {
  it("[L2] answers no earlier day for a later receipt", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 40 }), (day, later) => {
        expect(due(daysLater(day, later))! >= due(day)!).toBe(true);
      }),
    );
  });

  it("[L2] [L3] ends a period of working days on a working day", () => {
    fc.assert(
      fc.property(
        days,
        calendars,
        fc.integer({ min: 0, max: 60 }),
        (day, { closures, inaugurationDay }, until) => {
          const calendar = { closures: closures.map((n) => daysLater(day, n)), inaugurationDay };
          const letter: ClockEvent = { kind: "extended", dated: day, until: daysLater(day, until) };
          expect(whyNotWorking(due(day, [], calendar)!, calendar)).toBeNull();
          expect(whyNotWorking(due(day, [letter], calendar)!, calendar)).toBeNull();
        },
      ),
    );
  });

  it("[L4] adds exactly the working days on which it is stopped", () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 0, max: 25 }),
        fc.integer({ min: 0, max: 90 }),
        (day, at, length) => {
          const asked = daysLater(day, at);
          const answered = daysLater(asked, length);
          const plain = due(day)!;
          const stopped = due(day, [
            { kind: "feesAsked", dated: asked },
            { kind: "feesAnswered", received: answered },
          ])!;
          const left = asked >= plain ? 0 : workingDaysBetween(asked, answered, PLAIN);
          expect(workingDaysBetween(plain, stopped, PLAIN)).toBe(left);
        },
      ),
    );
  });

  it("[L3] is never shortened by a further closure", () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 0, max: 70 }),
        fc.integer({ min: 1, max: 60 }),
        (day, closed, until) => {
          const letter: ClockEvent = { kind: "extended", dated: day, until: daysLater(day, until) };
          const more = { ...PLAIN, closures: [daysLater(day, closed)] };
          expect(due(day, [letter], more)! >= due(day, [letter])!).toBe(true);
        },
      ),
    );
  });

  it("[L14] counts each day of its list once and in order", () => {
    fc.assert(
      fc.property(days, (day) => {
        const answer = clock({ receivedProper: day, events: [] }, PLAIN, TODAY);
        if (isRefused(answer)) throw new Error("refused");
        const numbers = answer.days.flatMap(({ number }) => number ?? []);
        expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
        answer.days.slice(1).forEach(({ date }, n) => {
          expect(date).toBe(daysLater(answer.days[n]!.date, 1));
        });
      }),
    );
  });
});

describe("the holidays", () => {
  it("[L3] are those that another library knows, from 1986 to 2060", () => {
    const others = new Holidays("US");
    /** Public holidays that fall on a weekday, and the days that stand in for the others. */
    const known = (year: number): string[] =>
      others
        .getHolidays(year)
        .filter(({ type, substitute }) => type === "public" || (type === "bank" && substitute))
        .map(({ date }) => date.slice(0, 10))
        .filter((date) => !isWeekend(date));
    for (let year = 1986; year <= 2060; year += 1) {
      const both = [...known(year), ...known(year + 1)].filter((date) =>
        date.startsWith(`${year}-`),
      );
      expect([...new Set(both)].toSorted(), String(year)).toEqual(
        [...holidaysOf(year).keys()].toSorted(),
      );
    }
  });
});

const isWeekend = (date: string): boolean =>
  ["Saturday", "Sunday"].includes(whyNotWorking(date, PLAIN) ?? "");
