import type { PrismaClient } from "#server/database/index.ts";

/** A client with every question that goes through it counted, and every row of the answers. */
export function countedReads() {
  let questions = 0;
  let rows = 0;
  return {
    /** The client that counts. */
    client(client: PrismaClient): PrismaClient {
      const extended = client.$extends({
        query: {
          async $allOperations({ args, query }) {
            questions += 1;
            const answer: unknown = await query(args);
            rows += rowsIn(answer);
            return answer;
          },
        },
      });
      // An extended client has the methods that the house asks for.
      return extended as unknown as PrismaClient;
    },
    questions: () => questions,
    /** The rows that came while the work was done, those inside of others too. */
    async rowsFor(work: () => Promise<unknown>): Promise<number> {
      const before = rows;
      await work();
      return rows - before;
    },
  };
}

function rowsIn(answer: unknown): number {
  if (Array.isArray(answer)) return answer.reduce((sum: number, one) => sum + rowsIn(one), 0);
  if (typeof answer !== "object" || answer === null) return 0;
  if (answer instanceof Date || ArrayBuffer.isView(answer)) return 0;
  return Object.values(answer).reduce((sum: number, one) => sum + rowsIn(one), 1);
}
