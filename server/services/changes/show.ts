import type { Actor } from "#app/domain/actor.ts";
import type { BaselineChoice, ChangesAnswer } from "#app/domain/changes/answers.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { wasSetAside } from "#server/database/draft-moments.ts";
import { documentFor, type LoadedDocument } from "#server/services/documents/load.ts";
import { sittingEnds } from "#server/services/history/sittings.ts";
import type { Resources } from "#server/services/resources.ts";

/** The most versions that are offered, the latest. */
const MOST_VERSIONS = 100;
/** Of these the page offers yesterday and last week: more than a day's cannot matter. */
const MOST_SITTINGS = 200;

/**
 * The moments that a reader may have changes shown against, and whether there is something new.
 * @param opened the number of the draft when its page was opened: what others wrote after that the
 * reader saw as it came, and it is not new. Without it, all counts.
 */
export async function showChanges(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
  opened = Infinity,
): Promise<Outcome<ChangesAnswer>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row } = found.value;
  const { userId } = actor;
  const key = { userId_documentId: { userId, documentId } };
  const looked = await client.draftRead.findUnique({ where: key });
  const upTo = Math.min(opened, row.sequence);
  const tick = await client.changeTick.findUnique({ where: key });
  const kept = await keptMoments(client, documentId, row.sequence);
  const choices = [
    ...(looked ? [choice("looked", "looked", looked)] : []),
    ...(await approvalOf(client, actor, found.value)),
    ...(await versionsOf(client, documentId)),
    ...(await sittingsOf(client, row)),
  ];
  const baselines: BaselineChoice[] = [];
  for (const one of choices) {
    const isOpen = kept.isOpen(one) && !(await wasSetAside(client, documentId, one));
    const isKept = isOpen || kept.has(one);
    if (isKept || one.version) baselines.push({ ...one, isKept });
  }
  return done({
    generation: row.generation,
    sequence: row.sequence,
    baselines,
    hasUnseen: looked !== null && (await othersWroteAfter(client, looked, actor, upTo)),
    ticked: tick ? Buffer.from(tick.ranges).toString("base64") : null,
  });
}

type MomentChoice = Omit<BaselineChoice, "isKept">;

function choice(
  key: string,
  kind: MomentChoice["kind"],
  moment: { readonly generation: number; readonly sequence: number; readonly at: Date },
  more: Partial<Pick<MomentChoice, "version" | "organization">> = {},
): MomentChoice {
  const { generation, sequence } = moment;
  const at = moment.at.toISOString();
  return { key, kind, generation, sequence, at, version: null, organization: null, ...more };
}

/** The version that an organization of the actor's approved last. */
async function approvalOf(
  client: PrismaClient,
  actor: Actor,
  { row: { id: documentId }, subject }: LoadedDocument,
): Promise<MomentChoice[]> {
  const mine = actor.memberships
    .map(({ organizationId }) => organizationId)
    .filter((organizationId) => subject.matter.partyIds.has(organizationId));
  const signOff = await client.signOff.findFirst({
    where: { documentId, decision: "approved", organizationId: { in: mine } },
    orderBy: [{ at: "desc" }, { id: "asc" }],
    select: {
      at: true,
      organizationId: true,
      version: { select: { number: true, name: true, generation: true, sequence: true } },
    },
  });
  if (!signOff) return [];
  const organization = await client.organization.findUnique({
    where: { id: signOff.organizationId },
    select: { shortName: true },
  });
  const { number, name, generation, sequence } = signOff.version;
  const moment = { generation, sequence, at: signOff.at };
  return [
    choice("approved", "approved", moment, {
      version: { number, name },
      organization: organization?.shortName ?? null,
    }),
  ];
}

async function versionsOf(client: PrismaClient, documentId: string): Promise<MomentChoice[]> {
  const versions = await client.version.findMany({
    where: { documentId },
    select: { number: true, name: true, generation: true, sequence: true, createdAt: true },
    orderBy: { number: "desc" },
    take: MOST_VERSIONS,
  });
  return versions.map(({ number, name, createdAt, ...moment }) =>
    choice(
      `version-${number}`,
      "version",
      { ...moment, at: createdAt },
      { version: { number, name } },
    ),
  );
}

interface Kept {
  has(moment: { readonly generation: number; readonly sequence: number }): boolean;
  /** Whether compaction has not folded it yet. */
  isOpen(moment: { readonly sequence: number }): boolean;
}

/** Tells which moments are kept, and which compaction has not folded yet. */
async function keptMoments(client: PrismaClient, documentId: string, to: number): Promise<Kept> {
  const stored = await client.draftBaseline.findMany({
    where: { documentId },
    select: { generation: true, sequence: true },
  });
  const names = new Set(stored.map(({ generation, sequence }) => `${generation} ${sequence}`));
  const base = await client.draftBase.findUnique({
    where: { documentId },
    select: { sequence: true },
  });
  const from = base?.sequence ?? 0;
  return {
    has: ({ generation, sequence }) => names.has(`${generation} ${sequence}`),
    isOpen: ({ sequence }) => sequence >= from && sequence <= to,
  };
}

/** The ends of the sittings that are over, the latest first; the page knows its reader's days. */
async function sittingsOf(client: PrismaClient, row: LoadedDocument["row"]) {
  const ends = await sittingEnds(client, row, { most: MOST_SITTINGS });
  return ends
    .filter(({ sequence }) => sequence < row.sequence)
    .map((end) => choice(`sitting-${end.generation}-${end.sequence}`, "sitting", end));
}

/** Whether anybody else wrote after a mark. */
export async function othersWroteAfter(
  client: PrismaClient | Transaction,
  mark: { readonly documentId: string; readonly sequence: number },
  { userId }: Pick<Actor, "userId">,
  upTo: number,
): Promise<boolean> {
  if (mark.sequence >= upTo) return false;
  const where = { documentId: mark.documentId, userId: { not: userId } };
  const sequence = { gt: mark.sequence };
  const select = { sequence: true } as const;
  const recent = await client.draftUpdate.findFirst({
    where: { ...where, sequence: { ...sequence, lte: upTo }, AND: { userId: { not: null } } },
    select,
  });
  if (recent) return true;
  // Compaction merges rows, not across the mark, but across the number of any opened page.
  const kept = { ...where, sequence, firstSequence: { lte: upTo } };
  return (await client.draftAuthorship.findFirst({ where: kept, select })) !== null;
}
