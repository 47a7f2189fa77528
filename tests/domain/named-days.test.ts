import { describe, expect, test } from "vitest";
import { COURTS } from "#app/domain/layout.ts";
import { countedDays } from "#app/domain/clock/calendar.ts";
import { docketEventForm, docketEventOfForm } from "#app/domain/docket-event/form.ts";
import { namedDaysIn, ruleDaysAfter } from "#app/domain/docket-event/clerk-text.ts";
import { entryOfNamed } from "#app/domain/docket-event/named-days.ts";
import { dayReader } from "#server/services/dockets/day-reader.ts";

const SIDES = {
  plaintiffs: ["American Immigration Council"],
  defendants: ["U.S. Immigration and Customs Enforcement"],
};
const read = await dayReader();
const named = (text: string, dated = "2022-11-03") => namedDaysIn({ text, dated }, read, SIDES);
const brief = (text: string, dated?: string) =>
  named(text, dated).map(({ kind, what, dated: day, time }) => [kind, what, day, time]);

describe("[L73] [L65] the days in a clerk’s words", () => {
  test("are a statement that is due and a conference, with hour and place", () => {
    const words =
      "CLERK'S NOTICE: Joint status report due by 12/10/2022; Case Management Conference set for 12/17/2022 02:00 PM before Judge Jacqueline S. Corley, by Zoom. (Entered: 11/04/2022)";
    expect(named(words)).toEqual([
      {
        kind: "statementDue",
        what: "Joint status report",
        dated: "2022-12-10",
        time: null,
        place: null,
        by: null,
        rule: null,
      },
      {
        kind: "hearing",
        what: "Case Management Conference",
        dated: "2022-12-17",
        time: "14:00",
        place: "before Judge Jacqueline S. Corley, by Zoom",
        by: null,
        rule: null,
      },
    ]);
  });

  test.each([
    [
      "Initial Case Management Scheduling Order: Case Management Statement due by 2/1/2027. Initial Case Management Conference set for 2/8/2027 01:30 PM in San Francisco, Courtroom 4, 17th Floor.",
      [
        ["statementDue", "Case Management Statement", "2027-02-01", null],
        ["hearing", "Initial Case Management Conference", "2027-02-08", "13:30"],
      ],
    ],
    [
      "ORDER: The parties shall file a joint status report by December 10, 2022. Defendant shall file its answer no later than December 1st, 2022 at 5:00 p.m.",
      [
        ["statementDue", "Joint status report", "2022-12-10", null],
        ["answerOrdered", "Answer", "2022-12-01", "17:00"],
      ],
    ],
    [
      "MOTION for Summary Judgment filed by Plaintiff American Immigration Council. Motion Hearing set for 1/12/2023 10:00 AM. Responses due by 12/5/2022. Replies due by 12/12/2022.",
      [
        ["hearing", "Motion Hearing", "2023-01-12", "10:00"],
        ["briefDue", "Responses", "2022-12-05", null],
        ["briefDue", "Replies", "2022-12-12", null],
      ],
    ],
    [
      "Set/Reset Deadlines: Defendants' answer deadline extended to 12/20/2022. Status Conference continued to 1/5/2023 at 9:30 a.m.",
      [
        ["answerOrdered", "Defendants' answer", "2022-12-20", null],
        ["hearing", "Status Conference", "2023-01-05", "09:30"],
      ],
    ],
    // The next such day after the entry.
    [
      "Statement due by 12/10, conference set for 1/17",
      [
        ["statementDue", "Statement", "2022-12-10", null],
        ["hearing", "Conference", "2023-01-17", null],
      ],
    ],
    [
      "Motion for attorney's fees due by 12/1/2022",
      [["feesDue", "Motion for attorney's fees", "2022-12-01", null]],
    ],
  ])("%s", (text, days) => {
    expect(brief(text)).toEqual(days);
  });

  test.each([
    [
      "Case Management Conference previously set for 12/17/2022 is CONTINUED to 1/14/2023 02:00 PM in Courtroom 4.",
      [["hearing", "Case Management Conference", "2023-01-14", "14:00"]],
    ],
    [
      "Motion Hearing set for 12/17/2022 10:00 AM before Judge Jacqueline S. Corley is VACATED and reset to 1/14/2023 10:00 AM.",
      [["hearing", "Motion Hearing", "2023-01-14", "10:00"]],
    ],
    [
      "Motion Hearing reset from 1/5/2023 to 1/12/2023 10:00 AM.",
      [["hearing", "Motion Hearing", "2023-01-12", "10:00"]],
    ],
    [
      "Status Conference continued from 2/9 to 3/9.",
      [["hearing", "Status Conference", "2023-03-09", null]],
    ],
    [
      "The deadline of 12/10 for the JSR is extended to 1/10.",
      [["statementDue", "JSR", "2023-01-10", null]],
    ],
    [
      "Conference set for 12/17/2022 is VACATED. Joint status report due by 1/10/2023.",
      [["statementDue", "Joint status report", "2023-01-10", null]],
    ],
    [
      "Joint status report due by 12/10/2022, conference reset to 1/5/2023.",
      [
        ["statementDue", "Joint status report", "2022-12-10", null],
        ["hearing", "Conference", "2023-01-05", null],
      ],
    ],
    ["Case Management Conference set for 12/17/2022 is VACATED.", []],
    ["JSR due by 12/10/2022 is no longer required.", []],
  ])("follow what was moved, and are none where it was taken back: %s", (text, days) => {
    expect(brief(text)).toEqual(days);
  });

  test.each([
    ["SUMMONS Returned Executed. ICE served on 11/3/2022, answer due 1/2/2023.", []],
    ["Summons Issued; answer due by 1/2/2023.", []],
    ["MOTION for Extension of Time. Answer due by 1/2/2023.", []],
    ["STIPULATION: Answer due by 1/2/2023.", ["2023-01-02"]],
    ["CLERK'S NOTICE: Answer due by 1/2/2023.", []],
  ])("move the answer only by an order or a stipulation: %s", (text, days) => {
    expect(named(text).map(({ dated }) => dated)).toEqual(days);
    expect(namedDaysIn({ text, dated: "2022-11-03", kind: "order" }, read, SIDES)).toHaveLength(1);
  });

  test.each([
    ["Opposition to Motion for Attorney Fees due by 12/1/2022", "briefDue", null],
    ["Reply re attorney's fees due by 12/8/2022", "briefDue", null],
    ["Plaintiff's motion for fees due by 12/8/2022", "feesDue", null],
    ["ORDER: Defendant shall file a status report by 12/10/2022", "statementDue", "them"],
    ["Defendants' Vaughn index due by 12/10/2022", "statementDue", "them"],
    ["ORDER: Plaintiffs shall file a status report by 12/10/2022", "statementDue", "us"],
    ["ORDER: The parties shall file a status report by 12/10/2022", "statementDue", null],
    ["Defendants' opposition to plaintiffs' motion due by 12/10/2022", "briefDue", "them"],
  ])("are whose they are: %s", (text, kind, by) => {
    expect(named(text)).toMatchObject([{ kind, by }]);
  });

  test("that the agency owes are no joint report, and no work of ours", () => {
    const entry = (text: string) => {
      const [day] = named(text);
      if (!day) throw new Error("none was read");
      const setter = { id: "e1", kind: "order", number: "5", dated: "2022-11-03" } as const;
      const made = docketEventOfForm(docketEventForm.parse(entryOfNamed(day, setter)));
      return made.ok ? made.value.details : made.refusal;
    };
    expect(entry("ORDER: Defendant shall file a status report by 12/10/2022")).toMatchObject({
      what: "other",
      by: "them",
    });
    expect(entry("ORDER: The parties shall file a status report by 12/10/2022")).toMatchObject({
      what: "joint-status-report",
      by: null,
    });
    expect(
      entry("ORDER: Defendant shall answer; answer due by December 1, 2022 at 5:00 p.m."),
    ).toMatchObject({ until: "2022-12-01", time: "17:00" });
  });

  test.each([
    "COMPLAINT against ICE in case 3:22-cv-00149, filed by Plaintiff on 11/3/2022. (Entered: 11/04/2022)",
    "ORDER granting 12 Stipulation. Signed by Judge Corley on 11/3/2022.",
    "Minute Entry: Status Conference held on 11/2/2022.",
    "Answer due within 21 days of service. Report due by next Friday.",
    "SUMMONS Returned Executed; U.S. Attorney served on 11/9/2022.",
    "Report due by 13/45/2022",
    "",
  ])("are none in “%s”", (text) => {
    expect(named(text)).toEqual([]);
  });

  test("whose brief it is follows from whose motion it is, and is asked where nobody is named", () => {
    const sides = (text: string) => named(text).map(({ by }) => by);
    const due = "Responses due by 12/5/2022. Replies due by 12/12/2022.";
    expect(
      sides(`MOTION to Dismiss filed by U.S. Immigration and Customs Enforcement. ${due}`),
    ).toEqual(["us", "them"]);
    expect(sides(`MOTION for Summary Judgment filed by Plaintiff. ${due}`)).toEqual(["them", "us"]);
    expect(sides(due)).toEqual([null, null]);
  });

  test("cost little of the longest and of the strangest words", () => {
    const words = [
      "1 ",
      "12/",
      "jan ",
      "at 1:",
      "due by ",
      "hearing set for 12/17/2022 ",
      ". A",
      "filed by ",
    ];
    for (const word of words) {
      const text = word.repeat(Math.floor(4_000 / word.length));
      const start = performance.now();
      expect(named(text).length).toBeLessThanOrEqual(30);
      expect([word, performance.now() - start < 500]).toEqual([word, true]);
    }
  });
});

