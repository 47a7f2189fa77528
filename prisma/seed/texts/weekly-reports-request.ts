import {
  body,
  bold,
  heading,
  italic,
  named,
  requestItem,
  see,
  table,
  writeProse,
  type DemoBlock,
} from "#prisma/seed/writing.ts";
import * as section from "./request-sections.ts";
import { withoutPrompts } from "./without-prompts.ts";

/** The coalition's first request, for ICE's weekly reports, in the usual order of sections. */
const pieces: readonly DemoBlock[] = [
  section.notice("request"),
  ...section.salutation(),

  ...section.requesters(),

  heading(1, "Background"),
  body(
    "The executive branch cannot act in every case that the immigration laws reach. It chooses. On January 20, 2021, the Department announced how it would choose, in a memorandum that set interim enforcement priorities and gave guidance on prosecutorial discretion.",
    section.copiesOfMemoranda(),
  ),
  body(
    "On February 18, 2021, ICE issued a memorandum on its operations under those priorities. That memorandum does not rely on good intentions. It directs ICE to collect data, to produce weekly reports on enforcement actions and on removals, and to have its officers obtain approval in advance before they act against someone outside the priorities.",
  ),
  body(
    "A rule that binds an agency’s own officers is only as good as the record of how they followed it. The weekly reports are that record. They should show, action by action, whether a person fell within one of the priorities, why the action was taken, and where and when. This request asks for the reports, and for the instructions given to those who had to make them.",
  ),

  heading(1, "Definitions"),
  table(
    ["Term", "Meaning in this request"],
    ...section.DEFINITION_ROWS,
    [
      bold("Enforcement action"),
      "Any act that either memorandum requires ICE to report as an enforcement action, under whatever name it was recorded.",
    ],
    [
      bold("Weekly report"),
      "A written report that the February 18 Memorandum calls for, with its attachments and any data set sent with it, whether or not it carries that title and whether or not it was in fact made every week.",
    ],
    [
      bold("Record"),
      "Any agency record, in any format, including one held for ICE by a contractor for records management. 5 U.S.C. § 552(f)(2).",
    ],
  ),

  ...section.timePeriod(),

  heading(1, "Records requested"),
  body("The Requesters ask for the following records:"),
  requestItem(
    1,
    "The weekly reports on enforcement actions, each in its final form, including for each action reported:",
  ),
  requestItem(2, "whether the person fell within one of the priorities, and which one;"),
  requestItem(2, "the justification given for the action; and"),
  requestItem(2, "where and when the action took place, including:"),
  requestItem(3, "the date and, where the report gives it, the time; and"),
  requestItem(3, "the location, with the field office responsible."),
  requestItem(1, "The weekly reports on removals, each in its final form, including:"),
  requestItem(2, "the number of removals in the week, in every breakdown that the report gives;"),
  requestItem(
    2,
    "what the report says of the priority, if any, within which each person removed fell; and",
  ),
  requestItem(2, "any correction or later version of a report already made."),
  named(
    "guidance",
    requestItem(
      1,
      "The internal guidance that officers received in order to comply with the reporting requirement, including:",
    ),
  ),
  requestItem(
    2,
    "instructions on what must be reported, by whom, to whom and by what hour or day;",
  ),
  requestItem(
    2,
    "the forms, templates, data-entry screens and field definitions with which the reports are made; and",
  ),
  requestItem(
    2,
    "training materials and answers to officers’ questions sent to more than one office.",
  ),
  body(
    "The guidance (",
    see("guidance"),
    ") is owed to the public without a request as well, as instructions to staff that affect a member of the public. 5 U.S.C. § 552(a)(2)(C).",
  ),
  body(
    "The Requesters do not ask for preliminary drafts of a weekly report of which a final form exists. If a week has no report, they ask for the record, if there is one, that says so or says why.",
  ),

  ...section.searchInstructions(
    [
      "begin with the offices to which the February 18 Memorandum sends the weekly reports, and with those that receive, compile or forward them;",
    ],
    [
      "search each field office that contributes to the reports, as to any report that headquarters does not hold in full;",
    ],
    [
      "look for the guidance (",
      see("guidance"),
      ") where it was issued from and where it was received, since a message to the field is often kept only there;",
    ],
  ),

  ...section.formOfProduction(
    "weekly reports and data sets kept as spreadsheets, databases or delimited text",
  ),

  ...section.segregability([
    "Here little should be withheld. A report on what was done is fact, not advice, and it was made after the choice that it records. Guidance that officers must follow is the agency’s working law, which the deliberative-process privilege does not cover. ",
    italic("NLRB v. Sears, Roebuck & Co."),
    ", 421 U.S. 132, 152–54 (1975). To tell the public how reports are filled in discloses no technique of investigation under § 552(b)(7)(E), and the privacy of individuals is met by the replacements offered above.",
  ]),

  ...section.feeCategory(),

  ...section.feeWaiver({
    subject: [
      "The reports are written by a federal agency about its own enforcement actions and removals. The connection to identifiable operations of the government is direct and clear, not remote or attenuated.",
    ],
    informativeValue: [
      "The reports would tell the public, week by week, how many actions ICE took, within which priority, for what stated reason, and where. To the Requesters’ knowledge ICE has not published them. [Confirm before filing.] Totals published elsewhere, if any, would not show the reasons given.",
    ],
    audience: [
      "The Requesters will analyze the reports, explain them in plain language, and make the records and the analysis available without charge to anyone interested in how the immigration laws are enforced. The Council’s website, on which this request is announced, is one means of doing so. [Further means and expertise: each Requester to supply.]",
    ],
    significance: [
      "Today the public can read what the memoranda direct but not whether it was done. With the reports it could compare the one with the other for every week since February 18, 2021. No lesser source allows that.",
    ],
    commercialInterest: [
      "The Requesters have no commercial, trade or profit interest that disclosure would further. They will not sell the records. [Each Requester to confirm.]",
    ],
    primaryInterest: [
      "As there is no commercial interest to set against it, the public interest in learning whether an agency keeps to its own directives is necessarily the greater.",
    ],
  }),

  ...section.expeditedProcessing(
    [
      "The urgency is particular, and goes beyond the public’s right to know about government in general. The priorities are interim by their own terms and are being applied now. Each week officers decide whom to arrest and whom to remove, and each week a report on those decisions is due. Whether the interim priorities should be kept, changed or replaced can be discussed on the facts only while they are in force.",
    ],
    [
      "Delay would compromise that interest. A report on enforcement released long after the rules it reports on have given way is history, and an action taken contrary to the rules cannot be brought to light in time to prevent the next. The activity at issue, enforcement and removal by a federal agency, is federal government activity.",
    ],
  ),

  ...section.contact(),
  ...section.signatures(),
  ...section.exhibits(),
];

/** The draft of the request. */
export const weeklyReportsRequest = writeProse("weekly", pieces);

/** The request as the demonstration files it, without its prompts. */
export const weeklyReportsRequestAsFiled = withoutPrompts(writeProse("filed", pieces));
