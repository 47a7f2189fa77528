import { writtenDay } from "#app/domain/dates.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { numberOf } from "./filed-request.ts";
import type { TemplateDetails } from "./template-facts.ts";
import { listed, signatures, withPrompts, type Writer } from "./writer.ts";

/**
 * An administrative appeal. At DHS it is due 90 working days after the response (6 C.F.R. § 5.8(a)).
 * What stands above the salutation is printed from the document's facts.
 */
export function appealTemplate(write: Writer, details: TemplateDetails): ProseNode[] {
  const known = withPrompts(details);
  const { agency, parties, several } = known;
  const s = several ? "" : "s";
  // The latest is what an answer has most likely come to.
  const request = details.requests?.at(-1) ?? null;
  const day = request ? writtenDay(request.filedOn) : "[date]";
  const records = request?.items ?? [];
  return [
    write.body("Dear Appeals Officer:"),
    write.body(
      `${listed(parties)} appeal${s} under 5 U.S.C. § 552(a)(6) from ${agency}'s response of [date] to the request of ${day}, tracking number `,
      request ? numberOf(request) : write.field("trackingNumber"),
      ". The request and the response are attached as Exhibits A and B.",
    ),
    write.heading(1, "This appeal is timely"),
    write.body(
      "The response is dated [date]. This appeal is sent within the time that it states, [date], and within 90 working days (6 C.F.R. § 5.8(a)).",
    ),
    write.heading(1, "What was asked and what was answered"),
    ...(records.length > 0
      ? records.map(({ level, words }, at) => {
          // What has parts is answered in its parts.
          const hasParts = (records[at + 1]?.level ?? 0) > level;
          const answer = hasParts ? "" : " [What the agency released, withheld or did not find.]";
          return write.ordered(level, `${words}${answer}`);
        })
      : [
          write.body(
            "[The items of the request, and for each what the agency released, withheld or did not find.]",
          ),
        ]),
    write.heading(1, "Grounds"),
    write.numbered(
      1,
      "[The search was not adequate: which office or system was not searched, and what shows that more records exist.]",
    ),
    write.numbered(1, "[The exemption claimed does not apply to (records), because (reason).]"),
    write.numbered(
      1,
      "[The agency names no harm that it reasonably foresees (5 U.S.C. § 552(a)(8)(A)(i)).]",
    ),
    write.numbered(
      1,
      "[Parts that can reasonably be separated were not released (5 U.S.C. § 552(b)).]",
    ),
    write.heading(1, "What we ask"),
    write.body(
      "Please reverse the response as to [items], order a new search of [offices and systems], and release the records. A decision is due within 20 working days (5 U.S.C. § 552(a)(6)(A)(ii)).",
    ),
    write.body("Respectfully submitted,"),
    ...signatures(write, known),
    write.heading(1, "Exhibits"),
    write.body(`Exhibit A: the request of ${day}. Exhibit B: the response of [date].`),
  ];
}
