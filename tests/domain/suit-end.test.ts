import { describe, expect, test } from "vitest";
import { deadlinesOfSuit } from "#app/domain/deadlines/of-suit.ts";
import { checkDocketEvent, docketWarnings } from "#app/domain/docket-event/checks.ts";
import { deadlinesOf, releasesOf } from "#app/domain/docket-event/due.ts";
import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import type { DocketEventInput } from "#app/domain/docket-event/form.ts";
import { detailsInSentences, suggestedKind } from "#app/domain/docket-event/entry-sentences.ts";
import { entryOnDocket as onDocket, typedEntry } from "#tests/support/docket-entries.ts";

const TODAY = "2022-09-01";
const CALENDAR = { closures: [], inaugurationDay: false };
const FILED = "2022-01-11";
const suitOf = (events: DocketEvent[]) => ({
  filedOn: FILED,
  answerDueOn: null,
  defendants: [],
  events,
  productions: [],
});
const due = (events: DocketEvent[], today = TODAY) => deadlinesOf(suitOf(events), CALENDAR, today);
/** The deadlines on Home, in the calendars and in the mails. */
const asked = (events: DocketEvent[], today = TODAY) =>
  deadlinesOfSuit({
    docketId: "suit",
    name: "Council v. ICE",
    matter: { slug: "priorities", title: "Priorities" },
    deadlines: due(events, today),
  });
const kinds = (events: DocketEvent[], today = TODAY) =>
  asked(events, today).map(({ kind }) => kind);
const refusedAs = (form: DocketEventInput, others: DocketEvent[] = []) => {
  const checked = checkDocketEvent(
    typedEntry(form),
    { filedOn: FILED, defendants: [] },
    others,
    TODAY,
  );
  return checked.ok ? {} : (checked.refusal.fields ?? {});
};
const warned = (events: DocketEvent[]) =>
  docketWarnings(
    { filedOn: FILED, servedOn: null, answerDueOn: null, enforces: 1, defendants: [] },
    events,
    due(events),
  ).join("\n");

const JUDGMENT = { kind: "judgment", dated: "2022-06-14" } as const;
const SETTLED = { kind: "settlement", dated: "2022-06-01" } as const;
const DISMISSED = {
  kind: "dismissal",
  how: "stipulation",
  extent: "all",
  dated: "2022-06-15",
} as const;
const served = () =>
  (["usAttorney", "attorneyGeneral", "agency"] as const).map((on) =>
    onDocket({ kind: "service", method: "hand", on, dated: "2022-01-20" }),
  );
const pending = () => [
  onDocket({ kind: "productionSchedule", firstOn: "2022-05-01", orderedOn: "2022-04-01" }),
  onDocket({ kind: "statementDue", what: "joint-status-report", dated: "2022-05-10" }),
  onDocket({ kind: "briefDue", brief: "Reply", by: "us", dated: "2022-10-01" }),
  onDocket({ kind: "hearing", dated: "2022-10-20" }),
];

