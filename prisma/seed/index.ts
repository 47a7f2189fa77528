/**
 * The demonstration: three organizations with people for every role, one matter, three drafts and a
 * document in each further status.
 *
 * Only missing pieces are added: an organization, a person with their membership, the matter with
 * its parties, a document with its text. Everything below an existing piece (roles, parties,
 * required organizations, text) is left as it is, since people may have changed it on purpose.
 * Running it twice changes nothing.
 */
import type { Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { changeDocket } from "#server/services/dockets/write.ts";
import { writeMatter } from "#server/services/matters/create.ts";
import { writeOrganization } from "#server/services/organizations/write.ts";
import { firstText, type FirstText } from "#server/workers/texts/first-text.ts";
import { DEMO_DOCUMENTS, type DemoDocument } from "./documents.ts";
import { addDocument } from "./add-document.ts";
import { addPerson } from "./add-person.ts";
import {
  AGENCY,
  COALITION,
  COUNCIL,
  ILRC,
  MATTER,
  organizationIdOf,
  OUTSIDE,
} from "./demo-matter.ts";
import { bringInLetter } from "./brought-in.ts";
import { attachFiles } from "./files.ts";
import { takeSteps, type StepResources } from "./take-steps.ts";
import { addPublicPage } from "./public-page.ts";
import { recordStory } from "./story.ts";
import { addInventedSuit } from "./suits.ts";
import { SHARED_DETAILS } from "./shared-details.ts";
import { DEMO_PASSWORD, DEMO_PEOPLE, demoPerson } from "./people.ts";

export { organizationIdOf } from "./demo-matter.ts";

/** Fixed, like the ids of the organizations. */
export const DEMO_MATTER_ID = `demo-${MATTER.slug}`;

export type SeedOptions = StepResources;

/** The names of the added pieces, and the number of existing ones. */
export interface SeedReport {
  readonly added: readonly string[];
  readonly kept: number;
  /** Documents that did not reach their intended status, one sentence each. */
  readonly incomplete: readonly string[];
}

/** Why nothing was seeded, in a sentence for the operator. */
export class SeedProblem extends Error {
  override readonly name = "SeedProblem";
}

/**
 * Adds the missing pieces of the demonstration in one transaction; then takes each added document
 * through its steps with the services that people use. Throws SeedProblem for a workspace that is
 * in use and was never a demonstration, because the password of these accounts is public.
 */
export async function seedDemo({ clock, ...rest }: SeedOptions): Promise<SeedReport> {
  const options = { ...rest, clock: increasing(clock) };
  const { database } = options;
  await refuseRealWorkspace(database);
  const hashes = await hashesOfMissing(options);
  // Prepared here: only SQL may be awaited inside the transaction.
  const texts = new Map(DEMO_DOCUMENTS.map(({ id, prose }) => [id, firstText(prose)]));
  const { documents, ...report } = await database.write((tx) =>
    addMissing(tx, options, hashes, texts),
  );
  const incomplete: string[] = [];
  for (const document of documents) {
    const taken = await takeSteps(options, document);
    if (!taken.ok) incomplete.push(`${document.title}: ${taken.refusal.sentence}`);
  }
  for (const suit of SUED_OVER) {
    if (documents.some(({ id }) => id === suit.complaintId)) await linkRequest(options, suit);
  }
  incomplete.push(...(await recordStory(options, DEMO_MATTER_ID)));
  incomplete.push(...(await addInventedSuit(options, DEMO_MATTER_ID)));
  incomplete.push(...(await attachFiles(options)));
  const matter = { matterId: DEMO_MATTER_ID, slug: MATTER.slug };
  incomplete.push(...(await bringInLetter(options, matter)));
  const published = await addPublicPage(options, DEMO_MATTER_ID);
  if (!published.ok) incomplete.push(`Public page: ${published.refusal.sentence}`);
  return { ...report, incomplete };
}

/** The suits and the requests they enforce, where those were filed. */
const SUED_OVER = [
  {
    complaintId: "demo-complaint-weekly-reports",
    docketId: "demo-docket-weekly-reports",
    requestId: "demo-request-weekly-reports-filed",
    by: demoPerson(ILRC, "drafter").id,
  },
  {
    complaintId: "demo-complaint-outside-priorities",
    docketId: "demo-docket-outside-priorities",
    requestId: "demo-request-outside-priorities-filed",
    by: demoPerson(COUNCIL, "drafter").id,
  },
] as const;

/** Records the request that the suit enforces, once it was filed. */
async function linkRequest(
  { database, clock }: SeedOptions,
  { docketId, requestId, by }: (typeof SUED_OVER)[number],
): Promise<void> {
  await database.write(async (tx) => {
    if ((await tx.filing.count({ where: { documentId: requestId } })) === 0) return;
    await changeDocket(tx, clock(), docketId, { facts: {}, enforces: [requestId], actorId: by });
  });
}

/** A clock that never returns the same time twice, so that the steps have an order. */
function increasing(clock: () => Date): () => Date {
  let last = 0;
  return () => {
    last = Math.max(clock().getTime(), last + 1);
    return new Date(last);
  };
}

async function refuseRealWorkspace({ client }: SeedOptions["database"]): Promise<void> {
  const people = await client.user.count();
  const organizations = await client.organization.count();
  if (people + organizations === 0) return;
  const demo = await client.organization.count({ where: { id: organizationIdOf(COUNCIL) } });
  if (demo > 0) return;
  throw new SeedProblem(
    "This workspace is in use and is not the demonstration: nothing was added, since everybody knows the password of the demonstration's accounts. Give the demonstration a data folder of its own (DATA_DIR), or an empty database (DATABASE_URL).",
  );
}

async function hashesOfMissing(options: SeedOptions): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const person of DEMO_PEOPLE) {
    const known = await options.database.client.user.count({ where: { email: person.email } });
    if (known === 0) hashes.set(person.email, await options.auth.hashPassword(DEMO_PASSWORD));
  }
  return hashes;
}

