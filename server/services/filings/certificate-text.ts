import type { ChainHead } from "#app/domain/audit-event.ts";
import { writtenDate, writtenInstant } from "#app/domain/dates.ts";
import { countedDays, daysAfterFiling } from "#app/domain/filing-copy.ts";
import { isFilingZone, ZONE_WORDS, zoneOfFiling } from "#app/domain/filing-zone.ts";
import { listed } from "#app/domain/listed.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
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

const LINE_WORDS: Readonly<Record<string, string>> = {
  "document.submitted": "Submitted for review",
  "document.signed-off": "Signed off",
  "document.approved": "Approved",
  "document.filing-copy-made": "Filing copy made",
  "document.filing-copy-taken": "Filing copy taken away",
  "document.filed": "Filing confirmed",
  "document.brought-in": "Brought in",
};

/** Writes an instant as the filing's zone has it, with the zone. */
type WriteInstant = (at: string | Date) => string;

/**
 * The text of a filing's certificate: which version was approved, by whom and when, what was filed,
 * and the audit lines that prove it; each sentence from the rows (L46, L60). It is a separate file
 * because it names persons, and could not contain its own hash.
 */
export function certificateText(view: FiledView, record: CertifiedRecord): ProseJSON {
  const blocks = newBlocks();
  const { heading, body, table } = blocks;
  const { filing, version, document, standing, exhibitsApart } = view;
  const zone = zoneOfFiling(filing.zone);
  const instant: WriteInstant = (at) => writtenInstant(new Date(at), zone);
  const steps = stepsOf(view);
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
      body(orderText(view, steps)),
      body(
        [
          "This certificate says what the record of the workspace holds about one filing.",
          ...approvalText(view, instant),
          ...copyText(view, instant),
        ].join(" "),
      ),
      heading("When"),
      table(
        steps.map(({ label, at, by }) =>
          row("cell", [
            label,
            at === null ? "not recorded" : `${instant(at)}${by ? `, ${by}` : ""}`,
          ]),
        ),
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
      ...recordBlocks(view, record, blocks, COMPARED),
    ],
  };
}

const COMPARED =
  "the text of the version and the PDF had the hashes named here, worked out anew; the sign-offs and the facts of the filing were those of the lines named here";

/**
 * The end of every certificate: what became of the filing, its lines, and what they prove.
 * @param compared what agreed when it was made, as a clause.
 */
export function recordBlocks(
  { filing, corrections, ended }: FiledView,
  record: CertifiedRecord,
  { heading, body, table }: ReturnType<typeof newBlocks>,
  compared: string,
): ProseNode[] {
  const instant: WriteInstant = (at) => writtenInstant(new Date(at), zoneOfFiling(filing.zone));
  return [
    ...(corrections.length > 0 ? [heading("Corrected facts")] : []),
    ...corrections.map((correction) => body(correctionText(correction, instant))),
    ...(ended ? [heading("What became of it"), body(endText(ended, instant))] : []),
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
    ...proofText(record, compared).map(body),
    table(headRows(record, instant).map((fact) => row("cell", fact))),
  ];
}

/** One of the steps that end in a filing. */
interface CertifiedStep {
  readonly label: string;
  /** As part of a sentence. */
  readonly words: string;
  /** Null where the record has no time of it. */
  readonly at: string | null;
  readonly by: string | null;
}

function filedCopyOf({ copies }: FiledView) {
  return copies.find(({ confirmedAt }) => confirmedAt !== null);
}

function lastApprovalOf({ standing }: FiledView): string | null {
  const times = standing.required.flatMap(({ approval }) => (approval ? [approval.at] : []));
  return times.toSorted().at(-1) ?? null;
}

/** The steps in their order: approval, the making of the PDF, its taking away, the confirmation. */
function stepsOf(view: FiledView): CertifiedStep[] {
  const copy = filedCopyOf(view);
  const { filing } = view;
  const confirmed = filing.by?.name ?? LEFT;
  const maker = copy && (copy.by?.name ?? LEFT);
  return [
    { label: "Last approval", words: "the last approval", at: lastApprovalOf(view), by: null },
    {
      label: "PDF made",
      words: "the making of the PDF",
      at: copy?.at ?? null,
      by: maker ?? null,
    },
    {
      label: "First taken away",
      words: "its being taken away to be filed",
      at: copy?.takenAt ?? null,
      by: null,
    },
    {
      label: "Filing confirmed",
      words: "the confirmation of the filing",
      at: filing.at,
      by: confirmed,
    },
  ];
}