describe("[L55] the time to appeal from a judgment", () => {
  test.each([
    ["2022-06-14", "2022-08-15", "off a weekend"],
    ["2022-07-07", "2022-09-06", "off Labor Day"],
    ["2022-09-12", "2022-11-14", "off Veterans Day and the weekend after it"],
    ["2022-06-16", "2022-08-15", "on a weekday"],
  ])("of %s is 60 days, %s, rolled %s (FRAP 26(a))", (dated, last) => {
    const [fees, appeal, ...others] = asked([...served(), onDocket({ ...JUDGMENT, dated })]);
    expect(others).toEqual([]);
    expect(fees).toMatchObject({ kind: "fees" });
    expect(appeal).toMatchObject({
      kind: "notice-of-appeal",
      what: "Notice of appeal from the judgment",
      due: last,
      by: "us",
      source: "FRAP 4(a)(1)(B), 26(a)",
    });
  });

  test("is asked from the day of judgment, and no stay suspends it", () => {
    const stay = onDocket({ kind: "stay", covers: "all", dated: "2022-06-01" });
    const events = [...served(), stay, onDocket(JUDGMENT)];
    expect(kinds(events, "2022-06-14")).toEqual(["fees", "notice-of-appeal"]);
  });

  test("goes once our notice is on the docket, or none will be filed", () => {
    const events = [...served(), onDocket(JUDGMENT)];
    const notice = onDocket({ kind: "appeal", by: "us", dated: "2022-08-01" });
    expect(kinds([...events, notice])).toEqual(["fees"]);
    const none = onDocket({ ...JUDGMENT, noAppeal: true });
    expect(kinds([...served(), none])).toEqual(["fees"]);
    expect(detailsInSentences(none)).toContain("No notice of appeal will be filed.");
    const order = onDocket({ ...DISMISSED, how: "order", prejudice: "with" });
    expect(kinds([...served(), order])).toEqual(["notice-of-appeal"]);
    expect(kinds([...served(), order, notice])).toEqual([]);
  });

  test("stays ours where the other side appealed, and 14 days from its notice where they end later", () => {
    const by = (dated: string) => onDocket({ kind: "appeal", by: "them", dated });
    const appeal = (events: DocketEvent[]) =>
      asked(events).find(({ kind }) => kind === "notice-of-appeal");
    const judgment = onDocket(JUDGMENT);
    expect(appeal([judgment, by("2022-07-01")])).toMatchObject({ due: "2022-08-15" });
    const late = appeal([judgment, by("2022-08-12")]);
    expect(late).toMatchObject({ due: "2022-08-26", source: "FRAP 4(a)(3); check this rule" });
    expect(late?.why).toContain("August 12, 2022");
  });

  test("is asked although an earlier notice was of an order or a judgment on a part", () => {
    const part = onDocket({ ...JUDGMENT, extent: "part", dated: "2022-03-01" });
    const early = onDocket({ kind: "appeal", by: "us", dated: "2022-04-01" });
    const events = [part, early, onDocket(JUDGMENT)];
    const appeals = asked(events).filter(({ kind }) => kind === "notice-of-appeal");
    expect(appeals.map((one) => one.due)).toEqual(["2022-08-15"]);
    const notice = onDocket({ kind: "appeal", by: "us", dated: JUDGMENT.dated });
    expect(kinds([...events, notice])).not.toContain("notice-of-appeal");
  });

  test("that a notice missed is said with the rule", () => {
    const notice = (dated: string) => [
      onDocket(JUDGMENT),
      onDocket({ kind: "appeal", by: "us", dated }),
    ];
    expect(warned(notice("2022-08-16"))).toMatch(
      /came after its last day, August 15.*4\(a\)\(5\)/u,
    );
    expect(warned(notice("2022-08-15"))).not.toContain("last day");
  });
});

