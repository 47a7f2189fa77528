import { expect, it, onTestFinished } from "vitest";
import { CLOSE } from "#app/protocol/close-codes.ts";
import { openDatabase } from "#server/database/index.ts";
import { generationAfterRestore } from "#server/services/system/restored.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { openRoomServer } from "#tests/rooms/support/room-server.ts";
import { RawClient } from "#tests/rooms/support/raw.ts";
import { rootOf } from "#tests/rooms/support/stock.ts";
import { createRoomFixture } from "#tests/rooms/support/room-fixture.ts";
import { freshDatabaseForTest } from "#tests/support/database.ts";
import { backUp, emptyPlace, run, takeYourTime, temporaryFolder } from "./commands.ts";

takeYourTime();

/** The numbers of the words `word-N` in a draft's text. */
function wordsIn(client: RawClient): Set<number> {
  const text = rootOf(client.doc()).toString();
  return new Set([...text.matchAll(/word-(\d+)\./g)].map((match) => Number(match[1])));
}

/** Writes words and waits for each receipt, until it is told to stop. */
function writeOnAndOn(client: RawClient) {
  let saved = 0;
  let isStopped = false;
  const done = (async () => {
    for (let n = 1; !isStopped; n += 1) {
      client.write(`word-${n}. `);
      expect(await client.barrier()).toBe("receipt");
      saved = n;
      // A typist, not a flood: the client's own document grows with each word.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  return {
    saved: () => saved,
    stop: async () => {
      isStopped = true;
      await done;
    },
  };
}

it("loses no word that was saved before a backup began, taken while people write; earlier pages are told to reload [R17]", async () => {
  const database = await freshDatabaseForTest();
  const fixture = await createRoomFixture(database);
  const roomServer = await openRoomServer({ fixture });
  const typist = new RawClient(roomServer);
  await typist.join();
  const writing = writeOnAndOn(typist);
  await typist.until("words", () => writing.saved() >= 20);

  const place = { url: database.url, dataDir: await temporaryFolder("data") };
  const savedBefore = writing.saved();
  const backup = await backUp(place, await temporaryFolder("backups"));
  // The server was not held up: people went on writing while it was taken.
  const savedMeanwhile = writing.saved();
  await typist.until("further words", () => writing.saved() > savedMeanwhile + 5);
  await writing.stop();
  const savedAfter = writing.saved();

  // After the backup the draft is frozen and reopened: its pages know generation 2, and later words.
  await fixture.setStatus(fixture.documentId, "in_review");
  await fixture.reopen(fixture.documentId);
  await roomServer.rooms.documentChanged(fixture.documentId);
  const later = new RawClient(roomServer, { who: "ida", generation: 2 });
  await later.join();
  later.write("word-999999. ");
  expect(await later.barrier()).toBe("receipt");
  await roomServer.close();

  const target = await emptyPlace();
  expect(await run("restore", target, [backup])).toMatchObject({ code: 0, stderr: "" });
  const restoredDatabase = await openDatabase({ url: target.url, migrationsFolder });
  onTestFinished(() => restoredDatabase.close());
  const restored = await openRoomServer({
    fixture: { ...fixture, database: restoredDatabase, facts: fixture.facts },
  });

  // In the backup the draft had generation 1, later 2: neither may come in, nor the next numbers.
  const row = await restoredDatabase.client.document.findUniqueOrThrow({
    where: { id: fixture.documentId },
  });
  expect(row.generation).toBeGreaterThan(generationAfterRestore(new Date()) - 3_600);
  for (const generation of [1, 2, 3]) {
    const stale = new RawClient(restored, { generation });
    await stale.open();
    expect((await stale.close()).code).toBe(CLOSE.reload);
  }

  const reader = new RawClient(restored, { who: "ida", generation: row.generation });
  await reader.join();
  const found = wordsIn(reader);
  for (let n = 1; n <= savedBefore; n += 1) expect(found, `word-${n}`).toContain(n);
  // One state, cut off at one moment: no gap, nothing from after its end.
  expect([...found].sort((a, b) => a - b)).toEqual(
    Array.from({ length: found.size }, (_, index) => index + 1),
  );
  expect(found.size).toBeLessThan(savedAfter);

  reader.write("written after the restore");
  expect(await reader.barrier()).toBe("receipt");
});
