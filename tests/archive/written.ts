import canonicalize from "canonicalize";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  CHAIN_START,
  nextLine,
  type AuditEvent,
  type AuditLine,
  type ChainHead,
} from "#app/domain/audit-event.ts";
import { canonicalVersion } from "#app/document/version/canonical.ts";
import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import { sha256 } from "#server/digest.ts";
import { hashOfAgencyEvent } from "#server/services/agency-record/write.ts";
import { hashOfDocketEvent } from "#server/services/dockets/write-events.ts";
import { body, doc } from "#tests/document/build.ts";
import { proofOf } from "#tests/sign-off-proof/proofs.ts";

/** An archive as one would be written, by a second telling of its format: for what checks archives. */

export type Files = Map<string, Buffer>;
export type ArchiveRow = Readonly<Record<string, unknown>>;

const FOLDER = "ice-detention";
const canonical = (value: unknown) => canonicalize(value) ?? "";
export const linesOf = (rows: readonly unknown[]) =>
  Buffer.from(rows.map((row) => `${canonical(row)}\n`).join(""));
export const tableAt = (table: string) => `matters/${FOLDER}/data/${table}.jsonl`;
export const RECORD = "record/lines.jsonl";

/** The rows of a file of lines. */
export function rowsIn(files: Files, name: string): Record<string, unknown>[] {
  const text = files.get(name)?.toString() ?? "";
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const AT = Date.parse("2026-11-30T12:00:00.000Z");
const MATTER = "matter-1";
const DOCUMENT = "document-1";

/** The record as it is written, line by line, a minute each. */
class WrittenRecord {
  readonly lines: AuditLine[] = [];
  head: ChainHead = CHAIN_START;

  append(event: Pick<AuditEvent, "type" | "actorId" | "details"> & Partial<AuditEvent>): AuditLine {
    const at = new Date(AT + (this.head.sequence + 1) * 60_000);
    const about = { organizationId: null, matterId: null, documentId: null };
    const line = nextLine(this.head, { ...about, at, ...event }, sha256);
    this.lines.push(line);
    this.head = { sequence: line.sequence, hash: line.hash };
    return line;
  }

  /** As in an archive: those of others as the hash of a stretch. */
  archived(isOther: (line: AuditLine) => boolean): readonly unknown[] {
    const entries: Record<string, unknown>[] = [];
    for (const line of this.lines) {
      const { sequence, previousHash, hash } = line;
      const last = entries.at(-1);
      if (!isOther(line)) entries.push({ ...line, at: line.at.toISOString() });
      else if (last && "to" in last) Object.assign(last, { to: sequence, hash });
      else entries.push({ from: sequence, to: sequence, previousHash, hash });
    }
    return entries;
  }
}

/** The manifest and the list of files anew, as somebody would write them who changes an archive. */
export function sealed(files: Files, changes: ArchiveRow = {}): Files {
  const before = JSON.parse(files.get("manifest.json")?.toString() ?? "{}") as ArchiveRow;
  const rest = [...files].filter(([name]) => name !== "manifest.json" && name !== "files.jsonl");
  const list = linesOf(
    rest
      .map(([name, bytes]) => ({ path: name, bytes: bytes.length, sha256: sha256(bytes) }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  );
  const of = { path: "files.jsonl", bytes: list.length, sha256: sha256(list), count: rest.length };
  const manifest = Buffer.from(canonical({ ...before, files: of, ...changes }));
  return new Map([...rest, ["files.jsonl", list], ["manifest.json", manifest]]);
}

/** Puts an archive into a folder, as if it had been unpacked there. */
export async function unpackedIn(folder: string, files: Files): Promise<string> {
  for (const [name, bytes] of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  return folder;
}

/** A version's text with those words. */
function textOf(words: string): string {
  const prose = doc(body("b1", words));
  return canonicalVersion({
    prose,
    facts: {},
    layoutProfile: "letter",
    schemaVersion: SCHEMA_VERSION,
  });
}

/**
 * A request that was sent back once, then signed by a passkey and filed, with the agency's letter, a
 * docket entry, an attached file and a publication.
 */
export function writtenArchive(): Files {
  const record = new WrittenRecord();
  const files: Files = new Map();
  const rows = new Map<string, ArchiveRow[]>();
  const row = (table: string, ...added: ArchiveRow[]) =>
    rows.set(table, [...(rows.get(table) ?? []), ...added]);
  const about = { matterId: MATTER, documentId: DOCUMENT };
  const drafter = { actorId: "person-1", ...about };
  const reviewer = { actorId: "person-2", organizationId: "organization-1", ...about };
  const iso = ({ at }: AuditLine) => at.toISOString();

  record.append({ type: "workspace.set-up", actorId: null, details: {} });
  const title = "Detention in Louisiana";
  const created = record.append({
    type: "matter.created",
    actorId: "person-1",
    matterId: MATTER,
    details: { title, leadOrganizationId: "organization-1", partyIds: ["organization-1"] },
  });
  const pdf = Buffer.from("%PDF-1.7 the pages");
  const letter = Buffer.from("the agency's letter");
  files.set(`matters/${FOLDER}/filed.pdf`, pdf);
  files.set(`matters/${FOLDER}/letter.txt`, letter);
  row("matter", { id: MATTER, title, createdById: "person-1", createdAt: iso(created) });
  row("requirements", { documentId: DOCUMENT, organizationId: "organization-1" });
  const begun = record.append({
    ...drafter,
    type: "document.created",
    details: { kind: "request", title: "Request", requiredOrganizationIds: ["organization-1"] },
  });

  const submit = (number: number, words: string) => {
    const content = textOf(words);
    const hash = sha256(content);
    files.set(`matters/${FOLDER}/version-${number}.json`, Buffer.from(content));
    const at = { sequence: number * 10, generation: number };
    const version = { versionId: `version-${number}`, hash };
    const details = { ...version, number, ...at };
    const line = record.append({ ...drafter, type: "document.submitted", details });
    row("versions", {
      id: version.versionId,
      documentId: DOCUMENT,
      number,
      hash,
      ...at,
      name: null,
      createdById: "person-1",
      createdAt: iso(line),
    });
    return version;
  };
  const signOff = (id: string, line: AuditLine, more: ArchiveRow) => {
    const { versionId, hash, reason = null } = line.details;
    row("sign-offs", {
      id,
      documentId: DOCUMENT,
      versionId,
      hash,
      reason,
      organizationId: "organization-1",
      userId: "person-2",
      at: iso(line),
      voidedAt: null,
      voidedBecause: null,
      recordedAs: line.sequence,
      ...more,
    });
  };

  // Sent back, after another organization had approved it.
  const first = submit(1, "We ask for all records.");
  const early = record.append({
    ...reviewer,
    type: "document.signed-off",
    details: { ...first, signOffId: "sign-off-1" },
  });
  const back = record.append({
    ...reviewer,
    type: "document.changes-requested",
    details: {
      ...first,
      signOffId: "sign-off-2",
      returnId: "return-1",
      reason: "Name the facility.",
    },
  });
  const voided = { voidedAt: iso(back), voidedBecause: "changes-requested" };
  row("returns-to-draft", {
    id: "return-1",
    documentId: DOCUMENT,
    versionId: first.versionId,
    because: "changes-requested",
    reason: "Name the facility.",
    byId: "person-2",
    at: iso(back),
    recordedAs: back.sequence,
  });
  signOff("sign-off-1", early, { decision: "approved", ...voided });
  signOff("sign-off-2", back, { decision: "changes-requested" });
  record.append({ type: "session.signed-out", actorId: "person-9", details: {} });

  // Signed with a passkey, and filed.
  const second = submit(2, "We ask for all records of the facility in Jena.");
  const nonce = Buffer.alloc(32, 7).toString("base64url");
  const { nonce: _nonce, ...proof } = proofOf({
    ...second,
    userId: "person-2",
    organizationId: "organization-1",
    decision: "approved",
    nonce,
  });
  // Of the key that signs, added before: its line is in the archive with the sign-off.
  const signing = { signOffId: "sign-off-3", passkey: proof.fingerprint };
  record.append({
    type: "person.passkey-added",
    actorId: "person-2",
    details: { passkeyId: proof.credentialId, fingerprint: proof.fingerprint, via: null },
  });
  const signed = record.append({
    ...reviewer,
    type: "document.signed-off",
    details: { ...second, ...signing },
  });
  signOff("sign-off-3", signed, { decision: "approved" });
  row("sign-off-proofs", { signOffId: "sign-off-3", nonce, ...proof });
  record.append({
    ...reviewer,
    type: "document.approved",
    details: { ...second, requiredOrganizationIds: ["organization-1"] },
  });
  const pdfHash = sha256(pdf);
  const copy = { copyId: "copy-1", pdfHash, ...second, signatures: [] };
  record.append({ ...drafter, type: "document.filing-copy-made", details: copy });
  row("filing-copies", {
    id: "copy-1",
    documentId: DOCUMENT,
    versionId: second.versionId,
    versionHash: second.hash,
    pdfHash,
  });
  const said = {
    filedOn: "2026-12-01",
    method: "mail",
    addressee: "ICE",
    confirmation: null,
    pdfHash,
  };
  const filed = record.append({
    ...drafter,
    type: "document.filed",
    details: {
      ...said,
      ...second,
      copyId: "copy-1",
      signatures: ["signer-1"],
      consents: { "signer-1": "by telephone" },
    },
  });
  const corrected = record.append({
    ...drafter,
    type: "document.filing-corrected",
    details: {
      correctionId: "correction-1",
      before: { confirmation: null },
      after: { confirmation: "EA123" },
    },
  });
  row("filing-corrections", {
    id: "correction-1",
    documentId: DOCUMENT,
    byId: "person-1",
    at: iso(corrected),
    before: '{"confirmation":null}',
    after: '{"confirmation":"EA123"}',
    recordedAs: corrected.sequence,
  });
  row("filings", {
    ...said,
    confirmation: "EA123",
    documentId: DOCUMENT,
    scan: null,
    versionId: second.versionId,
    versionHash: second.hash,
    filedById: "person-1",
    at: iso(filed),
    successorId: null,
    withdrawalReason: null,
    endedById: null,
    endedAt: null,
  });
  row("filing-signatures", {
    documentId: DOCUMENT,
    signerId: "signer-1",
    position: 0,
    name: "Pia",
    consent: "by telephone",
  });
  row("documents", {
    id: DOCUMENT,
    matterId: MATTER,
    kind: "request",
    title: "Request",
    status: "filed",
    statusAt: iso(filed),
    createdById: "person-1",
    createdAt: iso(begun),
    pinnedVersionId: second.versionId,
  });

  const settled = record.append({
    ...drafter,
    type: "deadline.settled",
    details: { deadline: "d1", due: "2026-12-30", decision: "elsewhere", reason: "We called." },
  });
  row("settled-deadlines", {
    matterId: MATTER,
    deadline: "d1",
    due: "2026-12-30",
    decision: "elsewhere",
    reason: "We called.",
    byId: "person-1",
    at: iso(settled),
    recordedAs: settled.sequence,
  });

  // Events of agency and court, a file and a publication.
  const event = {
    id: "event-1",
    documentId: DOCUMENT,
    kind: "acknowledged",
    dated: "2026-12-02",
    sent: null,
    received: "2026-12-03",
    letterId: null,
    cameBy: "mail",
    details: "{}",
    note: "",
    correctsId: null,
    isRetracted: false,
    isInvented: false,
    recordedById: "person-1",
  };
  const told = record.append({
    ...drafter,
    type: "agency-record.recorded",
    details: {
      what: "event",
      eventId: "event-1",
      hash: hashOfAgencyEvent({ ...event, recordedAt: new Date(AT) }),
    },
  });
  const recordedAt = new Date(AT).toISOString();
  row("agency-events", { ...event, recordedAt, recordedAs: told.sequence });
  const outcome = { outcome: "no-records", details: "{}" };
  record.append({
    ...drafter,
    type: "agency-record.recorded",
    details: {
      what: "outcome",
      eventId: "event-1",
      itemIds: ["b1"],
      outcomeIds: ["o1"],
      ...outcome,
    },
  });
  row("item-outcomes", {
    id: "o1",
    documentId: DOCUMENT,
    itemId: "b1",
    eventId: "event-1",
    ...outcome,
  });
  const release = { number: 1, pagesFull: 20, itemIds: "[]" };
  record.append({
    ...drafter,
    type: "agency-record.recorded",
    details: { what: "production", productionId: "p1", eventId: "event-1", ...release },
  });
  row("productions", { id: "p1", documentId: DOCUMENT, eventId: "event-1", ...release });
  const entry = {
    id: "entry-1",
    docketId: "docket-1",
    kind: "order",
    number: "12",
    dated: "2027-01-04",
    text: "Order",
    details: "{}",
    correctsId: null,
    isRetracted: false,
    isInvented: false,
    recordedById: "person-1",
  };
  const entered = record.append({
    actorId: "person-1",
    matterId: MATTER,
    type: "docket.event-recorded",
    details: {
      docketId: "docket-1",
      hashes: { "entry-1": hashOfDocketEvent({ ...entry, recordedAt: new Date(AT) }) },
    },
  });
  row("docket-events", { ...entry, recordedAt, recordedAs: entered.sequence });
  const file = {
    role: "letter",
    name: "letter.txt",
    mediaType: "text/plain",
    bytes: letter.length,
    sha256: sha256(letter),
  };
  const attached = record.append({
    ...drafter,
    type: "attachment.added",
    details: {
      attachmentId: "file-1",
      to: { at: "event", id: "event-1" },
      ...file,
      scanHash: sha256("{}"),
    },
  });
  row("attachments", {
    ...file,
    id: "file-1",
    matterId: MATTER,
    uploadedById: "person-1",
    uploadedAt: iso(attached),
    scan: "{}",
  });
  const published = record.append({
    actorId: "person-1",
    matterId: MATTER,
    type: "matter.published",
    details: { update: "update-1", note: { en: "Filed." }, reason: null, sha256: sha256("{}") },
  });
  row("public-updates", {
    id: "update-1",
    matterId: MATTER,
    at: iso(published),
    byId: "person-1",
    words: '{"en":"Filed."}',
    published: "{}",
    reason: null,
  });
  record.append({ type: "session.signed-out", actorId: "person-9", details: {} });

  const isOther = ({ matterId, type }: AuditLine) =>
    matterId !== MATTER && type !== "person.passkey-added";
  files.set(RECORD, linesOf(record.archived(isOther)));
  files.set("data/people.jsonl", linesOf([{ id: "person-1", name: "Pia", organizationIds: [] }]));
  for (const [table, ofTable] of rows) files.set(tableAt(table), linesOf(ofTable));
  return sealed(files, {
    format: 1,
    kind: "matter",
    id: "archive-1",
    madeAt: recordedAt,
    release: "1.0.0",
    schemaVersion: SCHEMA_VERSION,
    workspace: "https://desk.example.org",
    matters: [{ id: MATTER, slug: FOLDER, title, folder: FOLDER }],
    ownThreadsOf: [],
    chain: record.head,
    takenBy: { userId: "person-1", organizationIds: [] },
    leftOut: [{ what: "Conversations that one organization keeps to itself.", count: null }],
  });
}
