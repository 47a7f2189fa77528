import { chainedText, type AuditLine } from "#app/domain/audit-event.ts";
import type { RecordMismatch } from "#app/domain/compare-document.ts";
import type { Database, PrismaClient } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import { lineOf } from "./lines.ts";

const ROWS_PER_QUERY = 500;
const ADDED = "person.passkey-added";
const REMOVED = "person.passkey-removed";
const KEY_EVENTS = [ADDED, REMOVED];

/**
 * The line that says that this person added a key of this fingerprint, if it is as it was written; null
 * where none does before that line, or where one says before it that the key was removed.
 */
export async function registrationOf(
  client: PrismaClient,
  {
    userId,
    fingerprint,
    before,
  }: { readonly userId: string; readonly fingerprint: string; readonly before?: number },
): Promise<AuditLine | null> {
  const rows = await client.auditEvent.findMany({
    where: {
      type: { in: KEY_EVENTS },
      details: { contains: fingerprint },
      ...(before === undefined ? {} : { sequence: { lt: before } }),
    },
    orderBy: { sequence: "asc" },
  });
  const lines = rows.map(lineOf).filter(({ details }) => details["fingerprint"] === fingerprint);
  const [added, ...more] = lines;
  if (added?.type !== ADDED || added.actorId !== userId) return null;
  if (more.some(({ type }) => type === REMOVED)) return null;
  return sha256(chainedText(added)) === added.hash ? added : null;
}

/** When a key was added and removed, as lines tell. */
interface KeyLife {
  readonly userId: string | null;
  readonly added: number;
  removed: number | null;
}

/**
 * Finds sign-offs by a passkey whose key the record did not know then: of which no line says that the same
 * person had added it before, or of which one says that it was removed before.
 */
export async function compareKeys({
  client,
}: Pick<Database, "client">): Promise<(RecordMismatch & { readonly documentId: string })[]> {
  const found: (RecordMismatch & { documentId: string })[] = [];
  let lives: Map<string, KeyLife> | null = null;
  for (let after = ""; ;) {
    const proofs = await client.signOffProof.findMany({
      where: { signOffId: { gt: after } },
      orderBy: { signOffId: "asc" },
      take: ROWS_PER_QUERY,
      select: {
        signOffId: true,
        fingerprint: true,
        signOff: { select: { documentId: true, userId: true, recordedAs: true } },
      },
    });
    // Behind the proofs: what was signed has its key's line by then.
    if (proofs.length > 0) lives ??= await keyLives(client);
    for (const { fingerprint, signOff } of proofs) {
      const { documentId, userId, recordedAs: line } = signOff;
      const life = lives?.get(fingerprint);
      const why = whyUnknown(life, userId, line);
      if (why !== null) found.push({ documentId, line, why });
    }
    after = proofs.at(-1)?.signOffId ?? after;
    if (proofs.length < ROWS_PER_QUERY) return found;
  }
}

function whyUnknown(life: KeyLife | undefined, userId: string, line: number): string | null {
  if (!life || life.userId !== userId) {
    return "no line says that this person had added the passkey of its sign-off";
  }
  if (life.added >= line) return "the passkey of its sign-off was added after it";
  const isRemoved = life.removed !== null && life.removed < line;
  return isRemoved ? "the passkey of its sign-off had been removed before" : null;
}

async function keyLives(client: PrismaClient): Promise<Map<string, KeyLife>> {
  const lives = new Map<string, KeyLife>();
  for (let after = 0; ;) {
    const rows = await client.auditEvent.findMany({
      where: {
        type: { in: KEY_EVENTS },
        sequence: { gt: after },
      },
      orderBy: { sequence: "asc" },
      take: ROWS_PER_QUERY,
    });
    for (const { type, sequence, actorId, details } of rows.map(lineOf)) {
      const { fingerprint } = details;
      if (typeof fingerprint !== "string") continue;
      const known = lives.get(fingerprint);
      if (type === ADDED) {
        if (!known) lives.set(fingerprint, { userId: actorId, added: sequence, removed: null });
      } else if (known) known.removed ??= sequence;
    }
    after = rows.at(-1)?.sequence ?? after;
    if (rows.length < ROWS_PER_QUERY) return lives;
  }
}
