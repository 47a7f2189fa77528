import canonicalize from "canonicalize";
import { withoutArchive, type AuditLine, type AuditValue } from "./audit-event.ts";
import type { Columns, DocumentRows } from "./document-rows.ts";

/** A row as the audit record implies it. */
export interface RecordedRow {
  /** The first line that mentions it. */
  readonly line: number;
  /** Columns that no line names are left out. */
  readonly columns: Columns;
}

/** A document's rows replayed from the audit record alone: the tables must agree with it. */
export interface ReplayedDocument extends DocumentRows<RecordedRow> {
  /** Lines that describe impossible steps, each with a sentence. */
  readonly impossible: readonly { readonly line: number; readonly why: string }[];
}

interface RecordedColumns {
  readonly line: number;
  columns: Record<string, string | number | null>;
}

type ReplayState = {
  -readonly [
    K in Exclude<keyof ReplayedDocument, "document" | "filing" | "impossible">
  ]: K extends "required" ? string[] : RecordedColumns[];
} & {
  document: RecordedColumns | null;
  filing: RecordedColumns | null;
  impossible: { line: number; why: string }[];
};

/**
 * Replays the audit lines of one document, in order. Lines that are no step of its life are
 * skipped.
 */
export function replayDocument(lines: Iterable<AuditLine>): ReplayedDocument {
  const life: ReplayState = {
    document: null,
    required: [],
    versions: [],
    signOffs: [],
    proofs: [],
    returns: [],
    filingCopies: [],
    filing: null,
    signatures: [],
    corrections: [],
    impossible: [],
  };
  for (const line of lines) STEPS[line.type]?.(life, withoutArchive(line));
  return life;
}

type ReplayStep = (life: ReplayState, line: AuditLine) => void;

const STEPS: Readonly<Record<string, ReplayStep>> = {
  "document.created": (life, line) => {
    const at = line.at.toISOString();
    const { kind } = line.details;
    life.document = recordedColumns(line, {
      matterId: line.matterId,
      kind: scalar(kind),
      createdById: line.actorId,
      createdAt: at,
      status: "draft",
      statusAt: at,
      pinnedVersionId: null,
    });
    life.required = ids(line.details["requiredOrganizationIds"]) ?? [];
  },
  "document.required-organizations-set": (life, { details }) => {
    life.required = ids(details["after"]) ?? ids(details["organizationIds"]) ?? life.required;
  },
  "document.version-named": (life, line) => addVersion(life, line, scalar(line.details["name"])),
  "document.submitted": (life, line) => {
    addVersion(life, line, null);
    setStatus(life, line, "in_review");
    set(life.document, { pinnedVersionId: scalar(line.details["versionId"]) });
  },
  "document.signed-off": (life, line) => addDecision(life, line, "approved"),
  "document.approved": (life, line) => {
    const { versionId, hash } = line.details;
    const required = ids(line.details["requiredOrganizationIds"]) ?? life.required;
    const standing = new Set(
      life.signOffs
        .filter(({ columns }) => columns["decision"] === "approved" && columns["voidedAt"] === null)
        .filter(({ columns }) => columns["versionId"] === versionId && columns["hash"] === hash)
        .map(({ columns }) => columns["organizationId"]),
    );
    if (required.some((id) => !standing.has(id))) {
      life.impossible.push({
        line: line.sequence,
        why: "it says that the document was approved, and a required organization had not signed",
      });
    }
    setStatus(life, line, "approved");
  },
  "document.changes-requested": (life, line) => {
    addDecision(life, line, "changes-requested");
    backToDraft(life, line, "changes-requested");
  },
  "document.recalled": (life, line) => backToDraft(life, line, "recalled"),
  "document.reopened": (life, line) => backToDraft(life, line, "reopened"),
  "document.review-voided": (life, line) =>
    backToDraft(life, line, scalar(line.details["because"]) ?? null),
  "document.filing-copy-made": addCopy,
  "document.filing-copy-taken": (life, line) => {
    set(copyOf(life, line), { takenAt: line.at.toISOString() });
  },
  "document.filing-copy-discarded": (life, line) => {
    const reason = scalar(line.details["reason"]) ?? null;
    voidCopy(copyOf(life, line), line, { because: "discarded", reason });
  },
  "document.filed": file,
  "document.brought-in": (life, line) => {
    const {
      number: _number,
      sequence: _sequence,
      generation: _generation,
      ...details
    } = line.details;
    addVersion(life, line, null);
    set(life.document, { pinnedVersionId: scalar(line.details["versionId"]) });
    addFiling(life, line, details);
  },
  "document.filing-corrected": (life, line) => {
    const { before, after, correctionId } = line.details;
    set(life.filing, scalars(after));
    const columns = { byId: line.actorId, at: line.at.toISOString(), recordedAs: line.sequence };
    life.corrections.push(
      recordedColumns(line, {
        id: scalar(correctionId),
        ...columns,
        before: json(before),
        after: json(after),
      }),
    );
  },
  "document.superseded": (life, line) => {
    setStatus(life, line, "superseded");
    set(life.filing, { ...ended(line), successorId: scalar(line.details["successorId"]) });
  },
  "document.withdrawn": (life, line) => {
    setStatus(life, line, "withdrawn");
    set(life.filing, { ...ended(line), withdrawalReason: scalar(line.details["reason"]) });
  },
};

