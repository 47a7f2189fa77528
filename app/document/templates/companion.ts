import type { CompanionPaper } from "#app/domain/companion-paper.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { SERVED, SERVED_WORDS } from "#app/domain/docket-event/recipients.ts";
import { COURT_STYLE } from "#app/document/details/court-style.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { TemplateDetails } from "./template-facts.ts";
import { listed, signatures, withPrompts, type Writer } from "./writer.ts";

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
    write.body("Respectfully submitted,"),
    ...(companion === "proof-of-service"
      ? [write.lines("[Name]", "[Address of who served]")]
      : signatures(write, known)),
  ];
}

function disclosure(
  write: Writer,
  parties: readonly string[],
  { layoutProfile }: TemplateDetails,
): ProseNode[] {
  const opening =
    layoutProfile === "ddc"
      ? "Under Federal Rule of Civil Procedure 7.1(a)(1) and LCvR 26.1, the undersigned, counsel of record, certifies to the best of counsel’s knowledge and belief, so that the judges of this Court may determine the need for recusal:"
      : layoutProfile === "sdny"
        ? "Under Federal Rule of Civil Procedure 7.1(a)(1) and Local Civil Rule 7.1.1, so that the judges of this Court may evaluate possible disqualification or recusal, the undersigned states:"
        : "Under Federal Rule of Civil Procedure 7.1(a)(1), the undersigned states:";
  return [
    write.body(opening),
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
  if (layoutProfile === "cd-cal") {
    return [
      write.body(
        `The undersigned, counsel of record for Plaintiff${several ? "s" : ""} ${listed(parties)}, certifies under L.R. 7.1-1 that the following listed party or parties may have a pecuniary interest in the outcome of this case. These representations are made to enable the Court to evaluate possible disqualification or recusal.`,
      ),
      ...parties.map((party) => write.ordered(1, `${party}, Plaintiff.`)),
      write.body("[Others, with their connection and interest, or that there are none.]"),
    ];
  }
  return [
    write.body(
      "Under Civil L.R. 3-15, the undersigned certifies that, as of this date, other than the named parties, there is no such interest to report. [Confirm with each organization, or list the persons and entities that have a financial interest in the subject matter or in a party, or another interest that the outcome could substantially affect.]",
    ),
  ];
}

function proofOfService(
  write: Writer,
  agency: string,
  { layoutProfile, services = [] }: TemplateDetails,
): ProseNode[] {
  const district =
    layoutProfile && layoutProfile !== "letter"
      ? COURT_STYLE[layoutProfile].district
      : "[district]";
  const whom = {
    usAttorney: `${SERVED_WORDS.usAttorney} for the ${district}`,
    attorneyGeneral: `${SERVED_WORDS.attorneyGeneral} of the United States, Washington, D.C.`,
    agency,
  };
  const rows = SERVED.map((on) => {
    const service = services.find((one) => one.on === on);
    const day = (date: string | null | undefined) => (date ? writtenDay(date) : "[date]");
    return [
      [whom[on]],
      [service?.method ?? "[by certified mail, by hand]"],
      [service?.article ?? "[article number]"],
      [day(service?.sentOn)],
      [day(service?.deliveredOn)],
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
