/** The first texts next to the opposite facts: none says what the record beside it contradicts (L46). */
import { describe, expect, test } from "vitest";
import { outcomeDetails, type ItemOutcomeKind } from "#app/domain/agency-record/outcome.ts";
import { sourcedValues } from "#app/document/details/sourced-values.ts";
import { firstTemplate, type FiledRequest } from "#app/document/templates/index.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { agencyEvent, filedRequest, RECEIVED } from "#tests/support/filed-request.ts";
import { COALITION_DETAILS } from "#tests/typesetting/details.ts";

const PARTIES = {
  parties: ["Council", "ILRC"],
  agency: "U.S. Immigration and Customs Enforcement",
  department: "U.S. Department of Homeland Security",
};

function textOf(
  kind: "complaint" | "appeal",
  requests: readonly FiledRequest[],
  more: Partial<
    Readonly<Record<"letterIds" | "lateLetterIds" | "partyIds", readonly string[]>>
  > = {},
) {
  let ids = 0;
  const prose = firstTemplate(kind, () => `id-${(ids += 1)}`, { ...PARTIES, requests, ...more });
  const now = sourcedValues(requests, null, { closures: [], inaugurationDay: false });
  const sourced = [...now].map(([name, value]) => ({ name, value }));
  return plainText(prose, {
    page: { facts: { ...COALITION_DETAILS, sourced }, layoutProfile: null },
  });
}

const complaint = (...requests: FiledRequest[]) => textOf("complaint", requests);

const ASKED = { expedition: true, feeWaiver: true };
const EXPEDITION = { part: "expedited processing" };
const DENIED = agencyEvent("denied", "determined", { dated: "2021-09-20" }, EXPEDITION);
const APPEALED = agencyEvent(
  "appealed",
  "appealed",
  { sent: "2021-09-21", received: "2021-09-22" },
  EXPEDITION,
);
const affirmedAs = (result: string) =>
  agencyEvent("decided", "appealDecided", { dated: "2021-10-01" }, { ...EXPEDITION, result });

/** A request of another day. */
function another(events: Parameters<typeof filedRequest>[0], over: Partial<FiledRequest> = {}) {
  return filedRequest(events, { documentId: "second", filedOn: "2021-09-09", ...over });
}

function said(outcome: ItemOutcomeKind, eventId: string, details: object = {}) {
  return { outcome, eventId, details: outcomeDetails.parse(details) };
}

describe("who made a request [L46]", () => {
  const [council, ilrc] = [
    { id: "council", name: "Council" },
    { id: "ilrc", name: "ILRC" },
  ] as const;
  const told = (...organizations: FiledRequest["organizations"]) =>
    textOf("complaint", [filedRequest([RECEIVED], { organizations })], {
      partyIds: [council.id, ilrc.id],
    });

  test("is named where some of the plaintiffs alone made it, or somebody else did", () => {
    const sent = "sent ICE a request (the “Request”)";
    expect(told(ilrc)).toContain(`On September 9, 2021, ILRC ${sent}`);
    expect(told(council, ilrc, { id: "left", name: "A clinic" })).toContain(
      `On September 9, 2021, Council, ILRC and A clinic ${sent}`,
    );
    expect(told(ilrc, council)).toContain(`On September 9, 2021, Plaintiffs ${sent}`);
    expect(told()).toContain(`On September 9, 2021, Plaintiffs ${sent}`);
  });
});

