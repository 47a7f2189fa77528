import { describe, expect, it } from "vitest";
import { checkedNode } from "#app/document/version/validate.ts";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import { updateFromProse } from "#app/document/draft-prose.ts";
import { DEMO_DOCUMENTS } from "#prisma/seed/documents.ts";
import {
  AGENCY,
  COALITION,
  MATTER,
  MEMORANDA,
  organizationIdOf,
  OUTSIDE_PRIORITIES,
  OUTSIDE_PRIORITIES_SUIT,
  WEEKLY_REPORTS,
  WEEKLY_REPORTS_SUIT,
} from "#prisma/seed/demo-matter.ts";
import { complaint } from "#prisma/seed/texts/complaint/index.ts";
import { outsidePrioritiesComplaint } from "#prisma/seed/texts/outside-priorities-complaint.ts";
import { preservationLetter } from "#prisma/seed/texts/letters.ts";
import { outsidePrioritiesRequest } from "#prisma/seed/texts/outside-priorities-request.ts";
import { weeklyReportsRequest } from "#prisma/seed/texts/weekly-reports-request.ts";
import { demoDetails } from "./demo-details.ts";
import { blocksOf, countWords, datesIn, namedIn, sectionsOf, wholeText } from "./reading.ts";

const requests = [
  { name: "the weekly reports request", prose: weeklyReportsRequest, facts: WEEKLY_REPORTS },
  { name: "the preapproval request", prose: outsidePrioritiesRequest, facts: OUTSIDE_PRIORITIES },
];
const texts = [...requests, { name: "the complaint", prose: complaint, facts: WEEKLY_REPORTS }];

/** The working day `count` days after `start`; the only holidays in reach are Columbus and Veterans Day. */
function workingDaysAfter(start: string, count: number): string {
  const holidays = ["2021-10-11", "2021-11-11"];
  const day = new Date(`${start}T00:00:00Z`);
  for (let left = count; left > 0;) {
    day.setUTCDate(day.getUTCDate() + 1);
    const weekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    if (!weekend && !holidays.includes(day.toISOString().slice(0, 10))) left -= 1;
  }
  return day.toISOString().slice(0, 10);
}

