import canonicalize from "canonicalize";
import type { BroughtChoices } from "#app/domain/archive/bringing.ts";
import type { ArchivedRow, MatterTableName } from "#app/domain/archive/matter-tables.ts";
import type { ArchivedLine } from "#app/domain/archive/format.ts";
import { canonicalDetails, type AuditEvent, type AuditEventType } from "#app/domain/audit-event.ts";
import { readDetails, writeDetails } from "#app/document/details/document-details.ts";
import { readSharedDetails, writeSharedDetails } from "#app/document/details/shared-details.ts";
import { sha256 } from "#server/digest.ts";
import { checksumOf } from "#server/database/draft-checksum.ts";
import { hashOfAgencyEvent } from "#server/services/agency-record/write.ts";
import { isLineThatComes } from "#server/services/bringing/lines-that-come.ts";
import { hashOfDocketEvent } from "#server/services/dockets/write-events.ts";
import { broughtDetails, type NamesInTexts } from "./details.ts";
import type { ReadBytes } from "./drafts.ts";
import type { StoredFiles } from "./files.ts";
import type { BroughtIds } from "./ids.ts";
import type { KeptProofs } from "./proofs.ts";
import type { ReadMatter } from "./read.ts";
import type { RefuseMatter } from "./refuse.ts";
import { kindNamedBy } from "./tables.ts";
import { yieldingToOthers } from "./yield-to-others.ts";

/** A row as the database takes it. */
export type NewRow = Record<string, unknown>;

/** All that decides what an archive's rows and lines are here. */
export interface Mapping {
  readonly broughtId: string;
  readonly matter: ReadMatter;
  readonly ids: BroughtIds;
  readonly names: NamesInTexts;
  readonly choices: BroughtChoices;
  readonly bytes: ReadBytes;
  readonly texts: ReadonlyMap<string, string>;
  readonly files: StoredFiles;
  readonly proofs: KeptProofs;
  readonly refuse: RefuseMatter;
}

/** A line before it has its place in the record here. */
export interface NewLine extends AuditEvent {
  /** Its number in the archive; null for one of the bringing in itself. */
  readonly before: number | null;
}

/** A row of the archive with the ids, instants and bytes that it has here. */
export function mappedRow<Name extends MatterTableName>(
  mapping: Mapping,
  table: Name,
  row: ArchivedRow<Name>,
): NewRow {
  const mapped: NewRow = {};
  for (const [column, value] of Object.entries(row) as [string, unknown][]) {
    mapped[column] = mappedColumn(mapping, table, column, value);
  }
  SPECIAL[table]?.(mapping, mapped, row as never);
  return mapped;
}

function mappedColumn(
  { ids, bytes, refuse }: Mapping,
  table: MatterTableName,
  column: string,
  value: unknown,
): unknown {
  if (value === null) return null;
  if (typeof value === "string") {
    const kind = kindNamedBy(table, column);
    if (kind !== null) return ids.of(kind, value);
    return column === "at" || column.endsWith("At") ? new Date(value) : value;
  }
  if (typeof value !== "object") return column === "clientId" ? BigInt(value as number) : value;
  const read = bytes.get(value as Parameters<ReadBytes["get"]>[0]);
  if (!read) throw refuse("bytes of a draft in it are missing.");
  return read;
}

type Special = (mapping: Mapping, mapped: NewRow, row: never) => void;
const special =
  <Name extends MatterTableName>(
    change: (mapping: Mapping, mapped: NewRow, row: ArchivedRow<Name>) => void,
  ): Special =>
  (mapping, mapped, row) =>
    change(mapping, mapped, row);

const sum: Special = (_mapping, mapped) => {
  mapped["checksum"] = checksumOf(mapped["bytes"] as Uint8Array);
};

/** Whether an organization of these details has another id here: else they stay as they were stored. */
const isRenamed = (names: NamesInTexts, organizations: readonly { readonly id: string }[]) =>
  organizations.some(({ id }) => names.id(id) !== id);

