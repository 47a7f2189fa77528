import { organizationIdOf, WEEKLY_REPORTS_SUIT } from "#prisma/seed/demo-matter.ts";
import { body, exhibit, field, heading, italic } from "#prisma/seed/writing.ts";
import { numbered, ordered, see, signatureBlock, type DemoBlock } from "#prisma/seed/writing.ts";
import { claim } from "#prisma/seed/texts/claim.ts";
import { REQUEST_EXHIBIT } from "./facts.ts";

const relief =
  "Plaintiffs are harmed by this violation, which will go on unless the Court ends it, and are entitled to declaratory and injunctive relief.";

const claims: readonly DemoBlock[] = [
  heading(1, "Claims for Relief"),
  ...claim(
    "First claim, failure to make a timely determination",
    "5 U.S.C. § 552(a)(6)(A)(i)",
    numbered(
      1,
      "The Request reasonably described the records and was made in accordance with the Department’s rules.",
    ),
    numbered(
      1,
      "ICE had a duty to determine within twenty working days whether to comply, and to notify Plaintiffs of its determination and the reasons for it.",
    ),
    numbered(
      1,
      "ICE did not do so within that time, or within any extension of it (",
      see("first-day", "second-day", "extended-day"),
      ").",
    ),
    numbered(1, `ICE thereby violated 5 U.S.C. § 552(a)(6)(A)(i). ${relief}`),
  ),
  ...claim(
    "Second claim, failure to conduct a reasonable search",
    "5 U.S.C. § 552(a)(3)(C)–(D)",
    numbered(
      1,
      "ICE had a duty to make reasonable efforts to search for the records that the Request describes.",
    ),
    numbered(
      1,
      "On information and belief, ICE has not completed such a search: it has told Plaintiffs of none, and has identified no record that one found. [Confirm before filing.]",
    ),
    numbered(1, `ICE thereby violated 5 U.S.C. § 552(a)(3)(C)–(D). ${relief}`),
  ),
  ...claim(
    "Third claim, improper withholding of agency records",
    "5 U.S.C. § 552(a)(3)(A), (a)(4)(B), (a)(8) and (b)",
    numbered(
      1,
      "The records sought are agency records that ICE controls. Plaintiffs are entitled to have them made promptly available.",
    ),
    numbered(1, "No exemption permits ICE to withhold them in full:"),
    numbered(
      2,
      "a final report of actions taken is a record of fact, made after the decisions that it describes, and is not protected as deliberative;",
    ),
    numbered(
      2,
      "guidance that tells officers what they must do is the agency’s working law, ",
      italic("NLRB v. Sears, Roebuck & Co."),
      ", 421 U.S. 132, 152–54 (1975); and",
    ),
    numbered(
      2,
      "the privacy of the people named in a report is protected by removing or replacing what identifies them, as the Request itself proposes.",
    ),
    numbered(
      1,
      "To the extent that an exemption applies to part of a record, ICE must show foreseeable harm and must release every portion that can reasonably be segregated.",
    ),
    numbered(
      1,
      `By failing to make the records promptly available, ICE is improperly withholding them, in violation of 5 U.S.C. § 552(a)(3)(A). ${relief}`,
    ),
  ),
  ...claim(
    "Fourth claim, failure to decide on expedited processing",
    "5 U.S.C. § 552(a)(6)(E)",
    numbered(
      1,
      "The Request demonstrated a compelling need for expedited processing, by a statement certified as the statute requires.",
    ),
    numbered(
      1,
      "ICE had a duty to decide within ten days whether to expedite the Request and to give notice of its decision.",
    ),
    numbered(
      1,
      `ICE did not do so, in violation of 5 U.S.C. § 552(a)(6)(E)(ii)(I). [Omit this claim if ICE decided in time.] ${relief}`,
    ),
  ),
  ...claim(
    "Fifth claim, waiver of fees",
    "5 U.S.C. § 552(a)(4)(A)",
    numbered(
      1,
      "Disclosure is likely to contribute significantly to public understanding of the government’s operations and is not primarily in Plaintiffs’ commercial interest. Plaintiffs are entitled to a waiver of all fees, a question that the Court reviews de novo on the record before the agency. § 552(a)(4)(A)(iii), (vii).",
    ),
    numbered(
      1,
      "Having missed its time limit, ICE may in any event not assess search fees or, from representatives of the news media, duplication fees. § 552(a)(4)(A)(viii)(I). No exception of § 552(a)(4)(A)(viii)(II) applies. [Confirm before filing.]",
    ),
    numbered(1, `ICE has not granted the waiver. [Omit this claim if it has.] ${relief}`),
  ),
];

const prayer: readonly DemoBlock[] = [
  heading(1, "Prayer for Relief"),
  body("Plaintiffs respectfully ask that the Court:"),
  ordered(1, "declare that ICE has violated the Freedom of Information Act as alleged above;"),
  ordered(
    1,
    "order ICE to complete a reasonable search for all records that the Request describes by a date that the Court sets;",
  ),
  ordered(
    1,
    "order ICE to produce all nonexempt records, and all segregable portions of the others, by a date that the Court sets, with an index and a justification of anything withheld, ",
    italic("Vaughn v. Rosen"),
    ", 484 F.2d 820 (D.C. Cir. 1973); ",
    italic("Wiener v. FBI"),
    ", 943 F.2d 972 (9th Cir. 1991);",
  ),
  ordered(1, "enjoin ICE from continuing to withhold nonexempt records;"),
  ordered(
    1,
    "grant expedited processing and order ICE to process the Request as soon as practicable, § 552(a)(6)(E)(iii);",
  ),
  ordered(1, "order ICE to waive all fees, and enjoin it from assessing any;"),
  ordered(
    1,
    "retain jurisdiction of this action until ICE has complied with the Act and with the Court’s orders;",
  ),
  ordered(
    1,
    "award Plaintiffs their reasonable attorney fees and other litigation costs under 5 U.S.C. § 552(a)(4)(E); and",
  ),
  ordered(1, "grant such other relief as is just and proper."),
];

const signatures: readonly DemoBlock[] = [
  body("Dated: ", field("dateOfFiling")),
  body("Respectfully submitted,"),
  ...WEEKLY_REPORTS_SUIT.plaintiffs.map((plaintiff) => signatureBlock(organizationIdOf(plaintiff))),
];

const exhibits: readonly DemoBlock[] = [heading(1, "Exhibits"), exhibit(REQUEST_EXHIBIT.id)];

/** Claims, prayer, signatures and exhibits. */
export const closing: readonly DemoBlock[] = [...claims, ...prayer, ...signatures, ...exhibits];
