import { describe, expect, test } from "vitest";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { COMPANION_PAPERS } from "#app/domain/companion-paper.ts";
import { outcomeDetails, type ItemOutcomeKind } from "#app/domain/agency-record/outcome.ts";
import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import { DOCUMENT_KINDS, LAYOUT_PROFILES, type LayoutProfile } from "#app/domain/document.ts";
import { sourcedFieldsIn } from "#app/document/details/sourced-fields.ts";
import { sourcedValues } from "#app/document/details/sourced-values.ts";
import { bracketedIn } from "#app/document/readiness/bracketed.ts";
import { isTemplatePrompt } from "#app/document/readiness/template-prompts.ts";
import { passagesOf } from "#app/document/rendering/passages.ts";
import { checkedNode } from "#app/document/version/validate.ts";
import { numberBlocks } from "#app/document/numbering/number.ts";
import { LOST_REFERENCE } from "#app/document/nodes/cross-reference.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";
import { plainText } from "#tests/support/plain-text.ts";
import type { ProseNode } from "#app/document/prose.ts";
import {
  firstTemplate,
  type FiledRequest,
  type TemplateDetails,
} from "#app/document/templates/index.ts";
import { agencyEvent, filedRequest, RECEIVED } from "#tests/support/filed-request.ts";
import { docketEvent, suitOnRecord } from "#tests/support/suit-on-record.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { COALITION_DETAILS } from "#tests/typesetting/details.ts";

function countingIds() {
  let count = 0;
  return () => `id-${(count += 1)}`;
}

const headingsOf = (nodes: readonly ProseNode[]) =>
  nodes.filter((node) => node.attrs?.kind === "heading").map((node) => blockText(node));

/** Those of these sections that stand in the text, in its order. */
function inOrder(text: string, sections: readonly string[]): string[] {
  return sections
    .filter((section) => text.includes(section))
    .toSorted((one, other) => text.indexOf(one) - text.indexOf(other));
}

describe.each(DOCUMENT_KINDS)("the first template of a %s", (kind) => {
  test("is legal text whose blocks all have an id of their own", () => {
    const prose = firstTemplate(kind, countingIds());
    checkedNode(prose);
    // A break of the page has nothing that anybody refers to.
    const blocks = prose.content.filter(({ type }) => type !== "pageBreak");
    const ids = blocks.map((node) => node.attrs?.id);
    expect(new Set(ids).size).toBe(blocks.length);
    expect(ids).not.toContain(undefined);
  });

  test("names every party and the agency, and prompts for what is not known", () => {
    const facts = { title: "Weekly reports", parties: ["A & Co", "B", "C <d>"], agency: "ICE" };
    const text = plainText(firstTemplate(kind, countingIds(), facts));
    for (const name of [...facts.parties, facts.agency]) expect(text).toContain(name);
    expect(text).not.toContain("[Organization]");
    expect(plainText(firstTemplate(kind, countingIds()))).toContain("[Organization]");
  });
});

describe("the sections", () => {
  test("of a request follow its anatomy", () => {
    const { content } = firstTemplate("request", countingIds());
    const sections = [
      "Requester",
      "Background",
      "Definitions",
      "Time period",
      "Records requested",
      "Search",
      "Form of production",
      "Segregability and foreseeable harm",
      "Fee category",
      "Fee waiver",
      "Expedited processing",
      "Contact",
      "Exhibits",
    ];
    expect(inOrder(headingsOf(content).join("\n"), sections)).toEqual(sections);
  });

  test("of a complaint follow its anatomy, with paragraphs in one sequence", () => {
    const prose = firstTemplate("complaint", countingIds(), { parties: ["A", "B", "C"] });
    const sections = [
      "[caption]",
      "Introduction",
      "Jurisdiction and venue",
      "Parties",
      "Statutory framework",
      "Facts",
      "Exhaustion",
      "Claims for relief",
      "Prayer for relief",
      "Dated:",
      "Exhibits",
    ];
    expect(inOrder(plainText(prose), sections)).toEqual(sections);
    const paragraphs = [...numberBlocks(prose).values()].filter(
      ({ kind, value }) => kind === "numbered" && value.length === 1,
    );
    expect(paragraphs.map(({ value }) => value[0])).toEqual(
      paragraphs.map((_, index) => index + 1),
    );
  });
});