describe("the days that rules set", () => {
  const after = (day: string, days: number) =>
    countedDays(day, days, { closures: [], inaugurationDay: false });
  const none = { sides: SIDES, heardOn: null, answerDue: null, after };
  const rules = (
    text: string,
    more: Partial<Parameters<typeof ruleDaysAfter>[1]> & { readonly kind?: string } = {},
  ) =>
    ruleDaysAfter(
      { kind: more.kind ?? "paper", text, dated: "2022-11-03" },
      { court: COURTS["nd-cal"], ...none, ...more },
    ).map(({ what, dated, by, rule }) => [what, dated, by, rule]);
  const MOTION = "MOTION for Summary Judgment filed by Plaintiff.";

  test("the opposition and the reply by each court’s local rule, never where it is unknown", () => {
    expect(rules(MOTION)).toEqual([
      ["Opposition to the motion", "2022-11-17", "them", "N.D. Cal. Civ. L.R. 7-3(a), (c)"],
      ["Reply on the motion", "2022-11-25", "us", "N.D. Cal. Civ. L.R. 7-3(a), (c)"],
    ]);
    const central = { court: COURTS["cd-cal"], heardOn: "2022-12-15" };
    // 21 days before is Thanksgiving: it counts on backward (FRCP 6(a)(5)).
    expect(rules(MOTION, central).map(([, day]) => day)).toEqual(["2022-11-23", "2022-12-01"]);
    expect(rules(MOTION, { ...central, heardOn: "2023-03-13" }).map(([, day]) => day)).toEqual([
      "2023-02-17",
      "2023-02-27",
    ]);
    expect(rules(MOTION, { ...central, heardOn: null })).toEqual([]);
    expect(rules(MOTION, { court: null })).toEqual([]);
    expect(rules("MOTION to appear Pro Hac Vice by Plaintiff")).toEqual([]);
    expect(rules("MOTION to Dismiss")).toEqual([]);
  });

  test("the response to an amended complaint, no earlier than to the first (FRCP 15(a)(3))", () => {
    const amended = "AMENDED COMPLAINT against ICE";
    const what = "Response to the amended complaint";
    expect(rules(amended, { court: null })).toEqual([
      [what, "2022-11-17", "them", "FRCP 15(a)(3)"],
    ]);
    expect(rules(amended, { answerDue: "2022-12-12" })).toEqual([
      [what, "2022-12-12", "them", "FRCP 15(a)(3)"],
    ]);
  });

  test.each([
    ["nd-cal", "2022-11-17"],
    ["cd-cal", "2022-11-17"],
    ["ddc", "2022-11-25"],
    ["sdny", "2022-12-05"],
  ] as const)("the bill of costs after judgment in %s", (court, day) => {
    expect(rules("JUDGMENT", { kind: "judgment", court: COURTS[court] })).toMatchObject([
      ["Bill of costs", day, null, expect.stringContaining("FRCP 54(d)(1)")],
    ]);
  });

  test("rest on the rule alone, and those in an order’s words on the order", () => {
    const [cost] = ruleDaysAfter(
      { kind: "judgment", text: "JUDGMENT", dated: "2022-11-03" },
      { court: COURTS["nd-cal"], ...none },
    );
    const [report] = named("ORDER: Joint status report due by 12/10/2022");
    if (!cost || !report) throw new Error("neither was read");
    const details = (day: typeof cost, kind: "order" | "judgment" | "other") => {
      const setter = { id: "e1", kind, number: "5", dated: "2022-11-03" };
      const entry = docketEventOfForm(docketEventForm.parse(entryOfNamed(day, setter)));
      return entry.ok ? entry.value.details : entry.refusal;
    };
    const none5 = { orderNumber: null, orderedOn: null };
    expect(details(cost, "judgment")).toMatchObject({ under: "e1", rule: cost.rule, ...none5 });
    const by5 = { orderNumber: "5", orderedOn: "2022-11-03" };
    expect(details(report, "order")).toMatchObject({ under: "e1", rule: null, ...by5 });
    expect(details(report, "other")).toMatchObject({ under: "e1", rule: null, ...none5 });
  });
});
