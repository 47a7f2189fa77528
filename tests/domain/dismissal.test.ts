import { describe, expect, test } from "vitest";
import { clockRecordOf } from "#app/domain/agency-record/clock-record.ts";
import { deadlinesOfSuit } from "#app/domain/deadlines/of-suit.ts";
import { checkDocketEvent, docketWarnings } from "#app/domain/docket-event/checks.ts";
import { deadlinesOf, releasesOf, suitDaysOf } from "#app/domain/docket-event/due.ts";
import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import {
  docketEventForm,
  docketEventOfForm,
  formOfDocketEvent,
  type DocketEventInput,
} from "#app/domain/docket-event/form.ts";
import { detailsInSentences, suggestedKind } from "#app/domain/docket-event/entry-sentences.ts";
import { timelineOf } from "#app/domain/timeline/entries.ts";
import { timelineLine } from "#app/domain/timeline/lines.ts";
import { entryOnDocket as onDocket, typedEntry as typed } from "#tests/support/docket-entries.ts";

const TODAY = "2022-09-01";
const CALENDAR = { closures: [], inaugurationDay: false };
const WHOLE = {
  kind: "dismissal",
  how: "stipulation",
  extent: "all",
  dated: "2022-06-15",
} as const;
const BY_ORDER = { ...WHOLE, how: "order", prejudice: "with" } as const;

const suitOf = (events: DocketEvent[]) => ({
  filedOn: "2022-01-11",
  answerDueOn: "2022-03-01",
  defendants: [],
  events,
  productions: [],
});
/** The deadlines on Home and in the calendars. */
const asked = (events: DocketEvent[]) =>
  deadlinesOfSuit({
    docketId: "suit",
    name: "Council v. ICE",
    matter: { slug: "priorities", title: "Priorities" },
    deadlines: deadlinesOf(suitOf(events), CALENDAR, TODAY),
  });
const warned = (events: DocketEvent[]) =>
  docketWarnings(
    { filedOn: "2022-01-11", servedOn: null, answerDueOn: null, enforces: 1, defendants: [] },
    events,
    [],
  ).join("\n");
const pending = () => [
  onDocket({
    kind: "productionSchedule",
    firstOn: "2022-05-01",
    orderedOn: "2022-04-01",
  }),
  onDocket({ kind: "statementDue", what: "joint-status-report", dated: "2022-05-10" }),
  onDocket({ kind: "briefDue", brief: "Reply", by: "us", dated: "2022-10-01" }),
  onDocket({ kind: "hearing", dated: "2022-10-20" }),
];

