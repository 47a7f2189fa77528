import { describe, expect, test } from "vitest";
import { checkDocketEvent, docketWarnings } from "#app/domain/docket-event/checks.ts";
import { suitDaysShown } from "#app/domain/docket-event/days.ts";
import { deadlinesOf } from "#app/domain/docket-event/due.ts";
import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import { docketEventForm, type DocketEventInput } from "#app/domain/docket-event/form.ts";
import { service } from "#app/domain/docket-event/kinds/service.ts";
import { entryOnDocket as onDocket, typedEntry } from "#tests/support/docket-entries.ts";

const TODAY = "2022-06-01";
const CALENDAR = { closures: [], inaugurationDay: false };
const FILED = "2022-01-11";
const BOTH = ["Department of Homeland Security", "U.S. Immigration and Customs Enforcement"];
const [DHS = "", ICE = ""] = BOTH;
const form = (on: string, more: object = {}) =>
  ({ kind: "service", method: "hand", on, dated: "2022-01-20", ...more }) as DocketEventInput;
const refusedAs = (entry: DocketEventInput, others: DocketEvent[], defendants = BOTH) => {
  const suit = { filedOn: FILED, defendants };
  const checked = checkDocketEvent(typedEntry(entry), suit, others, TODAY);
  return checked.ok ? {} : (checked.refusal.fields ?? {});
};
const due = (events: DocketEvent[], defendants = BOTH) =>
  deadlinesOf(
    { filedOn: FILED, answerDueOn: null, defendants, events, productions: [] },
    CALENDAR,
    TODAY,
  );
const toServe = (events: DocketEvent[], defendants = BOTH) =>
  due(events, defendants).flatMap(({ kind, what, isDone }) =>
    kind === "service" && !isDone ? what : [],
  );

describe("[L56] each agency that is sued is served (FRCP 4(i)(2))", () => {
  test("by name, and none for another", () => {
    const events = [onDocket(form("usAttorney")), onDocket(form("attorneyGeneral"))];
    expect(toServe(events)).toEqual([`Serve ${DHS}`, `Serve ${ICE}`]);
    events.push(onDocket(form("agency", { agency: DHS })));
    expect(toServe(events)).toEqual([`Serve ${ICE}`]);
    expect(refusedAs(form("agency", { agency: ICE }), events)).toEqual({});
    // As somebody typed it elsewhere.
    events.push(onDocket(form("agency", { agency: ICE.toUpperCase() })));
    expect(toServe(events)).toEqual([]);
    expect(events.map(({ text }) => text)).toContain(`Service on ${DHS}`);
  });

  test("and counts for the answer on the U.S. attorney alone, as its form says", () => {
    const answers = (...events: DocketEvent[]) =>
      due(events).filter(({ kind }) => kind === "answer").length;
    expect(answers(onDocket(form("attorneyGeneral")))).toBe(0);
    expect(answers(onDocket(form("agency", { agency: DHS })))).toBe(0);
    expect(answers(onDocket(form("usAttorney")))).toBe(1);
    expect(service.hint).toBe(
      "On the U.S. attorney, the Attorney General or an agency. The answer is counted from service on the U.S. attorney, unless an order sets its day.",
    );
  });

  test("once, and what is there is corrected", () => {
    const events = [onDocket(form("agency", { agency: DHS }))];
    const again = refusedAs(form("agency", { agency: DHS }), events)["on"];
    expect(again).toContain(`Service on ${DHS} is on this docket already, on January 20, 2022`);
    expect(again).toContain("FRCP 4(i)");
  });

  test("service on no party, on an unknown one and on an unnamed one of several is refused", () => {
    expect(refusedAs(form("agency"), [])["agency"]).toMatch(/^Choose which agency.*4\(i\)\(2\)/u);
    expect(refusedAs(form("agency", { agency: "CBP" }), [])["agency"]).toMatch(
      /“CBP” is no defendant on this docket.*4\(i\)\(2\)/u,
    );
    expect(refusedAs(form("usAttorney", { agency: DHS }), [])).toHaveProperty("agency");
    const unserved = docketEventForm.safeParse({ kind: "service", on: "nobody" });
    expect(unserved.success).toBe(false);
  });

  test("where one alone is sued or named, “the agency” is that one", () => {
    const events = [onDocket(form("agency"))];
    for (const one of [[], [ICE]]) {
      expect(refusedAs(form("agency"), [], one)).toEqual({});
      expect(toServe(events, one)).toEqual([
        "Serve the United States attorney",
        "Serve the Attorney General",
      ]);
    }
  });

  test("an entry from before a second agency was sued, or of one no more, is to be corrected", () => {
    const warned = (entry: DocketEventInput) =>
      docketWarnings(
        { filedOn: FILED, servedOn: null, answerDueOn: null, enforces: 1, defendants: BOTH },
        [onDocket(entry)],
        [],
      ).join("\n");
    expect(warned(form("agency"))).toContain("not on which of those that are sued");
    expect(warned(form("agency", { agency: "CBP" }))).toContain("no defendant on this docket");
    expect(warned(form("agency", { agency: DHS }))).toBe("");
  });

  test("the answer is still counted from the U.S. attorney", () => {
    const events = [
      onDocket(form("usAttorney")),
      onDocket(form("agency", { agency: DHS, dated: "2022-01-25" })),
      onDocket(form("agency", { agency: ICE, dated: "2022-02-10" })),
    ];
    expect(due(events).find(({ kind }) => kind === "answer")).toMatchObject({
      due: "2022-02-22",
      orElse: "2022-02-24",
    });
  });
});

describe("[L56] the days beside the docket sheet say what the sheet says", () => {
  const shown = (events: DocketEvent[], servedOn: string | null = null) =>
    suitDaysShown({ servedOn }, events, due(events));

  test("served and due as recorded, whatever was typed with the docket", () => {
    const attorney = onDocket(form("usAttorney"));
    expect(shown([attorney], "2022-01-19")).toEqual({
      served: "Thursday, January 20, 2022, on the United States attorney",
      answer: { label: "Answer due", day: "Tuesday, February 22, 2022" },
    });
    const answer = onDocket({ kind: "answer", dated: "2022-02-18" });
    expect(shown([attorney, answer]).answer).toEqual({
      label: "Answered",
      day: "Friday, February 18, 2022",
    });
    const end = { kind: "dismissal", how: "notice", extent: "all", dated: "2022-02-01" } as const;
    expect(shown([attorney, onDocket(end)]).answer.day).toBe("Not asked now");
  });

  test("what was typed, where nothing is recorded; and “not recorded” only where nothing is", () => {
    expect(shown([], "2022-01-19").served).toBe("Wednesday, January 19, 2022");
    expect(shown([])).toEqual({ served: null, answer: { label: "Answer due", day: null } });
    const agency = onDocket(form("agency", { agency: DHS }));
    expect(shown([agency]).served).toBe("Not on the United States attorney yet");
  });
});
