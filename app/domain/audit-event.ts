import canonicalize from "canonicalize";

/**
 * The types of audit events. Each line of the record carries the hash of the line before, so that a
 * line that was changed, left out, added or moved breaks the chain at that point. Types are never
 * renamed: old lines keep theirs.
 */
export const AUDIT_EVENT_TYPES = [
  // The workspace and its people
  "workspace.set-up",
  "workspace.administrator-recovered",
  "workspace.restored",
  "workspace.calendar-set",
  "job.retried",
  "job.discarded",
  "organization.created",
  "organization.renamed",
  "organization.signers-set",
  "organization.contact-set",
  "person.invited",
  "invitation.revoked",
  "person.joined",
  "person.roles-set",
  "person.removed",
  "person.confirmed",
  "person.address-given-up",
  "person.renamed",
  "person.password-changed",
  "person.password-link-mailed",
  "person.password-reset",
  "person.let-in-again",
  "person.let-in-revoked",
  "person.address-change-asked",
  "person.address-change-stopped",
  "person.address-changed",
  "person.passkey-added",
  "person.passkey-renamed",
  "person.passkey-removed",
  "person.second-factor-set",
  "person.second-factor-removed",
  "person.recovery-codes-made",
  "person.recovery-code-used",
  "person.identity-linked",
  "person.identity-unlinked",
  "organization.factor-policy-set",
  "organization.provider-set",
  "organization.provider-removed",
  "organization.archive-consent-given",
  "organization.archive-consent-withdrawn",
  // Texts that an organization keeps; their lines name them, and hold no word of them.
  "template.added",
  "template.changed",
  "template.removed",
  "clause.added",
  "clause.changed",
  "clause.removed",
  // Programs that are told of what happens in an organization's matters
  "webhook.added",
  "webhook.secret-made",
  "webhook.switched-off",
  "webhook.switched-on",
  "webhook.removed",
  // A factor of the person's own was proved: their session reaches further.
  "session.own-factor-proved",
  "session.signed-in",
  "session.sign-in-refused",
  "session.signed-out",
  "session.signed-out-everywhere",
  "calendar-address.created",
  "calendar-address.revoked",
  "api-token.created",
  "api-token.revoked",
  // Matters
  "matter.created",
  "matter.edited",
  "matter.party-added",
  "matter.party-removed",
  "matter.party-invited",
  "matter.party-invitation-withdrawn",
  "matter.party-accepted",
  "matter.party-declined",
  "matter.party-left",
  "matter.lead-offered",
  "matter.lead-offer-withdrawn",
  "matter.lead-declined",
  "matter.lead-handed-over",
  "matter.archived",
  "matter.unarchived",
  // An archive of it was asked for; its line names the archive, and nothing that is in it.
  "matter.taken-along",
  "workspace.taken-along",
  // It was brought in with an archive; its line names that archive's bytes and the head of its record.
  "matter.brought-in",
  // How many names, and none of them.
  "matter.watch-list-changed",
  "matter.page-edited",
  "matter.published",
  "matter.unpublished",
  // Documents
  "document.created",
  "document.renamed",
  // A paper belongs to a lawsuit of its matter now, in place of another one or of none.
  "document.docket-set",
  "document.facts-edited",
  "document.layout-set",
  "document.required-organizations-set",
  "document.version-named",
  "document.submitted",
  "document.signed-off",
  "document.approved",
  "document.changes-requested",
  "document.recalled",
  "document.reopened",
  "document.review-voided",
  "document.filing-copy-made",
  "document.filing-copy-taken",
  "document.filing-copy-discarded",
  "document.filed",
  "document.brought-in",
  "document.filing-corrected",
  "document.superseded",
  "document.withdrawn",
  "document.downloaded",
  "document.scan-overridden",
  "document.restored",
  // People of no organization who read a document by a link.
  "guest.invited",
  "guest.opened",
  "guest.ended",
  // For rows that no other line tells of: its line has the hashes of what was written, and says nothing else.
  "rows.written",
  // Beside a text, for everybody of the parties; of what one organization's people say, hashes alone.
  "suggestion.accepted",
  "suggestion.rejected",
  "suggestion.opened-again",
  // Each is one act, however much a Word file brought in.
  "word.brought-in",
  "word.taken-back",
  // Acts of agencies and courts
  "agency-record.recorded",
  "agency-record.corrected",
  "deadline.settled",
  "deadline.taken-up",
  "attachment.added",
  "attachment.removed",
  "attachment.read",
  "docket.created",
  "docket.edited",
  "docket.deleted",
  "docket.event-recorded",
  "docket.event-corrected",
  "docket.event-retracted",
] as const;
export type AuditEventType = (typeof AUDIT_EVENT_TYPES)[number];

export function isAuditEventType(name: string): name is AuditEventType {
  return (AUDIT_EVENT_TYPES as readonly string[]).includes(name);
}

/** The detail of a line that names the token by which a program acted as its person (I2). */
export const BY_TOKEN = "apiToken";

/**
 * The detail of a line that came with an archive (A3), and names it (BroughtArchive): what it tells, and
 * who acted when, is what that archive says, and nothing that was done here.
 */
export const BROUGHT_FROM = "broughtFrom";

/** Whether a line came with an archive. */
export function isBroughtLine({ details }: Pick<AuditEvent, "details">): boolean {
  return typeof details[BROUGHT_FROM] === "string";
}