describe("what follows from details is drawn, not typed", () => {
  const facts = { parties: ["A", "B"], partyIds: ["a", "b"], agency: "ICE" };

  test("a complaint begins with its caption, and each paragraph that it rests on is a reference", () => {
    const prose = firstTemplate("complaint", countingIds(), facts);
    expect(prose.content[0]?.type).toBe("caption");
    const text = plainText(prose);
    expect(text).not.toContain(LOST_REFERENCE);
    expect(text).toMatch(/within the time that the statute allows \(¶¶ \d+–\d+\)/u);
    expect(text.match(/Plaintiffs incorporate ¶¶ 1–\d+\./gu)).toHaveLength(3);
  });

  test.each(DOCUMENT_KINDS)("a %s ends with the signature blocks of who signs it", (kind) => {
    const { content } = firstTemplate(kind, countingIds(), facts);
    const signing = content.filter(({ type }) => type === "signatureBlock");
    const isCounsels = KINDS[kind].signedBy === "counsel";
    expect(signing.map(({ attrs }) => attrs?.organization)).toEqual(isCounsels ? ["a", "b"] : []);
    expect(JSON.stringify(content)).not.toContain("[Name]");
  });

  test("a request is certified by the certifier of its details", () => {
    const text = plainText(firstTemplate("request", countingIds(), facts));
    expect(text).toContain("I, [certifier], make this request for A, and certify");
  });
});

describe("items of a filed request keep their levels [L34]", () => {
  const items = [
    { label: "1", level: 1, words: "Reports", outcomes: [] },
    { label: "1(a)", level: 2, words: "of removals", outcomes: [] },
    { label: "1(a)(i)", level: 3, words: "by week", outcomes: [] },
  ];
  const requests = [filedRequest([], { items })];
  const linesOf = (kind: "complaint" | "appeal") => {
    const prose = firstTemplate(kind, countingIds(), { requests });
    const numbers = numberBlocks(prose);
    return prose.content.flatMap((node) => {
      const words = blockText(node);
      const isItem = items.some((item) => words.startsWith(item.words));
      const label = numbers.get(String(node.attrs?.id))?.label;
      return isItem ? [`${node.attrs?.level} ${label} ${words}`] : [];
    });
  };

  test("in a complaint, each below the paragraph that asks for them", () => {
    expect(linesOf("complaint")).toEqual(["2 (a) Reports", "3 (i) of removals", "4 (A) by week"]);
  });

  test("in an appeal, where each is answered in its parts", () => {
    expect(linesOf("appeal")).toEqual(["1 1. Reports", "2 a. of removals", "3 i. by week"]);
  });
});

const COALITION = {
  parties: ["Council", "ILRC"],
  partyIds: ["council", "ilrc"],
  cities: ["Washington, D.C.", "San Francisco, California"],
  agency: "ICE",
};

/** The text with the fields' values in it, as a page draws it. */
function complaintText(requests: readonly FiledRequest[], more: Partial<TemplateDetails> = {}) {
  const details = { ...COALITION, requests, ...more };
  const prose = firstTemplate("complaint", countingIds(), details);
  const now = sourcedValues(requests, null, { closures: [], inaugurationDay: false });
  const sourced = [...now].map(([name, value]) => ({ name, value }));
  return plainText(prose, {
    page: {
      facts: { ...COALITION_DETAILS, sourced },
      layoutProfile: details.layoutProfile ?? null,
    },
  });
}

const NUMBERED = agencyEvent(
  "acknowledged",
  "acknowledged",
  { dated: "2021-09-14" },
  { trackingNumbers: [{ number: "2021-ICFO-00001", office: null }] },
);

