import { chainedText, nextLine, type ChainHead } from "#app/domain/audit-event.ts";
import { freeSlug, isSlug } from "#app/domain/slug.ts";
import type { Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import { CALLED_OFF } from "#server/services/bringing/calling-off.ts";
import { BringingRefused } from "#server/services/bringing/refused.ts";
import { bringerOf } from "#server/services/bringing/rights.ts";
import { takeAllIn } from "#server/services/files/room.ts";
import { appendEvent, HEAD_ID, headOf } from "#server/services/audit/append.ts";
import type { Resources } from "#server/services/resources.ts";
import { agreesWithLines } from "./agrees.ts";
import type { BringingAsked } from "./asked.ts";
import { storedDetails, type Mapping, type NewLine } from "./map.ts";
import { inPieces, writeStandIns } from "./named.ts";
import { ownActs } from "./own-lines.ts";
import { partiesHere, writeRows } from "./rows.ts";
import { yieldingToOthers } from "./yield-to-others.ts";

interface WritingMatter {
  readonly asked: BringingAsked;
  readonly mapping: Mapping;
  /** The archive's lines as they are here. */
  readonly brought: readonly NewLine[];
  /** Ids of what is done of the archive already, and whether this is the last of it. */
  readonly doneIds: readonly string[];
  readonly isLast: boolean;
  /** The archive as the line of its bringing in names it. */
  readonly from: {
    readonly archiveId: string;
    readonly workspace: string | null;
    readonly chain: ChainHead | null;
  };
}

/**
 * Writes one matter, all of it or nothing, and says so in the archive's row. What `mapping` says of ids has
 * to hold: the caller asks it in this transaction.
 */
export async function writeMatter(
  tx: Transaction,
  { clock, attachmentQuota }: Pick<Resources, "clock" | "attachmentQuota">,
  { asked, mapping, brought, doneIds, isLast, from }: WritingMatter,
): Promise<string> {
  const { ids, matter, choices, files, refuse } = mapping;
  const turn = yieldingToOthers();
  const at = clock();
  const actor = await bringerOf(tx, asked, asked.choices);
  const matterId = ids.of("matter", matter.id);
  const partyIds = partiesHere(mapping);
  const slug = await freeMatterSlug(tx, matter.rows.matter[0]?.slug ?? "");
  const [there] = matter.rows["public-page"];
  const page = there && {
    before: there.slug,
    slug: await freePageSlug(tx, there.slug),
    status: there.status,
  };
  const acts = ownActs(mapping, { actorId: actor.userId, at, partyIds, page: page ?? null });
  const lines = [...brought, ...acts.lines];
  const first = (await headOf(tx)).sequence + 1;
  await writeStandIns(tx, at, ids, matter);
  const places = new Map(lines.map(({ before }, index) => [before, first + index]));
  await appendLines(tx, lines);
  await writeRows(tx, mapping, {
    at,
    slug,
    pageSlug: page?.slug ?? null,
    partyIds,
    acts,
    placeOf(sequence) {
      const place = places.get(sequence);
      if (place === undefined) throw refuse("something in it names a line that is not in it.");
      return place;
    },
    placeOfReturn: (documentId) =>
      first +
      lines.findIndex(
        (line) =>
          line.before === null &&
          line.type === "document.review-voided" &&
          line.documentId === documentId,
      ),
  });
  await turn();
  const room = { matterId, files: files.counted, quota: attachmentQuota, at };
  const taken = await takeAllIn(tx, room);
  if (!taken.ok) throw refuse(`its files don’t fit. ${taken.refusal.sentence}`);
  const documents = matter.rows.documents.map(({ id, title }) => ({
    id: ids.of("document", id),
    title,
  }));
  const docketIds = matter.rows.dockets.map(({ id }) => ids.of("docket", id));
  await agreesWithLines(tx, { matterId, documents, docketIds, lines, first }, refuse);
  await turn();
  const matterIds = [...doneIds, matterId];
  const { count } = await tx.broughtArchive.updateMany({
    // Of two processes that are at work, as one that lost its turn may be, one writes it.
    where: { id: asked.id, state: "working", matterIds: JSON.stringify(doneIds) },
    data: { matterIds: JSON.stringify(matterIds), ...(isLast ? { state: "done" } : {}) },
  });
  if (count === 0) throw new BringingRefused(CALLED_OFF);
  const { archiveId, workspace, chain } = from;
  // The last line: it holds the hashes of all rows.
  await appendEvent(tx, at, {
    type: "matter.brought-in",
    actorId: actor.userId,
    organizationId: choices.leadOrganizationId,
    matterId,
    details: {
      broughtId: asked.id,
      archiveId,
      sha256: asked.sha256,
      chain: chain && { ...chain },
      from: workspace,
    },
  });
  return matterId;
}

/** Appends lines to the record, at once: no event of this transaction, so that nobody is told of them. */
async function appendLines(tx: Transaction, lines: readonly NewLine[]): Promise<void> {
  let head = await headOf(tx);
  const turn = yieldingToOthers();
  for (const some of inPieces(lines)) {
    const data = some.map((event) => {
      const { before: _before, ...said } = event;
      const line = nextLine(head, said, sha256);
      if (sha256(chainedText(line)) !== line.hash) throw new Error("a line has another hash");
      head = { sequence: line.sequence, hash: line.hash };
      return { ...line, details: storedDetails(event) };
    });
    await tx.auditEvent.createMany({ data });
    await turn();
  }
  await tx.auditHead.update({ where: { id: HEAD_ID }, data: head });
}

async function freeMatterSlug(tx: Transaction, wanted: string): Promise<string> {
  const taken = new Set((await tx.matter.findMany({ select: { slug: true } })).map(slugIn));
  if (isSlug(wanted) && !taken.has(wanted)) return wanted;
  return freeSlug(wanted, "matter", (slug) => taken.has(slug));
}

async function freePageSlug(tx: Transaction, wanted: string): Promise<string> {
  const taken = new Set((await tx.publicPage.findMany({ select: { slug: true } })).map(slugIn));
  if (isSlug(wanted) && !taken.has(wanted)) return wanted;
  return freeSlug(wanted, "page", (slug) => taken.has(slug));
}

const slugIn = ({ slug }: { readonly slug: string }) => slug;
