/**
 * A letter that was filed before it came here (L59), as the demonstration shows one: invented, and
 * said to be so in its title and in its own first line.
 */
import type { BringInForm } from "#app/domain/forms/bring-in.ts";
import { loadActor } from "#server/auth/index.ts";
import { COUNCIL, organizationIdOf } from "./demo-matter.ts";
import { once, typesetFile } from "./files.ts";
import { demoPerson } from "./people.ts";
import { servicesFor, type StepResources } from "./take-steps.ts";
import { body, bold, writeProse } from "./writing.ts";

const LETTER = {
  name: "letter-of-october-15-made-up.pdf",
  title: "Letter about the offices to search (made up for this demonstration)",
  prose: writeProse("brought-in", [
    body(
      bold("Made up for this demonstration."),
      " Nobody sent this; it shows where a paper would lie that was filed before it came here.",
    ),
    body("October 15, 2021"),
    body(
      "We write about the offices that are to be searched for the reports that we asked for, and offer a call to agree on their order.",
    ),
  ]),
};

/** Brings it in once, as staff of the lead would. Returns the refusal, a sentence. */
export async function bringInLetter(
  resources: StepResources,
  { matterId, slug }: { readonly matterId: string; readonly slug: string },
): Promise<string[]> {
  const { client } = resources.database;
  const where = { origin: "elsewhere", document: { matterId } };
  const actor = await loadActor(client, demoPerson(COUNCIL, "staff").id);
  if (!resources.files || !actor || (await client.filing.count({ where })) > 0) return [];
  const pdf = await typesetFile(resources, LETTER, actor.userId);
  const form: BringInForm = {
    kind: "letter",
    title: LETTER.title,
    filedOn: "2021-10-15",
    zone: "America/New_York",
    method: "mail",
    addressee: "ICE FOIA Office (demonstration: nothing was sent)",
    organizationIds: [organizationIdOf(COUNCIL)],
    asked: [],
    stands: false,
  };
  if (!pdf.ok) return [`${LETTER.title}: ${pdf.refusal.sentence}`];
  const { filings } = servicesFor(resources, "demo-brought-in");
  const bring = (more: Partial<BringInForm> = {}) =>
    filings.bringIn(
      actor,
      slug,
      { ...form, ...more },
      { fileName: LETTER.name, bytes: once(pdf.value) },
    );
  const first = await bring();
  const seen = first.ok ? undefined : first.refusal.seen;
  const broughtIn =
    seen === undefined
      ? first
      : await bring({ seen, stands: true, reason: "It was made up for this demonstration." });
  return broughtIn.ok ? [] : [`${LETTER.title}: ${broughtIn.refusal.sentence}`];
}
