import type { ChainHead } from "#app/domain/audit-event.ts";
import { writtenDate, writtenInstant } from "#app/domain/dates.ts";
import { isFilingZone, ZONE_WORDS } from "#app/domain/filing-zone.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import type { FiledView } from "./views.ts";
import type { StoredTimestamp } from "#server/services/audit/timestamps.ts";
import { newBlocks, row, type Cell } from "./certificate-blocks.ts";

/** An audit line that a certificate cites. */
interface RecordLine {
  readonly type: string;
  readonly sequence: number;
  readonly hash: string;
  readonly at: Date;
}

/** The verified record of a filing, for its certificate. */
export interface CertifiedRecord {
  readonly lines: readonly RecordLine[];
  /** The head of the record when the certificate was created. */
  readonly head: ChainHead;
  readonly at: Date;
  /** The first time stamp of a head that covers these lines. */
  readonly timestamp: StoredTimestamp | null;
}

/** Certificates show times in the zone in which filings are dated. */
const ZONE = "America/New_York";

/** The names of the methods of filing on a certificate. */
const METHOD: Readonly<Record<FiledView["filing"]["method"], string>> = {
  portal: "the agency’s portal",
  "e-mail": "e-mail",
  mail: "mail",
  courier: "courier",
  fax: "fax",
  hand: "hand",
  "e-filing": "the court’s electronic filing",
};

const LINE_WORDS: Readonly<Record<string, string>> = {
  "document.submitted": "Submitted for review",
  "document.signed-off": "Signed off",
  "document.approved": "Approved",
  "document.filing-copy-made": "Filing copy made",
  "document.filing-copy-taken": "Filing copy taken away",
  "document.filed": "Filing confirmed",
};

/**
 * The text of a filing's certificate: which version was approved, by whom and when, what was filed,
 * and the audit lines that prove it. It is a separate file because it names persons, and could not
 * contain its own hash.
 */
export function certificateText(view: FiledView, record: CertifiedRecord): ProseJSON {
  const { heading, body, table } = newBlocks();
  const { filing, version, document, standing, corrections, ended, exhibitsApart } = view;
  const facts: [string, string | null][] = [
    ["Document", document.title],
    ["Matter", document.matter.title],
    ["Filed on", writtenDate(filing.filedOn)],
    ["Counted in", filing.zone === null ? null : inZone(filing.zone)],
    ["Filed by", METHOD[filing.method]],
    ["Filed with", filing.addressee],
    ["Confirmation number", filing.confirmation],
    ["Case number", filing.caseNumber],
    ["Certified by", filing.certifier],
    ["Recorded", `${filing.by?.name ?? LEFT}, ${instant(filing.at)}`],
    ["Version", String(version.number)],
    ["SHA-256 of the version", grouped(version.hash)],
    ["PDF", filing.pdfName],
    ["SHA-256 of the PDF", grouped(filing.pdfHash)],
  ];
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== null);
  const approvals = standing.required.flatMap(({ organization, approval }) =>
    approval ? [[organization.name, approval.person?.name ?? LEFT, instant(approval.at)]] : [],
  );
  return {
    type: "doc",
    content: [
      heading("Certificate of approval and filing"),
      body(
        "This certificate says what the record of the workspace holds about one filing. Every required organization approved exactly the version named here, by its hash, before it was filed; the PDF was made from that version and stored before it was filed, and is served from the store byte for byte.",
      ),
      heading("The filing"),
      table(known.map((fact) => row("cell", fact))),
      ...(exhibitsApart.length > 0
        ? [
            heading("Exhibits filed as files of their own"),
            table([
              row("head", ["Exhibit", "Title", "SHA-256 of its PDF"]),
              ...exhibitsApart.map(({ letter, title, sha256 }) =>
                row("cell", [letter, title, grouped(sha256)]),
              ),
            ]),
          ]
        : []),
      ...(filing.signatures.length > 0
        ? [
            heading("Signatures set on consent"),
            table([
              row("head", ["Signature", "For", "Consent"]),
              ...filing.signatures.map(({ name, organization, consent }) =>
                row("cell", [`/s/ ${name}`, organization ?? "", consent ?? "not recorded"]),
              ),
            ]),
          ]
        : []),
      heading("Approved by"),
      table([
        row("head", ["Organization", "Reviewer", "When"]),
        ...approvals.map((approval) => row("cell", approval)),
      ]),
      ...(corrections.length > 0 ? [heading("Corrected facts")] : []),
      ...corrections.map((correction) => body(correctionText(correction))),
      ...(ended ? [heading("What became of it"), body(endText(ended))] : []),
      heading("In the record"),
      body(
        "Each line of the record carries the hash of the line before. So a line that was changed, left out, added or moved breaks the chain where it stands, unless everything after it is written anew, too.",
      ),
      table([
        row("head", ["Line", "What", "When", "Hash of the line"]),
        ...record.lines.map(({ sequence, type, at, hash }): Cell[] =>
          row("cell", [String(sequence), LINE_WORDS[type] ?? type, instant(at), grouped(hash)]),
        ),
      ]),
      heading("What this certificate proves"),
      ...proofText(record).map(body),
      table(headRows(record).map((fact) => row("cell", fact))),
    ],
  };
}