describe("[L55] a suit that ended by judgment or settlement", () => {
  test("asks for nothing that was set before, and calls no release missed", () => {
    expect(new Set(kinds(pending()))).toEqual(
      new Set(["service", "release", "statement", "brief", "hearing"]),
    );
    expect(kinds([...pending(), onDocket(JUDGMENT)])).toEqual(["fees", "notice-of-appeal"]);
    expect(kinds([...pending(), onDocket(SETTLED)])).toEqual([]);
    const states = releasesOf(suitOf([...pending(), onDocket(JUDGMENT)]), TODAY);
    expect(states.map(({ state }) => state)).toEqual(["unrecorded", "unrecorded"]);
    expect(warned([...pending(), onDocket(JUDGMENT)])).toContain(
      "The suit ended with the judgment of June 14, 2022.",
    );
  });

  test("goes on where the judgment was on a part, and that part’s appeal is asked for", () => {
    const events = [...pending(), onDocket({ ...JUDGMENT, extent: "part" })];
    expect(kinds(events)).toEqual(expect.arrayContaining(["hearing", "notice-of-appeal"]));
    expect(asked(events).find(({ kind }) => kind === "notice-of-appeal")?.source).toContain(
      "FRCP 54(b)",
    );
  });

  test("by a settlement waits for its dismissal, and says so until it is there", () => {
    expect(warned([onDocket(SETTLED)])).toContain("FRCP 41(a)(1)(A)(ii)");
    expect(warned([onDocket(SETTLED), onDocket(DISMISSED)])).not.toContain("closes no case");
  });

  test("ends once: a second end is refused with the rule, and the paper that completes it is not", () => {
    const judgment = [onDocket(JUDGMENT)];
    expect(refusedAs({ ...JUDGMENT, dated: "2022-07-01" }, judgment)["dated"]).toMatch(
      /ended with the judgment of June 14, 2022.*a suit ends once \(FRCP 41, 54, 58\)/u,
    );
    expect(refusedAs(DISMISSED, judgment)).toHaveProperty("dated");
    expect(refusedAs(DISMISSED, [onDocket(DISMISSED)])).toHaveProperty("dated");
    expect(refusedAs({ ...SETTLED, dated: "2022-06-20" }, judgment)).toHaveProperty("dated");
    expect(refusedAs(SETTLED, judgment)).toEqual({});
    expect(refusedAs(DISMISSED, [onDocket(SETTLED)])).toEqual({});
    const order = { ...DISMISSED, how: "order" } as const;
    expect(refusedAs({ ...JUDGMENT, dated: "2022-06-15" }, [onDocket(order)])).toEqual({});
    expect(refusedAs({ ...order, dated: "2022-06-14" }, judgment)).toEqual({});
    expect(refusedAs(order, judgment)).toHaveProperty("dated");
    expect(refusedAs({ ...DISMISSED, extent: "part", part: "DHS" }, judgment)).toEqual({});
  });

  test.each([JUDGMENT, SETTLED, DISMISSED])("$kind is refused before the filing", (form) => {
    expect(refusedAs({ ...form, dated: "2022-01-10" })["dated"]).toMatch(
      /filed on January 11, 2022.*FRCP 3.*can’t end before/u,
    );
  });

  test("goes on and can end again once a court took it up again", () => {
    const again = { kind: "reopened", why: "mandate", dated: "2022-08-20" } as const;
    expect(refusedAs(again)["dated"]).toContain("Nothing on this docket ended the suit");
    const first = [...pending(), onDocket(JUDGMENT)];
    expect(refusedAs(again, first)).toEqual({});
    const events = [...first, onDocket(again)];
    expect(kinds(events)).toContain("hearing");
    expect(kinds(events)).not.toContain("notice-of-appeal");
    expect(kinds(events)).not.toContain("fees");
    const second = { ...JUDGMENT, dated: "2022-08-29" } as const;
    expect(refusedAs(second, events)).toEqual({});
    const appeal = asked([...events, onDocket(second)]).filter(
      ({ kind }) => kind === "notice-of-appeal",
    );
    expect(appeal.map((one) => one.due)).toEqual(["2022-10-28"]);
  });
});

describe("[L55] a judgment that is set aside and entered anew", () => {
  const again = { kind: "reopened", why: "order", dated: "2022-07-11" } as const;
  const amended = { ...JUDGMENT, dated: "2022-07-11" } as const;

  test("on one day ends the suit, and its own 60 days are asked for", () => {
    const first = [...pending(), onDocket(JUDGMENT), onDocket(again)];
    expect(refusedAs(amended, first)).toEqual({});
    const second = onDocket(amended);
    expect(kinds([...first, second])).toEqual(["fees", "notice-of-appeal"]);
    const [, appeal] = asked([...first, second]);
    expect(appeal?.due).toBe("2022-09-09");
    expect(refusedAs({ ...JUDGMENT, dated: "2022-08-01" }, [...first, second])).toHaveProperty(
      "dated",
    );
  });

  test("is set aside on the day of its entry, too", () => {
    const early = [...pending(), onDocket(JUDGMENT), onDocket({ ...again, dated: "2022-06-14" })];
    expect(kinds(early)).not.toContain("notice-of-appeal");
    expect(kinds(early)).toContain("hearing");
  });

  test.each(["2022-07-11", "2022-08-01"])(
    "leaves the first one open to correction where the next is of %s",
    (dated) => {
      const others = [onDocket(again), onDocket({ ...JUDGMENT, dated })];
      expect(refusedAs({ ...JUDGMENT, number: "41" }, others)).toEqual({});
    },
  );
});

