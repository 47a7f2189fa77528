import { courtPaperRulesOf } from "#app/domain/court-paper-rules.ts";
import type { CompanionPaper } from "#app/domain/companion-paper.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { docketSheet } from "#app/domain/docket-event/event.ts";
import { isServiceOn, recipientsOf, type Recipient } from "#app/domain/docket-event/recipients.ts";
import { courtOf } from "#app/domain/layout.ts";
import { noParent } from "#app/domain/courts/court.ts";
import { ATTORNEY_GENERAL_ADDRESS } from "#app/document/details/clerk-forms.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { TemplateDetails } from "./template-details.ts";
import { listed } from "#app/domain/listed.ts";
import { declares } from "./declaration.ts";
import { closing } from "./in-suit.ts";
import { relatedCases } from "./related-cases.ts";
import { withPrompts, type Writer } from "./writer.ts";

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
  // It is a declaration of who served, dated by itself, and is submitted with another paper.
  if (companion === "proof-of-service") {
    return [write.caption(), ...proofOfService(write, known.agency, details)];
  }
  const body = {
    "disclosure-statement": () => disclosure(write, known.parties, details),
    "interested-entities": () => interested(write, known, details),
    "related-cases": () => relatedCases(write, details),
  }[companion]();
  return [write.caption(), ...body, ...closing(write, details)];
}

/** Before a court was chosen. */
const DISCLOSURE = {
  opens: "Under Federal Rule of Civil Procedure 7.1(a)(1), the undersigned states:",
  nothing: noParent,
};

function disclosure(
  write: Writer,
  parties: readonly string[],
  { layoutProfile }: TemplateDetails,
): ProseNode[] {
  const { opens, nothing } = courtPaperRulesOf(layoutProfile)?.disclosure ?? DISCLOSURE;
  return [write.body(opens), ...parties.map((party) => write.numbered(1, nothing(party)))];
}

function interested(
  write: Writer,
  { parties, several }: ReturnType<typeof withPrompts>,
  { layoutProfile }: TemplateDetails,
): ProseNode[] {
  const asked = courtPaperRulesOf(layoutProfile)?.interestedEntities;
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
    const address = addressOf(recipient, suit?.addresses.get(recipient.name) ?? []);
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
    ...declares(write, "[Name of who served]", "[Address of who served]"),
  ];
}

/** The lines of the address; a prompt where none is recorded. */
function addressOf({ on }: Recipient, recorded: readonly string[]): readonly string[] {
  if (on === "attorneyGeneral") return [ATTORNEY_GENERAL_ADDRESS];
  return recorded.length > 0 ? recorded : ["[address]"];
}

/** The recipient as Rule 4(i) names it: by mail, the civil-process clerk (4(i)(1)(A)(ii)). */
function whom(
  { on, name }: Recipient,
  district: string,
  method: keyof typeof METHODS | null,
): string {
  const attorney = `${name} for the ${district}`;
  if (on === "attorneyGeneral") return `${name} of the United States`;
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
