import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { ALONG_ELSEWHERE, NEVER_ALONG } from "#server/services/taking-along/never-along.ts";
import { ARCHIVED_MODELS, keepNone, rowsIn } from "#server/services/taking-along/rows.ts";

describe("[A1] every table of the database", () => {
  it("goes along, or is named by a sentence of what is left out", async () => {
    const schema = await readFile("prisma/models.prisma", "utf8");
    const tables = [...schema.matchAll(/^model (\w+) \{/gmu)].map(([, name = ""]) => name);
    expect(tables.length).toBeGreaterThan(80);
    const named = [
      ...ARCHIVED_MODELS.map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`),
      ...NEVER_ALONG.flatMap(({ tables: of }) => of),
      ...ALONG_ELSEWHERE,
    ];
    expect(named.toSorted()).toEqual(tables.toSorted());
  });
});

describe("[A1] rows of an archive", () => {
  /** How many statements it takes to read so many rows of a table. */
  async function statementsFor(name: "agency-events" | "suggestions", count: number) {
    const ids = Array.from({ length: count }, (_, at) => String(at));
    let statements = 0;
    const findMany = async ({ select, where }: { select: object; where: { AND?: unknown[] } }) => {
      statements += 1;
      if (Object.keys(select).length === 1) return ids.map((id) => ({ id, threadId: id }));
      const [, among] = where.AND as [unknown, Readonly<Record<string, { in: string[] }>>];
      const some = Object.values(among)[0]?.in ?? [];
      return some.map((id) => ({ ...EVENT, ...SUGGESTION, id, threadId: id }));
    };
    const client = { agencyEvent: { findMany }, suggestion: { findMany } };
    let read = 0;
    for await (const _row of rowsIn(client as never, name, {}, keepNone)) read += 1;
    expect(read).toBe(count);
    return statements;
  }

  it("are read in few statements where they are short and many, and few at once where they are long", async () => {
    // Everybody's writes wait for the first kind; megabytes of the second would wait in memory.
    expect(await statementsFor("agency-events", 2_000)).toBe(5);
    expect(await statementsFor("suggestions", 100)).toBe(6);
  });
});

const NOW = new Date("2021-10-07T14:00:00.000Z");
const EVENT = {
  documentId: "d",
  kind: "note",
  dated: null,
  sent: null,
  received: null,
  letterId: null,
  cameBy: null,
  details: "{}",
  note: "",
  correctsId: null,
  isRetracted: false,
  isInvented: false,
  recordedById: "p",
  recordedAt: NOW,
  recordedAs: 1,
};
const SUGGESTION = {
  summary: "{}",
  blockIds: "",
  bytes: 1,
  baseHash: "",
  proposedHash: "",
  state: "open",
  decidedById: null,
  decidedAt: null,
  reopenedById: null,
  reopenedAt: null,
  overtakenById: null,
  overtakenAt: null,
  wordIdentity: null,
  wordAdds: false,
  base: "[]",
  proposed: "[]",
};