describe("expedition that was decided [L46, L8]", () => {
  test.each([
    [
      "as a determination of that part, with its appeal",
      [DENIED, APPEALED, affirmedAs("affirmed")],
    ],
    [
      "as a determination of that part that gives a time to appeal",
      [
        agencyEvent(
          "denied",
          "determined",
          { dated: "2021-09-20" },
          { ...EXPEDITION, appealDays: 90 },
        ),
      ],
    ],
    ["as a denial", [agencyEvent("denied", "expeditionDenied", { dated: "2021-09-20" })]],
  ])("%s is not pleaded as undecided", (_how, events) => {
    const text = complaint(filedRequest([RECEIVED, ...events], { asked: ASKED }));
    expect(text).not.toContain("has not given notice");
    expect(text).toContain("claim: denial of expedited processing");
    expect(text).toContain("ICE denied expedited processing of the Request");
  });

  test("is told of the one request of which it is so, and silence of the other", () => {
    const text = complaint(
      filedRequest([RECEIVED, DENIED, APPEALED], { asked: ASKED }),
      another([RECEIVED], { asked: ASKED }),
    );
    expect(text).toContain("notice of a decision on it as to the Second Request within");
    expect(text).toContain("Defendant denied it as to the First Request.");
  });

  test("and reversed on appeal, or put on that track, is no claim", () => {
    const track = agencyEvent(
      "ack",
      "acknowledged",
      { dated: "2021-09-14" },
      { track: "expedited" },
    );
    for (const events of [[DENIED, APPEALED, affirmedAs("reversed")], [track]]) {
      const text = complaint(filedRequest([RECEIVED, ...events], { asked: ASKED }));
      expect(text).not.toMatch(/claim: .*expedited processing/u);
      expect(text).toContain("order Defendant to process the Request as soon as practicable");
      expect(text).not.toContain("grant expedited processing");
    }
  });

  test("in a way that the record doesn't tell asks for it", () => {
    const remanded = complaint(
      filedRequest([RECEIVED, DENIED, APPEALED, affirmedAs("remanded")], { asked: ASKED }),
    );
    const bare = complaint(filedRequest([RECEIVED, DENIED], { asked: ASKED }));
    for (const text of [remanded, bare]) {
      expect(text).toContain("[How Defendant decided on expedited processing");
      expect(text).not.toContain("has not given notice");
    }
    expect(bare).toContain("decided on expedited processing of the Request. [How it decided.]");
  });

  test("is no determination of the request, and its appeal no ground of exhaustion", () => {
    const text = complaint(
      filedRequest([RECEIVED, DENIED, APPEALED, affirmedAs("affirmed")], { asked: ASKED }),
    );
    expect(text).toContain("ICE has made no determination of the Request. [Confirm");
    expect(text).not.toContain("[What the agency has and has not done since its answer.]");
    const [, grounds = ""] = /time that the statute allows \((¶[^)]+)\)/u.exec(text) ?? [];
    const appeals = [
      ...text.matchAll(/^(\d+)\.\s+(?:Plaintiffs appealed|.*decided the appeal)/gmu),
    ];
    expect(appeals).toHaveLength(2);
    for (const [, number] of appeals) {
      expect(coveredBy(grounds)).not.toContain(Number(number));
    }
  });
});

