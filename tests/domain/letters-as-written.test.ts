import { parseWithZod } from "@conform-to/zod/v4";
import { describe, expect, test } from "vitest";
import { exemptionsOf } from "#app/domain/agency-record/exemptions.ts";
import {
  agencyEventForm,
  agencyEventOfForm,
  formOfAgencyEvent,
  productionForm,
} from "#app/domain/agency-record/form.ts";
import {
  contradict,
  outcomeDetails,
  outcomeLabel,
  type ItemOutcomeKind,
} from "#app/domain/agency-record/outcome.ts";
import {
  itemsLabel,
  itemsOfEvent,
  namedItems,
  typedPart,
  withParts,
} from "#app/domain/agency-record/part.ts";
import {
  pagesInRange,
  productionWarnings,
  seriesWarnings,
  type NumberedProduction,
} from "#app/domain/agency-record/production.ts";
import { LETTER_PROPOSALS } from "#app/domain/agency-record/proposals.ts";
import { agencyEvent } from "#tests/support/filed-request.ts";

/** A form as a browser sends it. */
function sent(fields: Readonly<Record<string, string>>) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

describe("[L63] what people type is taken", () => {
  const dollars = (estimate: string) => {
    const typed = sent({ kind: "feesAsked", dated: "2021-10-01", estimate });
    const read = parseWithZod(typed, { schema: agencyEventForm });
    // The service parses again what the route parsed.
    return read.status === "success" ? agencyEventForm.parse(read.value).estimate : read.error;
  };

  test.each([
    ["$4,500", 4500],
    ["$1,250.00", 1250],
    ["1,250", 1250],
    ["250", 250],
    ["$ 17.50", 17.5],
    ["", undefined],
  ])("%s is that many dollars", (typed, value) => {
    expect(dollars(typed)).toBe(value);
  });

  test.each(["1.250,00", "12,50", "about 250", "-5", "$99,999,999"])(
    "%s is no amount, and how one is written is said",
    (typed) => {
      expect(dollars(typed)).toEqual({ estimate: ["Enter dollars, such as 250 or $1,250.00."] });
    },
  );

  test("pages are counted in thousands", () => {
    const read = parseWithZod(sent({ dated: "2021-10-01", pagesFull: "1,235" }), {
      schema: productionForm,
    });
    expect(read.status === "success" && read.value.pagesFull).toBe(1235);
  });

  const numbers = (typed: string) => {
    const read = exemptionsOf(typed);
    return read.ok ? read.value.map(({ number }) => number) : read.refusal.sentence;
  };

  test.each([
    ["(b)(5), (b)(6)", ["(b)(5)", "(b)(6)"]],
    ["b(7)(A) and b(7)(E)", ["(b)(7)(A)", "(b)(7)(E)"]],
    ["(b)(7)(A), and (b)(7)(E)", ["(b)(7)(A)", "(b)(7)(E)"]],
    ["(b)(7)(a), (C) and (E); b6", ["(b)(7)(A)", "(b)(7)(C)", "(b)(7)(E)", "(b)(6)"]],
    ["(b)(6)/(b)(7)(C)", ["(b)(6)", "(b)(7)(C)"]],
    ["Exemptions (b)(6) & (b)(7)(C)", ["(b)(6)", "(b)(7)(C)"]],
    ["5 U.S.C. § 552(b)(6)", ["(b)(6)"]],
    ["(b)(6)\n(b)(4)", ["(b)(6)", "(b)(4)"]],
    ["(b)(6)(b)(7)(C)", ["(b)(6)", "(b)(7)(C)"]],
    ["(b)(5) (deliberative process), (b)(6)", ["(b)(5)", "(b)(6)"]],
    ["", []],
  ])("the exemptions %o are read", (typed, read) => {
    expect(numbers(typed)).toEqual(read);
  });

  test("words after (b)(3) and (b)(5) are its statute and its privilege", () => {
    const read = exemptionsOf(
      "(b)(3) 26 U.S.C. § 6103(b)(2), and (b)(5) deliberative process and attorney-client; (b)(6)",
    );
    expect(read).toMatchObject({
      value: [
        { number: "(b)(3)", statute: "26 U.S.C. § 6103(b)(2)" },
        { number: "(b)(5)", privilege: "deliberative process and attorney-client" },
        { number: "(b)(6)" },
      ],
    });
  });

  test.each([
    ["(b)(7)", "(b)(7) has a letter"],
    ["(b)(3), (b)(6)", "(b)(3) rests on a statute"],
    ["(b)(6) law enforcement", "only (b)(3) and (b)(5) are followed by words"],
    ["(b)(12)", "“(b)(12)”"],
    ["(b)(6)(C)", "Only (b)(7) has a letter"],
    ["privacy", "“privacy”: Write the exemption as (b)(6)"],
    ["privacy (b)(6)", "“privacy”"],
  ])("of %s it is said what is wrong", (typed, words) => {
    expect(numbers(typed)).toContain(words);
  });

  test("a privilege that the letter does not name is not named", () => {
    const details = outcomeDetails.parse({ exemptions: [{ number: "(b)(5)" }] });
    expect(outcomeLabel({ outcome: "withheld-in-full", details })).toBe(
      "Withheld in full: (b)(5) (privilege not named)",
    );
  });
});

