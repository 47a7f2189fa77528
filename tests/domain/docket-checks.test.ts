import { describe, expect, test } from "vitest";
import * as z from "zod";
import {
  checkDocketDays,
  checkDocketEvent,
  docketWarnings,
} from "#app/domain/docket-event/checks.ts";
import { deadlinesOf } from "#app/domain/docket-event/due.ts";
import { DOCKET_EVENT_KINDS, type DocketEvent } from "#app/domain/docket-event/event.ts";
import {
  docketEventForm,
  docketEventOfForm,
  formOfDocketEvent,
  type DocketEventInput,
} from "#app/domain/docket-event/form.ts";
import { docketKindOf } from "#app/domain/docket-event/kinds/index.ts";
import { pastedKinds } from "#app/domain/docket-event/pasted-kind.ts";
import {
  detailsInSentences,
  suggestedKind,
  textOfEvent,
} from "#app/domain/docket-event/entry-sentences.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import { docketEvent } from "#tests/support/suit-on-record.ts";

const TODAY = "2022-06-01";
const FILED = "2022-01-11";
const fieldsOf = (outcome: Outcome<unknown>) => (outcome.ok ? {} : (outcome.refusal.fields ?? {}));

/** A line that holds, as a form would bring it. */
function typed(form: DocketEventInput) {
  const outcome = docketEventOfForm(docketEventForm.parse(form));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
}
function onDocket(form: DocketEventInput, id = "line"): DocketEvent {
  const common = { id, correctsId: null, isRetracted: false, isInvented: false };
  const by = { recordedById: "staff", recordedAt: new Date(0) };
  return { ...typed(form), ...common, ...by } as DocketEvent;
}
const check = (
  form: DocketEventInput,
  others: DocketEvent[] = [],
  filedOn: string | null = FILED,
) => fieldsOf(checkDocketEvent(typed(form), { filedOn, defendants: [] }, others, TODAY));

const SERVED = { kind: "service", on: "usAttorney", method: "certified-mail" } as const;

describe("[L36] days of a docket", () => {
  test.each([
    [{ filedOn: "2022-06-02" }, "filedOn", "still to come"],
    [{ servedOn: "2022-06-02" }, "servedOn", "still to come"],
    [{ filedOn: FILED, servedOn: "2022-01-10" }, "servedOn", "FRCP 4(c)"],
    [{ servedOn: "2022-01-20", answerDueOn: "2022-01-19" }, "answerDueOn", "552(a)(4)(C)"],
    [{ filedOn: FILED, answerDueOn: "2022-01-10" }, "answerDueOn", "filed on January 11, 2022"],
  ])("%o are refused at %s", (days, field, words) => {
    const all = { filedOn: null, servedOn: null, answerDueOn: null, ...days };
    const fields = fieldsOf(checkDocketDays(all, [], TODAY));
    expect(Object.keys(fields)).toEqual([field]);
    expect(fields[field]).toContain(words);
  });

  test("what is unknown stays unknown: nothing is asked of it, and an answer may be due tomorrow", () => {
    const none = { filedOn: null, servedOn: null, answerDueOn: null };
    expect(checkDocketDays(none, [], TODAY).ok).toBe(true);
    expect(checkDocketDays({ ...none, answerDueOn: "2022-07-01" }, [], TODAY).ok).toBe(true);
    expect(check({ ...SERVED, dated: "2021-12-01" }, [], null)).toEqual({});
  });

  test("a day of filing after a recorded service is refused, and names it", () => {
    const days = { filedOn: "2022-02-01", servedOn: null, answerDueOn: null };
    const fields = fieldsOf(
      checkDocketDays(days, [onDocket({ ...SERVED, dated: "2022-01-20" })], TODAY),
    );
    expect(fields["filedOn"]).toContain("January 20, 2022");
  });
});