/** "¶¶ 18–20, 22" as numbers. */
function coveredBy(citation: string): number[] {
  return [...citation.matchAll(/(\d+)(?:–(\d+))?/gu)].flatMap(([, from, to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => Number(from) + at),
  );
}

test("a waiver that was decided as a part, or granted in part, is pleaded as that [L46]", () => {
  const part = { part: "Fee waiver", appealDays: 90 };
  const denied = agencyEvent("no", "determined", { dated: "2021-09-20" }, part);
  const partly = agencyEvent(
    "some",
    "feeWaiverGranted",
    { dated: "2021-09-20" },
    { isInPart: true },
  );
  const of = (event: typeof denied) => complaint(filedRequest([RECEIVED, event], { asked: ASKED }));
  expect(of(denied)).toContain("Defendant denied the waiver.");
  expect(of(denied)).toContain("ICE denied the fee waiver of the Request");
  expect(of(partly)).toContain("Defendant granted the waiver in part alone.");
  for (const text of [of(denied), of(partly)])
    expect(text).not.toContain("has not granted the waiver");
});

describe("time that has not passed [L46, L4]", () => {
  const stopped = agencyEvent("asked", "informationAsked", { dated: "2021-09-20" });
  test.each([
    ["a stopped clock", [RECEIVED, stopped], "2021-11-15"],
    ["a request before its due date", [RECEIVED], "2021-09-20"],
    ["one without receipt", [], "2021-11-15"],
  ])("%s is neither late nor barred from fees", (_what, events, today) => {
    const text = complaint(filedRequest(events, { asked: ASKED }, today));
    expect(text).not.toContain("Defendant has failed to make a determination");
    expect(text).not.toContain("Having missed its time limit");
    expect(text).toContain("it can’t be said that the time for a determination has passed");
  });

  test("of one request takes nothing of another that is late", () => {
    const text = complaint(
      filedRequest([RECEIVED, stopped], { asked: ASKED }),
      another([RECEIVED], { asked: ASKED }),
    );
    expect(text).toContain("failed to make a determination as to the Second Request within");
    expect(text).toContain("Having missed its time limit");
  });
});

test("duplication fees are barred of every requester of clause (ii)(II) [L19]", () => {
  const text = complaint(filedRequest([RECEIVED], { asked: ASKED }));
  expect(text).toContain("§ 552(a)(4)(A)(ii)(II)");
  expect(text).toMatch(/educational or noncommercial scientific institution.*no duplication fees/u);
});

const ITEMS = [
  { label: "1", level: 1, words: "Reports" },
  { label: "1(a)", level: 2, words: "of removals" },
  { label: "1(b)", level: 2, words: "of arrests" },
  { label: "2", level: 1, words: "Messages" },
];
const answeredAs = (...outcomes: ReturnType<typeof said>[][]) =>
  ITEMS.map((item, at) => ({ ...item, outcomes: outcomes[at] ?? [] }));

describe("letters say what is on record of them [L46, L67]", () => {
  const interim = (id: string, dated: string) => agencyEvent(id, "interimResponse", { dated });

  test("a referral or a consultation is no release", () => {
    const referred = said("referred", "one", { office: "CBP" });
    const consulted = said("consulted", "one", { office: "DOJ" });
    const request = filedRequest([RECEIVED, interim("one", "2021-10-01")], {
      items: answeredAs([], [referred], [referred], [consulted]),
    });
    const text = complaint(request);
    expect(text).not.toContain("released some records");
    expect(text).toMatch(/ICE referred the records described in ¶.+ to CBP/u);
    expect(text).toMatch(/is in consultation with DOJ about the records described in ¶/u);
  });

  test("interim releases are told once, and CREW is cited once in the whole complaint", () => {
    const days = ["2021-10-12", "2021-10-20", "2021-11-01"];
    const events = [RECEIVED, ...days.map((day, at) => interim(`r${at}`, day))];
    const text = complaint(filedRequest(events), another(events));
    expect(text.match(/711 F\.3d 180/gu)).toHaveLength(1);
    expect(text.match(/released some records/gu)).toHaveLength(2);
    expect(text).toContain(
      "On October 12, 2021, October 20, 2021 and November 1, 2021, ICE released",
    );
  });

  test("an answer with outcomes on record tells them, in groups, and asks for none", () => {
    const withheld = said("withheld-in-full", "answer", { exemptions: [{ number: "(b)(6)" }] });
    const none = said("no-records", "answer");
    const request = filedRequest(
      [RECEIVED, agencyEvent("answer", "determined", { dated: "2021-10-20" })],
      { items: answeredAs([], [withheld], [withheld], [none]) },
    );
    const text = complaint(request);
    expect(text).toMatch(
      /It withheld in full the records described in ¶.+, citing 5 U\.S\.C\. § 552\(b\)\(6\); it wrote that it found none of the records/u,
    );
    expect(text).not.toContain("[What it released, withheld or did not find.]");
    expect(complaint({ ...request, items: answeredAs() })).toContain(
      "[What it released, withheld or did not find.]",
    );
  });

  test("a letter without reasons or the right to appeal is no answer", () => {
    const letter = agencyEvent(
      "answer",
      "determined",
      { dated: "2021-10-01" },
      { statesReasonsAndAppeal: false },
    );
    const text = complaint(filedRequest([RECEIVED, letter]));
    expect(text).toContain("which is no determination (5 U.S.C. § 552(a)(6)(A)(i))");
    expect(text).toContain("ICE has made no determination of the Request.");
  });

  test("a determination of some items leaves the rest", () => {
    const letter = agencyEvent(
      "answer",
      "determined",
      { dated: "2021-10-01" },
      { part: "items 1 and 2" },
    );
    const text = complaint(filedRequest([RECEIVED, letter]));
    expect(text).toContain("ICE answered items 1 and 2 of the Request.");
    expect(text).toContain("ICE has made no determination of the rest of the Request.");
  });

  test("an appeal says from what: an answer, a denial, or silence", () => {
    const answer = agencyEvent("answer", "determined", { dated: "2021-10-01" });
    const sent = agencyEvent("appeal", "appealed", { sent: "2021-10-11" });
    expect(complaint(filedRequest([RECEIVED, answer, sent]))).toContain(
      "Plaintiffs appealed from ICE’s answer of October 1, 2021 on October 11, 2021.",
    );
    expect(complaint(filedRequest([RECEIVED, DENIED, APPEALED]))).toContain(
      "Plaintiffs appealed from the denial of expedited processing of September 20, 2021 on September 21, 2021",
    );
    expect(complaint(filedRequest([RECEIVED, sent]))).toContain(
      "Plaintiffs appealed from ICE’s failure to make a determination on October 11, 2021.",
    );
  });

  test("an offer to narrow has the answer that is on record", () => {
    const offer = (answer: string) =>
      complaint(
        filedRequest([
          RECEIVED,
          agencyEvent("o", "narrowingOffered", { dated: "2021-09-20" }, { answer }),
        ]),
      );
    expect(offer("refused")).toContain("Plaintiffs declined.");
    expect(offer("accepted")).toContain("Plaintiffs accepted.");
    expect(offer("open")).toContain("[What was answered.]");
  });
});

describe("terms are defined once [L67]", () => {
  const one = filedRequest([RECEIVED], { asked: ASKED });
  const two = another([RECEIVED], { asked: ASKED });

  test("ICE, where it is named first, and no full name afterwards", () => {
    const text = complaint(one, two);
    expect(text.match(/“ICE”/gu)).toHaveLength(1);
    expect(text.match(/U\.S\. Immigration and Customs Enforcement/gu)).toHaveLength(1);
    expect(text).toContain("Defendant ICE is a component of");
  });

  test("the Request, or the First and the Second", () => {
    expect(complaint(one).match(/\(the “Request”\)/gu)).toHaveLength(1);
    const text = complaint(one, two);
    expect(text).toContain("a request (the “First Request”)");
    expect(text).toContain("a request (the “Second Request”)");
    expect(text).toContain("ICE has not made a determination of the Second Request within");
    expect(text.replace(/\[Exhibit.+\]/u, "")).not.toMatch(/\bthe request\b(?! of)/u);
  });
});

describe("an appeal [L62]", () => {
  const whole = agencyEvent("whole", "determined", { dated: "2021-10-20" });
  const none = agencyEvent(
    "none",
    "determined",
    { dated: "2021-11-02" },
    { statesReasonsAndAppeal: false },
  );
  const waiver = agencyEvent(
    "waiver",
    "feeWaiverDenied",
    { dated: "2021-09-20" },
    { appealUntil: "2021-12-20" },
  );
  const request = filedRequest([RECEIVED, waiver, whole, none]);

  test("has the days of its own letters alone", () => {
    const ofWaiver = textOf("appeal", [request], { letterIds: ["waiver"] });
    expect(ofWaiver).toContain("denial of the fee waiver of September 20, 2021 as to the request");
    expect(ofWaiver).toContain("no later than December 20, 2021, the earlier of that day");
    expect(ofWaiver).not.toContain("October 20, 2021");
    const both = textOf("appeal", [request], { letterIds: ["waiver", "whole"] });
    expect(both).toContain("and its response of October 20, 2021");
    expect(both).toMatch(
      /response is dated October 20, 2021\. The 90th working day after it is March 3, 2022/u,
    );
    // No day is stated, so none is compared.
    expect(both).toContain("This appeal is sent no later than March 3, 2022.");
  });

  test("is from no letter that states no right to appeal", () => {
    const text = textOf("appeal", [request], { letterIds: ["none"] });
    expect(text).not.toContain("November 2, 2021");
    expect(text).toContain("[failure to make a determination in time");
  });

  test("calls nothing timely whose day has passed", () => {
    const late = textOf("appeal", [request], { letterIds: ["waiver"], lateLetterIds: ["waiver"] });
    expect(late).toContain("[The last day for an appeal from it has passed");
    expect(late).not.toContain("no later than");
  });

  test("says what those letters said of many items in groups, each once", () => {
    const items = Array.from({ length: 14 }, (_, at) => ({
      label: `${1 + Math.floor(at / 7)}${at % 7 === 0 ? "" : `(${"abcdef"[(at % 7) - 1]})`}`,
      level: at % 7 === 0 ? 1 : 2,
      words: `Records ${at + 1}`,
      outcomes: [
        said("no-records", "whole"),
        said("consulted", "whole", { office: "DOJ" }),
        said("produced-in-part", "earlier", { exemptions: [{ number: "(b)(6)" }] }),
      ].slice(0, at === 13 ? 3 : 2),
    }));
    const text = textOf("appeal", [{ ...request, items }], { letterIds: ["whole"] });
    expect(text.match(/found none of/gu)).toHaveLength(1);
    expect(text).toContain(
      "found none of the records that the request asks for; it wrote that it is in consultation with DOJ about the records that the request asks for.",
    );
    // Another letter said that.
    expect(text).not.toContain("(b)(6)");
  });

  test("names the items of a group, and asks for those of which the letter says nothing", () => {
    const withheld = said("withheld-in-full", "whole", { exemptions: [{ number: "(b)(6)" }] });
    const items = answeredAs([], [withheld], [], [withheld]);
    const text = textOf("appeal", [{ ...request, items }], { letterIds: ["whole"] });
    expect(text).toContain(
      "withheld in full the records of items 1(a) and 2, citing 5 U.S.C. § 552(b)(6).",
    );
    expect(text).toContain("[Of the other items:");
  });
});

describe("letters of parts, and silence [L46, L52]", () => {
  const about = (id: string, label: string, more: object = {}) =>
    agencyEvent(
      id,
      "determined",
      { dated: "2021-10-20" },
      { part: `item ${label}`, items: [{ id: label, label }], ...more },
    );
  const items = [
    { label: "1", level: 1, words: "Memos", outcomes: [] },
    { label: "2", level: 1, words: "Mails:", outcomes: [] },
    { label: "2(a)", level: 2, words: "of one office;", outcomes: [] },
    { label: "2(b)", level: 2, words: "of another.", outcomes: [] },
  ];

  test("a letter that is no determination leaves no rest of the request", () => {
    const bare = about("one", "1", { statesReasonsAndAppeal: false });
    const text = complaint(filedRequest([RECEIVED, bare], { items }));
    expect(text).toContain("has made no determination of the Request.");
    expect(text).not.toContain("the rest of the Request");
  });

  test("a request that is answered item by item is not pleaded as unanswered", () => {
    const first = about("one", "1");
    expect(complaint(filedRequest([RECEIVED, first, about("a", "2(a)")], { items }))).toContain(
      "has made no determination of the rest of the Request.",
    );
    for (const rest of [[about("two", "2")], [about("a", "2(a)"), about("b", "2(b)")]]) {
      const text = complaint(filedRequest([RECEIVED, first, ...rest], { items }));
      expect(text).not.toContain("no determination of the rest");
      expect(text).not.toContain("ICE has not made a determination of the Request");
      expect(text).not.toContain("No determination of the Request reached");
      expect(text).toContain("[Each item was answered by a letter of its own");
    }
  });

  test("a part that has to be appealed first is not pleaded as exhausted with the rest [L13]", () => {
    const late = agencyEvent(
      "late",
      "determined",
      { dated: "2021-11-10" },
      { part: "item 2", items: [{ id: "2", label: "2" }] },
    );
    const text = complaint(filedRequest([RECEIVED, late], { items }));
    expect(text).toContain("ICE has not made a determination of the rest of the Request within");
    expect(text).toContain("[As to item 2: Exhaustion can’t be pleaded yet: a determination");
    expect(complaint(filedRequest([RECEIVED], { items }))).not.toContain("[As to item 2");
  });

  test("an appeal says of all items together that none was found, in plain words", () => {
    const letter = agencyEvent("letter", "determined", { dated: "2021-10-20" });
    const none = items.map((item) => ({ ...item, outcomes: [said("no-records", "letter")] }));
    const text = textOf("appeal", [filedRequest([RECEIVED, letter], { items: none })], {
      letterIds: ["letter"],
    });
    expect(text).toContain("wrote that it found none of the records that the request asks for.");
  });

  test("an appeal names items by their numbers in the request as filed, also behind one that was left empty", () => {
    const letter = agencyEvent("letter", "determined", { dated: "2021-10-20" });
    const some = [
      { label: "1", level: 1, words: "Memos", outcomes: [] },
      { label: "3", level: 1, words: "Mails", outcomes: [said("no-records", "letter")] },
    ];
    const text = textOf("appeal", [filedRequest([RECEIVED, letter], { items: some })], {
      letterIds: ["letter"],
    });
    expect(text).toContain("none of the records of item 3.");
  });

  test("an item ticked with one of its parts says nothing of the other parts", () => {
    const letter = agencyEvent("letter", "determined", { dated: "2021-10-20" });
    const some = items.map((item, at) => ({
      ...item,
      outcomes: at === 1 || at === 2 ? [said("no-records", "letter")] : [],
    }));
    const text = textOf("appeal", [filedRequest([RECEIVED, letter], { items: some })], {
      letterIds: ["letter"],
    });
    expect(text).toContain("wrote that it found none of the records of item 2(a). [Of the other");
  });

  test("an appeal from silence attaches and reverses no response", () => {
    for (const exhibitId of [null, "copy"]) {
      const text = textOf("appeal", [filedRequest([RECEIVED], { exhibitId })]);
      expect(text).toContain("The request is attached as Exhibit A.");
      const [plain] = [text.replaceAll(/\[[^\]]*\]/gu, "")];
      expect(plain).not.toContain("response");
      expect(plain).toContain("Please make the determination that is overdue");
    }
  });
});