describe("[L55] a stay", () => {
  const stay = (form: object = {}) =>
    onDocket({ kind: "stay", covers: "all", dated: "2022-05-05", ...form });

  test("suspends what was set before and falls within it, and nothing else", () => {
    const events = [...pending(), stay()];
    // The release of May 1 was missed before the stay began, and service is not stayed.
    expect(kinds(events)).toEqual(["service", "service", "service", "release"]);
    const releases = releasesOf(suitOf(events), "2022-07-15");
    expect(releases.map(({ due: day, state }) => [day, state])).toEqual([
      ["2022-05-01", "missed"],
      ["2022-06-01", "stayed"],
      ["2022-07-01", "stayed"],
      ["2022-08-01", "stayed"],
    ]);
    const set = { kind: "statementDue", what: "joint-status-report", dated: "2022-09-15" } as const;
    const report = onDocket({ ...set, orderedOn: "2022-05-05" });
    expect(kinds([...events, report])).toContain("statement");
    expect(warned(events)).toContain("The suit is stayed since May 5, 2022");
  });

  test("of a part suspends that part", () => {
    expect(kinds([...pending(), stay({ covers: "briefing" })])).not.toContain("hearing");
    expect(kinds([...pending(), stay({ covers: "briefing" })])).toContain("statement");
    expect(kinds([...pending(), stay({ covers: "part", part: "claims against DHS" })])).toContain(
      "hearing",
    );
  });

  test("is over on its day, or when it is lifted; its releases are not called missed then", () => {
    const until = [...pending(), stay({ until: "2022-08-01" })];
    expect(kinds(until)).toContain("hearing");
    const lifted = [...pending(), stay(), onDocket({ kind: "stayLifted", dated: "2022-08-10" })];
    expect(kinds(lifted)).toContain("hearing");
    const [first, second] = releasesOf(suitOf(lifted), TODAY);
    expect([first?.state, second?.state]).toEqual(["missed", "stayed"]);
    expect(warned(lifted)).not.toContain("stayed since");
  });

  test("can’t end before it begins, nor be lifted where there is none", () => {
    const form = { kind: "stay", covers: "all", dated: "2022-05-05" } as const;
    expect(refusedAs({ ...form, until: "2022-05-05" })).toHaveProperty("until");
    expect(refusedAs({ ...form, covers: "part" })).toHaveProperty("part");
    expect(refusedAs({ ...form, part: "DHS" })).toHaveProperty("part");
    const lifted = { kind: "stayLifted", dated: "2022-05-04" } as const;
    expect(refusedAs(lifted, [stay()])["dated"]).toContain("Record the stay first");
    expect(refusedAs({ ...lifted, dated: "2022-05-06" }, [stay()])).toEqual({});
  });
});

test("[L55] transfer, related cases and an appeal say where the suit goes, and end nothing", () => {
  const events = [
    onDocket({ kind: "transfer", court: "D.D.C., No. 1:22-cv-00100.", dated: "2022-03-01" }),
    onDocket({
      kind: "related",
      relation: "consolidated",
      otherCase: "ILRC v. ICE, No. 3:22-cv-00002",
      dated: "2022-03-02",
    }),
    onDocket({
      kind: "appeal",
      by: "them",
      appealNumber: "9th Cir., No. 22-15000",
      dated: "2022-03-03",
    }),
  ];
  expect(kinds([...pending(), ...events])).toEqual(kinds(pending()));
  expect(events.map((event) => detailsInSentences(event).join(" "))).toEqual([
    "To D.D.C., No. 1:22-cv-00100.",
    "Consolidated with it, FRCP 42(a): ILRC v. ICE, No. 3:22-cv-00002.",
    "By defendants. 9th Cir., No. 22-15000.",
  ]);
  expect(suggestedKind("NOTICE OF APPEAL as to 52 Judgment by ICE")).toBe("appeal");
});