describe("a line that can’t be is refused with what is wrong and the rule", () => {
  test.each([
    [{ ...SERVED, dated: "2022-01-10" }, "dated", "served after it was filed (FRCP 4(c))"],
    [{ ...SERVED, sentOn: "2022-01-10" }, "sentOn", "FRCP 4(c)"],
    [{ ...SERVED, sentOn: "2022-01-20", dated: "2022-01-19" }, "dated", "was sent on January 20"],
    [{ ...SERVED, dated: "2022-06-02" }, "dated", "still to come"],
    [{ kind: "answer", dated: "2022-06-02" }, "dated", "still to come"],
    [{ kind: "judgment", dated: "2022-06-02" }, "dated", "still to come"],
    [{ kind: "order", dated: "2022-01-10", text: "Order" }, "dated", "filed on January 11"],
    [{ kind: "answerOrdered", until: "2022-03-01", orderedOn: "2022-03-02" }, "until", "later day"],
    [
      { kind: "answerOrdered", until: "2022-07-01", orderedOn: "2022-06-02" },
      "orderedOn",
      "still to come",
    ],
    [
      { kind: "productionSchedule", firstOn: "2022-04-01", lastOn: "2022-03-01" },
      "lastOn",
      "after the first",
    ],
    [
      {
        kind: "briefDue",
        brief: "Opposition",
        by: "them",
        dated: "2022-02-01",
        orderedOn: "2022-02-02",
      },
      "dated",
      "later day",
    ],
  ] as const)("%o", (form, field, words) => {
    const fields = check(form);
    expect(Object.keys(fields)).toEqual([field]);
    expect(fields[field]).toContain(words);
  });

  test("[L37] each of the three is served once, and what is there is corrected", () => {
    const there = [onDocket({ ...SERVED, dated: "2022-01-20" })];
    expect(check({ ...SERVED, dated: "2022-01-21" }, there)["on"]).toContain("January 20, 2022");
    expect(check({ ...SERVED, on: "agency", dated: "2022-01-21" }, there)).toEqual({});
  });

  test("[L38] an order’s day for the answer does not come before service", () => {
    const there = [onDocket({ ...SERVED, dated: "2022-03-20" })];
    expect(check({ kind: "answerOrdered", until: "2022-03-01" }, there)["until"]).toContain(
      "U.S. attorney was served on March 20, 2022",
    );
  });

  test("what is due may lie ahead", () => {
    expect(check({ kind: "hearing", dated: "2022-09-01" })).toEqual({});
    expect(check({ kind: "statementDue", what: "disclosure", dated: "2022-09-01" })).toEqual({});
  });
});

describe("a form of a line", () => {
  test.each(DOCKET_EVENT_KINDS)("%s names what it misses, and nothing of another kind", (kind) => {
    const outcome = docketEventOfForm(docketEventForm.parse({ kind, article: "7019", judge: "J" }));
    if (outcome.ok) {
      expect(docketKindOf(kind).details.safeParse(outcome.value.details).success).toBe(true);
    } else {
      for (const sentence of Object.values(fieldsOf(outcome)))
        expect(sentence).toMatch(/^[A-Z].*\.$/u);
    }
  });

  test("a field that several kinds have is read alike in each", () => {
    const read = new Map<string, string>();
    for (const kind of DOCKET_EVENT_KINDS) {
      for (const [name, { typed }] of Object.entries(docketKindOf(kind).fields)) {
        const how = JSON.stringify(z.toJSONSchema(typed, { io: "input" }));
        expect([name, how]).toEqual([name, read.get(name) ?? how]);
        read.set(name, how);
      }
    }
  });

  test.each([
    { ...SERVED, dated: "2022-01-20", article: "7019 1", sentOn: "2022-01-14" },
    {
      kind: "briefDue",
      brief: "Reply",
      by: "us",
      dated: "2022-05-01",
      orderNumber: "20",
      isDone: true,
    },
    { kind: "statementDue", what: "disclosure", dated: "2022-02-01" },
    {
      kind: "productionSchedule",
      firstOn: "2022-03-01",
      pagesAMonth: 500,
      dayOfMonth: 1,
      orderNumber: "31",
    },
    { kind: "paper", dated: "2022-01-11", text: "STIPULATION", by: "both", number: "1" },
    { kind: "feesDue", until: "2022-05-30", orderNumber: "40" },
  ] as const)("comes back as it was typed: %o", (form) => {
    const line = onDocket(form);
    const again = docketEventForm.parse(formOfDocketEvent(line));
    expect(docketEventOfForm(again)).toEqual({ ok: true, value: typed(form) });
    expect(detailsInSentences(line).join(" ")).not.toContain("null");
    expect(textOfEvent(line)).not.toBe("");
  });
});

