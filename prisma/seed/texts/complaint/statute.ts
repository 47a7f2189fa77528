import { heading, italic, numbered, type DemoBlock } from "#prisma/seed/writing.ts";

/** The statutory framework: the duty to disclose, its time limits, fees and expedition. */
export const statute: readonly DemoBlock[] = [
  heading(1, "Statutory Framework"),
  heading(2, "The duty to search and to disclose"),
  numbered(
    1,
    "The purpose of FOIA is “to ensure an informed citizenry, vital to the functioning of a democratic society, needed to check against corruption and to hold the governors accountable to the governed.” ",
    italic("NLRB v. Robbins Tire & Rubber Co."),
    ", 437 U.S. 214, 242 (1978).",
  ),
  numbered(
    1,
    "An agency that receives a request which reasonably describes the records sought, and which follows the agency’s published rules, must make the records promptly available. 5 U.S.C. § 552(a)(3)(A).",
  ),
  numbered(
    1,
    "The agency must make reasonable efforts to search for the records, in electronic form as well as by hand. § 552(a)(3)(C)–(D). The search must be reasonably calculated to uncover all relevant documents. ",
    italic("Hamdan v. U.S. Department of Justice"),
    ", 797 F.3d 759, 770 (9th Cir. 2015).",
  ),
  numbered(1, "An agency may withhold only what a statutory exemption covers, and even then:"),
  numbered(
    2,
    "only if it reasonably foresees that disclosure would harm an interest protected by an exemption, or if disclosure is prohibited by law, § 552(a)(8)(A)(i);",
  ),
  numbered(
    2,
    "after considering whether partial disclosure is possible, and taking reasonable steps to segregate and release nonexempt information, § 552(a)(8)(A)(ii); and",
  ),
  numbered(
    2,
    "with any reasonably segregable portion provided, and each deletion and its exemption indicated on the portion released, § 552(b).",
  ),
  numbered(
    1,
    "In an action to enforce these duties the court determines the matter de novo, and the burden is on the agency to sustain its action. § 552(a)(4)(B).",
  ),

  heading(2, "The time limits"),
  numbered(
    1,
    "Within twenty days, excepting Saturdays, Sundays and legal public holidays, an agency must determine whether to comply with a request, and immediately notify the requester of:",
  ),
  numbered(2, "the determination and the reasons for it;"),
  numbered(2, "the right to seek assistance from the agency’s FOIA Public Liaison; and"),
  numbered(2, "if the determination is adverse:"),
  numbered(3, "the right to appeal, within not less than ninety days; and"),
  numbered(3, "the right to seek dispute resolution services. § 552(a)(6)(A)(i)."),
  numbered(
    1,
    "The twenty days begin when the appropriate component of the agency first receives the request, and in any event not later than ten days after any component that the agency’s regulations designate to receive requests first receives it. § 552(a)(6)(A). By regulation the Department counts these ten days as working days. 6 C.F.R. § 5.5(a).",
  ),
  numbered(
    1,
    "The period may be tolled only while the agency awaits information that it has reasonably requested, which it may request once, or where necessary to clarify the assessment of fees; it runs on when the agency has the answer. § 552(a)(6)(A)(ii).",
  ),
  numbered(
    1,
    "In unusual circumstances, which the statute defines, an agency may extend the period by written notice that gives the reasons and the date on which a determination is expected, but by no more than ten working days. § 552(a)(6)(B)(i), (iii). Beyond that it must offer the requester an opportunity to limit the request or to arrange another time frame. § 552(a)(6)(B)(ii).",
  ),
  numbered(
    1,
    "An acknowledgment is not a determination. To make a determination an agency must, at the least:",
  ),
  numbered(2, "gather and review the documents;"),
  numbered(
    2,
    "determine and communicate the scope of the documents it intends to produce and to withhold, and the reasons for withholding any; and",
  ),
  numbered(
    2,
    "inform the requester that whatever portion of the determination is adverse may be appealed. ",
    italic("Citizens for Responsibility & Ethics in Washington v. FEC"),
    ", 711 F.3d 180, 188 (D.C. Cir. 2013).",
  ),
  numbered(
    1,
    "A requester is deemed to have exhausted administrative remedies if the agency fails to comply with the applicable time limit. § 552(a)(6)(C)(i).",
  ),
  numbered(
    1,
    "The court may allow an agency additional time only if the agency shows that exceptional circumstances exist and that it is exercising due diligence. § 552(a)(6)(C)(i). A delay that results from a predictable workload is no exceptional circumstance, unless the agency demonstrates reasonable progress in reducing its backlog. § 552(a)(6)(C)(ii).",
  ),

  heading(2, "Fees and expedited processing"),
  numbered(
    1,
    "An agency must furnish records without charge, or at a reduced charge, if disclosure is in the public interest because it is likely to contribute significantly to public understanding of the operations or activities of the government, and is not primarily in the requester’s commercial interest. § 552(a)(4)(A)(iii); 6 C.F.R. § 5.11(k).",
  ),
  numbered(
    1,
    "An agency that fails to comply with a time limit may not assess search fees, or, where the requester is a representative of the news media, duplication fees, save in the cases that the statute names. § 552(a)(4)(A)(viii).",
  ),
  numbered(
    1,
    "An agency must provide for expedited processing of the request of one who demonstrates a compelling need, which includes, for a person primarily engaged in disseminating information, an urgency to inform the public concerning actual or alleged federal government activity. § 552(a)(6)(E)(i), (v)(II). It must decide, and give notice of its decision, within ten days after the date of the request. § 552(a)(6)(E)(ii)(I).",
  ),
  numbered(
    1,
    "A failure to respond to a request for expedited processing in a timely manner is subject to judicial review. § 552(a)(6)(E)(iii).",
  ),
];
