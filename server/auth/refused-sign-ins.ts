import type { Database } from "#server/database/index.ts";

const HOUR_MS = 60 * 60 * 1000;

/**
 * Counts refused sign-ins by account and hour, in memory: a try that writes would let whoever guesses
 * fill the database, wait for others, and tell by its time whether there is such an account. At most
 * one count for each account.
 */
export class RefusedSignIns {
  readonly #counts = new Map<string, { userId: string; hour: number; count: number }>();

  add(userId: string, at: Date): void {
    const hour = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;
    const key = `${userId} ${hour}`;
    const counted = this.#counts.get(key) ?? { userId, hour, count: 0 };
    counted.count += 1;
    this.#counts.set(key, counted);
  }

  /**
   * Adds what was counted to the rows of the account and hour, which all processes share. What could
   * not be written is kept for the next time.
   */
  async handIn({ writeUnaudited }: Pick<Database, "writeUnaudited">): Promise<void> {
    for (const [key, counted] of this.#counts) {
      const { userId, hour, count } = counted;
      await writeUnaudited(userId, (tx) =>
        tx.unrecordedSignIn.upsert({
          where: { id: key },
          create: { id: key, userId, at: new Date(hour), refused: count },
          update: { refused: { increment: count } },
        }),
      );
      counted.count -= count;
      if (counted.count === 0) this.#counts.delete(key);
    }
  }
}
