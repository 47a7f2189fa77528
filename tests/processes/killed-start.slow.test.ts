import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { createRoomFixture } from "#tests/rooms/support/room-fixture.ts";
import { freshDatabaseForTest } from "#tests/support/database.ts";
import { ServerProcess } from "./support/server-process.ts";

it(
  "[F12] after a start that was killed while it rewrote drafts, the next says for whom it waits, and goes on",
  { timeout: 240_000 },
  async () => {
    const database = await freshDatabaseForTest();
    const { addDocument } = await createRoomFixture(database);
    for (let draft = 0; draft < 5; draft += 1) {
      await addDocument(`draft ${draft}`, { sequence: 1, bytes: Uint8Array.of(0, 0) });
    }
    await database.client.document.updateMany({ data: { schemaVersion: SCHEMA_VERSION - 1 } });
    const folder = await mkdtemp(path.join(tmpdir(), "killed-start-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const place = { DATA_DIR: path.join(folder, "data"), DATABASE_URL: database.url };

    const first = new ServerProcess(place);
    await first.until("a backup was taken first");
    first.kill();
    await first.ended();
    expect(first.output).not.toContain("drafts were migrated");

    const second = new ServerProcess(place);
    await second.until("drafts were migrated");
    expect(second.output).toMatch(
      /"by":"[\w.-]+:\d+","waitsAtMostMinutes":60,"msg":"another start does this since 20\d\d-[^"]+; waiting for its end/u,
    );
    expect(second.output).toContain("drafts were migrated");
  },
);
