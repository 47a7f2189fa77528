import type { Database } from "#server/database/index.ts";

const HOUR_MS = 60 * 60 * 1000;

interface CountedSignIns {
  readonly userId: string;
  /** When the hour began, in milliseconds. */
  readonly hour: number;
  readonly count: number;
}

/**
 * Counts refused sign-ins by account and hour, in memory: a try that writes would let whoever guesses
 * fill the database, wait for others, and tell by its time whether there is such an account. At most
 * one count for each account.
 */
export class RefusedSignIns {
  readonly #counts = new Map<string, CountedSignIns>();

  add(userId: string, at: Date): void {
    this.#add({ userId, hour: Math.floor(at.getTime() / HOUR_MS) * HOUR_MS, count: 1 });
  }

  /**
   * Adds what was counted to the rows of the account and hour, which all processes share. What could
   * not be written is counted again.
   */
  async handIn({ writeUnaudited }: Pick<Database, "writeUnaudited">): Promise<void> {
    for (const [id, counted] of this.#counts) {
      // Taken out first: nobody who hands in at the same moment counts it twice.
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