describe.each(DEMO_DOCUMENTS)("the demonstration's $title", (document) => {
  const { prose } = document;
  const details = demoDetails(document);

  it("is legal text that the schema takes, and comes back from the draft word for word", () => {
    const checked = checkedNode(prose);
    const back = checkedNode(proseFromUpdate(updateFromProse(prose, 1)));
    expect(back.eq(checked)).toBe(true);
  });

  it("has an id of its own for every block", () => {
    const ids = DEMO_DOCUMENTS.flatMap((text) => blocksOf(text.prose).map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("says in its first line that it is a demonstration and not the filed paper", () => {
    const first = blocksOf(prose)[0]!.text;
    expect(first).toMatch(
      /^Demonstration text\. .*(it is not the (request|complaint) that was filed|sent to nobody)/,
    );
  });

  it("names in its blocks and references nothing that is not there", () => {
    const speaking = details.organizations.map(({ id }) => id);
    expect(namedIn(prose, "signatureBlock")).toEqual(speaking);
    const exhibits = details.exhibits.map(({ id }) => id);
    expect(namedIn(prose, "exhibit")).toEqual(exhibits);
    const places = [...blocksOf(prose).map(({ id }) => id), ...exhibits];
    expect(namedIn(prose, "crossReference").filter((id) => !places.includes(id))).toEqual([]);
  });

  it("has no item whose level skips one", () => {
    let before = { kind: "", level: 0 };
    const skipping: string[] = [];
    for (const block of blocksOf(prose)) {
      const items = ["numbered", "requestItem", "ordered", "bullet"].includes(block.kind);
      const allowed = block.kind === before.kind ? before.level + 1 : 1;
      if (items && block.level > allowed) skipping.push(block.text);
      before = block;
    }
    expect(skipping).toEqual([]);
  });

  it("invents no number, address, telephone or date of the real parties", () => {
    const text = [wholeText(prose), JSON.stringify(details)].join("\n");
    expect(text).not.toMatch(/\b20\d\d-[A-Z]{4}-\d{3,}/);
    // The one suit that is named is another's, and public.
    const suits = text.match(/\b\d:\d\d-(cv|mc)-\d+/gi) ?? [];
    expect(suits.filter((number) => number !== "6:21-cv-16")).toEqual([]);
    expect(text).not.toMatch(/\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b/);
    expect(text).not.toMatch(/State Bar No\.:? \d/);
    expect(text).not.toMatch(/501\(c\)/);
    const streets = text.match(/\b\d+ [\w ]+ (Street|Avenue|Road|Boulevard|St\.|Ave\.)/g) ?? [];
    expect(streets.every((street) => AGENCY.foiaOffice.startsWith(street))).toBe(true);
    const addresses = text.match(/[\w.]+@[\w.]+\w/g) ?? [];
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !address.endsWith("@example.org"))).toEqual([]);
  });

  it("has no slip of typing in it", () => {
    expect(wholeText(prose)).not.toMatch(/\b(null|undefined)\b/);
    expect(wholeText(prose)).not.toMatch(/(?<!not recorded)\.\.| {2}|[“‘][^”’]*$|'|"/m);
  });
});

describe.each(texts)("$name", ({ prose }) => {
  it("shows what is unknown as not recorded", () => {
    expect(wholeText(prose)).toContain("not recorded");
  });
});

describe.each(requests)("$name", ({ prose, facts }) => {
  it("has every section of a request's anatomy, in order, and none of them empty", () => {
    const sections = sectionsOf(prose);
    expect([...sections.keys()]).toEqual([
      "",
      "Requesters",
      "Background",
      "Definitions",
      "Time period",
      "Records requested",
      "Search instructions",
      "Form of production",
      "Segregability and foreseeable harm",
      "Fee category",
      "Fee waiver",
      "Expedited processing",
      "Contact",
      "Exhibits",
    ]);
    const thin = [...sections].filter(
      ([name, blocks]) =>
        name !== "Exhibits" && blocks.flatMap(({ text }) => text.split(/\s+/)).length <= 15,
    );
    expect(thin).toEqual([]);
  });

  it("opens with letterhead, date, addressee and a Re: line with both flags, from its details", () => {
    const document = DEMO_DOCUMENTS.find((known) => known.prose === prose)!;
    const { letter, organizations } = demoDetails(document);
    expect(organizations.map(({ name }) => name)).toEqual(COALITION.map(({ name }) => name));
    // The day of filing is printed: nobody knows it while it is drafted.
    expect(letter).toMatchObject({ date: null, expeditedProcessing: true, feeWaiver: true });
    expect(letter?.addressee.join(", ")).toContain(AGENCY.foiaOffice);
    expect(letter?.re).toContain(facts.about);
    expect(blocksOf(prose)[1]?.text).toBe("Dear FOIA Officer:");
  });

  it("has 1,500 to 2,700 words", () => {
    expect(countWords(prose)).toBeGreaterThanOrEqual(1_500);
    expect(countWords(prose)).toBeLessThanOrEqual(2_700);
  });

  it("asks for as many items as the public pages name, each with subparts", () => {
    const items = blocksOf(prose).filter(({ kind }) => kind === "requestItem");
    const named = Math.max(facts.itemsOnTheMatterPage, facts.itemsOnTheLitigationPage ?? 0);
    expect(items.filter(({ level }) => level === 1)).toHaveLength(named);
    const bare = items.filter(({ level }, index) => level === 1 && items[index + 1]?.level !== 2);
    expect(bare).toEqual([]);
  });

  it("argues the fee waiver in one block a factor of the regulation", () => {
    const blocks = sectionsOf(prose).get("Fee waiver") ?? [];
    const factors = ["(2)(i)", "(2)(ii)", "(2)(iii)", "(2)(iv)", "(3)(i)", "(3)(ii)"];
    const argued = blocks.flatMap(
      ({ text }) => /6 C\.F\.R\. § 5\.11\(k\)(\S+)\.$/.exec(text)?.[1] ?? [],
    );
    expect(argued).toEqual(factors);
  });

  it("certifies the ground for expedition in the statute's words and names its certifier", () => {
    const blocks = sectionsOf(prose).get("Expedited processing") ?? [];
    const at = blocks.findIndex(({ text }) => text === "Certification");
    const certification = blocks[at + 1]?.text ?? "";
    expect(certification).toContain("I, [certifier], make this request");
    // Each organization relied on has a certifier of its own [L28].
    for (const [index, { name }] of COALITION.entries()) {
      const words = blocks[at + 1 + index]?.text ?? "";
      expect(words).toMatch(/^I, .+, make this request for the /);
      expect(words).toContain(name);
      expect(words).toMatch(/Certified on \[date of filing\]\.$/);
    }
    expect(certification).toContain("true and correct to the best of my knowledge and belief");
    expect(certification).toContain("5 U.S.C. § 552(a)(6)(E)(vi)");
  });

  it("closes with a signature block for each organization, signed by nobody yet", () => {
    const contact = sectionsOf(prose).get("Contact") ?? [];
    expect(contact.at(-1)?.text).toBe("Respectfully submitted,");
    expect(namedIn(prose, "signatureBlock")).toEqual(COALITION.map(organizationIdOf));
    expect(wholeText(prose)).not.toContain("/s/");
  });

  it("speaks of nothing that came after the day it was filed", () => {
    const dates = datesIn(wholeText(prose));
    expect(dates.filter((date) => date > facts.filed)).toEqual([]);
    const known = [...MEMORANDA.map(({ date }) => date as string), WEEKLY_REPORTS.filed];
    expect(dates.filter((date) => !known.includes(date))).toEqual([]);
  });
});

describe.each(requests)("$name, as it was corrected", ({ prose }) => {
  const text = wholeText(prose);

  it("gives the memoranda by their titles, and rests its guidance on § 552(a)(2)(C)", () => {
    expect(text).toContain(
      "Review of and Interim Revision to Civil Immigration Enforcement and Removal Policies and Priorities",
    );
    expect(text).toContain("ICE Policy No. 11090.1");
    expect(text).toContain("5 U.S.C. § 552(a)(2)(C)");
  });

  it("pleads media interest in the alternative, and agrees to $25 until the waiver is decided", () => {
    expect(text).toContain("6 C.F.R. § 5.5(e)(1)(iv)");
    expect(text).toContain("Texas v. United States");
    expect(text).toContain("agree to pay fees of up to $25");
    expect(text).toContain("§ 552(a)(7)");
  });
});

it("the second request goes to the department's privacy office too, which produced its first item", () => {
  const document = DEMO_DOCUMENTS.find(({ id }) => id === "demo-request-outside-priorities")!;
  expect(demoDetails(document).letter?.addressee).toContain("Privacy Office");
  expect(wholeText(outsidePrioritiesRequest)).toContain("addressed to its Privacy Office too");
});

it("the letter about keeping records rests on the rules and says no date of its own", () => {
  const text = wholeText(preservationLetter);
  expect(text).toContain("6 C.F.R. § 5.9; 44 U.S.C. § 3301 and following.");
  expect(text).not.toContain("This letter is dated");
});

describe("the third item of the first request", () => {
  it("is the one that only the page about the lawsuit names", () => {
    const third = blocksOf(weeklyReportsRequest).filter(
      ({ kind, level }) => kind === "requestItem" && level === 1,
    )[2];
    expect(WEEKLY_REPORTS.furtherItem).toMatch(/^internal guidance that officers received/);
    expect(third?.text).toMatch(/^The internal guidance that officers received/);
  });
});

describe("the complaint", () => {
  const text = wholeText(complaint);

  it("has every section of a complaint's anatomy, in order", () => {
    expect([...sectionsOf(complaint).keys()]).toEqual([
      "",
      "Introduction",
      "Jurisdiction and Venue",
      "Divisional Assignment",
      "Parties",
      "Statutory Framework",
      "Factual Allegations",
      "Exhaustion of Administrative Remedies",
      "Claims for Relief",
      "Prayer for Relief",
      "Exhibits",
    ]);
  });

  it("has at least 60 numbered paragraphs, some with sub-paragraphs", () => {
    const numbered = blocksOf(complaint).filter(({ kind }) => kind === "numbered");
    expect(numbered.filter(({ level }) => level === 1).length).toBeGreaterThanOrEqual(60);
    expect(numbered.some(({ level }) => level === 2)).toBe(true);
    expect(numbered.some(({ level }) => level === 3)).toBe(true);
  });

  it("incorporates every paragraph above it, by their numbers", () => {
    const numbered = blocksOf(complaint).filter(
      ({ kind, level }) => kind === "numbered" && level === 1,
    );
    const at = numbered.findIndex((block) => block.text.startsWith("Plaintiffs incorporate"));
    const above = numbered.slice(0, at).map(({ id }) => id);
    const { content = [] } = complaint.content.find((node) => node.attrs?.id === numbered[at]?.id)!;
    expect(content[1]?.attrs?.targets).toEqual(above);
  });

  it.each([
    "5 U.S.C. § 552(a)(3)(A)",
    "5 U.S.C. § 552(a)(4)(B)",
    "5 U.S.C. § 552(a)(6)(A)(i)",
    "§ 552(a)(6)(C)(i)",
    "28 U.S.C. § 1331",
    "28 U.S.C. § 1391(e)",
    "28 U.S.C. §§ 2201–2202",
    "Civil L.R. 3-2(c), 3-2(d) and 3-5(b)",
  ])("cites %s", (citation) => {
    expect(text).toContain(citation);
  });

  it("rests each claim on the facts, and none on the claims before it", () => {
    for (const prose of [complaint, outsidePrioritiesComplaint]) {
      const targets = prose.content.flatMap(({ content = [] }) =>
        content[0]?.text?.startsWith("Plaintiffs incorporate") ? [content[1]?.attrs?.targets] : [],
      );
      expect(targets).toHaveLength(5);
      expect(new Set(targets.map((of) => JSON.stringify(of))).size).toBe(1);
    }
  });

  it("counts the agency's time as the calendar does, Columbus Day left out", () => {
    const earliest = workingDaysAfter(WEEKLY_REPORTS.filed, 20);
    const latestStart = workingDaysAfter(WEEKLY_REPORTS.filed, 10);
    const latest = workingDaysAfter(latestStart, 20);
    const extended = workingDaysAfter(latest, 10);
    const holiday = "2021-10-11";
    const expedition = "2021-09-19";
    const clock = (sectionsOf(complaint).get("Factual Allegations") ?? [])
      .map((block) => block.text)
      .join("\n");
    expect(datesIn(clock)).toEqual(
      expect.arrayContaining([earliest, latestStart, latest, extended, holiday, expedition]),
    );
    const known = [...MEMORANDA.map(({ date }) => date as string), WEEKLY_REPORTS.filed];
    const counted = [earliest, latestStart, latest, extended, holiday, expedition];
    expect(datesIn(text).filter((date) => ![...known, ...counted].includes(date))).toEqual([]);
  });

  it("counts the second request's time so too, Veterans Day left out", () => {
    const { filed } = OUTSIDE_PRIORITIES;
    const start = workingDaysAfter(filed, 10);
    const latest = workingDaysAfter(start, 20);
    const counted = [workingDaysAfter(filed, 20), start, latest, workingDaysAfter(latest, 10)];
    expect(datesIn(wholeText(outsidePrioritiesComplaint))).toEqual(
      expect.arrayContaining([...counted, "2021-10-11", "2021-11-11"]),
    );
  });

  it.each([
    ["the weekly reports complaint", complaint],
    ["the preapproval complaint", outsidePrioritiesComplaint],
  ])("%s asks for what a FOIA complaint asks for, by its circuit’s cases", (_name, prose) => {
    const words = wholeText(prose);
    for (const citation of [
      "Vaughn v. Rosen",
      "Wiener v. FBI",
      "Aguirre v. U.S. Nuclear Regulatory Commission",
      "In re Steele",
      "§ 552(a)(6)(E)(iii)",
      "(a)(4)(A)(viii)(II)",
      "enjoin ICE from continuing to withhold",
    ]) {
      expect(words).toContain(citation);
    }
    expect([...sectionsOf(prose).keys()]).toContain("Divisional Assignment");
    expect(words).not.toMatch(/jury/i);
  });

  it("says to confirm each allegation about what the agency did or did not do", () => {
    const about =
      /^(ICE has (not|produced)|Plaintiffs know of no|ICE received|To Plaintiffs’ knowledge|No determination reached)/;
    const paragraphs = blocksOf(complaint).filter(
      ({ kind, text }) => kind === "numbered" && about.test(text),
    );
    expect(paragraphs.length).toBeGreaterThanOrEqual(7);
    for (const paragraph of paragraphs) {
      expect(paragraph.text).toMatch(/\[[^\]]*([Cc]onfirm|not recorded|Omit)[^\]]*\]/);
    }
  });
});

