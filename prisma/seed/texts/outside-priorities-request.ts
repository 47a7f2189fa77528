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

/** The second request, about actions outside the priorities, in the usual order of sections. */
const pieces: readonly DemoBlock[] = [
  section.notice("request"),
  ...section.salutation(),

  ...section.requesters(),

  heading(1, "Background"),
  body(
    "On January 20, 2021, the Department issued a memorandum that set interim priorities for immigration enforcement and gave guidance on when ICE should use prosecutorial discretion.",
    section.copiesOfMemoranda(),
    " Priorities say who comes first. They leave a question: on whose decision, and for what reason, may ICE act against someone who is not among them?",
  ),
  body(
    "ICE’s memorandum of February 18, 2021, answers with a procedure. An officer who wants to take an enforcement action against a person outside the priorities must ask for approval beforehand. The decision to depart from the priorities is thereby given to a supervisor, who can weigh the officer’s reasons against the rule.",
  ),
  body(
    "Such a procedure can work, or it can become a formality. Three kinds of record tell which: the instructions by which officers were told how to ask; the requests in which they did ask; and the data that ICE keeps about those requests. This letter asks for all three. The Requesters’ request of September 9, 2021, for ICE’s weekly reports is separate, and neither should wait for the other.",
  ),

  heading(1, "Definitions"),
  table(
    ["Term", "Meaning in this request"],
    ...section.DEFINITION_ROWS,
    [
      bold("Outside the priorities"),
      "Said of a person whom, on the officer’s own account, none of the priorities covers.",
    ],
    [
      bold("Preapproval process"),
      "The procedure by which an officer asks for and receives approval before an enforcement action against a person outside the priorities or, where that was not possible, afterwards.",
    ],
    [
      bold("Preapproval request"),
      "A request made in that process, by form, database entry, e-mail or other message, whether granted, denied, withdrawn or left without an answer.",
    ],
    [
      bold("Record"),
      "Any agency record, in any format, including one held for ICE by a contractor for records management. 5 U.S.C. § 552(f)(2).",
    ],
  ),

  ...section.timePeriod(),

  heading(1, "Records requested"),
  body("The Requesters ask for the following records:"),
  named(
    "instructions",
    requestItem(
      1,
      "Records that the Department produced to help ICE officers follow the preapproval process, including:",
    ),
  ),
  requestItem(
    2,
    "instructions, guidance and criteria for deciding whether a person is outside the priorities and whether an action should be approved;",
  ),
  requestItem(
    2,
    "the forms, templates, data-entry screens and routing lists with which a request is made, sent on and decided; and",
  ),
  requestItem(
    2,
    "training materials, and written answers to officers’ questions sent to more than one office.",
  ),
  named(
    "preapproval-requests",
    requestItem(
      1,
      "Copies of the preapproval requests that officers submitted to their supervisors, including:",
    ),
  ),
  requestItem(2, "each request as submitted, with what was attached to it, showing:"),
  requestItem(3, "the enforcement action for which approval was sought;"),
  requestItem(3, "the reasons that the officer gave; and"),
  requestItem(3, "the date of the request and the office from which it came; and"),
  requestItem(
    2,
    "the supervisor’s decision and its date, where they stand on the request itself or in the same chain of messages.",
  ),
  named("data", requestItem(1, "The data that ICE keeps about preapproval requests, including:")),
  requestItem(
    2,
    "for each request, every field kept, such as the office, the action sought, the reason, the decision and the dates of both;",
  ),
  requestItem(2, "logs, tallies and periodic summaries of requests made, granted and denied; and"),
  requestItem(2, "the definitions and codes needed to read those data."),
  body(
    "As the Department produced the first of these (",
    see("instructions"),
    "), this letter is addressed to its Privacy Office too. They are owed to the public without a request as well, as instructions to staff that affect a member of the public. 5 U.S.C. § 552(a)(2)(C).",
  ),
  body(
    "Records that another part of the Department wrote and ICE now holds are within this request. If the preapproval requests (",
    see("preapproval-requests"),
    ") are very many, the Requesters ask ICE to produce the data (",
    see("data"),
    ") first, and will use them to discuss a sample of the requests. That offer narrows nothing until it is agreed in writing.",
  ),

  ...section.searchInstructions(
    [
      "search the headquarters offices that wrote, cleared or distributed instructions on the preapproval process;",
    ],
    [
      "search, in each field office, the mailboxes and systems of the supervisors who decide preapproval requests, since a request that was denied may be kept nowhere else;",
    ],
    [
      "take the data from the system in which preapproval requests are recorded, and from any lists that offices keep of their own;",
    ],
  ),

  ...section.formOfProduction(
    "data, logs and lists kept as spreadsheets, databases or delimited text",
  ),

  ...section.segregability([
    "Two applications are foreseeable. First, instructions and criteria that officers must follow are working law, and the deliberative-process privilege does not cover them. ",
    italic("NLRB v. Sears, Roebuck & Co."),
    ", 421 U.S. 132, 152–54 (1975). Second, a preapproval request may contain personal details of the person concerned, or the particulars of an operation that is still to come. Those can be taken out line by line under § 552(b)(6), (b)(7)(C) or, with the showing it requires, (b)(7)(A). The kind of action, the reason given, the office, the date and the decision remain.",
  ]),

  ...section.feeCategory(),

  ...section.feeWaiver({
    subject: [
      "The records concern how ICE decides to act against people whom the Department’s priorities do not cover. That is an identifiable operation of the government, and the connection is direct and clear.",
    ],
    informativeValue: [
      "The instructions would show what officers were told; the preapproval requests, in officers’ own words, why they sought exceptions; the data, how often and with what result. To the Requesters’ knowledge ICE has published none of these. [Confirm before filing.]",
    ],
    audience: [
      "The Requesters will study the records together, explain in plain language what they show, and make them available without charge to anyone interested, among others people who may be the subject of such a request and their counsel. The Council’s website, on which this request is announced, is one means of doing so. [Further means and expertise: each Requester to supply.]",
    ],
    significance: [
      "How often a rule yields, and for what reasons, says more about it than its text. The public now has the text alone. These records would show it the exceptions.",
    ],
    commercialInterest: [
      "The Requesters have no commercial, trade or profit interest that disclosure would further. They will not sell the records. [Each Requester to confirm.]",
    ],
    primaryInterest: [
      "There being no commercial interest, the public interest in seeing how exceptions to a published rule are granted cannot be outweighed by one.",
    ],
  }),

  ...section.expeditedProcessing(
    [
      "The urgency is particular, and goes beyond the public’s right to know about government in general. The preapproval process belongs to priorities that are interim by their own terms and are being applied now. Every preapproval request ends in a decision about one person, who is outside the priorities by definition, and that decision may be to arrest or to remove. The records are needed while the process is in use and its future is open.",
    ],
    [
      "Delay would compromise that interest. An approval wrongly given is not undone by a record released when the priorities have been replaced, and criteria that remain unseen cannot be questioned by those to whom they are applied. The activity at issue is that of federal officers.",
    ],
  ),

  ...section.contact(),
  ...section.signatures(),
  ...section.exhibits(),
];

/** The draft of the request. */
export const outsidePrioritiesRequest = writeProse("outside", pieces);

/** The request as the demonstration files it, without its prompts. */
export const outsidePrioritiesRequestAsFiled = withoutPrompts(writeProse("outside-filed", pieces));
