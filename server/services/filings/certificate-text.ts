import { counted } from "#app/domain/counted.ts";
import { writtenDate, writtenInstant } from "#app/domain/dates.ts";
import { daysAfterFiling } from "#app/domain/filing-copy.ts";
import { ZONE_LABELS, zoneOfFiling } from "#app/domain/filing-zone.ts";
import { listed } from "#app/domain/listed.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import type { FiledView } from "./views.ts";
import { newBlocks, row } from "./certificate-blocks.ts";
import {
  ARCHIVE_PROVED,
  fromArchiveBlocks,
  grouped,
  inZone,
  LEFT,
  METHOD,
  recordBlocks,
  type CertifiedRecord,
  type WriteInstant,
} from "./certificate-record.ts";

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
  const details: [string, string | null][] = [
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
  const known = details.filter((detail): detail is [string, string] => detail[1] !== null);
  const approvals = standing.required.flatMap(({ organization, approval }) =>
    approval
      ? [
          [
            organization.name,
            approval.person?.name ?? LEFT,
            instant(approval.at),
            approval.passkey ? "a passkey, named below" : "the password, asked again",
          ],
        ]
      : [],
  );
  return {
    type: "doc",
    content: [
      heading(
        view.fromArchive
          ? "What an archive says of an approval and a filing"
          : "Certificate of approval and filing",
      ),
      ...fromArchiveBlocks(view, blocks),
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
        row("head", ["Organization", "Reviewer", "When", "Signed by"]),
        ...approvals.map((approval) => row("cell", approval)),
      ]),
      ...passkeyBlocks(view, record, blocks),
      ...recordBlocks(view, record, blocks, view.fromArchive ? ARCHIVE_PROVED : proved(view)),
    ],
  };
}

/** The keys that signed, and how anybody can check what they signed (P2). */
function passkeyBlocks(
  view: FiledView,
  { keys }: CertifiedRecord,
  { heading, body, table }: ReturnType<typeof newBlocks>,
): ProseNode[] {
  const rows = view.standing.required.flatMap(({ organization, approval }) => {
    const key = keys.find(({ fingerprint }) => fingerprint === approval?.passkey?.fingerprint);
    if (!key) return [];
    const { name, fingerprint, line } = key;
    return [
      row("cell", [
        organization.name,
        name ?? (view.fromArchive ? "as the archive says" : "removed since"),
        grouped(fingerprint),
        String(line.sequence),
      ]),
    ];
  });
  if (rows.length === 0) return [];
  return [
    heading("Signed by passkey"),
    body(
      "Each of these keys signed exactly this: the id and the SHA-256 of the version, the person, the organization, the approval, and a number that was drawn for it. Before, its device made its person show that it was them, by PIN, finger or face. With the file of a sign-off, which the document’s page of versions gives out, anybody can check that without this workspace, by the script that the page “Verify a PDF” of the workspace gives out.",
    ),
    table([
      row("head", ["Organization", "Key", "Fingerprint of the key (SHA-256)", "Added in line"]),
      ...rows,
    ]),
  ];
}

/** Checks passed when it was made, and accounts on record. */
function proved({ standing }: FiledView) {
  const approvals = standing.required.flatMap(({ approval }) => approval ?? []);
  const byKey = approvals.filter(({ passkey }) => passkey !== undefined).length;
  const compared =
    "the text of the version and the PDF had the hashes named here, worked out anew; the sign-offs and the details of the filing were those of the lines named here";
  if (byKey === 0) {
    return { compared, accounts: "the accounts that signed, each with its password asked again" };
  }
  return {
    compared: `${compared}; each signature by a passkey was one of the key named here, which had been added before`,
    accounts:
      byKey === approvals.length
        ? "the accounts that signed, each by a passkey of its own"
        : "the accounts that signed, each by a passkey of its own or with its password asked again",
  };
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
  const day = `${writtenDate(filedOn)}, as ${ZONE_LABELS[zoneOfFiling(zone)]} counts it`;
  const said = late.map(({ words, days }) => `${words}, ${counted(days, "day")} after it`);
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