/** The types of audit events that are steps of a document's life. */
export const REPLAYED_EVENTS: readonly string[] = Object.keys(STEPS);

function addCopy(life: ReplayState, line: AuditLine): void {
  const { copyId, signatures, hash, versionId, ...details } = line.details;
  life.filingCopies.push(
    recordedColumns(line, {
      ...scalars(details),
      id: scalar(copyId),
      versionId: scalar(versionId),
      versionHash: scalar(hash),
      signatures: canonicalize(signatures ?? []) ?? "",
      madeById: line.actorId,
      madeAt: line.at.toISOString(),
      takenAt: null,
      confirmedAt: null,
      voidedAt: null,
      voidedBecause: null,
      voidedById: null,
      voidedReason: null,
      recordedAs: line.sequence,
    }),
  );
}

/** The copy that a line names; what names none that was made can't have happened. */
function copyOf(life: ReplayState, { sequence, details }: AuditLine): RecordedColumns | null {
  const copy = life.filingCopies.find(({ columns }) => columns["id"] === details["copyId"]);
  if (!copy) {
    const why = "it tells of a filing copy whose making is not in the record";
    life.impossible.push({ line: sequence, why });
  }
  return copy ?? null;
}

function voidCopy(
  copy: RecordedColumns | null,
  line: AuditLine,
  {
    because,
    reason,
  }: { readonly because: string | number | null; readonly reason: string | number | null },
): void {
  set(copy, {
    voidedAt: line.at.toISOString(),
    voidedBecause: because,
    voidedById: line.actorId,
    voidedReason: reason,
  });
}

function file(life: ReplayState, line: AuditLine): void {
  const { signatures, consents, copyId: _copyId, ...details } = line.details;
  set(copyOf(life, line), { confirmedAt: line.at.toISOString() });
  addFiling(life, line, { scanHash: null, ...details });
  const given = consents === undefined ? undefined : scalars(consents);
  for (const signerId of ids(signatures) ?? []) {
    life.signatures.push(
      recordedColumns(line, { signerId, consent: given && (given[signerId] ?? null) }),
    );
  }
}

function addFiling(
  life: ReplayState,
  line: AuditLine,
  { hash, versionId, ...details }: AuditLine["details"],
): void {
  setStatus(life, line, "filed");
  life.filing = recordedColumns(line, {
    ...scalars(details),
    versionId: scalar(versionId),
    versionHash: scalar(hash),
    filedById: line.actorId,
    at: line.at.toISOString(),
    successorId: null,
    withdrawalReason: null,
    endedById: null,
    endedAt: null,
  });
}