describe("[L55] a suit that is dismissed as a whole", () => {
  test("asks nothing more: no service, no answer, no statement, brief, hearing or release", () => {
    const before = pending();
    expect(new Set(asked(before).map(({ kind }) => kind))).toEqual(
      new Set(["service", "answer", "release", "statement", "brief", "hearing"]),
    );
    expect(asked([...before, onDocket(WHOLE)])).toEqual([]);
    expect(warned([...before, onDocket(WHOLE)])).toContain(
      "asked no more, except a motion for fees and a notice of appeal",
    );
  });

  test("asks for what is set afterwards, by a later order or an entry recorded after its own", () => {
    const events = [...pending(), onDocket(WHOLE)];
    const brief = { kind: "briefDue", brief: "Reply on fees", by: "us" } as const;
    const later = { ...brief, dated: "2022-10-05", orderedOn: "2022-07-01" } as const;
    expect(asked([onDocket(later), ...events]).map(({ what }) => what)).toEqual(["Reply on fees"]);
    const statement = onDocket({ kind: "statementDue", what: "other", dated: "2022-09-10" });
    const corrected = { ...onDocket(WHOLE), correctsId: events.at(-1)?.id ?? null };
    const all = [...events, statement, corrected];
    expect(asked(all).map(({ kind }) => kind)).toEqual(["statement"]);
    const early = { ...brief, dated: "2022-10-05", orderedOn: "2022-04-01" } as const;
    expect(asked([...events, onDocket(early)])).toEqual([]);
  });

  test("asks for what the order that dismissed it sets itself", () => {
    const events = [onDocket({ ...WHOLE, how: "order-on-request" })];
    const report = { kind: "statementDue", what: "joint-status-report" } as const;
    const set = { ...report, dated: "2022-09-15", orderedOn: "2022-06-15" } as const;
    expect(asked([onDocket(set), ...events]).map(({ kind }) => kind)).toEqual(["statement"]);
  });

  test("wakes nothing by a correction, by an entry about days before its end, or by an earlier part", () => {
    const hearing = onDocket({ kind: "hearing", dated: "2022-10-20" });
    const part = onDocket({ ...WHOLE, extent: "part", part: "DHS", dated: "2022-02-01" });
    const brief = onDocket({ kind: "briefDue", brief: "Reply", by: "us", dated: "2022-10-01" });
    const end = onDocket(WHOLE);
    const moved = { ...onDocket({ kind: "hearing", dated: "2022-10-21" }), correctsId: hearing.id };
    const late = onDocket({ kind: "statementDue", what: "other", dated: "2022-03-01" });
    const schedule = onDocket({ kind: "productionSchedule", firstOn: "2022-03-01" });
    const events = [hearing, part, brief, end, moved, late, schedule];
    expect(asked(events)).toEqual([]);
    expect(releasesOf(suitOf(events), TODAY).map(({ state }) => state)).not.toContain("missed");
  });

  test("leaves releases uncompared where its docket enforces no request", () => {
    const events = [...pending(), onDocket(WHOLE)];
    const uncompared = releasesOf({ events, productions: null }, TODAY);
    expect(new Set(uncompared.map(({ state }) => state))).toEqual(new Set(["unknown"]));
  });

  test("calls no release missed, expects none after the end, and says to check what survives", () => {
    const events = [...pending(), onDocket(WHOLE)];
    expect(releasesOf(suitOf(events), TODAY).map(({ due, state }) => [due, state])).toEqual([
      ["2022-05-01", "unrecorded"],
      ["2022-06-01", "unrecorded"],
    ]);
    expect(warned(events)).toContain("Whether the schedule of productions still binds");
    expect(warned([onDocket(WHOLE)])).not.toContain("schedule");
  });

  test("leaves fees to be checked, and keeps the day that is recorded for their motion", () => {
    expect(warned([onDocket(WHOLE)])).toMatch(/no judgment in itself.*check this rule/u);
    const fees = onDocket({ kind: "feesDue", until: "2022-10-01" });
    expect(warned([fees, onDocket(WHOLE)])).not.toContain("no judgment");
    expect(asked([fees, onDocket(WHOLE)]).map(({ kind }) => kind)).toEqual(["fees"]);
    const judgment = onDocket({ kind: "judgment", dated: "2022-06-14" });
    const after = asked([judgment, onDocket(WHOLE)]).map(({ kind }) => kind);
    expect(after).toEqual(["fees", "notice-of-appeal"]);
  });

  test("goes on where the dismissal was taken back", () => {
    const end = onDocket(WHOLE);
    const back = { ...end, id: "back", correctsId: end.id, isRetracted: true };
    expect(asked([...pending(), end, back])).not.toEqual([]);
  });
});

test("[L46] [L55] a hearing set for a day after the end stands on no timeline, and one set later does", () => {
  const dismissed = [...pending(), onDocket(WHOLE)];
  const suits = (events: DocketEvent[]) => [
    { docketId: "suit", name: null, filedOn: null, events, enforces: [] },
  ];
  const days = (events: DocketEvent[]) =>
    timelineOf(
      { milestones: [], papers: [], suits: suits(events) },
      { calendar: CALENDAR, today: TODAY, isPublic: true },
    ).map(({ on }) => on);
  expect(days(dismissed)).toEqual(["2022-04-01", "2022-06-15"]);
  const onFees = onDocket({ kind: "hearing", dated: "2022-11-01" });
  expect(days([...dismissed, onFees])).toEqual(["2022-04-01", "2022-06-15", "2022-11-01"]);
  // Entered before the dismissal was, though they came after it.
  const came = [
    onDocket({ kind: "judgment", dated: "2022-06-20" }),
    onDocket({ kind: "order", dated: "2022-08-01", text: "Order on fees" }),
  ];
  expect(days([...came, onDocket(WHOLE)])).toEqual(["2022-06-15", "2022-06-20", "2022-08-01"]);
});

