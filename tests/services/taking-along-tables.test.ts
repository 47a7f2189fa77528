import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { ALONG_ELSEWHERE, NEVER_ALONG } from "#server/services/taking-along/never-along.ts";
import { ARCHIVED_MODELS } from "#server/services/taking-along/rows.ts";

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