function addVersion(life: ReplayState, line: AuditLine, name: Sparse[string]): void {
  const { versionId, number, hash, sequence, generation } = line.details;
  life.versions.push(
    recordedColumns(line, {
      id: scalar(versionId),
      number: scalar(number),
      hash: scalar(hash),
      sequence: scalar(sequence),
      generation: scalar(generation),
      name,
      createdById: line.actorId,
      createdAt: line.at.toISOString(),
    }),
  );
}

function addDecision(life: ReplayState, line: AuditLine, decision: string): void {
  const { signOffId, versionId, hash, reason, passkey } = line.details;
  life.signOffs.push(
    recordedColumns(line, {
      id: scalar(signOffId),
      versionId: scalar(versionId),
      hash: scalar(hash),
      organizationId: line.organizationId,
      userId: line.actorId,
      decision,
      reason: scalar(reason) ?? null,
      at: line.at.toISOString(),
      voidedAt: null,
      voidedBecause: null,
      recordedAs: line.sequence,
    }),
  );
  // By the fingerprint of the key that signed it.
  const proof = { signOffId: scalar(signOffId), fingerprint: scalar(passkey) };
  if (passkey !== undefined) life.proofs.push(recordedColumns(line, proof));
}

function backToDraft(life: ReplayState, line: AuditLine, because: string | number | null): void {
  const at = line.at.toISOString();
  for (const signOff of life.signOffs) {
    const { decision, voidedAt } = signOff.columns;
    if (decision === "approved" && voidedAt === null) {
      set(signOff, { voidedAt: at, voidedBecause: because });
    }
  }
  for (const copy of life.filingCopies) {
    const { confirmedAt, voidedAt } = copy.columns;
    if (confirmedAt === null && voidedAt === null) voidCopy(copy, line, { because, reason: null });
  }
  const { returnId, versionId, reason } = line.details;
  const row = { id: scalar(returnId), versionId: scalar(versionId), because };
  life.returns.push(
    recordedColumns(line, {
      ...row,
      reason: scalar(reason) ?? null,
      byId: line.actorId,
      at,
      recordedAs: line.sequence,
    }),
  );
  setStatus(life, line, "draft");
  set(life.document, { pinnedVersionId: null });
}

function ended(line: AuditLine) {
  return { endedById: line.actorId, endedAt: line.at.toISOString() };
}

function setStatus(life: ReplayState, line: AuditLine, status: string): void {
  if (!life.document) {
    const why = "it tells of a document whose beginning is not in the record";
    life.impossible.push({ line: line.sequence, why });
  }
  set(life.document, { status, statusAt: line.at.toISOString() });
}

type Sparse = Record<string, string | number | null | undefined>;

function recordedColumns({ sequence }: AuditLine, columns: Sparse): RecordedColumns {
  return { line: sequence, columns: known(columns) };
}

function set(row: RecordedColumns | null, columns: Sparse): void {
  if (row) Object.assign(row.columns, known(columns));
}

/** Drops undefined columns: the line does not tell of them. */
function known(columns: Sparse): Record<string, string | number | null> {
  const named = Object.entries(columns).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named) as Record<string, string | number | null>;
}

function scalar(value: AuditValue | undefined): string | number | null | undefined {
  return value === null || typeof value === "string" || typeof value === "number"
    ? value
    : undefined;
}

function scalars(value: AuditValue | undefined): Sparse {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const entries = Object.entries(value as Readonly<Record<string, AuditValue>>);
  return Object.fromEntries(entries.map(([name, each]) => [name, scalar(each)]));
}

function ids(value: AuditValue | undefined): string[] | undefined {
  return Array.isArray(value)
    ? value.filter((each): each is string => typeof each === "string")
    : undefined;
}

/** Canonical JSON with sorted names, as the column holds it. */
function json(value: AuditValue | undefined): string {
  return JSON.stringify(Object.fromEntries(Object.entries(scalars(value)).toSorted()));
}
