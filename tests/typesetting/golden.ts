import type { LayoutProfile } from "#app/domain/document.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import type { TypesetInput } from "#server/typesetting/input.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "./details.ts";
import { letterInput, suitInput } from "./typesetter.ts";
import {
  block,
  body,
  caption,
  exhibit,
  field,
  footnote,
  link,
  marked,
  named,
  pageBreak,
  prose,
  reference,
  signatures,
  table,
} from "./writing.ts";

// One paper for each profile, whose pages were looked at and whose file is read by other programs.

/** A letter with everything that a letter may hold. */
export const GOLDEN_LETTER = prose(
  body("Dear FOIA Officer:"),
  body(
    "Under the ",
    marked("Freedom of Information Act", "italic"),
    ", ",
    link("5 U.S.C. § 552", "https://www.law.cornell.edu/uscode/text/5/552"),
    ", the organizations named above ask for the records below.",
    footnote("Each organization makes the whole request."),
  ),
  block("heading", 1, "Records requested"),
  block("requestItem", 1, "The weekly reports, including for each action:"),
  block("requestItem", 2, "whether the person fell within a priority;"),
  block("requestItem", 2, "where and when it took place, with"),
  block("requestItem", 3, "the field office."),
  named("guidance", "requestItem", 1, "The guidance that officers received."),
  block("heading", 2, "Definitions"),
  table(
    true,
    ["Term", "Meaning"],
    [
      "ICE",
      "U.S. Immigration and Customs Enforcement, with its headquarters, field and program offices.",
    ],
  ),
  block("bullet", 1, "Search shared drives as well as databases, see ", reference("guidance"), "."),
  block(
    "quote",
    1,
    "Agencies shall make reasonable efforts to search for the records in electronic form or format.",
  ),
  body("Respectfully submitted,"),
  ...signatures("ilrc", "mijente", "council"),
);

/** A complaint with everything that a complaint may hold. */
export const GOLDEN_COMPLAINT = prose(
  caption(),
  block("heading", 1, "Introduction"),
  named(
    "first",
    "numbered",
    1,
    "This is an action under the Freedom of Information Act, 5 U.S.C. § 552(a)(4)(B), for records in which an agency was directed to account for its own conduct.",
  ),
  pageBreak(),
  block(
    "numbered",
    1,
    "Plaintiffs incorporate ",
    reference("first"),
    " and ask for:",
    footnote("As the Request says."),
  ),
  block("numbered", 2, "the weekly reports; and"),
  block("numbered", 2, "the guidance. The statute says:"),
  block(
    "quote",
    1,
    "In responding under this paragraph to a request for records, an agency shall make reasonable efforts to search for the records in electronic form or format, except when such efforts would significantly interfere with the operation of the agency’s automated information system.",
  ),
  block(
    "heading",
    2,
    "A heading that is long enough to need a second line of the page to stand on, as some are",
  ),
  table(true, ["Due", "What"], ["October 7, 2021", "The determination"]),
  block("numbered", 1, "See ", reference("request"), "."),
  body("Dated: ", field("dateOfFiling")),
  ...signatures("ilrc"),
  exhibit("request"),
);

const LETTER_SIGNERS = LETTER_DETAILS.signers.map((signer) => ({
  ...signer,
  barNumber: null,
  partyRepresented: null,
}));

/** With 14-point type three counsel take a page of their own. */
function detailsFor(profile: LayoutProfile): DocumentDetails {
  if (profile !== "cd-cal") return SUIT_DETAILS;
  return { ...SUIT_DETAILS, caption: { ...SUIT_DETAILS.caption!, counsel: ["ilrc-signer"] } };
}

/** The paper of a profile: a draft of the letter, or the third version of the complaint. */
export function golden(layoutProfile: LayoutProfile): TypesetInput {
  if (layoutProfile === "letter") {
    return letterInput(GOLDEN_LETTER, { facts: { ...LETTER_DETAILS, signers: LETTER_SIGNERS } });
  }
  return suitInput(GOLDEN_COMPLAINT, {
    facts: detailsFor(layoutProfile),
    layoutProfile,
    marking: { kind: "version", number: 3, sha256: "ab12cd34ef56".padEnd(64, "0") },
  });
}