export type AuditValue =
  | string
  | number
  | boolean
  | null
  | readonly AuditValue[]
  | { readonly [name: string]: AuditValue };

/** An audit event before it has its place in the chain. */
export interface AuditEvent {
  readonly type: AuditEventType;
  readonly at: Date;
  /** Null where no signed-in person acted: commands of the server, a refused sign-in. */
  readonly actorId: string | null;
  readonly organizationId: string | null;
  readonly matterId: string | null;
  readonly documentId: string | null;
  /** Details by name. Never the text of drafts, a secret or a password. */
  readonly details: { readonly [name: string]: AuditValue };
}

/**
 * One stored line of the record. `type` is any string, since a record may hold types that this
 * build doesn't know.
 */
export interface AuditLine extends Omit<AuditEvent, "type"> {
  readonly type: string;
  /** Counts from 1 without gaps. */
  readonly sequence: number;
  /**
   * Canonical JSON: by table and row the hash of each column that its transaction wrote, for what
   * lines don't tell in full. Left out where it wrote none.
   */
  readonly rows?: string | null;
  readonly previousHash: string;
  /** SHA-256 (lower-case hex) of `chainedText` of this line. */
  readonly hash: string;
}

/** The end of the chain: number and hash of the last line. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** A head that was kept outside; null for the number where the hash alone was. */
export interface KeptHead {
  readonly sequence: number | null;
  readonly hash: string;
}

/** The head of an empty record. */
export const CHAIN_START: ChainHead = { sequence: 0, hash: "0".repeat(64) };

/**
 * The text that is hashed for a line: the canonical JSON (RFC 8785) of everything in it but its own
 * hash. Times are in UTC to the millisecond, as databases keep them. Throws for a time that is none
 * and for a number that JSON can't carry.
 */
export function chainedText(line: Omit<AuditLine, "hash">): string {
  const { sequence, previousHash, type, at, rows = null } = line;
  const { actorId, organizationId, matterId, documentId, details } = line;
  return canonicalJson({
    ...(rows === null ? {} : { rows }),
    sequence,
    previousHash,
    type,
    at: at.toISOString(),
    actorId,
    organizationId,
    matterId,
    documentId,
    details,
  });
}

/** The canonical form in which `details` are stored (RFC 8785). */
export function canonicalDetails(details: AuditEvent["details"]): string {
  return canonicalJson(details);
}

/** The event as the next line after `head`. `sha256` returns lower-case hex of the text's UTF-8. */
export function nextLine(
  head: ChainHead,
  event: AuditEvent,
  sha256: (text: string) => string,
): AuditLine {
  const { type, at, actorId, organizationId, matterId, documentId, details } = event;
  const line = {
    sequence: head.sequence + 1,
    previousHash: head.hash,
    type,
    at,
    actorId,
    organizationId,
    matterId,
    documentId,
    details,
  };
  return { ...line, hash: sha256(chainedText(line)) };
}

/** A line as it was told where it was written: that it came with an archive is of no row. */
export function withoutArchive(line: AuditLine): AuditLine {
  if (!isBroughtLine(line)) return line;
  const { [BROUGHT_FROM]: _archive, ...details } = line.details;
  return { ...line, details };
}

export type ChainVerdict =
  | { readonly intact: true; readonly head: ChainHead }
  /** `sequence` is the number that the first faulty line should have. */
  | { readonly intact: false; readonly sequence: number; readonly why: string };

/**
 * Verifies that the lines, in order, form one unbroken chain after `start`, and returns its head;
 * else the first faulty line. A long record can be verified in pieces, each from the head of the
 * piece before. Lines cut off at the end are only noticed by comparing the head: pass `expected`.
 */
export function verifyChain(
  lines: Iterable<AuditLine>,
  sha256: (text: string) => string,
  start: ChainHead = CHAIN_START,
  expected?: ChainHead,
): ChainVerdict {
  let head = start;
  for (const line of lines) {
    const sequence = head.sequence + 1;
    const why = faultOf(line, head, sha256);
    if (why !== null) return { intact: false, sequence, why };
    head = { sequence, hash: line.hash };
  }
  if (expected && head.sequence < expected.sequence) {
    const why = `Lines are missing at the end: the record should reach line ${expected.sequence}.`;
    return { intact: false, sequence: head.sequence + 1, why };
  }
  if (expected && head.sequence > expected.sequence) {
    const why = `Lines were added at the end: the record should stop at line ${expected.sequence}.`;
    return { intact: false, sequence: expected.sequence + 1, why };
  }
  if (expected && head.hash !== expected.hash) {
    const why = "The last line is not the one that the head of the record names.";
    return { intact: false, sequence: head.sequence, why };
  }
  return { intact: true, head };
}

function faultOf(
  line: AuditLine,
  head: ChainHead,
  sha256: (text: string) => string,
): string | null {
  const expected = head.sequence + 1;
  if (line.sequence !== expected) {
    return `Line ${expected} should stand here, and line ${line.sequence} does.`;
  }
  if (line.previousHash !== head.hash) {
    return `Line ${expected} does not follow the line before it: one of the two was changed.`;
  }
  if (Number.isNaN(line.at.getTime()) || sha256(chainedText(line)) !== line.hash) {
    return `Line ${expected} was changed after it was written.`;
  }
  return null;
}

function canonicalJson(value: AuditValue): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}