/** Columns that say something else here, or name things inside of a text. */
const SPECIAL: Partial<Record<MatterTableName, Special>> = {
  matter: special<"matter">(({ choices, names }, mapped, { sharedFacts }) => {
    const { organizations, signers, addressee } = readSharedDetails(sharedFacts);
    const signingFor = signers.map(({ organizationId: id }) => ({ id }));
    if (isRenamed(names, [...organizations, ...signingFor])) {
      mapped["sharedFacts"] = writeSharedDetails({
        organizations: organizations.map((one) => ({ ...one, id: names.id(one.id) })),
        signers: signers.map((one) => ({ ...one, organizationId: names.id(one.organizationId) })),
        addressee,
      });
    }
    mapped["leadOrganizationId"] = choices.leadOrganizationId;
    // It was archived there, and by nobody here.
    mapped["archivedAt"] = null;
    mapped["archivedById"] = null;
  }),
  documents: special<"documents">(({ names }, mapped, { facts }) => {
    const details = readDetails(facts);
    const { organizations, signers, certifier, furtherCertifiers } = details;
    if (!isRenamed(names, organizations)) return;
    const of = <T extends { readonly organizationId: string }>(one: T) => ({
      ...one,
      organizationId: names.id(one.organizationId),
    });
    mapped["facts"] = writeDetails({
      ...details,
      organizations: organizations.map((one) => ({ ...one, id: names.id(one.id) })),
      signers: signers.map(of),
      certifier: certifier && {
        ...certifier,
        organizationId: certifier.organizationId && names.id(certifier.organizationId),
      },
      furtherCertifiers: furtherCertifiers.map(of),
    });
  }),
  "draft-bases": sum,
  "draft-updates": sum,
  versions: special<"versions">(({ texts, refuse }, mapped, { hash }) => {
    const content = texts.get(hash);
    if (content === undefined) throw refuse("a version in it is missing.");
    mapped["content"] = content;
  }),
  filings: special<"filings">(({ files }, mapped, { documentId }) => {
    mapped["scan"] = files.scans.get(documentId) ?? null;
  }),
  "agency-events": special<"agency-events">(({ names }, mapped, { details }) => {
    const said = JSON.parse(details) as Record<string, unknown>;
    const { appealDocumentId: appeal } = said;
    if (typeof appeal === "string") said["appealDocumentId"] = names.id(appeal);
    mapped["details"] = canonicalize(said) ?? "{}";
  }),
  attachments: special<"attachments">(({ files }, mapped, { id }) => {
    const { mediaType, scan } = files.attachments.get(id) ?? {};
    // That somebody read what no program could is what that archive says.
    Object.assign(mapped, { mediaType, scan, readById: null, readAt: null });
  }),
  "settled-deadlines": special<"settled-deadlines">(({ names }, mapped, { deadline }) => {
    mapped["deadline"] = names.key(deadline);
  }),
  "public-page": special<"public-page">(({ names }, mapped, { content }) => {
    mapped["content"] = canonicalize(names.value(JSON.parse(content))) ?? "{}";
  }),
  threads: special<"threads">(({ ids, choices }, mapped, { organizationId, place }) => {
    const own = organizationId === null ? undefined : choices.own[organizationId];
    if (own !== undefined) mapped["organizationId"] = own;
    if (place === null) return;
    const said = JSON.parse(place) as Record<string, unknown>;
    const { versionId } = said;
    if (typeof versionId === "string") said["versionId"] = ids.of("version", versionId);
    mapped["place"] = canonicalize(said) ?? place;
  }),
  comments: special<"comments">((_mapping, mapped, { text }) => {
    mapped["salt"] = text === "" ? "" : crypto.randomUUID();
  }),
};

/** The hashes of rows that lines hold, by the id that the row has in the archive. */
interface HashesOfRows {
  readonly agencyEvents: ReadonlyMap<string, string>;
  readonly docketEvents: ReadonlyMap<string, string>;
}