describe("a complaint says of a filed request what is on record [L34]", () => {
  test("receipt, number, due date and exhaustion, each day as a field that can be updated [L35]", () => {
    const text = complaintText([filedRequest([RECEIVED, NUMBERED])]);
    expect(text).toContain(
      "ICE received the Request on September 9, 2021 and gave it tracking number 2021-ICFO-00001.",
    );
    expect(text).toContain("By a letter of September 14, 2021, ICE acknowledged the Request.");
    // Twenty working days; Columbus Day comes after them.
    expect(text).toContain("A determination was due by October 7, 2021.");
    expect(text).toMatch(/deemed to have exhausted administrative remedies\. 5 U\.S\.C\./u);
    const { content } = firstTemplate("complaint", countingIds(), {
      requests: [filedRequest([RECEIVED, NUMBERED])],
    });
    const names = sourcedFieldsIn({ type: "doc", content }).map(({ name }) => name);
    expect(names).toEqual([
      "received_weekly",
      "trackingNumbers_weekly",
      "eventDated_acknowledged",
      "determinationDue_weekly",
      "lastLetterDated_weekly",
    ]);
  });

  test("an extension with both days, and what a question stopped", () => {
    const extended = agencyEvent(
      "extended",
      "extended",
      { dated: "2021-09-30" },
      { until: "2021-10-22", workingDays: 10 },
    );
    const text = complaintText([filedRequest([RECEIVED, extended])]);
    expect(text).toMatch(
      /A determination was due by October 22, 2021, with the extension of 10 working days; without it, by October 7, 2021\./u,
    );
    const asked = agencyEvent("asked", "informationAsked", { dated: "2021-09-20" });
    const stopped = complaintText([filedRequest([RECEIVED, asked])]);
    expect(stopped).toContain("[The clock is stopped until the agency has an answer");
  });

  test.each([
    [
      "before the time has passed",
      [RECEIVED],
      "2021-10-01",
      "the time for a determination has not",
    ],
    ["without a receipt on record", [], "2021-11-15", "no receipt is recorded"],
    [
      "while a determination has to be appealed",
      [RECEIVED, agencyEvent("answer", "determined", { dated: "2021-10-20" })],
      "2021-11-15",
      "has to be appealed first",
    ],
  ])("and never asserts exhaustion %s (embarrassment 5) [L13]", (_when, events, today, why) => {
    const text = complaintText([filedRequest(events, {}, today)]);
    expect(text).toContain("[Exhaustion can’t be pleaded yet");
    expect(text).toContain(why);
    expect(text).not.toContain("deemed to have exhausted administrative remedies. ");
  });

  const ANSWERED = agencyEvent("answer", "determined", { dated: "2021-10-01" });
  const APPEALED = agencyEvent("appeal", "appealed", {
    sent: "2021-10-04",
    received: "2021-10-05",
  });
  const DECIDED = agencyEvent(
    "decision",
    "appealDecided",
    { dated: "2021-10-20" },
    { result: "affirmed" },
  );
  const ASSERTED = agencyEvent(
    "asserted",
    "exhaustionAsserted",
    { dated: "2021-10-05" },
    { reason: "ICE wrote that it\nwon’t [ever] answer." },
  );

  test("nor what somebody asserts against the clock: it asks to plead that, with the reason (embarrassment 5) [L13]", () => {
    const text = complaintText([filedRequest([RECEIVED, ASSERTED, ANSWERED], {}, "2021-11-15")]);
    expect(text).toContain(
      "[Exhaustion is asserted against the clock: plead in your own words what it rests on.] [On record: ICE wrote that it won’t (ever) answer.]",
    );
    expect(text).not.toContain("has not made a determination within the time");
    expect(text).not.toContain("deemed to have exhausted administrative remedies. ");
  });

  test("but what the clock says, once an appeal is decided, whatever was asserted before [L13]", () => {
    const events = [RECEIVED, ANSWERED, APPEALED, ASSERTED, DECIDED];
    const text = complaintText([filedRequest(events, {}, "2021-11-15")]);
    expect(text).toContain("decided the appeal");
    expect(text).not.toContain("asserted against the clock");
    expect(text).not.toContain("deemed to have exhausted administrative remedies. ");
  });

  const asked = { expedition: false, feeWaiver: true };

  test("nothing that a determination in time makes false: no missed determination, no silence (embarrassment 12) [L13]", () => {
    const pending = complaintText([filedRequest([RECEIVED, ANSWERED, APPEALED], { asked })]);
    expect(pending).toMatch(
      /Plaintiffs appealed, and ICE has not decided the appeal within 20 working days of receiving it \(¶¶ \d+, \d+(, \d+)*–\d+\)/u,
    );
    expect(pending).toContain("It must decide an appeal within 20 working days");
    expect(pending).toContain("First claim: failure to decide the appeal in time");
    expect(pending).toContain("Having missed its time limit");
    const decided = complaintText([
      filedRequest([RECEIVED, ANSWERED, APPEALED, DECIDED], { asked }),
    ]);
    expect(decided).toContain("Plaintiffs appealed, and ICE decided the appeal (¶¶");
    expect(decided).toContain("First claim: failure to search");
    expect(decided).not.toContain("Having missed its time limit");
    for (const text of [pending, decided]) {
      expect(text).not.toContain("No determination of the Request reached");
      expect(text).not.toContain("failure to make a timely determination");
    }
    const late = agencyEvent("answer", "determined", { dated: "2021-10-08" });
    const after = agencyEvent("appeal", "appealed", { sent: "2021-10-11", received: "2021-10-12" });
    const lately = complaintText([filedRequest([RECEIVED, late, after, DECIDED], { asked })]);
    expect(lately).not.toContain("No determination of the Request reached");
    // Due on October 7: what came a day later came too late.
    expect(lately).toContain("First claim: failure to make a timely determination");
  });

  const answered = (...outcomes: readonly ItemOutcomeKind[]) => {
    const given = outcomes.map((outcome) => ({
      outcome,
      details: outcomeDetails.parse({}),
      eventId: "answer",
    }));
    const items = [{ label: "1", level: 1, words: "Reports", outcomes: given }];
    return complaintText([filedRequest([RECEIVED, ANSWERED, APPEALED], { items })]);
  };

  test("a search that found too little where a letter says that nothing was found, and asks elsewhere [L46]", () => {
    const found = "It has failed to make reasonable efforts to search for them.";
    const prompt = "[No letter on record says that records were not found:";
    expect(answered("no-records")).toContain(found);
    expect(answered("no-records")).not.toContain(prompt);
    for (const text of [
      answered("produced-in-full"),
      answered("withheld-in-full"),
      answered(),
      complaintText([filedRequest([RECEIVED])]),
      complaintText([]),
    ]) {
      expect(text).toContain(prompt);
      expect(text).not.toContain(found);
    }
  });

  test("that records are withheld where a letter withholds some, and asks elsewhere [L46]", () => {
    const withheld = "that no exemption covers, without a harm";
    const prompt = "[No letter on record withholds records:";
    expect(answered("withheld-in-full")).toContain("Defendant withholds records that no exemption");
    expect(answered("produced-in-part")).toContain("records and parts of records that no");
    for (const text of [answered("produced-in-full"), answered("no-records"), answered()]) {
      expect(text).toContain(prompt);
      expect(text).not.toContain(withheld);
    }
    const glomar = answered("neither-confirmed-nor-denied");
    expect(glomar).toContain("refuses to confirm or deny that it has records");
    expect(glomar).not.toContain(withheld);
    expect(answered("withheld-in-full")).not.toContain("refuses to confirm");
  });

  test("that nothing was made available where the time passed in silence, and not where records came [L46]", () => {
    const silent = "Defendant has not made the records promptly available.";
    expect(complaintText([filedRequest([RECEIVED])])).toContain(silent);
    const interim = agencyEvent("answer", "interimResponse", { dated: "2021-10-20" });
    const outcomes = [
      { outcome: "produced-in-full", details: outcomeDetails.parse({}), eventId: "answer" },
    ] as const;
    const items = [{ label: "1", level: 1, words: "Reports", outcomes }];
    const released = complaintText([filedRequest([RECEIVED, interim], { items })]);
    expect(released).not.toContain(silent);
    expect(complaintText([filedRequest([RECEIVED], {}, "2021-09-20")])).not.toContain(silent);
  });

  test("of two requests each claim names the one that its letter is about [L46]", () => {
    const outcomes = [
      { outcome: "no-records", details: outcomeDetails.parse({}), eventId: "answer" },
    ] as const;
    const items = [{ label: "1", level: 1, words: "Reports", outcomes }];
    const first = filedRequest([RECEIVED, ANSWERED, APPEALED], { items });
    const text = complaintText([first, filedRequest([RECEIVED], { documentId: "second" })]);
    expect(text).toContain("no records of some of those requested as to the First Request.");
    expect(text).toContain("not made the records promptly available as to the Second Request.");
  });

  test("no decision on an appeal that was closed or left to the court [L48]", () => {
    for (const result of ["closed", "in-litigation"] as const) {
      const letter = agencyEvent("decision", "appealDecided", { dated: "2021-10-20" }, { result });
      const events = [RECEIVED, ANSWERED, APPEALED, letter];
      const text = complaintText([filedRequest(events, {}, "2021-12-20")]);
      expect(text).not.toContain("decided the appeal (");
      expect(text).not.toContain("decided the appeal:");
      expect(text).toContain("has not decided the appeal within 20 working days");
      const early = complaintText([filedRequest(events, {}, "2021-10-25")]);
      expect(early).toContain("[Exhaustion can’t be pleaded yet: the appeal is pending.]");
    }
  });

  test("no missed time of the first answer after a remand: it asks to plead what followed [L49]", () => {
    const remand = { dated: "2021-10-20" };
    const letter = agencyEvent("decision", "appealDecided", remand, { result: "remanded" });
    const events = [RECEIVED, ANSWERED, APPEALED, letter];
    const text = complaintText([filedRequest(events, {}, "2022-01-10")]);
    const prompt =
      "[The appeal was remanded: plead in your own words what followed, since it is unsettled whether a remand exhausts.]";
    expect(text).toContain(prompt);
    expect(isTemplatePrompt(prompt)).toBe(true);
    expect(text).not.toContain("has not made a determination within the time");
    expect(text).not.toContain("deemed to have exhausted administrative remedies. ");
  });

  test("a decision that reached us after its date, as decided [L47]", () => {
    const reached = { dated: "2021-10-20", received: "2021-10-25" };
    const letter = agencyEvent("decision", "appealDecided", reached, { result: "affirmed" });
    const events = [RECEIVED, ANSWERED, APPEALED, letter];
    expect(complaintText([filedRequest(events, {}, "2021-11-15")])).toContain(
      "Plaintiffs appealed, and ICE decided the appeal (¶¶",
    );
  });

  test("a determination that reached us after its time as late, whatever its date [L47]", () => {
    const reached = { dated: "2021-10-06", received: "2021-10-12" };
    const late = agencyEvent("answer", "determined", reached);
    expect(complaintText([filedRequest([RECEIVED, late], {}, "2021-11-15")])).toContain(
      "First claim: failure to make a timely determination",
    );
  });

  test("of the appeal that is late, whatever was decided of expedition or of an earlier answer [L12]", () => {
    const part = "expedited processing";
    const ofExpedition = [
      agencyEvent("denied", "determined", { dated: "2021-09-20" }, { part }),
      agencyEvent("of-part", "appealed", { sent: "2021-09-21", received: "2021-09-22" }, { part }),
      agencyEvent("partly", "appealDecided", { dated: "2021-09-28" }, { part, result: "affirmed" }),
    ];
    const again = [
      agencyEvent("second", "determined", { dated: "2021-10-25" }),
      agencyEvent("anew", "appealed", { sent: "2021-10-26", received: "2021-10-27" }),
    ];
    const first = [RECEIVED, ANSWERED, APPEALED];
    for (const events of [
      [...ofExpedition, ...first],
      [...first, DECIDED, ...again],
    ]) {
      expect(complaintText([filedRequest(events, { asked }, "2021-12-20")])).toContain(
        "ICE has not decided the appeal within 20 working days of receiving it",
      );
    }
  });

  test("that nothing was decided, of those requests alone of which it is so", () => {
    const silent = filedRequest([RECEIVED]);
    const appealed = filedRequest([RECEIVED, ANSWERED, APPEALED, DECIDED], {
      documentId: "other",
      filedOn: "2021-09-08",
    });
    expect(complaintText([appealed, silent])).toContain(
      "No determination of the Second Request reached the requesters",
    );
    expect(complaintText([silent])).toContain("No determination of the Request reached");
  });

  test("claims on expedition and fee waiver, where they were asked and not granted", () => {
    const asked = { expedition: true, feeWaiver: true };
    const text = complaintText([filedRequest([RECEIVED], { asked, isCertified: true })]);
    expect(text).toContain("Fourth claim: failure to decide on expedited processing");
    expect(text).toContain("Fifth claim: waiver of fees");
    expect(text).toContain("process the Request as soon as practicable");
    expect(text).toContain("§ 552(a)(4)(A)(viii)(II)");
    const granted = agencyEvent("granted", "expeditionGranted", { dated: "2021-09-15" });
    const less = complaintText([filedRequest([RECEIVED, granted], { asked })]);
    expect(less).not.toContain("failure to decide on expedited processing");
    expect(less).toContain("Fourth claim: waiver of fees");
    expect(complaintText([filedRequest([RECEIVED])])).not.toContain("Fourth claim");
  });

  test("later claims rest on the facts, not on the claims before them", () => {
    const asked = { expedition: true, feeWaiver: true };
    const text = complaintText([filedRequest([RECEIVED], { asked })]);
    const rests = [...text.matchAll(/Plaintiffs incorporate (¶¶ 1–\d+)\./gu)].map(([, of]) => of);
    expect(rests).toHaveLength(5);
    expect(new Set(rests).size).toBe(1);
  });

  test("the request is Exhibit A, named where it is mentioned", () => {
    const prose = firstTemplate("complaint", countingIds(), {
      ...COALITION,
      requests: [filedRequest([RECEIVED], { exhibitId: "copy" })],
    });
    expect(plainText(prose)).toContain("of which a copy is attached as Exhibit A, for:");
    expect(prose.content.filter(({ type }) => type === "exhibit")).toHaveLength(1);
  });
});