async function addMissing(
  tx: Transaction,
  { clock }: SeedOptions,
  hashes: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, FirstText>,
): Promise<Omit<SeedReport, "incomplete"> & { readonly documents: readonly DemoDocument[] }> {
  const added: string[] = [];
  const documents: DemoDocument[] = [];
  let kept = 0;
  const note = (what: string, wasAdded: boolean) => {
    if (wasAdded) added.push(what);
    else kept += 1;
  };

  for (const organization of [...COALITION, OUTSIDE]) {
    note(organization.name, await addOrganization(tx, clock, organization));
  }
  for (const person of DEMO_PEOPLE) {
    const passwordHash = hashes.get(person.email);
    const organizationId = organizationIdOf(person.organization);
    note(
      `${person.name}, ${person.email}`,
      passwordHash !== undefined &&
        (await addPerson(tx, { person, organizationId, passwordHash, at: clock() })),
    );
  }
  note(MATTER.title, await addMatter(tx, clock));
  for (const document of DEMO_DOCUMENTS) {
    const text = texts.get(document.id);
    if (!text) throw new Error(`No text was prepared for ${document.id}.`);
    const wasAdded = await addDocument(tx, clock, { document, matterId: DEMO_MATTER_ID, text });
    note(document.title, wasAdded);
    if (wasAdded) documents.push(document);
  }
  return { added, kept, documents };
}

async function addOrganization(
  tx: Transaction,
  clock: () => Date,
  organization: (typeof COALITION)[number],
): Promise<boolean> {
  const id = organizationIdOf(organization);
  if ((await tx.organization.count({ where: { id } })) > 0) return false;
  const { name, shortName, city, website } = organization;
  const form = { name, shortName, city: city ?? undefined, website };
  expectDone(await writeOrganization(tx, { at: clock(), ids: () => id }, form, null));
  return true;
}

async function addMatter(tx: Transaction, clock: () => Date): Promise<boolean> {
  if ((await tx.matter.count({ where: { id: DEMO_MATTER_ID } })) > 0) return false;
  const form = {
    title: MATTER.title,
    narrative: MATTER.narrative.join("\n\n"),
    leadOrganizationId: organizationIdOf(COUNCIL),
    partyIds: COALITION.map(organizationIdOf),
    agencyDepartment: AGENCY.department,
    agencyComponent: AGENCY.component,
    agencyAddress: `${AGENCY.foiaOffice} (as of ${AGENCY.foiaOfficeAsOf})`,
  };
  const creator = await tx.user.findUniqueOrThrow({
    where: { email: demoPerson(COUNCIL, "admin").email },
  });
  const made = { at: clock(), ids: () => DEMO_MATTER_ID };
  expectDone(await writeMatter(tx, made, form, creator.id, { name: MATTER.slug }));
  await tx.matter.update({
    where: { id: DEMO_MATTER_ID },
    data: { sharedFacts: SHARED_DETAILS, sharedRevision: 1 },
  });
  return true;
}

/** Rolls the whole seed back if a piece is refused. */
function expectDone(outcome: Outcome<unknown>): void {
  if (!outcome.ok) throw new SeedProblem(outcome.refusal.sentence);
}
