import {
  BY_TOKEN,
  isAuditEventType,
  isBroughtLine,
  type AuditLine,
} from "#app/domain/audit-event.ts";
import { quoted, type NamedLine, type SentencePart } from "#app/domain/audit-record/entry.ts";
import { RECORD_ENTRIES } from "#app/domain/audit-record/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { LoadedReader } from "./reader.ts";
import type { RecordLineView } from "./views.ts";

const GONE = "Somebody who has left";

/** A line in words, with what its words name. */
export interface SpokenLine extends RecordLineView {
  readonly who: string | null;
  readonly document: { readonly id: string; readonly title: string } | null;
}

/**
 * The lines in sentences, with the names of all that they are about: a few queries, however many lines. The
 * reader may read each of them; what belongs to another matter than its line is not named.
 */
export async function spokenLines(
  client: PrismaClient,
  reader: LoadedReader,
  lines: readonly AuditLine[],
): Promise<SpokenLine[]> {
  const named = await namesIn(client, reader, lines);
  return lines.flatMap((line) => {
    if (!isAuditEventType(line.type)) return [];
    const { actorId, organizationId, matterId } = line;
    const actor = actorId === null ? null : (named.people.get(actorId) ?? null);
    const matter = matterId === null ? null : (reader.matters.get(matterId) ?? null);
    const organization =
      organizationId === null
        ? (actor?.organization ?? null)
        : (named.organizations.get(organizationId) ?? null);
    const words = namesOfLine(named, reader, line);
    const document = named.documents.get(line.documentId ?? "") ?? null;
    return [
      {
        at: line.at.toISOString(),
        type: line.type,
        parts: withSource(RECORD_ENTRIES[line.type].says(words), line),
        organization,
        matter: matter && { slug: matter.slug, title: matter.title },
        who: words.who,
        document: document?.matterId === matterId ? document : null,
      },
    ];
  });
}

/**
 * Says of what a program did that it was one: the person whose token it has was not at a page. And of what an
 * archive tells that it is the archive that does: nothing of it was done here.
 */
function withSource(parts: readonly SentencePart[], line: AuditLine): readonly SentencePart[] {
  return [
    ...parts,
    ...(typeof line.details[BY_TOKEN] === "string" ? [BY_PROGRAM] : []),
    ...(isBroughtLine(line) ? [IN_ARCHIVE] : []),
  ];
}
const BY_PROGRAM = " A program did it, with their token.";
const IN_ARCHIVE = " So says the archive that it came with.";

type LineNames = Awaited<ReturnType<typeof namesIn>>;

async function namesIn(client: PrismaClient, reader: LoadedReader, lines: readonly AuditLine[]) {
  const texts = (name: string) =>
    lines.flatMap(({ details }) => {
      const { [name]: value } = details;
      return typeof value === "string" ? [value] : [];
    });
  const lists = (name: string) =>
    lines.flatMap(({ details: { [name]: value } }) =>
      Array.isArray(value) ? value.filter((each) => typeof each === "string") : [],
    );
  const some = (ids: readonly (string | null)[]) => ({
    id: { in: [...new Set(ids.filter((id) => id !== null))] },
  });
  const parties = [...reader.matters.values()].flatMap(({ partyIds }) => [...partyIds]);
  const [people, organizations, documents, versions, dockets, attachments] = await Promise.all([
    personTags(
      client,
      [...lines.flatMap(({ actorId }) => actorId ?? []), ...texts("userId")],
      new Set([...parties, ...reader.organizationIds]),
    ),
    client.organization.findMany({
      where: some([
        ...lines.map(({ organizationId }) => organizationId),
        ...["from", "to", "via", "organizationId"].flatMap(texts),
        ...["before", "after", "organizationIds", "requiredOrganizationIds"].flatMap(lists),
      ]),
    }),
    client.document.findMany({
      where: some(lines.map(({ documentId }) => documentId)),
      select: { id: true, title: true, matterId: true },
    }),
    client.version.findMany({
      where: some(texts("versionId")),
      select: { id: true, number: true, documentId: true },
    }),
    client.docket.findMany({
      where: some(["docketId", "after"].flatMap(texts)),
      select: { id: true, caseNumber: true, district: true, matterId: true },
    }),
    client.attachment.findMany({
      where: { ...some(texts("attachmentId")), removedAt: null },
      select: { id: true, matterId: true },
    }),
  ]);
  return {
    people,
    organizations: byId(organizations.map(organizationTag)),
    documents: byId(documents),
    versions: byId(versions),
    dockets: byId(dockets),
    attachments: byId(attachments),
  };
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

const key = (id: unknown) => (typeof id === "string" ? id : "");

function namesOfLine(names: LineNames, reader: LoadedReader, line: AuditLine): NamedLine {
  const { actorId, organizationId, matterId, documentId, details } = line;
  const matter = reader.matters.get(matterId ?? "");
  const isHere = (row: { readonly matterId: string } | undefined) =>
    row !== undefined && row.matterId === matterId;
  const document = names.documents.get(documentId ?? "");
  const matterPath = matter && `/matters/${matter.slug}`;
  const paperPath = document && isHere(document) ? `/documents/${document.id}` : undefined;
  const page = (path: string | undefined, words: string, rest: string): SentencePart =>
    path === undefined ? words : { text: words, to: `${path}${rest}` };
  const mayOpen = organizationId !== null && reader.organizationIds.has(organizationId);
  const organizationNamed = (id: unknown) =>
    names.organizations.get(key(id))?.shortName ?? "an organization";
  const personNamed = (id: unknown) => names.people.get(key(id))?.name ?? GONE;
  return {
    details,
    organizationId,
    who: actorId === null ? null : (names.people.get(actorId)?.name ?? GONE),
    paper: page(paperPath, paperPath && document ? `“${document.title}”` : "a document", ""),
    isOfPaper: documentId !== null,
    matter: page(matterPath, matter ? `“${matter.title}”` : "a matter", ""),
    organization: organizationNamed(organizationId),
    organizationNamed,
    personNamed,
    versionNamed(id) {
      const version = names.versions.get(key(id));
      return version?.documentId === documentId ? `version ${version?.number}` : null;
    },
    lawsuit(id) {
      const docket = names.dockets.get(key(id));
      if (!docket || !isHere(docket)) return "a lawsuit";
      const words =
        docket.caseNumber === null
          ? `the lawsuit without a number (${docket.district})`
          : `lawsuit No. ${docket.caseNumber}`;
      return page(matterPath, words, `/dockets/${docket.id}`);
    },
    attachment(id, name) {
      const words = `the file ${quoted(name) ?? "beside it"}`;
      const file = names.attachments.get(key(id));
      return file && isHere(file) ? { text: words, to: `/attachments/${file.id}` } : words;
    },
    paperPage: (words, rest) => page(paperPath, words, rest),
    matterPage: (words, rest) => page(matterPath, words, rest),
    organizationPage: (words, rest) =>
      page(mayOpen ? `/organizations/${organizationId}` : undefined, words, rest),
  };
}
