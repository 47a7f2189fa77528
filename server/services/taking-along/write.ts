import { readFile } from "node:fs/promises";
import type { Actor } from "#app/domain/actor.ts";
import type { RecordReader } from "#app/domain/audit-record/readers.ts";
import {
  ORGANIZATIONS_PATH,
  PEOPLE_PATH,
  READ_ME_PATH,
  RECORD_PATH,
  VERIFY_PATH,
  type ArchivedRecordEntry,
} from "#app/domain/archive/format.ts";
import { archiveName, ArchiveNames } from "#app/domain/archive/path.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { may, threadOrganizations } from "#app/domain/permissions.ts";
import { organizationsThatConsent } from "#server/services/archive-consent/consents.ts";
import { appendEvent, headOf } from "#server/services/audit/append.ts";
import { loadReader } from "#server/services/audit-record/reader.ts";
import { FOR_MATTER_SUBJECT, subjectOfMatter } from "#server/services/matters/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { readMePage, writeMatterFiles } from "./files/matter.ts";
import { LeftOutList } from "./left-out.ts";
import type { AskedArchive } from "./asked.ts";
import type { Progress } from "./progress.ts";
import { NEVER_ALONG } from "./never-along.ts";
import { writeMatterData } from "./matter-data.ts";
import { archivedOrganizations, archivedPeople } from "./named.ts";
import { chainEnd, recordEntries, type WrittenMatter } from "./record.ts";
import { ArchiveRefused, takerOf } from "./rights.ts";
import { NamedIds, type MatterScope } from "./scope.ts";
import { verifierScript } from "./verifier.ts";
import { jsonLines, type ArchiveZip } from "./zip.ts";
import { NOT_BROUGHT } from "#server/services/audit/brought.ts";

/** All that archives are made with. */
export interface ArchiveMaker {
  readonly resources: Resources;
  /** The release of the program. */
  readonly release: string;
}

