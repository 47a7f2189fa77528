import { HOUR_MS } from "#app/domain/durations.ts";
import type { Database } from "#server/database/index.ts";

interface CountedSignIns {
  readonly userId: string;
  /** The start of the hour, in milliseconds since 1970. */
  readonly hour: number;
  readonly count: number;
}

/**
 * Counts refused sign-ins by account and hour, in memory: if each try wrote, somebody guessing
 * could fill the database, make others wait, and tell by the duration whether an account exists. At
 * most one count for each account.
 */
export class RefusedSignIns {
  readonly #counts = new Map<string, CountedSignIns>();

  add(userId: string, at: Date): void {
    this.#add({ userId, hour: Math.floor(at.getTime() / HOUR_MS) * HOUR_MS, count: 1 });
  }

  /**
   * Adds the counts to the rows of account and hour, which all processes share. Counts that could
   * not be written are kept.
   */
  async store({ writeUnaudited }: Pick<Database, "writeUnaudited">): Promise<void> {
    for (const [id, counted] of this.#counts) {
      // Removed first, so that a concurrent call does not count it twice.
      this.#counts.delete(id);
      const { userId, hour, count } = counted;
      try {
        await writeUnaudited(userId, (tx) =>
          tx.unrecordedSignIn.upsert({
            where: { id },
            create: { id, userId, at: new Date(hour), refused: count },
            update: { refused: { increment: count } },
          }),
        );
      } catch (error) {
        this.#add(counted);
        throw error;
      }
    }
  }

  #add(more: CountedSignIns): void {
    const id = `${more.userId} ${more.hour}`;
    const before = this.#counts.get(id)?.count ?? 0;
    this.#counts.set(id, { ...more, count: before + more.count });
  }
}
