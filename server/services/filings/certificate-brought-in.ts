import { writtenDate, writtenInstant } from "#app/domain/dates.ts";
import { COPY_STANDING } from "#app/domain/filing-copy.ts";
import { zoneOfFiling } from "#app/domain/filing-zone.ts";
import type { ProseJSON } from "#app/document/prose.ts";
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
} from "./certificate-record.ts";
import type { FiledView } from "./views.ts";

/**
 * The text of the certificate of a paper that was filed before it came here (L59): by whom and when
 * its PDF was brought in, and what was typed of its filing. It tells of no approval and of no making.
 */
export function broughtInCertificate(view: FiledView, record: CertifiedRecord): ProseJSON {
  const { filing, document, broughtIn } = view;
  const blocks = newBlocks();
  const { heading, body, table } = blocks;
  const { organizations = [], numbers = [], madeAs = null } = broughtIn ?? {};
  const instant = (at: string) => writtenInstant(new Date(at), zoneOfFiling(filing.zone));
  const by = filing.by?.name ?? LEFT;
  const details: [string, string | null][] = [
    ["Document", document.title],
    ["Matter", document.matter.title],
    ["Filed for", organizations.join("; ")],
    ["Filed on", writtenDate(filing.filedOn)],
    ["Counted in", filing.zone === null ? null : inZone(filing.zone)],
    ["Filed by", METHOD[filing.method]],
    ["Filed with", filing.addressee],
    ["Confirmation number", filing.confirmation],
    ["Numbers", numbers.length > 0 ? numbers.join(", ") : null],
    ["Case number", filing.caseNumber],
    ["Brought in", `${instant(filing.at)}, ${by}`],
    ["PDF", filing.pdfName],
    ["SHA-256 of the PDF", grouped(filing.pdfHash)],
  ];
  const known = details.filter((detail): detail is [string, string] => detail[1] !== null);
  return {
    type: "doc",
    content: [
      heading("Certificate of a filing that was brought in"),
      ...fromArchiveBlocks(view, blocks),
      body(
        [
          `This PDF was brought in on ${instant(filing.at)} by ${by}, as a paper that was filed before.`,
          madeAs === null
            ? "Coalition Desk did not make it, and no approval of it is recorded here."
            : madeAs.paper === null
              ? `Coalition Desk made the same file as a filing copy, ${instant(madeAs.at)}, and this certificate tells of no approval.`
              : `Coalition Desk made the same file as the filing copy of “${madeAs.paper.title}”, ${instant(madeAs.at)}; that it was filed was ${COPY_STANDING[madeAs.paper.standing]}, and this certificate tells of no approval.`,
        ].join(" "),
      ),
      heading("The filing"),
      table(known.map((fact) => row("cell", fact))),
      ...recordBlocks(view, record, blocks, view.fromArchive ? ARCHIVE_PROVED : PROVED),
    ],
  };
}

const PROVED = {
  compared:
    "the PDF had the hash named here, worked out anew; the details of the filing were those of the lines named here",
  accounts:
    "the account that brought it in. Nor does it prove that the paper was filed, or when: it tells what was recorded of that, and by whom",
};