describe("[L55] the time to appeal", () => {
  test.each([
    ["with", "with prejudice"],
    ["without", "without prejudice"],
    [undefined, "not recorded whether it was with prejudice"],
  ] as const)("is 60 days from an order that dismisses it, %s prejudice", (prejudice, why) => {
    const [appeal, ...others] = asked([onDocket({ ...BY_ORDER, prejudice })]);
    expect(others).toEqual([]);
    expect(appeal).toMatchObject({
      kind: "notice-of-appeal",
      due: "2022-08-15",
      by: "us",
      source: "FRAP 4(a)(1)(B); check this rule",
    });
    expect(appeal?.why).toContain(why);
  });

  test("of a part that an order dismissed runs from the end of the suit", () => {
    const part = { ...BY_ORDER, extent: "part", part: "DHS", dated: "2022-05-01" } as const;
    const [appeal, ...others] = asked([onDocket(part), onDocket(WHOLE)]);
    expect(others).toEqual([]);
    expect(appeal).toMatchObject({ kind: "notice-of-appeal", due: "2022-08-15" });
    expect(appeal?.why).toMatch(/the end of the suit on June 15, 2022.*order of May 1, 2022/u);
  });

  test("is none where the plaintiffs ended it, nor of a part while the suit goes on, nor once it is decided on", () => {
    for (const how of ["notice", "stipulation", "order-on-request"] as const) {
      expect(asked([onDocket({ ...WHOLE, how, prejudice: "with" })])).toEqual([]);
    }
    const part = onDocket({ ...BY_ORDER, extent: "part", part: "all claims against DHS" });
    expect(asked([part]).map(({ kind }) => kind)).not.toContain("notice-of-appeal");
    const decided = onDocket({ ...BY_ORDER, isDone: true });
    expect(asked([decided])).toEqual([]);
    expect(detailsInSentences(decided)).toContain("Whether to appeal is decided.");
  });
});

describe("[L15] the last day to sue", () => {
  const days = (...lines: DocketEvent[]) => suitDaysOf("2022-01-11", lines);
  const suitEvents = (...suits: ReturnType<typeof days>[]) =>
    clockRecordOf({ filedOn: "2021-09-09" }, [], suits).events.filter(
      ({ kind }) => kind === "suitFiled",
    );

  test.each([
    [{ ...WHOLE, prejudice: "without" }, "2022-06-15"],
    [{ ...BY_ORDER, prejudice: "without" }, "2022-06-15"],
    // FRCP 41(a)(1)(B): where it says nothing, a stipulation is without prejudice, and an order is not.
    [WHOLE, "2022-06-15"],
    [{ ...BY_ORDER, prejudice: undefined }, null],
    [BY_ORDER, null],
    [{ ...WHOLE, extent: "part", part: "DHS", prejudice: "without" }, null],
  ] as const)("counts again after an end without prejudice (%j)", (form, on) => {
    expect(days(onDocket(form)).dismissedOn).toBe(on);
  });

  test("doesn't count after an end that a court took back, nor while another suit stands", () => {
    const end = onDocket({ ...WHOLE, prejudice: "without" });
    const back = onDocket({ kind: "reopened", why: "order", dated: "2022-07-01" });
    expect(days(end, back).dismissedOn).toBeNull();
    expect(suitEvents(days(end))).toEqual([
      { kind: "suitFiled", dated: "2022-01-11", dismissed: "2022-06-15" },
    ]);
    const again = { ...days(), filedOn: "2022-08-01" };
    expect(suitEvents(days(end), again)).toEqual([{ kind: "suitFiled", dated: "2022-01-11" }]);
  });
});