describe("a complaint asks what its court asks, and nothing else changes with the layout [L29, L30, L34]", () => {
  const request = filedRequest([RECEIVED], { asked: { expedition: true, feeWaiver: true } });
  const text = (layoutProfile: LayoutProfile) => complaintText([request], { layoutProfile });
  const lines = (layoutProfile: LayoutProfile) =>
    new Set(
      text(layoutProfile)
        .split("\n")
        .map((line) => line.replace(/^\S+\s+/u, "")),
    );

  test("N.D. Cal. has a section “Divisional Assignment” with the division and the county [L29]", () => {
    expect(text("nd-cal")).toContain("Divisional Assignment");
    expect(text("nd-cal")).toMatch(
      /Under Civil L\.R\. 3-2\(c\) and 3-5\(b\), assignment to the San Francisco Division or the Oakland Division is proper because a substantial part of the events or omissions/u,
    );
    const recorded = complaintText([request], {
      layoutProfile: "nd-cal",
      division: "Oakland Division",
    });
    expect(recorded).toContain("assignment to the Oakland Division is proper");
    for (const other of ["cd-cal", "sdny", "ddc"] as const) {
      expect(text(other)).not.toContain("Divisional Assignment");
    }
  });

  test("C.D. Cal. states jurisdiction in its first numbered paragraph [L30]", () => {
    expect(text("cd-cal")).toMatch(/(?:^|\n)1\.\s+This Court has jurisdiction/u);
    for (const other of ["nd-cal", "sdny", "ddc"] as const) {
      expect(text(other)).toMatch(/(?:^|\n)1\.\s+Plaintiffs bring this action/u);
    }
  });

  test("venue has the reason of that district: a party that is there, or that it is the District of Columbia", () => {
    expect(text("nd-cal")).toContain(
      "because Plaintiff ILRC, of San Francisco, California, resides in the Northern District of California.",
    );
    expect(text("ddc")).toContain("which names the District of Columbia");
    expect(text("sdny")).toContain("because [where a plaintiff resides");
  });

  test("California's complaints cite the Ninth Circuit, the others don't", () => {
    for (const court of ["nd-cal", "cd-cal"] as const) expect(text(court)).toContain("Aguirre");
    for (const court of ["sdny", "ddc"] as const) {
      expect(text(court)).not.toMatch(/9th Cir\./u);
    }
  });

  test("and all the rest is word for word the same", () => {
    const asOf = (layoutProfile: LayoutProfile) =>
      [...lines(layoutProfile)].filter(
        (line) => !/Venue is proper|^Assignment$|Civil L\.R\.|9th Cir\.|D\.C\. Cir\.|¶/u.test(line),
      );
    const common = new Set(asOf("nd-cal"));
    for (const other of ["cd-cal", "sdny", "ddc"] as const) {
      expect(new Set(asOf(other)), other).toEqual(common);
    }
  });
});

