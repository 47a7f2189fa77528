import type { Logger } from "pino";
import { HOUR_MS } from "#app/domain/durations.ts";
import type { Database } from "#server/database/index.ts";

/**
 * Takes down when sessions were last used, to the hour: a write for every page would make people wait
 * for each other. No page waits for it, and one that fails is tried again with the next page.
 */
export function lastUses(
  { client }: Pick<Database, "client">,
  clock: () => Date,
  log: Logger,
): (session: { readonly id: string; readonly lastUsedAt: Date | null }) => void {
  const underWay = new Set<string>();
  const write = async (id: string, now: Date) => {
    const before = new Date(now.getTime() - HOUR_MS);
    try {
      await client.session.updateMany({
        where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: before } }] },
        data: { lastUsedAt: now },
      });
    } catch (error) {
      log.debug({ err: error }, "the last use of a session was not taken down");
    } finally {
      underWay.delete(id);
    }
  };
  return ({ id, lastUsedAt }) => {
    const now = clock();
    if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < HOUR_MS) return;
    // Pages that are loaded at once make one write.
    if (underWay.has(id)) return;
    underWay.add(id);
    void write(id, now);
  };
}