describe("[L51] [L52] the items that a letter is about", () => {
  const items = ["1", "2", "2(a)", "2(b)", "3", "4", "5"].map((label) => ({
    id: `id-${label}`,
    label,
    level: label.length > 1 ? 2 : 1,
  }));
  const ids = (...labels: string[]) => labels.map((label) => `id-${label}`);

  test("an item means its parts, unless some of them are named themselves", () => {
    expect(withParts(items, ids("2"))).toEqual(ids("2", "2(a)", "2(b)"));
    expect(withParts(items, ids("2(a)", "2"))).toEqual(ids("2", "2(a)"));
    expect(withParts(items, ids("2(b)"))).toEqual(ids("2(b)"));
  });

  test.each([
    [["2"], "item 2"],
    [["2", "2(a)", "2(b)"], "item 2"],
    [["2(b)", "2(a)"], "items 2(a) and 2(b)"],
    [["5", "1"], "items 1 and 5"],
    [["3", "4", "5"], "items 3 to 5"],
    [["1", "3", "4", "5"], "items 1 and 3 to 5"],
    [["1", "2", "3", "4", "5"], null],
    [[], null],
  ])("%o is one part, however it was ticked", (labels, part) => {
    const named = namedItems(items, ids(...labels));
    expect(named.part).toBe(part);
    const again = named.items.map(({ id }) => id);
    expect(namedItems(items, again)).toEqual(named);
    expect(withParts(items, again)).toEqual(part === null ? [] : withParts(items, ids(...labels)));
  });

  test("is said in Spanish as a lawyer writes it", () => {
    expect(itemsLabel(["2"]).es).toBe("el punto 2");
    expect(itemsLabel(["1", "2", "3", "5"]).es).toBe("los puntos 1 a 3 y 5");
  });
});

describe("[L70] no default says more than the letter", () => {
  test("a letter with records, interim or final, presets no outcome", () => {
    expect(LETTER_PROPOSALS["some-records"].outcome).toBeNull();
    expect(LETTER_PROPOSALS["all-records"].outcome).toBeNull();
    const preset = Object.values(LETTER_PROPOSALS).filter(({ outcome }) => outcome !== null);
    // Each is what the choice itself says in words.
    expect(preset.map(({ words, outcome }) => [words, outcome])).toEqual([
      ["They found no records", "no-records"],
      ["They withhold everything", "withheld-in-full"],
      ["They neither confirm nor deny that they have any", "neither-confirmed-nor-denied"],
      ["They closed the request without deciding it", "closed-administratively"],
    ]);
  });

  const said = (outcome: ItemOutcomeKind, part: string | null = null) => ({
    outcome,
    details: outcomeDetails.parse({ part }),
  });

  test.each([
    ["no-records", "produced-in-part", true],
    ["no-records", "referred", true],
    ["neither-confirmed-nor-denied", "withheld-in-full", true],
    ["neither-confirmed-nor-denied", "no-records", true],
    ["produced-in-full", "produced-in-part", true],
    ["produced-in-part", "withheld-in-full", true],
    ["closed-administratively", "produced-in-full", true],
    ["produced-in-part", "produced-in-part", false],
    ["produced-in-part", "referred", false],
    ["produced-in-part", "closed-administratively", false],
    ["pending", "no-records", false],
    ["withdrawn", "produced-in-full", false],
  ] as const)("%s and %s of one item: a contradiction is %s", (one, other, is) => {
    expect(contradict(said(one), said(other))).toBe(is);
    expect(contradict(said(other), said(one))).toBe(is);
    expect(contradict(said(one, "e-mails"), said(other, "attachments"))).toBe(false);
  });

  test("of an item released in part, a part may be what was withheld", () => {
    const attachments = said("withheld-in-full", "the attachments");
    expect(contradict(said("produced-in-part"), attachments)).toBe(false);
    expect(contradict(said("produced-in-full"), attachments)).toBe(true);
    expect(contradict(said("no-records"), attachments)).toBe(true);
  });
});

