import { describe, expect, it } from "vitest";
import { checkAgencyEvent } from "#app/domain/agency-record/checks.ts";
import { estimatesOf } from "#app/domain/agency-record/estimates.ts";
import type { NewAgencyEvent } from "#app/domain/agency-record/form.ts";
import { lacksOf } from "#app/domain/agency-record/rights.ts";
import { calendarEventOf } from "#app/domain/deadlines/calendar-event.ts";
import { deadlinesOfRequest } from "#app/domain/deadlines/of-request.ts";
import { clockRecordOf } from "#app/domain/agency-record/clock-record.ts";
import { clock, isRefused, type Clock } from "#app/domain/foia-clock.ts";
import { agencyEvent, RECEIVED } from "#tests/support/filed-request.ts";

const dated = { dated: "2021-10-06" };
const lacks = (...made: Parameters<typeof agencyEvent>) =>
  lacksOf(agencyEvent(...made)).map(({ what, follows }) => `${what}: ${follows}`);

describe("[L58] what the statute makes a letter say", () => {
  it("is nothing to raise where it says all of it, or where nobody looked", () => {
    expect(lacks("a", "determined", dated, { helpTold: "both", appealDays: 90 })).toEqual([]);
    expect(lacks("b", "determined", dated)).toEqual([]);
    expect(lacks("c", "acknowledged", dated)).toEqual([]);
  });

  it("makes it no determination where its reasons or the right to appeal lack (L13)", () => {
    const [found] = lacks("a", "determined", dated, { statesReasonsAndAppeal: false });
    expect(found).toContain("552(a)(6)(A)(i)(I), (III)(aa)");
    expect(found).toContain("It is no determination");
  });

  it("is something to raise, and unsettled, where the help of OGIS or of the liaison lacks", () => {
    const [ogis] = lacks("a", "determined", dated, { helpTold: "liaison" });
    expect(ogis).toContain(
      "the right to the help of OGIS (5 U.S.C. 552(a)(6)(A)(i)(II), (III)(bb))",
    );
    expect(ogis).toContain("unsettled, so its last day stays ours");
    const [both] = lacks("b", "feeWaiverDenied", dated, { helpTold: "neither" });
    expect(both).toContain("the help of its FOIA Public Liaison and of OGIS");
    const [extended] = lacks("c", "extended", dated, { helpTold: "neither", workingDays: 10 });
    expect(extended).toContain("552(a)(6)(B)(ii)");
    expect(extended).toContain("so it is counted");
  });

  it("gives at least ninety days for an appeal", () => {
    const [found] = lacks("a", "determined", dated, { appealDays: 60 });
    expect(found).toContain("at least 90 days");
    expect(lacks("b", "expeditionDenied", dated, { appealUntil: "2022-01-04" })).toEqual([]);
  });

  it("gives an extension its circumstances and its date, without which it moves nothing", () => {
    expect(lacks("a", "extended", dated, { reasons: false })).toEqual([
      "its unusual circumstances and the date of the determination (5 U.S.C. 552(a)(6)(B)(i)): It moves no date.",
    ]);
  });
});

describe("[L58] the agency's own estimate of when it is done", () => {
  const told = agencyEvent("told", "acknowledged", dated, { estimatedCompletion: "2022-03-01" });
  const later = agencyEvent(
    "later",
    "other",
    { dated: "2021-11-01" },
    {
      what: "Call with the FOIA officer",
      estimatedCompletion: "2022-06-01",
    },
  );
  const due = (events: readonly ReturnType<typeof agencyEvent>[], today: string) => {
    const record = clockRecordOf({ filedOn: "2021-09-09" }, events);
    const read = clock(record, { closures: [], inaugurationDay: false }, today);
    if (isRefused(read)) throw new Error(read.sentence);
    return deadlinesOfRequest(
      {
        documentId: "doc",
        title: "Request",
        matter: { slug: "m", title: "M" },
        record,
        clock: read,
        events,
        expeditionOwedBy: [],
        isClosed: false,
        isInvented: false,
      },
      today,
    );
  };

  it("is in sight as such, on Home and in the calendar, and is no legal deadline", () => {
    const found = due([RECEIVED, told], "2021-11-20").find(({ kind }) => kind === "estimate");
    expect(found).toMatchObject({
      what: "The agency’s own estimate of when it is done",
      due: "2022-03-01",
      by: "them",
      source: "5 U.S.C. 552(a)(7)(B)(ii)",
    });
    expect(found && calendarEventOf(found).description).toContain("moves no date of the statute");
  });

  it("gives way to a later one, to an answer, and to its own day", () => {
    const open = { component: null, clock: { whole: { appealUntil: null } as Clock["whole"] } };
    expect(estimatesOf([told, later], open, "2021-11-20")).toMatchObject([
      { until: "2022-06-01", told: "2021-11-01" },
    ]);
    const kinds = (events: Parameters<typeof due>[0], today: string) =>
      due(events, today).map(({ kind }) => kind);
    expect(kinds([RECEIVED, told], "2022-03-02")).not.toContain("estimate");
    const determined = agencyEvent("answer", "determined", { dated: "2021-11-15" });
    expect(kinds([RECEIVED, told, determined], "2021-11-20")).not.toContain("estimate");
  });

  it("is refused where it is before the letter that tells it", () => {
    const early = agencyEvent("early", "acknowledged", dated, {
      estimatedCompletion: "2021-10-01",
    });
    const checked = checkAgencyEvent(early as NewAgencyEvent, "2021-09-09", "2021-11-20");
    expect(checked.ok ? null : checked.refusal.fields).toMatchObject({
      estimatedCompletion:
        "It is of October 6, 2021; the day by which the agency expects to be done comes after it.",
    });
  });
});
