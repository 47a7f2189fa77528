import { randomBytes } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { blobsFolderIn } from "#server/blobs/storage.ts";
import { emptyPlace, namesIn, run, runUntilKilled, takeYourTime } from "#tests/backup/commands.ts";
import { listed, store } from "#tests/blobs/contract.ts";
import { openFaultyNetwork } from "#tests/support/s3-faults.ts";
import { settingsFor } from "#tests/support/s3-server.ts";
import { openElsewhere, useBuckets } from "./buckets.ts";

takeYourTime();

const s3 = useBuckets();

/** A workspace with this many files in its folder. */
async function openPlace(count: number) {
  const place = await emptyPlace();
  const folder = blobsFolderIn(place.dataDir);
  const hashes: string[] = [];
  for (let index = 0; index < count; index += 1) {
    hashes.push(await store(blobsInFolder(folder), randomBytes(10_000)));
  }
  return { place, folder, hashes: hashes.toSorted() };
}

describe("npm run storage:move", () => {
  it("[R29] copies a folder into a bucket and back, compares every file, and deletes nothing unasked", async () => {
    const { place, folder, hashes } = await openPlace(30);
    const storage = await s3.newBucket();
    const { STORAGE_URL: url = "", ...keys } = settingsFor(storage);
    const moved = await run("storage-move", place, ["--to", url], keys);
    expect(moved).toMatchObject({ code: 0, stderr: "" });
    expect(moved.stdout).toContain("30 of 30 files are there and compared; 30 were copied now");
    expect(moved.stdout).toContain("Nothing was deleted.");
    expect(await listed((await openElsewhere(storage)).blobs)).toEqual(hashes);
    expect(await namesIn(folder)).toEqual(hashes);

    // The server still uses the folder, as nothing says otherwise.
    const early = await run("storage-move", place, ["--to", url, "--delete-source"], keys);
    expect(early.code).toBe(1);
    expect(early.stderr).toContain("would miss what is deleted there");
    const same = await run("storage-move", place, ["--to", url], { ...keys, STORAGE_URL: url });
    expect(same.stderr).toContain("The files are in s3://");
    expect(await namesIn(folder)).toEqual(hashes);

    const from = `file://${folder}`;
    const args = ["--from", from, "--to", url, "--delete-source"];
    const settings = { ...keys, STORAGE_URL: url };
    const deleted = await run("storage-move", place, args, settings);
    expect(deleted).toMatchObject({ code: 0, stderr: "" });
    expect(deleted.stdout).toContain("0 were copied now");
    expect(deleted.stdout).toContain("30 files were deleted from");
    expect(await namesIn(folder)).toEqual([]);

    const back = await run("storage-move", place, ["--to", from], settings);
    expect(back).toMatchObject({ code: 0, stderr: "" });
    expect(await namesIn(folder)).toEqual(hashes);
  });

  it("[R29] goes on where it was killed, and copies again what is damaged there", async () => {
    const { place, hashes } = await openPlace(12);
    const storage = await s3.newBucket();
    const network = await openFaultyNetwork(s3.server.endpoint);
    onTestFinished(() => network.close());
    let uploads = 0;
    network.decide((method) => (method === "PUT" && (uploads += 1) > 5 ? "hang" : "pass"));
    const { STORAGE_URL: through = "", ...keys } = settingsFor({
      ...storage,
      endpoint: network.endpoint,
    });
    await runUntilKilled("storage-move", place, ["--to", through], async () => uploads > 7, keys);
    const { blobs } = await openElsewhere(storage);
    const first = await listed(blobs);
    expect(first).toHaveLength(5);
    await s3.server.write(storage, `files/${first[2]}`, Buffer.from("damaged on its way"));

    const { STORAGE_URL: url = "" } = settingsFor(storage);
    const again = await run("storage-move", place, ["--to", url], keys);
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toContain("12 of 12 files are there and compared; 8 were copied now");
    expect(await listed(blobs)).toEqual(hashes);
    for (const hash of hashes) expect(await blobs.get(hash), hash).not.toBeNull();
  });

  it("[R29] deletes nothing where the destination gives a file back wrongly", async () => {
    const { place, folder, hashes } = await openPlace(2);
    const network = await openFaultyNetwork(s3.server.endpoint);
    onTestFinished(() => network.close());
    // It says that it took something, and did not.
    network.decide((method) => (method === "PUT" ? 200 : "pass"));
    const liar = settingsFor({ ...(await s3.newBucket()), endpoint: network.endpoint });
    const args = ["--from", `file://${folder}`, "--to", liar["STORAGE_URL"]!, "--delete-source"];
    const trusted = await run("storage-move", place, args, liar);
    expect(trusted.code).toBe(1);
    expect(trusted.stderr).toContain("does not give it back as it was. Nothing was deleted");
    expect(await namesIn(folder)).toEqual(hashes);
  });
});
