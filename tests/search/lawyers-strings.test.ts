import { describe, expect, it } from "vitest";
import { parseSearchQuery } from "#app/domain/search/query.ts";
import { entryOf, openIndexForTest, valueOf } from "./open-index.ts";

/** Strings in a text, what finds them, and what does not. */
const CASES: readonly {
  readonly text: string;
  readonly finds: readonly string[];
  readonly misses?: readonly string[];
}[] = [
  {
    text: "brought under the Freedom of Information Act, 5 U.S.C. § 552(a)(4)(B), and",
    finds: [
      "5 U.S.C. § 552(a)",
      "5 U.S.C. §552(a)(4)(B)",
      "5 USC 552",
      "5 usc § 552",
      "U.S.C.",
      "U.S",
      "usc",
      "§552",
      "§ 552",
      "§55",
      "§",
      "552(a)(4)",
      "(a)(4)(B)",
      '"5 U.S.C. § 552"',
      "“Freedom of Information Act”",
      "FREEDOM informat",
    ],
    misses: [
      "§ 552(b)",
      "§ 551",
      "5 U.S.C. § 552a",
      "(4)(a)",
      '"Information of Freedom"',
      "C. § 55(a)",
      "freed act",
    ],
  },
  {
    text: "Nos. 21-cv-02168 and 4:21-cv-02168-JST (N.D. Cal. 2023)",
    finds: [
      "21-cv-02168",
      "4:21-cv-02168-JST",
      "4:21-cv-021",
      "02168",
      "21-cv",
      "cv-02168",
      "n.d. cal",
      "ND Cal.",
    ],
    misses: ["21-cv-2168", "21-cr-02168", "4:20-cv-02168", "cv-21"],
  },
  {
    text: "withheld under Exemption 7(E), § 552(b)(7)(E), in full",
    finds: ["(b)(7)(E)", "b 7 E", "(b)(7)", "7(E)", "exemption 7(e)"],
    misses: ["(b)(7)(F)", "(b)(7)(EE)", "(b)(6)"],
  },
  {
    text: "as alleged in ¶ 12 and ¶¶ 14, 15 of the complaint; see §§ 552, 553",
    finds: ["¶ 12", "¶12", "¶ 14", "¶", "§§ 552", "§ 552", "¶¶ 14"],
    misses: ["¶ 13", "¶ 1", "§ 12"],
  },
  {
    text: "the pages Bates-stamped ICE-2021-000123 to ICE-2021-000130",
    finds: [
      "ICE-2021-000123",
      "ice 2021",
      "ICE-2021-0001",
      "000130",
      "bates-stamped",
      "Bates stamped",
      "stamped",
    ],
    misses: ["ICE-2022-000123", "000124", "2021-ICE"],
  },
  {
    text: "Request No. 2021-ICFO-12345; FOIA tracking 2021FOIA00077",
    finds: ["2021-ICFO-12345", "icfo", "2021FOIA", "2021foia00077"],
    misses: ["00077", "ICFO-2021"],
  },
  {
    text: "Declaration of Siobhán O’Brien and José Núñez-García, of the Straße",
    finds: [
      "O'Brien",
      "o’brien",
      "Brien",
      "Siobhan",
      "SIOBHÁN",
      "nunez-garcia",
      "García",
      "Jose Nunez",
      "strasse",
      "STRASSE",
    ],
    misses: ["OBrian", "O'Bri en", "Joseph"],
  },
  {
    text: "the agency's co-operation in Doe v. U.S. Immigration & Customs Enforcement, 45 F.3d 1325",
    finds: [
      "agency's",
      "agency",
      "co-operation",
      "co oper",
      "Doe v. U.S.",
      "doe v us immig",
      "F.3d",
      "45 F.3d 1325",
      "Immigration & Customs",
    ],
    misses: ["cooperation", "v. doe enforcements", "F.2d"],
  },
  {
    text: "$1,234.56 in fees; 10:30 a.m. on 12/31/2024; e-mail jane.doe@example.org; https://example.org/foia/log.pdf",
    finds: [
      "$1,234.56",
      "1,234",
      "10:30 a.m.",
      "12/31/2024",
      "jane.doe@example.org",
      "example.org/foia",
      "log.pdf",
    ],
    misses: ["1.234,56 x", "jane.roe", "12/30/2024"],
  },
  {
    text: "soft\u00ADhyphen, zero\u200Bwidth, de\uFB01nition, 東京入管, full ＦＯＩＡ",
    finds: ["softhyphen", "zerowidth", "definition", "東京", "入管", "foia"],
    misses: ["hyphen", "width", "京東"],
  },
];

describe("[Q3] lawyers' strings", () => {
  it("are found as they are written, and as they are typed, on both databases", async () => {
    const { index } = await openIndexForTest();
    const put = CASES.flatMap(({ text }, at) => [
      entryOf({ id: `text ${at}`, text }),
      entryOf({ id: `title ${at}`, title: text }),
    ]);
    valueOf(await index.write({ put }));
    const groups = [{ sources: ["draft"], limit: 100 }] as const;
    for (const [at, { finds, misses = [] }] of CASES.entries()) {
      for (const typed of [...finds, ...misses]) {
        const [found] = valueOf(
          await index.find(parseSearchQuery(typed), { scopes: ["m:one"], groups }),
        );
        const ids = found?.hits.map(({ entry }) => entry.id) ?? [];
        const here = [`text ${at}`, `title ${at}`].filter((id) => ids.includes(id));
        expect([typed, here]).toEqual([
          typed,
          finds.includes(typed) ? [`text ${at}`, `title ${at}`] : [],
        ]);
        // The words are shown, and stand where the text is said to have them.
        const hit = found?.hits.find(({ entry }) => entry.id === `text ${at}`);
        if (!hit) continue;
        expect([typed, hit.excerpt.some(({ isHit }) => isHit)]).toEqual([typed, true]);
        const first = hit.excerpt.find(({ isHit }) => isHit)?.words ?? "";
        expect(CASES[at]?.text.replace(/\s+/gu, " ")).toContain(first);
      }
    }
  });
});
