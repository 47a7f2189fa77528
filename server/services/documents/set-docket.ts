import type { Actor } from "#app/domain/actor.ts";
import { setDocketForm } from "#app/domain/forms/document.ts";
import { profileOfDistrict } from "#app/domain/layout.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { docketOfCaption, type DocketCaption } from "#app/document/details/docket.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { command } from "#server/services/command.ts";
import { detailsOfDocket } from "#server/services/dockets/load.ts";
import { listDockets } from "#server/services/dockets/show.ts";
import { deleteIfEmpty } from "#server/services/dockets/write.ts";
import type { Resources } from "#server/services/resources.ts";
import { documentFor, documentTo, type LoadedDocument } from "./load.ts";
import { mergeDrafts } from "./merge.ts";
import { mayMoveTo } from "./movable.ts";
import { documentTag, type DocumentTag } from "./tag.ts";

/** The parts of a caption that come from its docket. */
export type CaptionPart = keyof DocketCaption;

interface DocketName {
  readonly id: string;
  /** Its parties and its number. */
  readonly name: string;
}

/** The dockets to which a paper can be moved, and what follows for one of them. */
export interface DocketMoveView {
  readonly document: DocumentTag;
  /** Null for a paper without one. */
  readonly docket: DocketName | null;
  readonly others: readonly DocketName[];
  /** Null until one is chosen. */
  readonly chosen: MoveTold | null;
}

interface MoveTold extends DocketName {
  /** Each part of the caption that changes with it; empty for a paper that was filed. */
  readonly changes: readonly {
    readonly part: CaptionPart;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  /** Whether its layout is that of another court than the docket's, and stays. */
  readonly otherLayout: boolean;
  /** Why it can't be moved there; null where it can. */
  readonly refused: string | null;
}

const MOVED =
  "Somebody else moved this paper since you opened the page. Nothing was changed; load the page again.";
const NOT_THERE = "Choose from the dockets shown.";

/** The other dockets of the paper's matter, and what moving it to one of them means. */
export async function showDocketMove(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
  to: string | null,
): Promise<Outcome<DocketMoveView>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const movable = mayMoveTo(actor, subject);
  if (!movable.ok) return movable;
  const dockets = (await listDockets(client, row.matterId)).map(({ id, name }) => ({ id, name }));
  const others = dockets.filter(({ id }) => id !== row.docketId);
  const chosen = to === null ? undefined : others.find(({ id }) => id === to);
  if (to !== null && !chosen) return refuse("not-found");
  return done({
    document: documentTag(actor, row),
    docket: dockets.find(({ id }) => id === row.docketId) ?? null,
    others,
    chosen: chosen ? await toldOf(client, found.value, chosen) : null,
  });
}

/**
 * Moves a paper to another lawsuit of its matter. The caption of a draft follows, as if it had been
 * begun there; a filed paper stays as it was filed, and is listed with the other lawsuit. Refuses what
 * is in review or approved, and a filed paper whose number is another than the docket's.
 */
export const setDocket = command({
  on: documentTo("document.view"),
  form: setDocketForm,
  permission:
    ({ found: { subject } }) =>
    (actor) =>
      mayMoveTo(actor, subject),
  async run({ tx, at, actor, found, form: { docketId, from }, record }) {
    const { row, subject } = found;
    if (row.docketId !== (from ?? null)) return refuse("stale", MOVED);
    const moved = done({
      matterSlug: row.matter.slug,
      docketId,
      isFiled: subject.status !== "draft",
    });
    if (row.docketId === docketId) return moved;
    const docket = await tx.docket.findUnique({ where: { id: docketId } });
    if (docket?.matterId !== row.matterId) {
      return refuse("bad-input", undefined, { docketId: NOT_THERE });
    }
    const number = await otherNumber(tx, row.id, docket.caseNumber);
    if (number !== null) return refuse("bad-input", number, { docketId: number });
    await tx.document.update({ where: { id: row.id }, data: { docketId } });
    await record({
      type: "document.docket-set",
      details: { before: row.docketId, after: docketId },
    });
    // Its own line tells which parts of the details changed.
    await mergeDrafts(tx, { id: row.id }, { actorId: actor.userId, at, follows: "docket" });
    if (row.docketId !== null) await deleteIfEmpty(tx, at, row.docketId, actor.userId);
    return moved;
  },
});

/** Why a paper can't be of a docket: it was filed under another number; null where nothing says so. */
async function otherNumber(
  client: PrismaClient | Transaction,
  documentId: string,
  caseNumber: string | null,
): Promise<string | null> {
  const filing = await client.filing.findUnique({
    where: { documentId },
    select: { caseNumber: true },
  });
  const filed = filing?.caseNumber ?? null;
  return filed === null || caseNumber === null || filed === caseNumber
    ? null
    : `It was filed under No. ${filed}, and this docket says No. ${caseNumber}. Nothing was changed; correct one of them first.`;
}

async function toldOf(
  client: PrismaClient,
  { row, subject }: LoadedDocument,
  chosen: DocketName,
): Promise<MoveTold> {
  const docket = detailsOfDocket(
    await client.docket.findUniqueOrThrow({ where: { id: chosen.id } }),
  );
  const { caption } = readDetails(row.facts);
  const isDraft = subject.status === "draft";
  const [before, after] = [caption && docketOfCaption(caption), docketOfCaption(docket)];
  const parts = Object.keys(after) as CaptionPart[];
  const changes =
    before && isDraft ? parts.map((part) => ({ part, ...pair(before, after, part) })) : [];
  const profile = profileOfDistrict(docket.district);
  return {
    ...chosen,
    changes: changes.filter((one) => one.before !== one.after),
    otherLayout: isDraft && profile !== null && profile !== row.layoutProfile,
    refused: await otherNumber(client, row.id, docket.caseNumber),
  };
}

function pair(before: DocketCaption, after: DocketCaption, part: CaptionPart) {
  return { before: captionText(before[part]), after: captionText(after[part]) };
}

/** A part as the page shows it: parties by name and address, one a line. */
function captionText(value: DocketCaption[CaptionPart]): string | null {
  if (value === null || typeof value === "string") return value || null;
  return value.map(({ name, address }) => [name, ...address].join(", ")).join("\n") || null;
}