/** Writes all of an archive. Throws ArchiveRefused where its taker may not have it. */
export async function writeArchive(
  { resources, release }: ArchiveMaker,
  zip: ArchiveZip,
  asked: AskedArchive,
  progress: Progress,
): Promise<{ readonly ownThreadsOf: readonly string[] }> {
  const { database, clock, appUrl } = resources;
  const { client } = database;
  const madeAt = clock().toISOString();
  const taker = await takerOf(resources, asked);
  const isWorkspace = asked.kind === "workspace";
  if (isWorkspace && !may(taker, "workspace.take-along", {}).ok)
    throw new ArchiveRefused(NOT_YOURS);
  const rows = await client.matter.findMany({
    where: isWorkspace ? {} : { id: asked.matterId ?? "" },
    select: { id: true, slug: true, title: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  if (rows.length === 0 && !isWorkspace) throw new ArchiveRefused(NOT_YOURS);
  const documents = await client.document.count({
    where: { matterId: isWorkspace ? {} : { in: rows.map(({ id }) => id) } },
  });
  progress.parts(documents + rows.length + 1);
  const shared = { named: new NamedIds(), leftOut: new LeftOutList() };
  for (const { what } of NEVER_ALONG) shared.leftOut.add(what, null);
  const names = new ArchiveNames();
  const matters: WrittenMatter[] = [];
  for (const row of rows) {
    if (isWorkspace) await tellParties(resources, asked, row.id);
    const folder = names.unique(archiveName(row.slug, "matter"));
    const scope = await scopeOf(resources, taker, { ...row, folder, isWorkspace, ...shared });
    await sayWhatIsOthers(resources, scope);
    const data = await writeMatterData(resources, zip, scope);
    await progress.done();
    const { threadIds, commentIds, signOffs, provenIds, until: to } = data;
    const files = { scope: data.scope, data, documentDone: () => progress.done() };
    await writeMatterFiles(resources, zip, files);
    matters.push({
      scope: data.scope,
      data: { threadIds, commentIds, signOffs, provenIds, until: to },
    });
  }
  const { sequence: until } = await headOf(client);
  let last: ArchivedRecordEntry | null = null;
  const entries = async function* () {
    for await (const entry of recordEntries(client, matters, until)) {
      if (!("to" in entry)) {
        shared.named.note(entry);
        shared.named.note(entry.details);
      }
      last = entry;
      yield entry;
    }
  };
  await zip.add(RECORD_PATH, jsonLines(entries()));
  await zip.add(ORGANIZATIONS_PATH, jsonLines(archivedOrganizations(client, shared.named)));
  await zip.add(PEOPLE_PATH, jsonLines(archivedPeople(client, shared.named)));
  await addVerifier(zip, shared.leftOut);
  const scopes = matters.map(({ scope }) => scope);
  const leftOut = shared.leftOut.entries;
  const title = isWorkspace ? "Archive of a workspace" : (rows[0]?.title ?? "Archive of a matter");
  const readMe = { title, matters: scopes, leftOut, madeAt, workspace: appUrl };
  await zip.add(READ_ME_PATH, readMePage(readMe));
  const ownThreadsOf = [...new Set(scopes.flatMap(({ threadsOf }) => threadsOf))].toSorted();
  await zip.end({
    format: 1,
    kind: isWorkspace ? "workspace" : "matter",
    id: asked.id,
    madeAt,
    release,
    schemaVersion: SCHEMA_VERSION,
    workspace: appUrl,
    takenBy: {
      userId: taker.userId,
      organizationIds: taker.memberships.map(({ organizationId }) => organizationId).toSorted(),
    },
    matters: scopes.map(({ id, slug, title: named, folder }) => ({
      id,
      slug,
      title: named,
      folder,
    })),
    ownThreadsOf,
    chain: chainEnd(last),
    leftOut,
  });
  return { ownThreadsOf };
}

/** The part of one matter that its reader gets, as it stands now. */
async function scopeOf(
  { database: { client } }: Pick<Resources, "database">,
  taker: Actor,
  of: Pick<MatterScope, "id" | "slug" | "title" | "folder" | "named" | "leftOut"> & {
    readonly isWorkspace: boolean;
  },
): Promise<MatterScope> {
  const { isWorkspace, ...matter } = of;
  const row = await client.matter.findUniqueOrThrow({
    where: { id: of.id },
    select: { ...FOR_MATTER_SUBJECT, lead: true },
  });
  const subject = subjectOfMatter(row);
  if (!isWorkspace && !may(taker, "matter.take-along", { matter: subject }).ok) {
    throw new ArchiveRefused(NOT_YOURS);
  }
  const reader = isWorkspace ? readerOfParties(taker, row.lead) : taker;
  const threadsOf = isWorkspace
    ? [...(await organizationsThatConsent(client, [...subject.partyIds]))]
    : threadOrganizations(taker, subject);
  const byAge = { orderBy: [{ createdAt: "asc" as const }, { id: "asc" as const }] };
  const [documents, dockets] = await Promise.all([
    client.document.findMany({ where: { matterId: of.id }, select: { id: true }, ...byAge }),
    client.docket.findMany({ where: { matterId: of.id }, select: { id: true }, ...byAge }),
  ]);
  return {
    ...matter,
    subject,
    reader,
    threadsOf: threadsOf.filter((id) => subject.partyIds.has(id)),
    record: isWorkspace ? recordOfParties(of.id) : await loadReader(client, taker),
    documentIds: documents.map(({ id }) => id),
    docketIds: dockets.map(({ id }) => id),
  };
}

/** Somebody who reads in a matter what people of all its parties read, and nothing of one alone. */
function readerOfParties(
  { userId, name, email }: Actor,
  lead: {
    readonly id: string;
    readonly name: string;
    readonly shortName: string;
    readonly colour: number;
  },
): Actor {
  return {
    userId,
    name,
    email,
    workspaceAdmin: false,
    memberships: [
      {
        organizationId: lead.id,
        organizationName: lead.name,
        organizationShortName: lead.shortName,
        organizationColor: lead.colour,
        roles: new Set(["observer"]),
      },
    ],
  };
}

/** The same for lines of the record. */
function recordOfParties(matterId: string): RecordReader {
  return {
    userId: "",
    isWorkspaceAdministrator: false,
    organizationIds: new Set(),
    administeredIds: new Set(),
    administeredPeople: new Set(),
    matterIds: new Set([matterId]),
    watchedMatterIds: new Set(),
  };
}

/** A line for each matter of a workspace's archive, before it is read: its parties see that it was. */
async function tellParties(
  { database, clock }: Pick<Resources, "database" | "clock">,
  { id: archiveId, takenById: actorId }: AskedArchive,
  matterId: string,
): Promise<void> {
  const type = "matter.taken-along";
  await database.write(async (tx) => {
    const known = await tx.auditEvent.findFirst({
      where: { matterId, type, AND: [{ details: { contains: archiveId } }, NOT_BROUGHT] },
      select: { sequence: true },
    });
    if (!known) await appendEvent(tx, clock(), { type, actorId, matterId, details: { archiveId } });
  });
}

/** Says what its parties know to be there, and is not in it. */
async function sayWhatIsOthers(
  { database: { client } }: Pick<Resources, "database">,
  { id, documentIds, leftOut }: MatterScope,
): Promise<void> {
  const document = { documentId: { in: [...documentIds] } };
  const [copies, removed] = await Promise.all([
    client.filingCopy.count({ where: { ...document, confirmedAt: null } }),
    client.attachment.count({ where: { matterId: id, removedAt: { not: null } } }),
  ]);
  leftOut.add("Filing copies that were not filed.", copies);
  leftOut.add("Attached files that were removed.", removed);
}

/** The script with which anybody checks an archive, as this release has it. */
async function addVerifier(zip: ArchiveZip, leftOut: LeftOutList): Promise<void> {
  const file = await verifierScript();
  const script = file === null ? null : await readFile(file);
  if (script !== null) await zip.add(VERIFY_PATH, script);
  else leftOut.add("The script that checks it.", null);
}

const NOT_YOURS = "You may not take it along any more. Nothing was made.";