describe.each([
  { id: "demo-complaint-weekly-reports", suit: WEEKLY_REPORTS_SUIT },
  { id: "demo-complaint-outside-priorities", suit: OUTSIDE_PRIORITIES_SUIT },
])("the caption of $id", ({ id, suit }) => {
  const document = DEMO_DOCUMENTS.find((known) => known.id === id)!;
  const { caption, signers } = demoDetails(document);

  it("stands first, so that counsel is on line 1", () => {
    expect(document.prose.content[0]?.type).toBe("caption");
  });

  it("names every plaintiff in order, and the component, not the department, as defendant", () => {
    expect(caption?.plaintiffs.map(({ name }) => name)).toEqual(
      suit.plaintiffs.map(({ name }) => name),
    );
    expect(caption?.defendants.map(({ name }) => name)).toEqual([AGENCY.component]);
    expect(caption).toMatchObject({
      court: "United States District Court",
      district: "Northern District of California",
      caseNumber: null,
    });
  });

  it("names counsel for each plaintiff, with what is unknown left open", () => {
    const counsel = caption?.counsel.map((signer) => signers.find((known) => known.id === signer));
    expect(counsel?.map((signer) => signer?.partyRepresented)).toEqual(
      suit.plaintiffs.map(({ name }) => `Plaintiff ${name}`),
    );
    for (const signer of signers) {
      expect(signer.barNumber).toBe("State Bar No. [not recorded]");
      expect(signer.telephone).toBe("[not recorded]");
      expect(signer.address[0]).toBe("[Street address: not recorded]");
    }
  });
});

describe("the matter's narrative", () => {
  it("is in paragraphs, with the two filing dates and no date beyond the facts", () => {
    const narrative = MATTER.narrative.join("\n\n");
    expect(MATTER.narrative.length).toBeGreaterThanOrEqual(3);
    const known = [...MEMORANDA.map(({ date }) => date as string), WEEKLY_REPORTS.filed];
    expect(datesIn(narrative)).toEqual(
      expect.arrayContaining([WEEKLY_REPORTS.filed, OUTSIDE_PRIORITIES.filed]),
    );
    expect(
      datesIn(narrative).filter((date) => ![...known, OUTSIDE_PRIORITIES.filed].includes(date)),
    ).toEqual([]);
  });
});