/** What exactly was compared, and what no workspace can prove about itself. */
function proofText({ lines, timestamp }: CertifiedRecord): string[] {
  const first = lines[0]?.sequence ?? 1;
  return [
    `When it was made, the text of the version and the PDF had the hashes named here, worked out anew; the sign-offs and the facts of the filing were those of the lines named here; and every line from line ${first} to the head of the record had its own hash and the one of the line before.`,
    "It does not prove that nobody who could write the workspace’s database wrote the whole record anew: such a record is whole, too, but has another head. Whoever has a head of this record from outside, as this page is one, can have it compared by whoever runs the workspace, with “npm run audit:verify -- --head” and the head. Nor does it prove who sat at a keyboard: the record names the accounts that signed, each with its password asked again.",
    ...(timestamp
      ? [
          `A time-stamping authority, which does not belong to the workspace, signed that line ${timestamp.sequence} of the record, and so every line before it, existed at the time below (RFC 3161).`,
        ]
      : []),
  ];
}

function headRows({ head, at, timestamp }: CertifiedRecord): [string, string][] {
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

const LEFT = "a person who has left";

function instant(at: string | Date): string {
  return writtenInstant(new Date(at), ZONE);
}

/** A hash in groups of eight, which are easy to compare and fit a narrow column. */
function grouped(hash: string): string {
  return hash.match(/.{1,8}/gu)?.join(" ") ?? hash;
}

const FACT: Readonly<Record<keyof FiledView["corrections"][number]["after"], string>> = {
  filedOn: "date of filing",
  zone: "time zone",
  method: "method",
  addressee: "addressee",
  confirmation: "confirmation number",
};

function correctionText({ before, after, by, at }: FiledView["corrections"][number]): string {
  const names = (Object.keys(FACT) as (keyof typeof FACT)[]).filter((name) => name in after);
  const changes = names.map(
    (name) => `${FACT[name]} was ${said(before[name])}, is ${said(after[name])}`,
  );
  return `Corrected by ${by?.name ?? LEFT}, ${instant(at)}: ${changes.join("; ")}.`;
}

function inZone(zone: string): string {
  return isFilingZone(zone) ? ZONE_WORDS[zone] : zone;
}

function said(value: string | null | undefined): string {
  return value ? `“${value}”` : "not recorded";
}

function endText({ successor, reason, at }: NonNullable<FiledView["ended"]>): string {
  return successor
    ? `Superseded by “${successor.title}”, filed on ${writtenDate(successor.filedOn)}. Recorded ${instant(at)}.`
    : `Withdrawn ${instant(at)}. Reason: ${reason ?? "not recorded"}`;
}
