import type { ReplayedDocument } from "#app/domain/replayed-document.ts";
import type { Transaction } from "#server/database/index.ts";
import { compareMatter } from "#server/services/audit/compare-agency-records.ts";
import { compareAuthorship } from "#server/services/audit/compare-authorship.ts";
import { compareDocument, compareSigners } from "#server/services/audit/compare.ts";
import { comparePage, compareSnapshots } from "#server/services/audit/compare-public-pages.ts";
import type { NewLine } from "./map.ts";
import type { RefuseMatter } from "./refuse.ts";
import { yieldingToOthers } from "./yield-to-others.ts";

/** A matter as it was written: its ids, and its lines. */
interface MatterHere {
  readonly matterId: string;
  readonly documents: readonly { readonly id: string; readonly title: string }[];
  readonly docketIds: readonly string[];
  readonly lines: readonly NewLine[];
  /** The number of the first of the lines. */
  readonly first: number;
}

/**
 * Holds what was written against its lines, as `audit:verify` does: rows and lines of an archive that say
 * different things would be found there for ever, and blamed on whoever runs the workspace.
 */
export async function agreesWithLines(
  tx: Transaction,
  written: MatterHere,
  refuse: RefuseMatter,
): Promise<void> {
  const turn = yieldingToOthers();
  for (const { id, title } of written.documents) {
    await turn();
    const { recorded, differences } = await compareDocument(tx, id);
    const signers = await compareSigners(tx, id, recorded.filing?.columns["versionId"]);
    const authors = await compareAuthorship({ client: tx }, id);
    const [first] = [...differences, ...signers, ...authors];
    if (first)
      throw refuse(`what it says of “${title}” is not what its record says: ${first.why}.`);
    if (!(await isStored(tx, recorded))) throw refuse(`the filed pages of “${title}” are missing.`);
  }
  const [agency] = await compareMatter(tx, written.matterId);
  if (agency) throw refuse(`its agency record is not what its record says: ${agency.why}.`);
  const [page] = [
    ...(await comparePage(tx, written.matterId)),
    ...(await compareSnapshots(tx, written.matterId)),
  ];
  if (page) throw refuse(`its public page is not what its record says: ${page.why}.`);
  await docketsAgree(tx, written, refuse);
}

/**
 * Whether all pages of which the lines tell are those of the filing, which were stored before: nothing else
 * is there by the hash that a line names.
 */
async function isStored(
  tx: Transaction,
  { filing, filingCopies }: ReplayedDocument,
): Promise<boolean> {
  const sha256 = filing?.columns["pdfHash"];
  if (filingCopies.some(({ columns }) => columns["pdfHash"] !== sha256)) return false;
  if (typeof sha256 !== "string") return true;
  return (await tx.filedPdfPiece.count({ where: { sha256, start: 0 } })) === 1;
}

/** Each docket entry is told by one line, whose number it has; each that a line tells of is there. */
async function docketsAgree(
  tx: Transaction,
  { docketIds, lines, first }: MatterHere,
  refuse: RefuseMatter,
): Promise<void> {
  const told = new Map<string, number>();
  const NOT_TOLD = refuse("its docket entries are not those of its record.");
  for (const [index, { type, details }] of lines.entries()) {
    if (!type.startsWith("docket.event-")) continue;
    for (const id of Object.keys(Object(details["hashes"]))) {
      if (told.has(id)) throw NOT_TOLD;
      told.set(id, first + index);
    }
  }
  let found = 0;
  const turn = yieldingToOthers();
  for (const docketId of docketIds) {
    await turn();
    const rows = await tx.docketEvent.findMany({
      where: { docketId },
      select: { id: true, recordedAs: true },
    });
    found += rows.length;
    if (rows.some(({ id, recordedAs }) => told.get(id) !== recordedAs)) throw NOT_TOLD;
  }
  if (found !== told.size) throw NOT_TOLD;
}
