import { heading, italic, named, numbered, see, type DemoBlock } from "#prisma/seed/writing.ts";

/** The only exhibit, with the id that the text refers to. */
export const REQUEST_EXHIBIT = {
  id: "request",
  title: "The Request of September 9, 2021",
} as const;

/** The facts of the request, its clock, and exhaustion. The seed's tests recompute the dates. */
export const facts: readonly DemoBlock[] = [
  heading(1, "Factual Allegations"),
  heading(2, "The priorities and the duty to report"),
  numbered(
    1,
    "The Department’s memorandum of January 20, 2021 (the January 20 Memorandum) set interim enforcement priorities and gave guidance on prosecutorial discretion.",
  ),
  numbered(
    1,
    "ICE’s memorandum of February 18, 2021 (the February 18 Memorandum) concerns operations under those priorities. It directs ICE and its officers to do three things:",
  ),
  numbered(2, "to collect data;"),
  numbered(2, "to make weekly reports on enforcement actions and on removals; and"),
  numbered(
    2,
    "to obtain approval in advance for enforcement actions against people outside the priorities.",
  ),
  numbered(1, "The weekly reports on enforcement actions should state, for each action:"),
  numbered(2, "whether the person concerned falls within one of the priorities;"),
  numbered(2, "a justification for the action; and"),
  numbered(2, "the location and the time of the action."),
  numbered(
    1,
    "On information and belief, officers received internal guidance on how to comply with the reporting requirement, without which reports from many offices could not be made alike.",
  ),
  numbered(
    1,
    "The weekly reports record what ICE has done. They are the means by which the agency, and through it the public, can tell whether the priorities were followed.",
  ),
  numbered(
    1,
    "To Plaintiffs’ knowledge, ICE has not made the weekly reports public. [Confirm before filing.]",
  ),
  numbered(
    1,
    "A later memorandum on enforcement priorities takes effect on November 29, 2021. The weekly reports sought here were made, or were to be made, while the interim priorities applied.",
  ),

  heading(2, "The Request"),
  numbered(
    1,
    "On September 9, 2021, Plaintiffs filed the Request with ICE. A copy is attached as ",
    see(REQUEST_EXHIBIT.id),
    ". [Method of delivery: not recorded.] [Tracking number: not recorded.]",
  ),
  numbered(1, "The Request seeks three groups of records:"),
  numbered(2, "the weekly reports on enforcement actions;"),
  numbered(2, "the weekly reports on removals; and"),
  numbered(
    2,
    "the internal guidance that officers received in order to comply with the reporting requirement.",
  ),
  numbered(
    1,
    "It covers the time from February 18, 2021, through the date on which ICE begins its search.",
  ),
  numbered(
    1,
    "The Request reasonably describes the records. It names the memorandum under which they were made, the agency that made them, their subject and how often they were due, so that a professional employee of the agency who is familiar with the subject can find them with a reasonable amount of effort.",
  ),
  numbered(
    1,
    "The Request was made in accordance with the Department’s published rules. 6 C.F.R. § 5.3.",
  ),
  numbered(
    1,
    "The Request asks for a waiver of fees and addresses each factor of 6 C.F.R. § 5.11(k). It asks that Plaintiffs be placed in the fee category of representatives of the news media or, in the alternative, of other non-commercial requesters.",
  ),
  numbered(
    1,
    "The Request asks for expedited processing because of an urgency to inform the public about federal government activity, and contains a statement of the reasons that its maker certifies to be true and correct to the best of the maker’s knowledge and belief. 5 U.S.C. § 552(a)(6)(E)(vi); 6 C.F.R. § 5.5(e)(3).",
  ),

  heading(2, "The time for ICE’s determination"),
  numbered(
    1,
    "ICE received the Request. [Date of receipt, component that first received it, and acknowledgment: not recorded.]",
  ),
  named(
    "first-day",
    numbered(
      1,
      "If ICE’s FOIA office received the Request on the day of its filing, the twentieth working day was Thursday, October 7, 2021.",
    ),
  ),
  named(
    "second-day",
    numbered(
      1,
      "If instead another designated component received it on that day, the twenty working days began at the latest ten working days afterwards, on September 23, 2021. Monday, October 11, 2021, a legal public holiday, 5 U.S.C. § 6103(a), is not counted, and the twentieth working day was Friday, October 22, 2021.",
    ),
  ),
  named(
    "extended-day",
    numbered(
      1,
      "Even if ICE had, in addition, given timely notice of unusual circumstances and taken the ten further working days that the statute allows, its time would have ended on Friday, November 5, 2021. [Notice of extension: not recorded. Confirm that the complaint is filed after the last date that applies.]",
    ),
  ),
  numbered(
    1,
    "Plaintiffs know of no request for information or for clarification of fees by which the period was tolled. [Confirm before filing.]",
  ),
  numbered(
    1,
    "ICE has not notified Plaintiffs of a determination on the Request. [Confirm on the day of filing.]",
  ),
  numbered(1, "ICE has produced none of the records. [Confirm on the day of filing.]"),
  numbered(
    1,
    "The ten days within which ICE had to decide on expedited processing, and to give notice of its decision, ended on September 19, 2021, if they are counted from the date of the Request. ICE has given no such notice. [Confirm before filing; date of receipt, from which the Department’s regulation counts: not recorded.]",
  ),
  numbered(1, "ICE has not decided on the waiver of fees. [Confirm before filing.]"),

  heading(1, "Exhaustion of Administrative Remedies"),
  numbered(
    1,
    "Because ICE failed to make a determination within the time that the statute allows, as alleged in ",
    see("first-day", "second-day", "extended-day"),
    ", Plaintiffs are deemed to have exhausted their administrative remedies with respect to the Request. 5 U.S.C. § 552(a)(6)(C)(i). [Not to be asserted while the period is tolled or extended: confirm as noted above.]",
  ),
  numbered(
    1,
    "No determination reached Plaintiffs before this action was filed, late or otherwise, that would oblige them to appeal first. ",
    italic("See Aguirre v. U.S. Nuclear Regulatory Commission"),
    ", 11 F.4th 719 (9th Cir. 2021); ",
    italic("In re Steele"),
    ", 799 F.2d 461 (9th Cir. 1986). [Confirm on the day of filing: a late determination that arrives before suit must be appealed.]",
  ),
  numbered(
    1,
    "The failure to respond in time to the request for expedited processing may be reviewed without an administrative appeal. § 552(a)(6)(E)(iii).",
  ),
];
