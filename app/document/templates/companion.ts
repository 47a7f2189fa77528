import type { CompanionPaper } from "#app/domain/companion-paper.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { docketSheet } from "#app/domain/docket-event/event.ts";
import { isServiceOn, recipientsOf, type Recipient } from "#app/domain/docket-event/recipients.ts";
import { courtOf } from "#app/domain/layout.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { TemplateDetails } from "./template-facts.ts";
import { listed } from "#app/domain/listed.ts";
import { signatures, withPrompts, type Writer } from "./writer.ts";

/**
 * A companion of a complaint (L32), with the complaint's caption. Recorded facts are filled in;
 * facts known only to the parties are prompts. The wording follows each court's rule from memory: a
 * lawyer has to compare it with the current edition.
 */
export function companionTemplate(
  write: Writer,
  details: TemplateDetails,
  companion: CompanionPaper,
): ProseNode[] {
  const known = withPrompts(details);
  const body =
    companion === "disclosure-statement"
      ? disclosure(write, known.parties, details)
      : companion === "interested-entities"
        ? interested(write, known, details)
        : proofOfService(write, known.agency, details);
  return [
    write.caption(),
    ...body,
    write.body("Dated: ", write.field("dateOfFiling")),
    ...(companion === "proof-of-service"
      ? [write.lines("[Name]", "[Address of who served]")]
      : [write.body("Respectfully submitted,"), ...signatures(write, known)]),
  ];
}

/** Before a court was chosen. */
const DISCLOSURE = "Under Federal Rule of Civil Procedure 7.1(a)(1), the undersigned states:";

function disclosure(
  write: Writer,
  parties: readonly string[],
  { layoutProfile }: TemplateDetails,
): ProseNode[] {
  return [
    write.body(courtOf(layoutProfile)?.disclosure ?? DISCLOSURE),
    ...parties.map((party) =>
      write.numbered(
        1,
        `Plaintiff ${party} has no parent corporation, and no publicly held corporation owns 10% or more of its stock. [Confirm with the organization.]`,
      ),
    ),
  ];
}

function interested(
  write: Writer,
  { parties, several }: ReturnType<typeof withPrompts>,
  { layoutProfile }: TemplateDetails,
): ProseNode[] {
  const asked = courtOf(layoutProfile)?.interestedEntities;
  if (!asked) return [write.body("[The certification in the words of the court’s rule.]")];
  const { certifies, others } = asked;
  return [
    write.body(certifies(`Plaintiff${several ? "s" : ""} ${listed(parties)}`)),
    ...(others === null
      ? []
      : [...parties.map((party) => write.ordered(1, `${party}, Plaintiff.`)), write.body(others)]),
  ];
}

function proofOfService(
  write: Writer,
  agency: string,
  { layoutProfile, suit }: TemplateDetails,
): ProseNode[] {
  const district = courtOf(layoutProfile)?.name ?? "[district]";
  const defendants = suit && suit.defendants.length > 0 ? suit.defendants : [agency];
  const lines = docketSheet(suit?.events ?? []);
  const rows = recipientsOf(defendants).map((recipient) => {
    const service = lines.find(
      (line) => line.kind === "service" && isServiceOn(line.details, recipient),
    );
    const { method, article, sentOn } = service?.kind === "service" ? service.details : UNKNOWN;
    const day = (date: string | null | undefined) => (date ? writtenDay(date) : "[date]");
    const address = suit?.addresses.get(recipient.name) ?? [];
    return [
      [[whom(recipient, district, method), ...address].join(", ")],
      [method === null ? "[by certified mail, by hand]" : METHODS[method]],
      [article ?? "[article number]"],
      [day(sentOn)],
      [day(service?.dated)],
    ];
  });
  return [
    write.body(
      "I, [name], declare that I am over the age of eighteen and not a party to this action. I served the summons and the complaint, with the papers that go with it, on each of the following, as Federal Rule of Civil Procedure 4(i) asks:",
    ),
    write.table([["On"], ["How"], ["Article number"], ["Sent"], ["Delivered"]], ...rows),
    write.body(
      "I declare under penalty of perjury that the foregoing is true and correct (28 U.S.C. § 1746). Executed on [date] at [place].",
    ),
  ];
}

/** The recipient as Rule 4(i) names it: by mail, the civil-process clerk (4(i)(1)(A)(ii)). */
function whom(
  { on, name }: Recipient,
  district: string,
  method: keyof typeof METHODS | null,
): string {
  const attorney = `${name} for the ${district}`;
  if (on === "attorneyGeneral") return `${name} of the United States, Washington, D.C.`;
  if (on === "agency") return name;
  return method === "certified-mail"
    ? `Civil-process clerk, office of the ${attorney}`
    : method === null
      ? `${attorney} [by mail: its civil-process clerk]`
      : attorney;
}

const UNKNOWN = { method: null, article: null, sentOn: null };

const METHODS = {
  "certified-mail": "by certified mail",
  hand: "by hand",
  "email-by-consent": "by e-mail, by consent",
  other: "otherwise",
} as const;
