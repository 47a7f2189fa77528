import type { ChainHead } from "#app/domain/audit-event.ts";
import { writtenDate, writtenInstant } from "#app/domain/dates.ts";
import { isFilingZone, ZONE_LABELS, zoneOfFiling } from "#app/domain/filing-zone.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { StoredTimestamp } from "#server/services/audit/timestamps.ts";
import { row, type Cell, type newBlocks } from "./certificate-blocks.ts";
import type { FiledView } from "./views.ts";

/** An audit line that a certificate cites. */
interface RecordLine {
  readonly type: string;
  readonly sequence: number;
  readonly hash: string;
  readonly at: Date;
}

/** A passkey that signed an approval, as the line of its registration has it (P2). */
export interface CertifiedKey {
  readonly fingerprint: string;
  /** Null where it was removed since. */
  readonly name: string | null;
  readonly line: Pick<RecordLine, "sequence" | "at">;
}

/** The verified record of a filing, for its certificate. */
export interface CertifiedRecord {
  readonly lines: readonly RecordLine[];
  /** The keys by which approvals of it were signed. */
  readonly keys: readonly CertifiedKey[];
  /** The head of the record when the certificate was created. */
  readonly head: ChainHead;
  readonly at: Date;
  /** The first time stamp of a head that covers these lines. */
  readonly timestamp: StoredTimestamp | null;
}

/** The names of the methods of filing on a certificate. */
export const METHOD: Readonly<Record<FiledView["filing"]["method"], string>> = {
  portal: "the agency’s portal",
  "e-mail": "e-mail",
  mail: "mail",
  courier: "courier",
  fax: "fax",
  hand: "hand",
  "e-filing": "the court’s electronic filing",
};

const LINE_LABELS: Readonly<Record<string, string>> = {
  "document.submitted": "Submitted for review",
  "document.signed-off": "Signed off",
  "document.approved": "Approved",
  "document.filing-copy-made": "Filing copy made",
  "document.filing-copy-taken": "Filing copy taken away",
  "document.filed": "Filing confirmed",
  "document.brought-in": "Brought in",
};

/** Writes an instant as the filing's zone has it, with the zone. */
export type WriteInstant = (at: string | Date) => string;

/**
 * The end of every certificate: what became of the filing, its lines, and what they prove.
 * @param compared what agreed when it was made, as a clause.
 * @param accounts whom the record names, as its last sentence says.
 */
export function recordBlocks(
  { filing, corrections, ended }: FiledView,
  record: CertifiedRecord,
  { heading, body, table }: ReturnType<typeof newBlocks>,
  { compared, accounts }: { readonly compared: string; readonly accounts: string },
): ProseNode[] {
  const instant: WriteInstant = (at) => writtenInstant(new Date(at), zoneOfFiling(filing.zone));
  return [
    ...(corrections.length > 0 ? [heading("Corrected details")] : []),
    ...corrections.map((correction) => body(correctionText(correction, instant))),
    ...(ended ? [heading("What became of it"), body(endText(ended, instant))] : []),
    heading("In the record"),
    body(
      "Each line of the record carries the hash of the line before. So a line that was changed, left out, added or moved breaks the chain where it stands, unless everything after it is written anew, too.",
    ),
    table([
      row("head", ["Line", "What", "When", "Hash of the line"]),
      ...record.lines.map(({ sequence, type, at, hash }): Cell[] =>
        row("cell", [String(sequence), LINE_LABELS[type] ?? type, instant(at), grouped(hash)]),
      ),
    ]),
    heading("What this certificate proves"),
    ...proofText(record, compared, accounts).map(body),
    table(headRows(record, instant).map((fact) => row("cell", fact))),
  ];
}

