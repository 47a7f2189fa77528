import { describe, expect, test } from "vitest";
import { COMPANION_PAPERS } from "#app/domain/companion-paper.ts";
import { kindsThat, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import { papersDue } from "#app/domain/document-kinds/papers-due.ts";
import { COURT_PROFILES } from "#app/domain/layout.ts";
import type { OtherSuit } from "#app/document/details/other-suit.ts";
import { sourcedFieldsIn, staleFields } from "#app/document/details/sourced-fields.ts";
import { sourcedValues } from "#app/document/details/sourced-values.ts";
import type { SuitOnRecord } from "#app/document/details/suit-on-record.ts";
import { bracketedIn } from "#app/document/readiness/bracketed.ts";
import { courtPaperFindings } from "#app/document/readiness/court-paper.ts";
import { isTemplatePrompt } from "#app/document/readiness/template-prompts.ts";
import { passagesOf } from "#app/document/rendering/passages.ts";
import {
  captionTitle,
  firstTemplate,
  type TemplateDetails,
} from "#app/document/templates/index.ts";
import { checkedNode } from "#app/document/version/validate.ts";
import { agencyEvent, filedRequest, RECEIVED } from "#tests/support/filed-request.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { docketEvent, suitOnRecord } from "#tests/support/suit-on-record.ts";
import { COALITION_DETAILS, SUIT_DETAILS } from "#tests/typesetting/details.ts";

const CALENDAR = { closures: [], inaugurationDay: false };
const PARTIES = { parties: ["Council", "ILRC"], partyIds: ["council", "ilrc"], agency: "ICE" };

function draft(kind: DocumentKind, details: TemplateDetails = {}) {
  let count = 0;
  const told = { ...PARTIES, layoutProfile: "nd-cal" as const, ...details };
  const prose = firstTemplate(kind, () => `id-${(count += 1)}`, told);
  checkedNode(prose);
  const sourced = [...sourcedValues(told.requests ?? [], told.suit ?? null, CALENDAR)].map(
    ([name, value]) => ({ name, value }),
  );
  const page = {
    facts: { ...COALITION_DETAILS, caption: SUIT_DETAILS.caption, sourced },
    layoutProfile: told.layoutProfile,
  };
  return { prose, sourced, text: plainText(prose, { page }) };
}

const inSuit = (kind: DocumentKind, details: Partial<SuitOnRecord>, more: TemplateDetails = {}) =>
  draft(kind, { suit: suitOnRecord(details), ...more }).text;

const ANSWER = docketEvent("a", "answer", "2022-07-01", {}, { number: "17" });
const SETTLED = docketEvent("s", "settlement", "2022-06-01");
const MOTION_OF_THEIRS = docketEvent(
  "m",
  "paper",
  "2022-06-20",
  { by: "them" },
  { text: "MOTION for Summary Judgment", number: "15" },
);

const OTHER: OtherSuit = {
  name: "Council v. DHS",
  court: "United States District Court",
  district: "Northern District of California",
  caseNumber: "3:21-cv-00001",
  judge: "Hon. Jane S. Tester",
  filedOn: "2021-05-03",
  isInSameCourt: true,
  sharesRequest: false,
  sharesDefendant: true,
  hasEnded: false,
  isWithdrawn: false,
};

const SUIT_KINDS = kindsThat(({ suit }) => suit === "joins");

describe.each(SUIT_KINDS)("a %s [L66]", (kind) => {
  test("names every party and every agency that the docket names, in each court", () => {
    for (const layoutProfile of COURT_PROFILES) {
      const suit = suitOnRecord({ plaintiffs: ["Council", "ILRC"], defendants: ["DHS", "ICE"] });
      const { text } = draft(kind, { suit, layoutProfile });
      if (kind === "amended-complaint") expect(text).toContain("ICE");
      else {
        expect(text, layoutProfile).toContain("Plaintiffs Council and ILRC");
        expect(text, layoutProfile).toContain("Defendants DHS and ICE");
      }
    }
  });

  test("has prompts that are known as such, whatever the docket has", () => {
    const unsided = docketEvent("u", "other", "2022-06-20", {}, { text: "ANSWER by ICE" });
    const ours = ["m1", "m2"].map((id) =>
      docketEvent(id, "paper", "2022-06-20", { by: "us" }, { text: "MOTION for summary judgment" }),
    );
    const asked = docketEvent("b", "briefDue", "2022-09-01", {
      what: "Motion for summary judgment",
      by: "us",
    });
    const events = [[], [ANSWER], [SETTLED], [MOTION_OF_THEIRS], [unsided], ours, [asked]];
    const unknown = new Set<string>();
    for (const suit of [null, ...events.map((own) => suitOnRecord({ events: own }))]) {
      for (const layoutProfile of COURT_PROFILES) {
        const { prose } = draft(kind, { suit, layoutProfile, otherSuits: [OTHER] });
        for (const { text } of passagesOf(prose, null)) {
          for (const { words } of bracketedIn(text))
            if (!isTemplatePrompt(words)) unknown.add(words);
        }
      }
    }
    expect([...unknown]).toEqual([]);
  });
});

describe("a notice of dismissal, FRCP 41(a)(1)(A)(i) [L46] [L66]", () => {
  test("says that nothing was served where the docket has no answer, with the day that it is due", () => {
    const text = inSuit("notice-of-dismissal", { answerDueOn: "2022-08-01" });
    expect(text).toContain("give notice that this action is dismissed as to all claims");
    expect(text).toContain(
      "No answer and no motion for summary judgment has been served; the answer is due on August 1, 2022.",
    );
    expect(text).not.toContain("dismisses nothing");
  });

  test.each([
    ["an answer", ANSWER, "The docket has an answer of July 1, 2022 (ECF No. 17)."],
    [
      "a motion of theirs for summary judgment",
      MOTION_OF_THEIRS,
      "The docket has a motion of the other side for summary judgment of June 20, 2022 (ECF No. 15).",
    ],
  ])("says that it comes too late after %s", (_what, event, says) => {
    const text = inSuit("notice-of-dismissal", { answerDueOn: "2022-08-01", events: [event] });
    expect(text).toContain(says);
    expect(text).toContain("[A notice dismisses nothing after it");
    expect(text).not.toContain("No answer and no motion");
  });

  test.each([
    ["an answer that nobody ticked", "other", {}, "ANSWER to Complaint by ICE."],
    ["a motion that names no side", "other", {}, "MOTION for Summary Judgment. (Smith, Jane)"],
    ["a cross-motion", "other", {}, "Cross MOTION for Partial Summary Judgment."],
    ["a motion of both", "paper", { by: "both" }, "Joint MOTION for Summary Judgment"],
  ] as const)(
    "asks whose %s is, and says nothing of what was served [L65]",
    (_what, kind, details, text) => {
      const entry = docketEvent("u", kind, "2022-06-20", details, { text, number: "15" });
      const told = inSuit("notice-of-dismissal", { answerDueOn: "2022-08-01", events: [entry] });
      expect(told).toContain(
        "reads like an answer or a motion for summary judgment, of June 20, 2022 (ECF No. 15). [Whose it is:",
      );
      expect(told).not.toContain("No answer and no motion");
    },
  );

  test("asks nothing about what only speaks of such papers", () => {
    for (const text of [
      "Set/Reset Deadlines: Summary Judgment motions due by 9/1/2022.",
      "RESPONSE re 15 MOTION for Summary Judgment",
      "MOTION for Extension of Time to File Answer",
    ]) {
      const entry = docketEvent("u", "other", "2022-06-20", {}, { text });
      expect(inSuit("notice-of-dismissal", { events: [entry] })).toContain(
        "No answer and no motion",
      );
    }
  });

  test("knows an answer that came in as a paper of theirs", () => {
    const entry = docketEvent("u", "paper", "2022-06-20", { by: "them" }, { text: "ANSWER" });
    expect(inSuit("notice-of-dismissal", { events: [entry] })).toContain(
      "The docket has an answer of June 20, 2022.",
    );
  });

  test("is noticed to be outdated once the answer came [L35]", () => {
    const suit = suitOnRecord({ answerDueOn: "2022-08-01" });
    const { prose, sourced } = draft("notice-of-dismissal", { suit });
    const now = sourcedValues([], { ...suit, events: [ANSWER] }, CALENDAR);
    expect(staleFields(prose, { sourced }, now).map(({ now: is }) => is)).toEqual([null]);
  });

  test("asks about an end that is on the docket, and about a suit that was dismissed before", () => {
    const end = docketEvent("x", "dismissal", "2022-06-15", { how: "order", extent: "all" });
    expect(inSuit("notice-of-dismissal", { events: [end] })).toContain(
      "By the docket, this action ended on June 15, 2022.",
    );
    expect(inSuit("stipulation-of-dismissal", { events: [SETTLED, end] })).toContain(
      "By the docket, this action ended on June 15, 2022.",
    );
    const before = { ...OTHER, sharesRequest: true, isWithdrawn: true };
    const second = inSuit("notice-of-dismissal", {}, { otherSuits: [before] });
    expect(second).toContain("a second notice is an adjudication on the merits");
    for (const other of [OTHER, { ...before, isWithdrawn: false }, { ...OTHER, isWithdrawn: true }])
      expect(inSuit("notice-of-dismissal", {}, { otherSuits: [other] })).not.toContain("second");
  });
});

describe("a stipulation of dismissal, FRCP 41(a)(1)(A)(ii) [L46] [L66]", () => {
  test("says nothing of a second notice, which it is not", () => {
    const before = { ...OTHER, sharesRequest: true, isWithdrawn: true };
    expect(inSuit("stipulation-of-dismissal", {}, { otherSuits: [before] })).not.toContain(
      "second",
    );
  });

  test("speaks of a settlement only where the docket has one, and not as of the suit's end", () => {
    const settled = inSuit("stipulation-of-dismissal", { events: [SETTLED] });
    expect(settled).toContain("[The docket has a settlement");
    expect(settled).not.toContain("this action ended");
    expect(inSuit("stipulation-of-dismissal", {})).not.toContain("settlement");
  });

  test("leaves the other side's signature and the attestation to it [L26]", () => {
    const text = inSuit("stipulation-of-dismissal", {});
    expect(text).toContain("[/s/ and name of counsel of the other side");
    expect(text).toContain("[Once counsel of the other side has agreed");
  });
});

describe("a stipulation [L46] [L66]", () => {
  test("tells the state of the docket, and nothing that it does not have", () => {
    const schedule = docketEvent("p", "productionSchedule", "2022-05-10", {
      orderNumber: "24",
      firstOn: "2022-06-01",
      pagesAMonth: 500,
    });
    const brief = docketEvent("b", "briefDue", "2022-09-01", { what: "Opposition", by: "them" });
    const text = inSuit("stipulation", { events: [ANSWER, schedule, brief] });
    expect(text).toContain("Defendant answered on July 1, 2022 (ECF No. 17).");
    expect(text).toContain("Defendant must process 500 pages a month");
    expect(text).toContain("Opposition is due on September 1, 2022.");
    expect(inSuit("stipulation", {})).not.toMatch(/answered on|must process|is due on/u);
  });

  test("has its order on a page of its own, save in a court that wants it as its own paper", () => {
    const of = (layoutProfile: (typeof COURT_PROFILES)[number]) =>
      draft("stipulation", { layoutProfile }).text;
    for (const court of ["nd-cal", "sdny", "ddc"] as const)
      expect(of(court), court).toMatch(/\f\s*Proposed order\s+Pursuant to the stipulation/u);
    expect(of("cd-cal")).not.toContain("Proposed order");
    expect(captionTitle("stipulation", { layoutProfile: "cd-cal" })).toBe("Stipulation");
    expect(captionTitle("stipulation", { layoutProfile: "nd-cal" })).toBeNull();
    expect(of("nd-cal")).toContain("Civil L.R. 7-12");
    expect(of("ddc")).not.toContain("L.R. 7-12");
  });
});

describe("an amended complaint, FRCP 15(a) [L46] [L66]", () => {
  const FILED = {
    prose: firstTemplate("complaint", () => crypto.randomUUID(), {
      ...PARTIES,
      layoutProfile: "nd-cal",
    }),
    paperTitle: "Complaint for Declaratory and Injunctive Relief",
  };

  test("begins with exactly the words that were filed, under its own basis", () => {
    const { prose } = draft("amended-complaint", { suit: suitOnRecord(), amends: FILED });
    const [caption, basis, ...rest] = prose.content;
    expect([caption, ...rest]).toEqual(FILED.prose.content);
    expect(basis?.type).toBe("block");
    expect(plainText(prose)).not.toContain("is not here");
  });

  test("without a filed text here begins as a complaint, and says that", () => {
    const { text } = draft("amended-complaint", { suit: suitOnRecord() });
    expect(text).toContain("[The text of the complaint that was filed is not here");
    expect(text).toContain("Prayer for relief");
  });

  const basis = (details: Partial<SuitOnRecord>, paperTitle = FILED.paperTitle) =>
    inSuit("amended-complaint", details, { amends: { ...FILED, paperTitle } });

  test("is of course before an answer and 21 days after it, once; and by consent or leave else", () => {
    expect(basis({})).toContain("once as a matter of course, before an answer");
    const answered = { events: [ANSWER] };
    expect(basis({ ...answered, today: "2022-07-22" })).toContain(
      "once as a matter of course, within 21 days of the answer of July 1, 2022.",
    );
    for (const text of [
      basis({ ...answered, today: "2022-07-23" }),
      basis({}, `First Amended ${FILED.paperTitle}`),
      draft("amended-complaint").text,
    ]) {
      expect(text).toContain("15(a)(2): which of them, and when]");
      expect(text).not.toContain("matter of course");
    }
  });

  const dismiss = (dated: string, by?: string) =>
    docketEvent("d", by ? "paper" : "other", dated, by ? { by } : {}, {
      text: "MOTION to Dismiss",
      number: "12",
    });

  test("is of course until 21 days after their motion under Rule 12, where that is earlier, rolled [FRCP 6(a)(1)(C)]", () => {
    // 21 days after June 20 are July 11; after June 18, a Saturday, which rolls to Monday.
    const motion = dismiss("2022-06-20", "them");
    for (const events of [[motion], [motion, ANSWER]]) {
      expect(basis({ events, today: "2022-07-11" })).toContain(
        "within 21 days of the motion under Rule 12 of June 20, 2022.",
      );
      expect(basis({ events, today: "2022-07-12" })).toContain(
        "15(a)(2): which of them, and when]",
      );
    }
    const rolled = { events: [dismiss("2022-06-18", "them")] };
    expect(basis({ ...rolled, today: "2022-07-11" })).toContain("matter of course, within 21 days");
    expect(basis({ ...rolled, today: "2022-07-12" })).not.toContain("matter of course, within");
  });

  test("does not say that nothing was served beside an entry that may be such a paper [L65]", () => {
    const text = basis({ events: [dismiss("2022-06-20")] });
    expect(text).toContain(
      "reads like an answer or a motion under Rule 12, of June 20, 2022 (ECF No. 12).",
    );
    expect(text).not.toContain("before an answer or a motion");
  });

  test("counts itself by what was filed here and by the docket", () => {
    const title = (amends: string | null, events: SuitOnRecord["events"] = []) =>
      captionTitle("amended-complaint", {
        suit: suitOnRecord({ events }),
        amends: amends === null ? null : { ...FILED, paperTitle: amends },
      });
    expect(title(null)).toBe("First Amended Complaint for Declaratory and Injunctive Relief");
    expect(title("First Amended Complaint")).toBe("Second Amended Complaint");
    const paper = (by: string, text: string) => [
      docketEvent("p", "paper", "2022-03-01", { by }, { text }),
    ];
    expect(title("Complaint", paper("us", "AMENDED COMPLAINT"))).toBe("Second Amended Complaint");
    expect(title("Complaint", paper("us", "MOTION to file amended complaint"))).toBe(
      "First Amended Complaint",
    );
    expect(title("Complaint", paper("them", "First amended complaint, answer to"))).toBe(
      "First Amended Complaint",
    );
  });
});

describe("a motion, its declaration and its order [L46] [L66]", () => {
  const BRIEF = docketEvent("b", "briefDue", "2022-09-01", {
    what: "Motion for summary judgment",
    by: "us",
  });
  const JUDGMENT = docketEvent("j", "judgment", "2022-07-01");

  test.each([
    ["a brief of ours", [BRIEF], "Motion for Summary Judgment", "Fed. R. Civ. P. 56(a)"],
    ["a judgment", [JUDGMENT], "Motion for Attorney Fees and Costs", "substantially prevailed"],
    ["nothing", [], "Motion", "[The standard, and why it is met.]"],
  ] as const)("is the one that %s on the docket asks for", (_what, events, title, says) => {
    const suit = suitOnRecord({ events });
    expect(captionTitle("motion", { suit })).toBe(title);
    const isAsked = title !== "Motion";
    const [declaration, order] = (["declaration", "proposed-order"] as const).map((kind) =>
      captionTitle(kind, { suit }),
    );
    expect(declaration).toBe(isAsked ? `Declaration in Support of ${title}` : null);
    expect(order).toBe(isAsked ? `Proposed Order on ${title}` : null);
    expect(draft("motion", { suit }).text).toContain(says);
  });

  test("is asked by no brief of theirs, done, or of opposition, and by no fees that were asked for", () => {
    const brief = (details: object) => docketEvent("b", "briefDue", "2022-09-01", details);
    const made = docketEvent("f", "feesDue", "2022-07-10", { isDone: true });
    for (const events of [
      [brief({ what: "Motion for summary judgment", by: "them" })],
      [brief({ what: "Motion for summary judgment", by: "us", isDone: true })],
      [brief({ what: "Opposition to motion", by: "us" })],
      [JUDGMENT, made],
    ]) {
      expect(captionTitle("motion", { suit: suitOnRecord({ events }) })).toBe("Motion");
      expect(papersDue(events)).toEqual([]);
    }
  });

  test("is offered at the deadline that asks for it", () => {
    expect(papersDue([BRIEF])).toEqual([{ deadline: "b", kind: "motion" }]);
    expect(papersDue([JUDGMENT])).toEqual([{ deadline: "j-fees", kind: "motion" }]);
  });

  test("asks for the statement of facts where its court's rules do, and in no other motion", () => {
    const of = (layoutProfile: (typeof COURT_PROFILES)[number], events = [BRIEF]) =>
      draft("motion", { layoutProfile, suit: suitOnRecord({ events }) }).text;
    expect(of("ddc")).toContain("LCvR 7(h)(1)");
    expect(of("cd-cal")).toContain("L.R. 56-1");
    for (const court of ["nd-cal", "sdny"] as const)
      expect(of(court)).not.toMatch(/statement of (?:the material|uncontroverted) facts/iu);
    expect(of("ddc", [])).not.toContain("LCvR 7(h)(1)");
  });

  test("tells of a judgment on a part, of an appeal, and that a court took it back", () => {
    const partial = docketEvent(
      "j",
      "judgment",
      "2022-05-01",
      { extent: "part" },
      { number: "30" },
    );
    const appeal = docketEvent("a", "appeal", "2022-05-20", { by: "them" }, { number: "33" });
    const mandate = docketEvent("r", "reopened", "2022-07-02", { why: "mandate" });
    const text = inSuit("stipulation", { events: [partial, appeal, mandate] });
    expect(text).toContain(
      "The Court entered judgment on a part of this action on May 1, 2022 (ECF No. 30).",
    );
    expect(text).toContain("Defendant filed a notice of appeal on May 20, 2022 (ECF No. 33).");
    expect(text).toContain(
      "After a decision of the court of appeals this action was taken up again on July 2, 2022.",
    );
  });

  test("is for no fees after a judgment that was taken back, and is offered at no deadline of it", () => {
    const events = [JUDGMENT, docketEvent("r", "reopened", "2022-07-10", { why: "mandate" })];
    expect(captionTitle("motion", { suit: suitOnRecord({ events }) })).toBe("Motion");
    expect(papersDue(events)).toEqual([]);
  });

  test("opens as its court wants it", () => {
    const of = (layoutProfile: (typeof COURT_PROFILES)[number]) =>
      draft("motion", { layoutProfile }).text;
    expect(of("nd-cal")).toContain("(Civil L.R. 7-2(b))");
    expect(of("cd-cal")).toContain("conference of counsel under L.R. 7-3");
    expect(of("ddc")).toContain("LCvR 7(m)");
    expect(of("ddc")).not.toContain("Notice of motion");
  });

  test("the declaration has each letter on record with its day, and no receipt that is not", () => {
    const numbered = agencyEvent(
      "letter",
      "acknowledged",
      { dated: "2021-09-14" },
      { trackingNumbers: [{ number: "2021-ICFO-1", office: null }] },
    );
    const on = (...events: Parameters<typeof filedRequest>[0] & object) =>
      draft("declaration", { requests: [filedRequest(events)] }).text;
    expect(on(RECEIVED, numbered)).toContain(
      "ICE received it on September 9, 2021 and gave it tracking number 2021-ICFO-1.",
    );
    expect(on(RECEIVED, numbered)).toMatch(/September 14, 2021\s+Acknowledgment/u);
    expect(on(numbered)).toContain("ICE gave it tracking number 2021-ICFO-1.");
    expect(on(numbered)).not.toContain("received it");
    expect(on()).not.toMatch(/gave it|wrote about it/u);
    const { text } = draft("declaration");
    expect(text).toContain("under penalty of perjury that the foregoing is true and correct");
    expect(text).not.toMatch(/Respectfully submitted|Dated:/u);
  });

  test("the declaration says of a request that others than the plaintiffs made who made it", () => {
    const told = (...organizations: { readonly id: string; readonly name: string }[]) =>
      draft("declaration", { requests: [filedRequest([], { organizations })] }).text;
    const [council, ilrc] = [
      { id: "council", name: "Council" },
      { id: "ilrc", name: "ILRC" },
    ];
    expect(told(ilrc)).toContain("On September 9, 2021, ILRC sent ICE a request");
    expect(told(ilrc, council)).toContain("On September 9, 2021, Plaintiffs sent ICE a request");
  });

  test("the order is on no earlier motion where the docket asks for another", () => {
    const paper = (text: string) =>
      docketEvent("m", "paper", "2022-06-20", { by: "us" }, { text, number: "40" });
    const order = (...events: DocketEvent[]) => inSuit("proposed-order", { events });
    const unknown = "[which motion or stipulation, with its day and number]";
    const compel = docketEvent("b", "briefDue", "2022-09-01", {
      what: "Motion to compel",
      by: "us",
    });
    const earlier = paper("MOTION for Summary Judgment");
    expect(order(earlier, JUDGMENT)).toContain(unknown);
    expect(order(earlier, compel)).toContain(unknown);
    expect(order(earlier, BRIEF)).toContain("on the motion of June 20, 2022 (ECF No. 40), and");
    expect(order(paper("MOTION for attorney fees"), JUDGMENT)).toContain(
      "on the motion of June 20, 2022 (ECF No. 40), and",
    );
  });

  test("the order is on the last motion of ours on the docket, and by the rule names who is told", () => {
    const ours = docketEvent(
      "m",
      "paper",
      "2022-06-20",
      { by: "us" },
      { text: "MOTION for fees", number: "40" },
    );
    expect(inSuit("proposed-order", { events: [ours] })).toContain(
      "on the motion of June 20, 2022 (ECF No. 40), and for good cause",
    );
    expect(inSuit("proposed-order", { events: [MOTION_OF_THEIRS] })).toContain(
      "[which motion or stipulation, with its day and number]",
    );
    expect(draft("proposed-order", { layoutProfile: "ddc" }).text).toContain("(LCvR 7(k))");
    expect(draft("proposed-order").text).not.toContain("LCvR");
  });

  test("the order is on no motion about counsel or time where another stands, and asks which of several", () => {
    const ours = (id: string, dated: string, text: string) =>
      docketEvent(id, "paper", dated, { by: "us" }, { text, number: id });
    const main = ours("30", "2022-06-01", "MOTION for Summary Judgment");
    for (const words of [
      "MOTION for Leave to Appear Pro Hac Vice",
      "Administrative MOTION to seal",
      "MOTION for Extension of Time",
    ]) {
      const later = ours("33", "2022-07-01", words);
      const text = inSuit("proposed-order", { events: [main, later] });
      expect(text).toContain(
        "on the motion of June 1, 2022 (ECF No. 30) [of several on the docket",
      );
      expect(inSuit("proposed-order", { events: [later] })).toContain(
        "on the motion of July 1, 2022 (ECF No. 33), and for good cause",
      );
    }
  });

  test("lack no signature of counsel where the declarant or the judge signs, and lack it in a motion", () => {
    for (const [kind, lacks] of [
      ["motion", true],
      ["declaration", false],
      ["proposed-order", false],
    ] as const) {
      const unsigned = firstTemplate(kind, () => crypto.randomUUID(), {});
      const found = courtPaperFindings(unsigned, SUIT_DETAILS, kind, "nd-cal");
      const checks = found.map(({ check }) => check);
      expect(checks.includes("counsel-without-signature"), kind).toBe(lacks);
    }
  });
});

describe("the paper on related cases [L66]", () => {
  const paper = (
    otherSuits: readonly OtherSuit[],
    layoutProfile: (typeof COURT_PROFILES)[number] = "nd-cal",
  ) => draft("complaint", { companion: "related-cases", otherSuits, layoutProfile }).text;

  test.each([
    ["nd-cal", "Under Civil L.R. 3-12(b) and 7-11, Plaintiffs Council and ILRC ask the Court"],
    ["cd-cal", "Under L.R. 83-1.3.1, Plaintiffs Council and ILRC give notice"],
    ["ddc", "Under LCvR 40.5(b), Plaintiffs Council and ILRC give notice"],
    ["sdny", "Rule 13(b) of the Rules for the Division of Business"],
  ] as const)("is in %s what that court asks for", (court, says) => {
    expect(paper([OTHER], court)).toContain(says);
  });

  test("names each other suit of the matter in that court, with what it shares by the dockets", () => {
    expect(paper([OTHER])).toContain(
      "Council v. DHS, No. 3:21-cv-00001 (Northern District of California), filed May 3, 2021, before Hon. Jane S. Tester: it is against an agency that is sued here.",
    );
    const same = paper([{ ...OTHER, sharesRequest: true, sharesDefendant: false, hasEnded: true }]);
    expect(same).toContain("which has ended: it enforces a request that this action enforces.");
    expect(paper([{ ...OTHER, sharesDefendant: false }])).toContain(
      "[what it has in common with this action]",
    );
    expect(paper([])).toContain("no other suit of this matter in this court is on record");
  });

  test("names those in other courts by themselves, where the rules ask for them", () => {
    const elsewhere = { ...OTHER, isInSameCourt: false };
    expect(paper([elsewhere])).toContain("These cases are in other courts (Civil L.R. 3-13):");
    expect(paper([elsewhere])).toContain("no other suit of this matter in this court");
    expect(paper([elsewhere], "sdny")).not.toContain("Council v. DHS");
    expect(paper([OTHER])).not.toContain("other courts");
  });
});

test("no companion in any court says what a paper of declared facts does not [L66]", () => {
  for (const layoutProfile of COURT_PROFILES) {
    for (const companion of COMPANION_PAPERS) {
      const { text, prose } = draft("complaint", { companion, layoutProfile });
      expect(text.includes("Respectfully submitted")).toBe(companion !== "proof-of-service");
      expect(sourcedFieldsIn(prose)).toEqual([]);
    }
  }
});