describe("an appeal [L11, L33]", () => {
  const response = agencyEvent(
    "answer",
    "determined",
    { dated: "2021-10-20" },
    { appealUntil: "2022-01-18" },
  );

  test("is timely by the response's date, the 90th working day and the day that the letter states", () => {
    const request = filedRequest([RECEIVED, response], { exhibitId: "copy" });
    const letterIds = ["answer"];
    const details = { ...COALITION, requests: [request], letterIds };
    const prose = firstTemplate("appeal", countingIds(), details);
    const now = sourcedValues([request], null, { closures: [], inaugurationDay: false });
    expect(now.get("eventDated_answer")).toBe("2021-10-20");
    expect(now.get("eventAppealByRule_answer")).toBe("2022-03-03");
    expect(now.get("eventAppealUntil_answer")).toBe("2022-01-18");
    const names = sourcedFieldsIn(prose).map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        "eventDated_answer",
        "eventAppealByRule_answer",
        "eventAppealUntil_answer",
      ]),
    );
    expect(prose.content.filter(({ type }) => type === "exhibit")).toHaveLength(2);
    expect(plainText(prose)).toContain("attached as Exhibits A and B.");
  });

  test("states the grounds that its letters bear out, and asks for the others", () => {
    const denied = agencyEvent("denied", "expeditionDenied", { dated: "2021-09-20" });
    const requests = [filedRequest([RECEIVED, denied, response])];
    const about = (...letterIds: string[]) =>
      plainText(firstTemplate("appeal", countingIds(), { requests, letterIds }));
    expect(about("answer", "denied")).toContain("The denial of expedited processing was wrong");
    expect(about("answer", "denied")).toContain("[The request was misread");
    expect(about("answer")).not.toContain("denial of expedited processing");
    expect(about("denied")).not.toContain("[The request was misread");
    expect(about("denied")).toContain("Please reverse the denial of expedited processing.");
    expect(about()).toContain("[Where the fee waiver was denied");
    expect(about()).toContain("[Where the fee category was wrong");
  });
});

