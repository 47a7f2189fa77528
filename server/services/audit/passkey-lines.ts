import { BROUGHT_FROM, chainedText, type AuditLine } from "#app/domain/audit-event.ts";
import type { RecordMismatch } from "#app/domain/compare-document.ts";
import type { Database, PrismaClient } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import { BROUGHT } from "./brought.ts";
import { lineOf } from "./lines.ts";

const ROWS_PER_QUERY = 500;
const ADDED = "person.passkey-added";
const REMOVED = "person.passkey-removed";
const KEY_EVENTS = [ADDED, REMOVED];

/** A key with which somebody decides for an organization, in that line or now. */
interface DecidingKey {
  readonly userId: string;
  readonly fingerprint: string;
  readonly organizationId: string | null;
  readonly before?: number;
  /** The archive with which its decision came (A3); left out for decisions made here. */
  readonly broughtFrom?: string | null;
}

/**
 * The line that says that this person added a key of this fingerprint, if it is as it was written; null
 * where none does before that line, where one says before it that the key was removed, or where it is a
 * key of another organization than that for which it decides (P8). Lines that came with an archive count for
 * decisions of the same archive alone: whoever makes one up says in it whose key is whose.
 */
export async function registrationOf(
  client: PrismaClient,
  { userId, fingerprint, organizationId, before, broughtFrom = null }: DecidingKey,
): Promise<AuditLine | null> {
  const rows = await client.auditEvent.findMany({
    where: {
      type: { in: KEY_EVENTS },
      details: { contains: fingerprint },
      ...(before === undefined ? {} : { sequence: { lt: before } }),
    },
    orderBy: { sequence: "asc" },
  });
  const lines = rows
    .map(lineOf)
    .filter(
      (line) => line.details["fingerprint"] === fingerprint && archiveOfLine(line) === broughtFrom,
    );
  const [added, ...more] = lines;
  if (added?.type !== ADDED || added.actorId !== userId) return null;
  if (!countsAt(added, organizationId)) return null;
  if (more.some((line) => line.type === REMOVED && isRemovalOf(added, line))) return null;
  return sha256(chainedText(added)) === added.hash ? added : null;
}

/** The archive with which the line of that number came; null for lines of what was done here. */
export async function archiveOf(client: PrismaClient, sequence: number): Promise<string | null> {
  return (await archivesOfLines(client, [sequence])).get(sequence) ?? null;
}

/** The archive with which a line came; null for lines of what was done here. */
export function archiveOfLine({ details }: Pick<AuditLine, "details">): string | null {
  const { [BROUGHT_FROM]: archive } = details;
  return typeof archive === "string" ? archive : null;
}

type LineOfKey = Pick<AuditLine, "actorId" | "details">;

/**
 * Whether a line is of the removal of that very key. Public keys are in files that many may download:
 * whoever adds one under an id of their own, and removes that, has removed nobody else's.
 */
function isRemovalOf(added: LineOfKey, { actorId, details: { passkeyId } }: LineOfKey): boolean {
  return passkeyId === undefined
    ? actorId === added.actorId
    : passkeyId === added.details["passkeyId"];
}

/** Whether a key is the person's own, or of that organization. */
function countsAt({ details: { via } }: LineOfKey, organizationId: string | null): boolean {
  return (via ?? null) === null || via === organizationId;
}

/** The line by which a key was added, and when it was removed, as lines tell. */
interface KeyLife {
  readonly added: AuditLine;
  removed: number | null;
}

/**
 * Finds sign-offs by a passkey whose key the record did not know then: of which no line says that the same
 * person had added it before, of which one says that it was removed before, or that it was another
 * organization's.
 */
export async function compareKeys({
  client,
}: Pick<Database, "client">): Promise<(RecordMismatch & { readonly documentId: string })[]> {
  const found: (RecordMismatch & { documentId: string })[] = [];
  let lives: KeyLives | null = null;
  for (let after = ""; ;) {
    const proofs = await client.signOffProof.findMany({
      where: { signOffId: { gt: after } },
      orderBy: { signOffId: "asc" },
      take: ROWS_PER_QUERY,
      select: {
        signOffId: true,
        fingerprint: true,
        signOff: {
          select: { documentId: true, userId: true, organizationId: true, recordedAs: true },
        },
      },
    });
    // Behind the proofs: what was signed has its key's line by then.
    if (proofs.length > 0) lives ??= await keyLives(client);
    const broughtFrom = await archivesOfLines(
      client,
      proofs.map(({ signOff }) => signOff.recordedAs),
    );
    for (const { fingerprint, signOff } of proofs) {
      const { documentId, recordedAs: line } = signOff;
      const known = lives?.get(broughtFrom.get(line) ?? null)?.get(fingerprint);
      const why = whyUnknown(known, signOff);
      if (why !== null) found.push({ documentId, line, why });
    }
    after = proofs.at(-1)?.signOffId ?? after;
    if (proofs.length < ROWS_PER_QUERY) return found;
  }
}

interface DecidedBy {
  readonly userId: string;
  readonly organizationId: string;
  readonly recordedAs: number;
}

function whyUnknown(
  life: KeyLife | undefined,
  { userId, organizationId, recordedAs: line }: DecidedBy,
): string | null {
  if (!life || life.added.actorId !== userId) {
    return "no line says that this person had added the passkey of its sign-off";
  }
  if (life.added.sequence >= line) return "the passkey of its sign-off was added after it";
  if (!countsAt(life.added, organizationId)) {
    return "the passkey of its sign-off was made through another organization";
  }
  const isRemoved = life.removed !== null && life.removed < line;
  return isRemoved ? "the passkey of its sign-off had been removed before" : null;
}

/** The archives with which those of the lines came that came with one. */
async function archivesOfLines(
  client: PrismaClient,
  sequences: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await client.auditEvent.findMany({
    where: { sequence: { in: [...sequences] }, ...BROUGHT },
  });
  return new Map(
    rows.map(lineOf).flatMap((line) => {
      const archive = archiveOfLine(line);
      return archive === null ? [] : [[line.sequence, archive] as const];
    }),
  );
}

/** Keys by their fingerprints, of what was done here (null) and of each archive by itself. */
type KeyLives = ReadonlyMap<string | null, ReadonlyMap<string, KeyLife>>;

async function keyLives(client: PrismaClient): Promise<KeyLives> {
  const worlds = new Map<string | null, Map<string, KeyLife>>();
  for (let after = 0; ;) {
    const rows = await client.auditEvent.findMany({
      where: {
        type: { in: KEY_EVENTS },
        sequence: { gt: after },
      },
      orderBy: { sequence: "asc" },
      take: ROWS_PER_QUERY,
    });
    for (const line of rows.map(lineOf)) {
      const { fingerprint } = line.details;
      if (typeof fingerprint !== "string") continue;
      const world = archiveOfLine(line);
      const lives = worlds.get(world) ?? new Map<string, KeyLife>();
      worlds.set(world, lives);
      const known = lives.get(fingerprint);
      if (line.type === ADDED) {
        if (!known) lives.set(fingerprint, { added: line, removed: null });
      } else if (known && isRemovalOf(known.added, line)) known.removed ??= line.sequence;
    }
    after = rows.at(-1)?.sequence ?? after;
    if (rows.length < ROWS_PER_QUERY) return worlds;
  }
}