/** The hashes of entries, which cover who recorded them. */
export async function hashesOf(mapping: Mapping): Promise<HashesOfRows> {
  const { rows } = mapping.matter;
  const turn = yieldingToOthers();
  const agencyEvents = new Map<string, string>();
  const docketEvents = new Map<string, string>();
  // Each row has the columns of its table.
  for (const row of rows["agency-events"]) {
    await turn();
    const here = mappedRow(mapping, "agency-events", row) as never;
    agencyEvents.set(row.id, hashOfAgencyEvent(here));
  }
  for (const row of rows["docket-events"]) {
    await turn();
    const here = mappedRow(mapping, "docket-events", row) as never;
    docketEvents.set(row.id, hashOfDocketEvent(here));
  }
  return { agencyEvents, docketEvents };
}

/** The archive's lines as they are here; those of what did not come along are left out. */
export async function mappedLines(mapping: Mapping): Promise<NewLine[]> {
  const { matter, ids, proofs } = mapping;
  const hashes = await hashesOf(mapping);
  const turn = yieldingToOthers();
  const along = {
    attached: new Set(matter.rows.attachments.map(({ id }) => id)),
    copies: new Set(matter.rows["filing-copies"].map(({ id }) => id)),
  };
  const here = (line: ArchivedLine): NewLine[] => {
    const { type } = line;
    if (!proofs.registrations.has(line.sequence) && !isLineThatComes(line, along)) return [];
    const { actorId, organizationId, matterId, documentId } = line;
    return [
      {
        before: line.sequence,
        type: type as AuditEventType,
        at: new Date(line.at),
        actorId: actorId && ids.of("person", actorId),
        organizationId: organizationId && ids.of("organization", organizationId),
        matterId: matterId && ids.of("matter", matterId),
        documentId: documentId && ids.of("document", documentId),
        details: detailsHere(mapping, line, hashes),
      },
    ];
  };
  const mapped: NewLine[] = [];
  for (const line of matter.lines) {
    await turn();
    mapped.push(...here(line));
  }
  return mapped;
}

function detailsHere(
  { names, broughtId, files, proofs }: Mapping,
  { type, details, documentId }: ArchivedLine,
  { agencyEvents, docketEvents }: HashesOfRows,
): AuditEvent["details"] {
  const said = broughtDetails(names.value(details), broughtId);
  switch (type) {
    case "attachment.added": {
      const { mediaType, scan } = files.attachments.get(String(details["attachmentId"])) ?? {};
      if (mediaType === undefined || scan === undefined) return said;
      return { ...said, mediaType, scanHash: sha256(scan) };
    }
    case "document.brought-in": {
      const scan = files.scans.get(documentId ?? "");
      return scan === undefined ? said : { ...said, scanHash: sha256(scan) };
    }
    case "agency-record.recorded":
    case "agency-record.corrected": {
      const hash = agencyEvents.get(String(details["eventId"]));
      return details["what"] !== "event" || hash === undefined ? said : { ...said, hash };
    }
    case "docket.event-recorded":
    case "docket.event-corrected":
    case "docket.event-retracted": {
      const entries = Object.keys(Object(details["hashes"])).map((id) => [
        names.id(id),
        docketEvents.get(id) ?? "",
      ]);
      return { ...said, hashes: Object.fromEntries(entries) as Record<string, string> };
    }
    case "document.signed-off":
    case "document.changes-requested": {
      if (proofs.signOffs.has(String(details["signOffId"]))) return said;
      const { passkey: _passkey, ...rest } = said;
      return rest;
    }
    default:
      return said;
  }
}

/** All texts of rows and lines in which ids are, for what is here to be known before. */
export async function noteTexts({ rows, lines }: ReadMatter, names: NamesInTexts): Promise<void> {
  const turn = yieldingToOthers();
  for (const { details } of lines) {
    await turn();
    names.note(details);
  }
  const texts = [
    ...rows.documents.map(({ facts }) => facts),
    ...rows.matter.map(({ sharedFacts }) => sharedFacts),
    ...rows["agency-events"].map(({ details }) => details),
    ...rows["public-page"].map(({ content }) => content),
  ];
  for (const text of texts) {
    await turn();
    names.note(JSON.parse(text));
  }
  for (const { deadline } of rows["settled-deadlines"]) names.note(deadline);
}

/** The details of a line in the form in which they are stored. */
export const storedDetails = ({ details }: NewLine) => canonicalDetails(details);