describe("[L64] Bates numbers and releases", () => {
  test("a prefix may hold digits, as ICE writes them", () => {
    expect(pagesInRange("2022-ICLI-00012 1", "2022-ICLI-00012 500")).toBe(500);
    expect(pagesInRange("2022-ICLI-00012  1", "2022-ICLI-00012 2")).toBe(2);
    expect(pagesInRange("2022-ICLI-00012 1", "2022-ICLI-00013 500")).toBeNull();
    expect(pagesInRange("ICE-A", "ICE-B")).toBeNull();
  });

  test.each([
    ["ICE-000121", "ICE-000100", "runs backward"],
    ["2022-ICLI-00012 1", "2022-ICLI-00013 500", "before the count stands “2022-ICLI-00012 ”"],
    ["ICE-A", "ICE-9", "“ICE-A” doesn’t end in a number"],
  ])("%s to %s is no range, and why is said", (batesFrom, batesTo, why) => {
    const counts = { pagesFull: null, pagesPart: null, pagesWithheld: null, pagesReviewed: null };
    expect(productionWarnings({ ...counts, batesFrom, batesTo })).toEqual([
      expect.stringContaining(why),
    ]);
  });

  const release = (
    id: string,
    number: number | null,
    [batesFrom, batesTo]: readonly [string, string] | readonly [null, null],
    dated = `2022-0${id}-01`,
  ): NumberedProduction => ({
    id,
    number,
    dated,
    batesFrom,
    batesTo,
    pagesFull: null,
    pagesPart: null,
    pagesWithheld: null,
    pagesReviewed: null,
  });
  const none = [null, null] as const;
  const warned = (...productions: NumberedProduction[]) =>
    Object.fromEntries(seriesWarnings(productions));

  test("overlaps and gaps are named at the release that has them", () => {
    expect(
      warned(
        release("1", 1, ["ICE-000001", "ICE-000500"]),
        release("2", 2, ["ICE-000400", "ICE-000900"]),
        release("3", 3, ["ICE-000902", "ICE-000950"]),
        release("4", 4, ["CBP-1", "CBP-5"]),
      ),
    ).toEqual({
      "2": ["ICE-000400 to ICE-000500 came with the release of January 1, 2022 already."],
      "3": ["ICE-000901 came with no release on record."],
    });
  });

  test("doubled and missing numbers of releases are named, and a row of them is not", () => {
    expect(warned(release("1", 1, none), release("2", 2, none), release("3", 2, none))).toEqual({
      "3": ["Release 2 is on record twice: the other is of February 1, 2022."],
    });
    const sameDay = release("2", 1, none, "2022-01-01");
    expect(warned(release("1", 1, none), sameDay)).toEqual({
      "2": ["Release 1 is on record twice: the other is of the same day."],
    });
    expect(warned(release("1", 2, none), release("2", 9, none))).toEqual({
      "2": ["No release 3 to 8 is on record before it."],
    });
    expect(warned(release("1", 3, none), release("2", 4, none), release("3", null, none))).toEqual(
      {},
    );
    expect(warned(release("1", 2, none), release("2", 1, none))).toEqual({});
  });
});

test("[L51] items too scattered for one entry are refused with what to do", () => {
  const items = Array.from({ length: 900 }, (_, at) => ({
    id: `i${at}`,
    label: at % 3 === 0 ? `${at + 1}` : `${at - (at % 3) + 1}(${"ab"[(at % 3) - 1] ?? ""})(iii)`,
    level: at % 3 === 0 ? 1 : 2,
  }));
  const itemIds = items.flatMap(({ id }, at) => (at % 2 === 1 ? [id] : []));
  const form = agencyEventForm.parse({ kind: "determined", dated: "2021-10-20", itemIds });
  const read = agencyEventOfForm(form, items);
  expect(read).toMatchObject({
    refusal: { fields: { itemIds: expect.stringContaining("more than one entry can name") } },
  });
});

describe("[L16, L52] a part that was typed, before items could be ticked", () => {
  const items = [
    { id: "a", label: "1", level: 1 },
    { id: "b", label: "2", level: 1 },
  ];
  const wrong = agencyEvent("old", "determined", { dated: "2021-10-20" }, { part: "Items 1 to 3" });

  test("leaves its items open: what it says of any can be recorded", () => {
    expect(itemsOfEvent(wrong, items)).toBeNull();
    const beside = agencyEvent("old", "determined", {}, { part: "Fee waiver" });
    expect(itemsOfEvent(beside, items)).toEqual([]);
    expect(formOfAgencyEvent(beside).part).toBe("fee waiver");
  });

  test("stands when something else is corrected, until items are ticked", () => {
    const filled = agencyEventForm.parse({ ...formOfAgencyEvent(wrong), dated: "2021-10-21" });
    const corrected = agencyEventOfForm(filled, [], typedPart(wrong));
    expect(corrected).toMatchObject({ value: { details: { part: "Items 1 to 3", items: [] } } });
    const ticked = { ...filled, itemIds: ["b"] };
    expect(agencyEventOfForm(ticked, items, typedPart(wrong))).toMatchObject({
      value: { details: { part: "item 2", items: [{ id: "b", label: "2" }] } },
    });
  });
});