/** Whether each step was taken by the day of filing; what was not, by how much (L60). */
function orderText({ filing }: FiledView, steps: readonly CertifiedStep[]): string {
  const { filedOn, zone } = filing;
  const late = steps.flatMap((step) => {
    const days = step.at === null ? 0 : daysAfterFiling(filedOn, zone, new Date(step.at));
    return days === 0 ? [] : [{ ...step, days }];
  });
  const unknown = steps.filter(({ at }) => at === null);
  const day = `${writtenDate(filedOn)}, as ${ZONE_WORDS[zoneOfFiling(zone)]} counts it`;
  const said = late.map(({ words, days }) => `${words}, ${countedDays(days)} after it`);
  const [, made] = steps;
  const wasMadeLate = late.some(({ label }) => label === made?.label);
  return [
    late.length > 0
      ? `This was done after the day of filing, ${day}: ${said.join("; ")}.`
      : `By the end of the day of filing, ${day}, this was done: ${listed(steps.flatMap(({ words, at }) => (at === null ? [] : [words])))}.`,
    ...(wasMadeLate ? ["So the PDF named here did not exist on that day."] : []),
    ...(unknown.length > 0
      ? [`No time is on record of ${listed(unknown.map(({ words }) => words))}.`]
      : []),
  ].join(" ");
}

/** Which of the required organizations approved the version. */
function approvalText(view: FiledView, instant: WriteInstant): string[] {
  const { required } = view.standing;
  const named = (some: typeof required) =>
    listed(some.map(({ organization }) => organization.name));
  const approved = required.filter(({ approval }) => approval !== null);
  const missing = required.filter(({ approval }) => approval === null);
  const last = lastApprovalOf(view);
  return [
    ...(required.length === 0 ? ["No sign-off was required for it."] : []),
    ...(last === null
      ? []
      : [
          `The version named here was approved, by its hash, by ${named(approved)}${missing.length === 0 ? ", which is every organization whose sign-off was required" : ""}; the last approval is of ${instant(last)}.`,
        ]),
    ...(missing.length > 0
      ? [`No approval of it by ${named(missing)}, whose sign-off was required, is on record.`]
      : []),
  ];
}

/** The source of the PDF, and the day that it prints. */
function copyText(view: FiledView, instant: WriteInstant): string[] {
  const copy = filedCopyOf(view);
  if (!copy) return ["When its PDF was made is not on record."];
  const { version, filing } = view;
  const last = lastApprovalOf(view);
  const from =
    copy.versionNumber === version.number
      ? "that version"
      : `version ${copy.versionNumber}, another one`;
  const order =
    last === null
      ? ""
      : copy.at < last
        ? ", before the last approval"
        : ", after the last approval";
  return [
    `The PDF was made from ${from}, ${instant(copy.at)}${order}.`,
    ...(copy.printedOn === filing.filedOn
      ? []
      : [`Its pages print another day of filing, ${writtenDate(copy.printedOn)}.`]),
  ];
}

/** What exactly was compared, and what no workspace can prove about itself. */
function proofText({ lines, timestamp }: CertifiedRecord, compared: string): string[] {
  const first = lines[0]?.sequence ?? 1;
  return [
    `When it was made, ${compared}; and every line from line ${first} to the head of the record had its own hash and the one of the line before.`,
    "It does not prove that nobody who could write the workspace’s database wrote the whole record anew: such a record is whole, too, but has another head. Whoever has a head of this record from outside, as this page is one, can have it compared by whoever runs the workspace, with “npm run audit:verify -- --head” and the head. Nor does it prove who sat at a keyboard: the record names the accounts that signed, each with its password asked again.",
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

const FACT: Readonly<Record<keyof FiledView["corrections"][number]["after"], string>> = {
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
  const names = (Object.keys(FACT) as (keyof typeof FACT)[]).filter((name) => name in after);
  const changes = names.map(
    (name) => `${FACT[name]} was ${said(before[name])}, is ${said(after[name])}`,
  );
  return `Corrected by ${by?.name ?? LEFT}, ${instant(at)}: ${changes.join("; ")}.`;
}

export function inZone(zone: string): string {
  return isFilingZone(zone) ? ZONE_WORDS[zone] : zone;
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