/** The beginning of the certificate of a paper that came with an archive (A3): who vouches for what it tells. */
export function fromArchiveBlocks(
  { filing, fromArchive }: FiledView,
  { body }: Pick<ReturnType<typeof newBlocks>, "body">,
): ProseNode[] {
  if (fromArchive === null) return [];
  const { at, by, from } = fromArchive;
  const day = writtenInstant(new Date(at), zoneOfFiling(filing.zone));
  return [
    body(
      [
        `This paper came with an archive, which ${by?.name ?? LEFT} brought in on ${day}.`,
        ...(from === null ? [] : [`The archive names ${from} as its workspace.`]),
        "Who approved it, made its PDF and filed it, and when, is what that archive says; nothing in this workspace shows it, and whoever is named “(from an archive)” has no account here.",
      ].join(" "),
    ),
  ];
}

/** The sentences by which the certificate of such a paper can tell of itself. */
export const ARCHIVE_PROVED = {
  compared:
    "the text of the version and the PDF had the hashes named here, worked out anew; what the archive says of sign-offs and of the filing was that of the lines named here",
  accounts:
    "people of the archive, and who brought it in. Nor does it prove that they approved or filed it, or when: whoever makes an archive writes that into it. A signature by a passkey alone is of whoever has the key with that fingerprint",
};

/** Says what exactly was compared, and what no workspace can prove about itself. */
function proofText(
  { lines, timestamp }: CertifiedRecord,
  compared: string,
  accounts: string,
): string[] {
  const first = lines[0]?.sequence ?? 1;
  return [
    `When it was made, ${compared}; and every line from line ${first} to the head of the record had its own hash and the one of the line before.`,
    `It does not prove that nobody who could write the workspace’s database wrote the whole record anew: such a record is whole, too, but has another head. Whoever has a head of this record from outside, as this page is one, can have it compared by whoever runs the workspace, with “npm run audit:verify -- --head” and the head. The parties of the matter read its lines there, each in a sentence. Nor does it prove who sat at a keyboard: the record names ${accounts}.`,
    ...(timestamp
      ? [
          `A time-stamping authority, which does not belong to the workspace, signed that line ${timestamp.sequence} of the record, and so every line before it, existed at the time below (RFC 3161).`,
        ]
      : []),
  ];
}

function headRows(
  { head, at, timestamp }: CertifiedRecord,
  instant: WriteInstant,
): [string, string][] {
  return [
    ["Made", instant(at)],
    ["Head of the record", `${head.sequence}: ${grouped(head.hash)}`],
    ...(timestamp
      ? ([
          ["Time-stamped", `${instant(timestamp.at)}, by ${timestamp.authority}`],
          ["Time-stamped head", `${timestamp.sequence}: ${grouped(timestamp.hash)}`],
        ] satisfies [string, string][])
      : []),
  ];
}

export const LEFT = "a person who has left";

/** A hash in groups of eight, which are easy to compare and fit a narrow column. */
export function grouped(hash: string): string {
  return hash.match(/.{1,8}/gu)?.join(" ") ?? hash;
}

const DETAIL_LABELS: Readonly<Record<keyof FiledView["corrections"][number]["after"], string>> = {
  filedOn: "date of filing",
  zone: "time zone",
  method: "method",
  addressee: "addressee",
  confirmation: "confirmation number",
};

function correctionText(
  { before, after, by, at }: FiledView["corrections"][number],
  instant: WriteInstant,
): string {
  const names = (Object.keys(DETAIL_LABELS) as (keyof typeof DETAIL_LABELS)[]).filter(
    (name) => name in after,
  );
  const changes = names.map(
    (name) => `${DETAIL_LABELS[name]} was ${said(before[name])}, is ${said(after[name])}`,
  );
  return `Corrected by ${by?.name ?? LEFT}, ${instant(at)}: ${changes.join("; ")}.`;
}

export function inZone(zone: string): string {
  return isFilingZone(zone) ? ZONE_LABELS[zone] : zone;
}

function said(value: string | null | undefined): string {
  return value ? `“${value}”` : "not recorded";
}

function endText(
  { successor, reason, at }: NonNullable<FiledView["ended"]>,
  instant: WriteInstant,
): string {
  return successor
    ? `Superseded by “${successor.title}”, filed on ${writtenDate(successor.filedOn)}. Recorded ${instant(at)}.`
    : `Withdrawn ${instant(at)}. Reason: ${reason ?? "not recorded"}`;
}
