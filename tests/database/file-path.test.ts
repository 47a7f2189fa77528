import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { openDatabase } from "#server/database/index.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

test("a SQLite file in a folder with a blank and an accent is one file, by URL and by path", async () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), "database-")), "dató s");
  const file = path.join(folder, "desk.db");
  const at = new Date(0);
  for (const url of [pathToFileURL(file).href, `file:${file}`]) {
    const database = await openDatabase({ url, migrationsFolder });
    const id = url;
    const data = { id, email: `${url.length}@example.org`, name: "Ana", passwordHash: "none" };
    await database.client.user.create({ data: { ...data, workspaceAdmin: false, createdAt: at } });
    await database.close();
  }
  const database = await openDatabase({ url: `file:${file}`, migrationsFolder });
  expect(await database.client.user.count()).toBe(2);
  await database.close();
  expect(existsSync(file)).toBe(true);
  expect(readdirSync(path.dirname(folder))).toEqual([path.basename(folder)]);
  rmSync(path.dirname(folder), { recursive: true });
});
