import { writtenDate, writtenInstant } from "../../../app/domain/dates";
import type { ProseJSON } from "../../../app/prose/prose";
import type { FiledView } from "../record-views";
import { newBlocks, row, type Cell } from "./certificate-blocks";

/** A line of the record that a certificate points to. */
export interface RecordLine {
  readonly type: string;
  readonly sequence: number;
  readonly hash: string;
  readonly at: Date;
}

/** Instants on a certificate are written in the zone in which filings are dated. */
const ZONE = "America/New_York";

/** How a certificate names the ways in which something is filed. */
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
  "document.filed": "Filed",
};

/**
 * The text of a filing's certificate: which version was approved, by whom and when, what was filed,
 * and the lines of the record that say so. It stands in a file of its own: it names persons, and it
 * could not hold its own hash.
 */
export function certificateText(view: FiledView, lines: readonly RecordLine[]): ProseJSON {
  const { heading, body, table } = newBlocks();
  const { filing, version, document, standing, corrections, ended } = view;
  const facts: [string, string | null][] = [
    ["Document", document.title],
    ["Matter", document.matter.title],
    ["Filed on", writtenDate(filing.filedOn)],
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
        "This certificate says what the record of the workspace holds about one filing. Every required organization approved exactly the version named here, by its hash, before it was filed; the PDF was made from that version and stored, and is served from the store byte for byte.",
      ),
      heading("The filing"),
      table(known.map((fact) => row("cell", fact))),
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
        "Each line of the record carries the hash of the line before, so that none can be changed, left out or moved without a trace.",
      ),
      table([
        row("head", ["Line", "What", "When", "Hash of the line"]),
        ...lines.map(({ sequence, type, at, hash }): Cell[] =>
          row("cell", [String(sequence), LINE_WORDS[type] ?? type, instant(at), grouped(hash)]),
        ),
      ]),
    ],
  };
}

const LEFT = "a person who has left";

function instant(at: string | Date): string {
  return writtenInstant(new Date(at), ZONE);
}

/** A hash in groups of eight, which the eye can compare and a narrow column can break. */
function grouped(hash: string): string {
  return hash.match(/.{1,8}/gu)?.join(" ") ?? hash;
}

const FACT: Readonly<Record<keyof FiledView["corrections"][number]["after"], string>> = {
  filedOn: "date of filing",
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

function said(value: string | null | undefined): string {
  return value ? `“${value}”` : "not recorded";
}

function endText({ successor, reason, at }: NonNullable<FiledView["ended"]>): string {
  return successor
    ? `Superseded by “${successor.title}”, filed on ${writtenDate(successor.filedOn)}. Recorded ${instant(at)}.`
    : `Withdrawn ${instant(at)}. Reason: ${reason ?? "not recorded"}`;
}