describe("[L55] a dismissal", () => {
  test("in part ends nothing, and names the part", () => {
    const part = onDocket({ ...WHOLE, extent: "part", part: "all claims against DHS" });
    expect(asked([...pending(), part])).toHaveLength(asked(pending()).length);
    expect(part.text).toBe("Dismissal in part");
    expect(detailsInSentences(part)).toContain("In part: all claims against DHS.");
  });

  test("names its part or none, and lies neither ahead nor before the suit", () => {
    const wrong = (form: Partial<DocketEventInput>) => {
      const event = typed({ ...WHOLE, ...form });
      const checked = checkDocketEvent(event, { filedOn: "2022-01-11", defendants: [] }, [], TODAY);
      return checked.ok ? {} : checked.refusal.fields;
    };
    expect(wrong({})).toEqual({});
    expect(wrong({ extent: "part" })).toHaveProperty("part");
    expect(wrong({ part: "all claims against DHS" })).toHaveProperty("part");
    expect(wrong({ dated: "2022-09-02" })).toHaveProperty("dated");
    expect(wrong({ dated: "2022-01-10" })).toHaveProperty("dated");
  });

  test("keeps unknown what is not recorded, and comes back as it was typed", () => {
    const line = onDocket(WHOLE);
    expect(line.details).toMatchObject({ prejudice: null, part: null });
    expect(detailsInSentences(line)).toContain("With or without prejudice: not recorded.");
    const again = docketEventForm.parse(formOfDocketEvent(line));
    expect(docketEventOfForm(again)).toEqual({ ok: true, value: typed(WHOLE) });
  });

  test("by notice, beside an answer that came before, is warned about with the rule", () => {
    const answer = onDocket({ kind: "answer", dated: "2022-03-22" });
    const notice = (dated: string) => onDocket({ ...WHOLE, how: "notice", dated });
    expect(warned([answer, notice("2022-03-30")])).toContain("FRCP 41(a)(1)(A)(i)");
    expect(warned([answer, notice("2022-03-01")])).not.toContain("FRCP 41(a)(1)(A)(i)");
    expect(warned([answer, onDocket(WHOLE)])).not.toContain("FRCP 41(a)(1)(A)(i)");
  });

  test("without prejudice says that the time to sue runs", () => {
    expect(warned([onDocket({ ...WHOLE, prejudice: "without" })])).toContain("§ 2401(a)");
    expect(warned([onDocket(WHOLE)])).not.toContain("§ 2401(a)");
  });

  test("[L55] in part, after the suit was taken up again, waits for the next end and not for the old one", () => {
    const part = { ...BY_ORDER, extent: "part", part: "all claims against DHS" } as const;
    const before = [
      onDocket({ ...BY_ORDER, dated: "2022-03-01" }),
      onDocket({ kind: "reopened", why: "order", dated: "2022-04-01" }),
      onDocket({ ...part, dated: "2022-05-01" }),
    ];
    const appeals = (events: DocketEvent[]) =>
      asked(events)
        .filter(({ kind }) => kind === "notice-of-appeal")
        .map(({ due }) => due);
    expect(appeals(before)).toEqual([]);
    // 60 days from June 15, 2022, for the part and for the end itself.
    expect(appeals([...before, onDocket(BY_ORDER)])).toEqual(["2022-08-15", "2022-08-15"]);
    expect(warned(before)).not.toContain("A dismissal is no judgment in itself");
  });

  test("is looked for in the words of a clerk, and a motion to dismiss is none", () => {
    expect(suggestedKind("NOTICE of Voluntary Dismissal by All Plaintiffs")).toBe("dismissal");
    expect(suggestedKind("ORDER DISMISSING CASE")).toBe("dismissal");
    expect(suggestedKind("MOTION to Dismiss; proposed order dismissing")).toBeNull();
    expect(suggestedKind("MEMORANDUM in opposition to dismissal")).toBeNull();
    expect(suggestedKind("JUDGMENT dismissing case with prejudice")).toBe("dismissal");
  });

  test("changes nothing of how other words are taken: an answer or a judgment before its certificate", () => {
    const answer = "ANSWER to Complaint by ICE. (Attachments: # 1 Certificate of Service)";
    expect(suggestedKind(answer)).toBe("answer");
    expect(suggestedKind("CLERK'S JUDGMENT. Certificate of Service attached")).toBe("judgment");
  });

  test.each([
    [
      { ...WHOLE, how: "notice" },
      "Dismissal by notice of the plaintiffs",
      "Desistimiento de la parte demandante",
    ],
    [
      { ...WHOLE, extent: "part", part: "privileged words", prejudice: "without" },
      "Dismissal in part, by stipulation of the parties, without prejudice",
      "Desistimiento parcial por acuerdo de las partes, sin efecto de cosa juzgada",
    ],
    [
      BY_ORDER,
      "Dismissal by order of the court, with prejudice",
      "Desestimación por orden del tribunal, con efecto de cosa juzgada",
    ],
  ] as const)("[L46] tells the public who ended what, and no more: %o", (form, en, es) => {
    const suits = [
      { docketId: "suit", name: null, filedOn: null, events: [onDocket(form)], enforces: [] },
    ];
    const options = { calendar: CALENDAR, today: TODAY, isPublic: true };
    const [entry] = timelineOf({ milestones: [], papers: [], suits }, options);
    expect(entry && timelineLine(entry, "en").what).toBe(en);
    expect(entry && timelineLine(entry, "es").what).toBe(es);
    expect(JSON.stringify(entry)).not.toContain("privileged");
  });
});
