import { describe, expect, it } from "vitest";
import { checkedNode } from "~/prose/checked";
import { proseFromUpdate, updateFromProse } from "~/prose/from-yjs";
import { AGENCY, COALITION, MATTER, MEMORANDA } from "../../prisma/seed/facts";
import { OUTSIDE_PRIORITIES, WEEKLY_REPORTS, WEEKLY_REPORTS_SUIT } from "../../prisma/seed/facts";
import { CERTIFIER } from "../../prisma/seed/texts/request-sections";
import { complaint } from "../../prisma/seed/texts/complaint";
import { outsidePrioritiesRequest } from "../../prisma/seed/texts/outside-priorities-request";
import { weeklyReportsRequest } from "../../prisma/seed/texts/weekly-reports-request";
import { blocksOf, countWords, datesIn, sectionsOf, wholeText } from "./reading";

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

describe.each(texts)("$name", ({ prose }) => {
  it("is legal text that the schema takes, and comes back from the draft word for word", () => {
    const checked = checkedNode(prose);
    const back = checkedNode(proseFromUpdate(updateFromProse(prose, 1)));
    expect(back.eq(checked)).toBe(true);
  });

  it("has an id of its own for every block", () => {
    const ids = texts.flatMap((text) => blocksOf(text.prose).map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("says in its first line that it is a demonstration and not the filed paper", () => {
    const first = blocksOf(prose)[0]!.text;
    expect(first).toMatch(
      /^Demonstration text\. .*it is not the (request|complaint) that was filed/,
    );
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
    const text = wholeText(prose);
    expect(text).not.toMatch(/\b20\d\d-[A-Z]{4}-\d{3,}/);
    expect(text).not.toMatch(/\b\d:\d\d-(cv|mc)-\d+/i);
    expect(text).not.toMatch(/\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b/);
    expect(text).not.toMatch(/State Bar No\.: \d/);
    expect(text).not.toMatch(/501\(c\)/);
    const streets = text.match(/\b\d+ [\w ]+ (Street|Avenue|Road|Boulevard|St\.|Ave\.)/g) ?? [];
    expect(streets.every((street) => AGENCY.foiaOffice.startsWith(street))).toBe(true);
    const addresses = text.match(/[\w.]+@[\w.]+\w/g) ?? [];
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !address.endsWith("@example.org"))).toEqual([]);
  });

  it("shows what is unknown as not recorded", () => {
    const text = wholeText(prose);
    expect(text).toContain("not recorded");
    expect(text).not.toMatch(/\b(null|undefined)\b/);
    expect(text).not.toMatch(/\.\.| {2}|[“‘][^”’]*$|'|"/m);
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
      "Signatures",
      "Exhibits",
    ]);
    const thin = [...sections].filter(
      ([, blocks]) => blocks.flatMap(({ text }) => text.split(/\s+/)).length <= 15,
    );
    expect(thin).toEqual([]);
  });

  it("opens with letterhead, date, delivery, addressee and a Re: line with both flags", () => {
    const opening = (sectionsOf(prose).get("") ?? []).map(({ text }) => text);
    const order = [
      ...COALITION.map(({ name }) => opening.findIndex((text) => text.startsWith(name))),
      opening.indexOf("Date"),
      opening.indexOf("Delivery"),
      opening.indexOf("To"),
      opening.findIndex((text) => text.includes(AGENCY.foiaOffice)),
      opening.findIndex((text) =>
        /^Re: .*Expedited processing requested\. Fee waiver requested\.$/.test(text),
      ),
    ];
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it("has 1,500 to 2,500 words", () => {
    expect(countWords(prose)).toBeGreaterThanOrEqual(1_500);
    expect(countWords(prose)).toBeLessThanOrEqual(2_500);
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
    expect(certification).toContain(`I, ${CERTIFIER.name}`);
    expect(certification).toContain("true and correct to the best of my knowledge and belief");
    expect(certification).toContain("5 U.S.C. § 552(a)(6)(E)(vi)");
    expect(certification).toContain("invented");
  });

  it("has a signature block for each organisation, signed by nobody yet", () => {
    const signatures = (sectionsOf(prose).get("Signatures") ?? []).map(({ text }) => text);
    expect(COALITION.map(({ name }) => signatures.filter((text) => text === name))).toEqual(
      COALITION.map(({ name }) => [name]),
    );
    expect(signatures.filter((text) => text === "[Signature: given at filing]")).toHaveLength(3);
    expect(signatures.join(" ")).not.toContain("/s/");
  });

  it("is dated the day it was filed and speaks of nothing that came later", () => {
    const dates = datesIn(wholeText(prose));
    expect(dates).toContain(facts.filed);
    expect(dates.filter((date) => date > facts.filed)).toEqual([]);
    const known = [
      ...MEMORANDA.map(({ date }) => date as string),
      WEEKLY_REPORTS.filed,
      facts.filed,
    ];
    expect(dates.filter((date) => !known.includes(date))).toEqual([]);
  });
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
      "Intradistrict Assignment",
      "Parties",
      "Statutory Framework",
      "Factual Allegations",
      "Exhaustion of Administrative Remedies",
      "Claims for Relief",
      "Prayer for Relief",
      "Signatures",
      "Exhibits",
    ]);
  });

  it("has at least 60 numbered paragraphs, some with sub-paragraphs", () => {
    const numbered = blocksOf(complaint).filter(({ kind }) => kind === "numbered");
    expect(numbered.filter(({ level }) => level === 1).length).toBeGreaterThanOrEqual(60);
    expect(numbered.some(({ level }) => level === 2)).toBe(true);
    expect(numbered.some(({ level }) => level === 3)).toBe(true);
  });

  it("names every plaintiff in the caption's order, and the component, not the department, as defendant", () => {
    const caption = sectionsOf(complaint).get("") ?? [];
    const line = caption.find(({ text }) => text.includes("; and "))?.text ?? "";
    const places = WEEKLY_REPORTS_SUIT.plaintiffs.map(({ name }) =>
      line.indexOf(name.toUpperCase()),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const parties = caption.map(({ text }) => text);
    expect(parties[parties.indexOf("v.") + 1]).toBe(`${AGENCY.component.toUpperCase()},`);
    expect(caption.some(({ text }) => text.includes(AGENCY.department.toUpperCase()))).toBe(false);
    expect(parties).toContain("Case No. [docket number: not recorded]");
  });

  it("names the whole address of counsel for each plaintiff, with what is unknown left open", () => {
    const caption = sectionsOf(complaint).get("") ?? [];
    for (const { name } of WEEKLY_REPORTS_SUIT.plaintiffs) {
      const counsel = caption.find(({ text }) => text.endsWith(`Attorney for Plaintiff ${name}`));
      expect(counsel?.text).toMatch(/State Bar No\.: not recorded/);
      expect(counsel?.text).toMatch(/Telephone: .*\nE-mail: /);
    }
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
