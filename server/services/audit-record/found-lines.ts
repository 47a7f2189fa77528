import type { AuditLine } from "#app/domain/audit-event.ts";
import { mayReadLine } from "#app/domain/audit-record/readers.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { headOf } from "#server/services/audit/append.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import type { LoadedReader } from "./reader.ts";
import { readableLines, type LinesWhere } from "./where.ts";

/** Lines of the record that one query looks through: a few milliseconds, whatever is asked for. */
const WINDOW = 5_000;

/**
 * The numbers of the lines that a reader may read and asks for, the newest first, from below that number
 * on. Each query looks through a window of the record, so that none takes longer as the record grows.
 */
export async function* foundNumbers(
  client: PrismaClient,
  reader: LoadedReader,
  asked: LinesWhere,
  below = Infinity,
): AsyncGenerator<number> {
  const { sequence: last } = await headOf(client);
  const where = { AND: [readableLines(reader), asked] };
  for (let top = Math.min(last, below - 1); top > 0; top -= WINDOW) {
    const rows = await client.auditEvent.findMany({
      where: { AND: [{ sequence: { gt: top - WINDOW, lte: top } }, where] },
      orderBy: { sequence: "desc" },
      select: { sequence: true },
    });
    for (const { sequence } of rows) yield sequence;
  }
}

/** Those lines, the newest first; each is asked again whether it may be read. */
export async function linesNumbered(
  client: PrismaClient,
  reader: LoadedReader,
  numbers: readonly number[],
): Promise<AuditLine[]> {
  const rows = await client.auditEvent.findMany({
    where: { sequence: { in: [...numbers] } },
    orderBy: { sequence: "desc" },
  });
  return rows.map(lineOf).filter((line) => mayReadLine(reader, line));
}