test("a letter greets an officer, not an agency, whatever its first line is", () => {
  const greeting = (addressee: string | null) =>
    plainText(firstTemplate("letter", countingIds(), { ...COALITION, addressee }));
  expect(greeting("U.S. Immigration and Customs Enforcement")).toContain("Dear FOIA Officer:");
  expect(greeting(null)).toContain("Dear [name]:");
});

test("a letter names the request, its number, whom it greets and whom to answer [text corrections]", () => {
  const details = {
    ...COALITION,
    requests: [filedRequest([RECEIVED, NUMBERED])],
    contact: { name: "Ana Example", email: "ana@example.org", telephone: null },
    addressee: "Freedom of Information Act Office",
  };
  const text = plainText(firstTemplate("letter", countingIds(), details));
  expect(text).toContain("Dear FOIA Officer:");
  expect(text).toContain("concerns the request of September 9, 2021");
  expect(text).toContain("Please answer to Ana Example, e-mail ana@example.org.");
});

describe("a request", () => {
  const text = plainText(firstTemplate("request", countingIds(), COALITION));

  test("argues the waiver by the six factors of 6 C.F.R. § 5.11(k), and agrees to $25 until it is decided", () => {
    const factors = [...text.matchAll(/5\.11\(k\)(\(\d\)\(\w+\))/gu)].map(([, factor]) => factor);
    expect(factors).toEqual(["(2)(i)", "(2)(ii)", "(2)(iii)", "(2)(iv)", "(3)(i)", "(3)(ii)"]);
    expect(text).toContain("agree to pay fees of up to $25");
  });

  test("is certified for each organization by whoever is recorded for it [L28]", () => {
    const council = { id: "council", name: "Council", city: null, address: [] };
    const organizations = [council, { ...council, id: "ilrc", name: "ILRC" }];
    const ana = { name: "Ana Example", title: null, organizationId: null };
    const ines = { name: "Ines Example", title: null, organizationId: "ilrc" };
    const certified = (of: Partial<DocumentDetails>) =>
      [
        ...plainText(firstTemplate("request", countingIds(), COALITION), {
          page: { facts: { ...COALITION_DETAILS, organizations, ...of }, layoutProfile: null },
        }).matchAll(/I, (.+), make this request for (\w+), and certify/gu),
      ].map(([, name, party]) => `${party}: ${name}`);
    expect(certified({ certifier: null })).toEqual(["Council: [certifier]", "ILRC: [certifier]"]);
    // One who certifies for no organization in particular does for the first.
    expect(certified({ certifier: ana })).toEqual(["Council: Ana Example", "ILRC: [certifier]"]);
    expect(certified({ certifier: ana, furtherCertifiers: [ines] })).toEqual([
      "Council: Ana Example",
      "ILRC: Ines Example",
    ]);
    // Nobody is printed as certifying for another organization than their own.
    expect(certified({ certifier: ines })).toEqual(["Council: [certifier]", "ILRC: Ines Example"]);
  });

  test("asks for its number and the estimated date of completion", () => {
    expect(text).toContain("(5 U.S.C. § 552(a)(7))");
  });
});