describe("a request that several components have [L51]", () => {
  const AT_CBP = agencyEvent(
    "received-cbp",
    "received",
    { received: "2021-10-12" },
    { office: "CBP FOIA Division", isProper: true },
  );
  const EXHAUSTED = "are deemed to have exhausted administrative remedies";

  test("pleads constructive exhaustion of those alone whose own time has passed", () => {
    const words = complaint(filedRequest([RECEIVED, AT_CBP], {}, "2021-10-20"));
    expect(words).toContain(`As to ICE FOIA Office, Plaintiffs ${EXHAUSTED}`);
    expect(words).not.toContain(`As to CBP FOIA Division, Plaintiffs ${EXHAUSTED}`);
    expect(words).toContain("[As to CBP FOIA Division: Exhaustion can’t be pleaded yet");
    expect(words).toContain(
      "failed to make a determination at ICE FOIA Office within the time that 5 U.S.C. § 552(a)(6) allows",
    );
    expect(words).toContain("CBP FOIA Division, another component of the agency, received");
  });

  test("pleads it of each once each is late, and claims it of the request", () => {
    const words = complaint(filedRequest([RECEIVED, AT_CBP], {}, "2021-11-15"));
    expect(words).toContain(`As to CBP FOIA Division, Plaintiffs ${EXHAUSTED}`);
    expect(words).not.toContain("can’t be pleaded yet");
    expect(words).toContain("failed to make a determination within the time");
  });

  test("says of each letter and appeal of a component that it is that component's", () => {
    const at = (component: string | null) => ({ component });
    const [ICE, CBP] = ["ICE FOIA Office", "CBP FOIA Division"];
    const events = [
      agencyEvent("asked", "informationAsked", { dated: "2021-10-04" }, at(ICE)),
      agencyEvent("ours", "informationAnswered", { received: "2021-10-05" }, at(ICE)),
      agencyEvent("ack", "acknowledged", { dated: "2021-10-14" }, at(CBP)),
      agencyEvent("waiver", "feeWaiverDenied", { dated: "2021-10-15" }, at(CBP)),
      agencyEvent("some", "interimResponse", { dated: "2021-10-18" }, at(ICE)),
      agencyEvent("other", "interimResponse", { dated: "2021-10-19" }, at(CBP)),
      agencyEvent("answered", "determined", { dated: "2021-10-20" }, at(ICE)),
      agencyEvent("elsewhere", "determined", { dated: "2021-10-21" }, at(CBP)),
      agencyEvent("appealed", "appealed", { sent: "2021-10-22" }, at(ICE)),
    ];
    const words = complaint(filedRequest([RECEIVED, AT_CBP, ...events], {}, "2021-11-15"));
    const ofIce = /’s component ICE FOIA Office/u.source;
    const ofCbp = /’s component CBP FOIA Division/u.source;
    expect(words).toMatch(new RegExp(`${ofIce} asked Plaintiffs for information`, "u"));
    expect(words).toMatch(new RegExp(`${ofIce} received the answer`, "u"));
    expect(words).toMatch(new RegExp(`${ofCbp} acknowledged`, "u"));
    expect(words).toMatch(new RegExp(`${ofCbp} denied the waiver`, "u"));
    expect(words).toMatch(new RegExp(`October 18, 2021, [^,]*${ofIce} released some`, "u"));
    expect(words).toMatch(new RegExp(`October 19, 2021, [^,]*${ofCbp} released some`, "u"));
    expect(words).toMatch(new RegExp(`${ofIce} answered`, "u"));
    expect(words).toMatch(
      new RegExp(`appealed from the answer of [^.]*${ofIce} of October 20, 2021`, "u"),
    );
    expect(words.split("711 F.3d 180, 188").length).toBe(2);
    // Of a letter that names none it is the agency's.
    const unnamed = agencyEvent("ack", "acknowledged", { dated: "2021-10-14" });
    expect(complaint(filedRequest([RECEIVED, AT_CBP, unnamed], {}, "2021-11-15"))).not.toMatch(
      /component [^,.]* acknowledged/u,
    );
  });

  test("calls no second receipt of one office another component, and pleads no stop of another's clock", () => {
    const again = agencyEvent(
      "received-again",
      "received",
      { received: "2021-10-13" },
      { office: "cbp  foia Division", isProper: true },
    );
    const asked = [
      agencyEvent(
        "asked",
        "informationAsked",
        { dated: "2021-09-30" },
        { component: "ICE FOIA Office" },
      ),
      agencyEvent(
        "ours",
        "informationAnswered",
        { received: "2021-10-01" },
        { component: "ICE FOIA Office" },
      ),
    ];
    const words = complaint(filedRequest([RECEIVED, AT_CBP, again, ...asked], {}, "2021-11-15"));
    expect(words.split("another component of the agency")).toHaveLength(2);
    expect(words).not.toContain("are not counted, § 552(a)(6)(A)(ii)");
  });

  test("pleads none of one that answered, and asks for what came of its appeal", () => {
    const answered = agencyEvent(
      "answered",
      "determined",
      { dated: "2021-10-05" },
      { component: "ICE FOIA Office" },
    );
    const words = complaint(filedRequest([RECEIVED, AT_CBP, answered], {}, "2021-11-15"));
    expect(words).not.toContain(`As to ICE FOIA Office, Plaintiffs ${EXHAUSTED}`);
    expect(words).toContain(
      "[As to ICE FOIA Office: Exhaustion can’t be pleaded yet: a determination stands",
    );
  });
});

describe("an appeal from a letter that does not tell of the help of OGIS [L58]", () => {
  const appealFrom = (helpTold: string | null) => {
    const answered = agencyEvent("answered", "determined", { dated: "2021-10-05" }, { helpTold });
    return textOf("appeal", [filedRequest([RECEIVED, answered])], { letterIds: ["answered"] });
  };

  test("raises it, and raises nothing where the letter tells of it or nobody looked", () => {
    const raised = "does not give notice of the right to the help of OGIS";
    expect(appealFrom("liaison")).toContain(`The letter of October 5, 2021 ${raised}`);
    expect(appealFrom("both")).not.toContain("does not give notice");
    expect(appealFrom(null)).not.toContain("does not give notice");
  });
});