test("[L36] a docket that enforces no filed request warns, and so does a day that differs", () => {
  const docket = {
    filedOn: FILED,
    servedOn: "2022-01-18",
    answerDueOn: "2022-02-18",
    enforces: 0,
    defendants: [],
  };
  const events = [onDocket({ ...SERVED, dated: "2022-01-20" })];
  const due = [{ kind: "answer", due: "2022-02-22" }] as const;
  const warnings = docketWarnings(docket, events, due);
  expect(warnings).toHaveLength(3);
  expect(warnings[0]).toContain("No filed request");
  expect(warnings[1]).toContain("January 20, 2022");
  expect(warnings[2]).toContain("February 22, 2022");
  expect(
    docketWarnings({ ...docket, servedOn: null, answerDueOn: null, enforces: 1 }, events, due),
  ).toEqual([]);
});

test("[L36] a suit that goes on without its day of filing says what that leaves out", () => {
  const unfiled = { filedOn: null, servedOn: null, answerDueOn: null, enforces: 1, defendants: [] };
  const said = (caseNumber: string | null, events: Parameters<typeof docketWarnings>[1]) =>
    docketWarnings({ ...unfiled, caseNumber }, events, []).join("\n");
  expect(said("3:22-cv-00149", [])).toContain("counted as if nobody had sued");
  // The answer is counted from service without it; the days to serve are not.
  const served = docketEvent("s", "service", "2022-01-20", {
    on: "usAttorney",
    method: "certified-mail",
  });
  const suit = { ...unfiled, events: [served], productions: null };
  const due = deadlinesOf(suit, { closures: [], inaugurationDay: false }, TODAY).map(
    ({ kind }) => kind,
  );
  expect(due).toEqual(["answer"]);
  expect(said(null, [served])).toContain("no day to serve it by is known (FRCP 4(m))");
  expect(said(null, [served])).not.toContain("nothing follows");
  expect(said(null, [])).toBe("");
});

test("words of a clerk that something follows from are pointed out, and a motion for judgment is none", () => {
  expect(suggestedKind("ANSWER to Complaint by ICE")).toBe("answer");
  expect(suggestedKind("CLERK'S JUDGMENT")).toBe("judgment");
  expect(suggestedKind("MOTION for Summary Judgment")).toBeNull();
  expect(suggestedKind("SUMMONS Returned Executed")).toBe("service");
  expect(suggestedKind("COMPLAINT against ICE")).toBeNull();
  // An order that grants a motion for judgment is no judgment; one that dismisses may end the suit.
  expect(suggestedKind("ORDER granting judgment on the pleadings", "order")).toBeNull();
  expect(suggestedKind("ORDER DISMISSING CASE", "order")).toBe("dismissal");
});

test("[L65] a cross-motion is a paper of its side, however the court writes it", () => {
  const sides = { plaintiffs: ["Council"], defendants: ["ICE"] };
  for (const words of ["Cross MOTION", "CROSS-MOTION", "Partial MOTION"]) {
    const entry = {
      number: "15",
      dated: "2022-06-20",
      text: `${words} for Summary Judgment by ICE`,
    };
    const details = { by: "them", documentId: null };
    expect(pastedKinds(entry, sides).plain, words).toMatchObject({ kind: "paper", details });
  }
});
