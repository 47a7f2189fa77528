import type { AuditLine } from "#app/domain/audit-event.ts";
import { CHAIN_START } from "#app/domain/audit-event.ts";
import type {
  ArchivedLine,
  ArchivedRecordEntry,
  ArchiveManifest,
} from "#app/domain/archive/format.ts";
import { mayReadLine } from "#app/domain/audit-record/readers.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import { archiveOf, registrationOf } from "#server/services/audit/passkey-lines.ts";
import type { WrittenData } from "./matter-data.ts";
import type { MatterScope } from "./scope.ts";

/** A matter that is in the archive, with what of it was written. */
export interface WrittenMatter {
  readonly scope: MatterScope;
  readonly data: Pick<WrittenData, "threadIds" | "commentIds" | "signOffs" | "provenIds" | "until">;
}

const LINES_PER_QUERY = 200;
/** More ids than that in a query, and the lines of all matters are looked through. */
const MOST_IDS = 500;

/**
 * The record as an archive has it, up to a line: lines of its matters that its reader may read, and the
 * registrations of the passkeys of their sign-offs, as they are; what stands between, as the hashes that
 * the lines on either side name (docs/decisions/0109).
 */
export async function* recordEntries(
  client: PrismaClient,
  matters: readonly WrittenMatter[],
  until: number,
): AsyncGenerator<ArchivedRecordEntry> {
  const byId = new Map(matters.map((matter) => [matter.scope.id, matter]));
  const registrations = await registrationsOf(client, matters);
  const ofMatters =
    byId.size > MOST_IDS ? { matterId: { not: null } } : { matterId: { in: [...byId.keys()] } };
  let head = CHAIN_START;
  for (let after = 0; ;) {
    const rows = await client.auditEvent.findMany({
      where: {
        AND: [
          { sequence: { gt: after, lte: until } },
          { OR: [ofMatters, { sequence: { in: [...registrations].slice(0, MOST_IDS * 20) } }] },
        ],
      },
      orderBy: { sequence: "asc" },
      take: LINES_PER_QUERY,
    });
    for (const line of rows.map(lineOf)) {
      const matter = byId.get(line.matterId ?? "");
      const isRead = matter !== undefined && isReadWhole(matter, line);
      if (!isRead && !registrations.has(line.sequence)) continue;
      if (line.sequence > head.sequence + 1) {
        const from = head.sequence + 1;
        const { previousHash: hash } = line;
        yield { from, to: line.sequence - 1, previousHash: head.hash, hash };
      }
      yield wholeLine(line);
      head = { sequence: line.sequence, hash: line.hash };
    }
    after = rows.at(-1)?.sequence ?? after;
    if (rows.length < LINES_PER_QUERY) return;
  }
}

/** The end of the record in an archive, as its manifest names it. */
export function chainEnd(entry: ArchivedRecordEntry | null): ArchiveManifest["chain"] {
  if (entry === null) return null;
  const sequence = "to" in entry ? entry.to : entry.sequence;
  return { sequence, hash: entry.hash };
}

/** The numbers of the lines by which the keys of these sign-offs were added. */
async function registrationsOf(
  client: PrismaClient,
  matters: readonly WrittenMatter[],
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (const { data } of matters) {
    const proven = new Set(data.provenIds);
    for (const signOff of data.signOffs) {
      if (!proven.has(signOff.id)) continue;
      const { userId, organizationId, recordedAs: before } = signOff;
      const proof = await client.signOffProof.findUnique({
        where: { signOffId: signOff.id },
        select: { fingerprint: true },
      });
      if (!proof) continue;
      const broughtFrom = await archiveOf(client, before);
      const key = { userId, organizationId, before, fingerprint: proof.fingerprint, broughtFrom };
      const line = await registrationOf(client, key);
      if (line) found.add(line.sequence);
    }
  }
  return found;
}

/**
 * Whether a line goes along as it is: its reader may read it, and no row that it hashes is of a thread
 * that does not go along. A line's hashes name rows by their ids, which would tell that there is one.
 */
function isReadWhole({ scope, data }: WrittenMatter, line: AuditLine): boolean {
  // No row holds what later lines tell.
  if (line.sequence > data.until) return false;
  return mayReadLine(scope.record, line) && !namesOthers(line, data);
}

const BY_THREAD = ["Thread", "Suggestion", "Acceptance"];
const BY_COMMENT = ["Comment", "Agreement"];
/** Tables with addresses of people who are in no workspace. */
const OF_STRANGERS = ["GuestLink", "Invitation"];

function namesOthers(
  { rows }: AuditLine,
  { threadIds, commentIds }: Pick<WrittenData, "threadIds" | "commentIds">,
): boolean {
  if (typeof rows !== "string") return false;
  // Written by this program, as tables of rows of columns.
  const tables = JSON.parse(rows) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const keysOf = (names: readonly string[]) =>
    names.flatMap((name) => Object.keys(tables[name] ?? {}));
  const fates = Object.keys(tables["WordFate"] ?? {}).map((key) => key.split("/")[1] ?? "");
  // Seals of columns are hashes without a salt: of an address, one could try out whose it is.
  if (OF_STRANGERS.some((name) => hasAddress(tables[name] ?? {}))) return true;
  return (
    [...keysOf(BY_THREAD), ...fates].some((key) => !threadIds.has(key)) ||
    keysOf(BY_COMMENT).some((key) => !commentIds.has(key.split("/")[0] ?? ""))
  );
}

/** Whether a line hashes somebody's address: later changes of the same rows don't. */
function hasAddress(rows: Readonly<Record<string, unknown>>): boolean {
  return Object.values(rows).some(
    (row) => typeof row === "object" && row !== null && "email" in row,
  );
}

function wholeLine({ rows, at, details, ...line }: AuditLine): ArchivedLine {
  const { sequence, type, actorId, organizationId, matterId, documentId, previousHash, hash } =
    line;
  return {
    sequence,
    at: at.toISOString(),
    type,
    actorId,
    organizationId,
    matterId,
    documentId,
    details: { ...details } as ArchivedLine["details"],
    ...(typeof rows === "string" ? { rows } : {}),
    previousHash,
    hash,
  };
}
