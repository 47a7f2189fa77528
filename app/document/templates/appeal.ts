import { writtenDay } from "#app/domain/dates.ts";
import type { AgencyEventKind } from "#app/domain/agency-record/event.ts";
import { isDenial } from "#app/domain/agency-record/denials.ts";
import { appealableLetter, eventsOf } from "#app/document/details/sourced-values.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { FiledRequest, TemplateDetails } from "./template-facts.ts";
import { listed } from "#app/domain/listed.ts";
import { contactWords, signatures, withPrompts, type TemplateRun, type Writer } from "./writer.ts";

/** The id of the exhibit that is the agency's response, if one is recorded. */
export const RESPONSE_EXHIBIT = "response";

/**
 * An administrative appeal. At DHS it is due 90 working days after the response, and is marked and
 * addressed as 6 C.F.R. § 5.8(a)(1) requires. Everything above the salutation is printed from the
 * document's details.
 */
export function appealTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const known = withPrompts(details);
  const { agency, parties, several } = known;
  const s = several ? "" : "s";
  // The latest request is the most likely one to have been answered.
  const request = details.requests?.at(-1) ?? null;
  const day = request ? writtenDay(request.filedOn) : "[date]";
  const response: TemplateRun = request ? write.ofRequest("responseDated", request) : "[date]";
  const records = request?.items ?? [];
  const copies: readonly string[] = request?.exhibitId ? [request.exhibitId] : [];
  const hasResponse = request !== null && appealableLetter(eventsOf(request)) !== null;
  return [
    write.body("Dear Appeals Officer:"),
    write.body(
      `${listed(parties)} appeal${s} under 5 U.S.C. § 552(a)(6)(A)(i)(III)(aa) and 6 C.F.R. § 5.8 from ${agency}’s response of `,
      response,
      ` to the request of ${day}, tracking number `,
      request ? write.ofRequest("trackingNumbers", request) : write.field("trackingNumber"),
      ". The request and the response are attached as ",
      ...(copies.length > 0 && hasResponse
        ? [write.exhibitReference(...copies, RESPONSE_EXHIBIT), "."]
        : ["Exhibits A and B."]),
    ),
    write.heading(1, "This appeal is timely"),
    write.body(
      "The response is dated ",
      response,
      ". The 90th working day after it is ",
      request ? write.ofRequest("appealUntilByRule", request) : "[date]",
      " (6 C.F.R. § 5.8(a)(1)). This appeal is sent no later than ",
      request ? write.ofRequest("appealUntil", request) : "[date]",
      ", the earlier of that day and the last day that the response states.",
    ),
    write.heading(1, "What was asked and what was answered"),
    ...(records.length > 0
      ? records.map(({ level, words, outcomes }, at) => {
          // The agency answers the parts of an item, not the item.
          const hasParts = (records[at + 1]?.level ?? 0) > level;
          const said =
            outcomes.length > 0
              ? ` (${outcomes.join("; ")})`
              : " [What the agency released, withheld or did not find.]";
          return write.ordered(level, `${words}${hasParts && outcomes.length === 0 ? "" : said}`);
        })
      : [
          write.body(
            "[The items of the request, and for each what the agency released, withheld or did not find.]",
          ),
        ]),
    write.heading(1, "Grounds"),
    ...grounds(write, request),
    write.heading(1, "What we ask"),
    write.body(
      "Please reverse the response as to [items], order a new search of [offices and systems], and release the records. A decision is due within 20 working days (5 U.S.C. § 552(a)(6)(A)(ii)).",
    ),
    write.body(`Please send the decision to ${contactWords(details.contact)}.`),
    write.body("Respectfully submitted,"),
    ...signatures(write, known),
    write.heading(1, "Exhibits"),
    ...(copies.length > 0
      ? [
          ...copies.map((id) => write.exhibit(id)),
          hasResponse
            ? write.exhibit(RESPONSE_EXHIBIT)
            : write.body("Exhibit B: the response of [date]."),
        ]
      : [write.body(`Exhibit A: the request of ${day}. Exhibit B: the response of [date].`)]),
  ];
}

/**
 * Why the response is wrong, beginning with the grounds that the record supports. The others are
 * prompts, of which drafters keep those that apply.
 */
function grounds(write: Writer, request: FiledRequest | null): ProseNode[] {
  const kinds = new Set<AgencyEventKind>(request ? eventsOf(request).map(({ kind }) => kind) : []);
  const hasOtherCategory =
    request !== null &&
    eventsOf(request).some((event) => event.kind === "feeCategoryDecided" && isDenial(event));
  const outcomes = request?.items.flatMap((item) => item.outcomes) ?? [];
  const closed = outcomes.some((words) => words.startsWith("Closed by the agency"));
  const prompts = [
    "[The search was not adequate: which office or system was not searched, and what shows that more records exist.]",
    "[The exemption claimed does not apply to (records), because (reason).]",
    "[The agency names no harm that it reasonably foresees (5 U.S.C. § 552(a)(8)(A)(i)).]",
    "[Parts that can reasonably be separated were not released (5 U.S.C. § 552(b)).]",
    "[The request was misread: what it asks for, and what the agency answered instead.]",
    "[Where the request was closed without a decision: why it should be open.]",
  ];
  const decided = [
    ...(kinds.has("expeditionDenied")
      ? [
          "The denial of expedited processing was wrong: [the facts that show a compelling need] (5 U.S.C. § 552(a)(6)(E)(v); 6 C.F.R. § 5.5(e)).",
        ]
      : ["[Where expedited processing was denied: the facts that show a compelling need.]"]),
    ...(kinds.has("feeWaiverDenied")
      ? [
          "The denial of the fee waiver was wrong: [which factor of 6 C.F.R. § 5.11(k) is met, and how] (5 U.S.C. § 552(a)(4)(A)(iii)).",
        ]
      : ["[Where the fee waiver was denied: which factor of 6 C.F.R. § 5.11(k) is met, and how.]"]),
    ...(hasOtherCategory
      ? [
          "The fee category was wrong: [why the requester belongs to another] (5 U.S.C. § 552(a)(4)(A)(ii); 6 C.F.R. § 5.11(b)).",
        ]
      : ["[Where the fee category was wrong: why the requester belongs to another.]"]),
    ...(closed
      ? ["The closing of the request without a decision was wrong: [why it should be open]."]
      : []),
  ];
  // Recorded facts come first.
  const stated = decided.filter((words) => !words.startsWith("["));
  const asked = decided.filter((words) => words.startsWith("["));
  return [...stated, ...prompts, ...asked].map((words) => write.numbered(1, words));
}