describe("what goes with a complaint [L32]", () => {
  test.each(COMPANION_PAPERS)(
    "the %s stands under a caption and names every party or the agency",
    (companion) => {
      for (const layoutProfile of ["nd-cal", "cd-cal", "sdny", "ddc"] as const) {
        const prose = firstTemplate("complaint", countingIds(), {
          ...COALITION,
          companion,
          layoutProfile,
        });
        checkedNode(prose);
        expect(prose.content[0]?.type).toBe("caption");
        expect(plainText(prose)).not.toContain("Claims for relief");
      }
    },
  );

  test("the disclosure speaks for each plaintiff, by its court's rule", () => {
    const text = (layoutProfile: LayoutProfile) =>
      plainText(
        firstTemplate("complaint", countingIds(), {
          ...COALITION,
          companion: "disclosure-statement",
          layoutProfile,
        }),
      );
    for (const party of COALITION.parties)
      expect(text("nd-cal")).toContain(`Plaintiff ${party} has no`);
    expect(text("ddc")).toContain("LCvR 26.1");
    for (const party of COALITION.parties) {
      expect(text("ddc")).toContain(
        `Plaintiff ${party} has no parent companies, subsidiaries, affiliates, or companies that own at least 10% of its stock, which have any outstanding securities in the hands of the public.`,
      );
    }
    expect(text("sdny")).not.toContain("hands of the public");
    expect(text("sdny")).toContain("Local Civil Rule 7.1.1");
  });

  test("the proof of service has what the docket records, and a blank for the rest", () => {
    const prose = firstTemplate("complaint", countingIds(), {
      ...COALITION,
      companion: "proof-of-service",
      layoutProfile: "nd-cal",
      suit: suitOnRecord({
        events: [
          docketEvent("served", "service", "2021-11-18", {
            on: "usAttorney",
            method: "certified-mail",
            article: "7021 0000",
            sentOn: "2021-11-16",
          }),
        ],
      }),
    });
    const text = plainText(prose);
    expect(text).toContain("United States attorney for the Northern District of California");
    expect(text).toContain("7021 0000");
    expect(text).toContain("November 18, 2021");
    expect(text).toContain("[article number]");
  });

  test("[L56] the proof of service has each agency with its address, and the civil-process clerk", () => {
    const ofAgency = (agency: string, dated: string) =>
      docketEvent(agency, "service", dated, { on: "agency", method: "hand", agency });
    const mailed = { on: "usAttorney", method: "certified-mail" };
    const proof = (events: DocketEvent[]) =>
      plainText(
        firstTemplate("complaint", countingIds(), {
          ...COALITION,
          companion: "proof-of-service",
          layoutProfile: "nd-cal",
          suit: suitOnRecord({
            defendants: ["DHS", "ICE"],
            addresses: new Map([["ICE", ["500 12th Street SW", "Washington, DC 20536"]]]),
            events,
          }),
        }),
      );
    const text = proof([
      docketEvent("us", "service", "2021-11-18", mailed),
      ofAgency("DHS", "2021-11-19"),
      ofAgency("ICE", "2021-11-22"),
    ]);
    expect(text).toContain(
      "Civil-process clerk, office of the United States attorney for the Northern District of California",
    );
    expect(text).toContain("ICE, 500 12th Street SW, Washington, DC 20536");
    for (const day of ["November 18, 2021", "November 19, 2021", "November 22, 2021"])
      expect(text).toContain(day);
    // It is a declaration, and is submitted with another paper.
    expect(text).not.toContain("Respectfully submitted");
    expect(proof([])).toContain("[by mail: its civil-process clerk]");
    // Each has its address, or a prompt for it.
    expect(text).toContain("950 Pennsylvania Avenue NW");
    expect(text).toMatch(/DHS, \[address\]/u);
  });
});

test("every prompt of a template is known as one, whatever the matter knows", () => {
  const known = { contact: { name: "A", email: null, telephone: null }, ...COALITION };
  const response = agencyEvent("answer", "determined", { dated: "2021-10-20" });
  const records = [[], [RECEIVED], [RECEIVED, NUMBERED, response]].map((events) => [
    filedRequest(events, { asked: { expedition: true, feeWaiver: true }, items: [] }),
  ]);
  const unknown = new Set<string>();
  for (const kind of DOCUMENT_KINDS) {
    for (const layoutProfile of LAYOUT_PROFILES) {
      for (const companion of [undefined, ...COMPANION_PAPERS]) {
        for (const requests of [undefined, ...records]) {
          const letterIds = ["answer"];
          const details = {
            ...known,
            layoutProfile,
            companion,
            ...(requests ? { requests, letterIds } : {}),
          };
          const prose = firstTemplate(kind, countingIds(), details);
          for (const { text } of passagesOf(prose, null)) {
            for (const { words } of bracketedIn(text))
              if (!isTemplatePrompt(words)) unknown.add(words);
          }
        }
      }
    }
  }
  expect([...unknown]).toEqual([]);
});
