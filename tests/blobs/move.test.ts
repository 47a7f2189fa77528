import { randomBytes } from "node:crypto";
import { appendFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { copyBlobs } from "#server/blobs/move.ts";
import { blobsFolderIn, type Storage } from "#server/blobs/storage.ts";
import {
  emptyPlace,
  namesIn,
  run,
  runUntilKilled,
  takeYourTime,
  temporaryFolder,
} from "#tests/backup/commands.ts";
import { openFaultyNetwork } from "#tests/support/s3-faults.ts";
import { settingsFor } from "#tests/support/s3-server.ts";
import { openElsewhere, useBuckets } from "./buckets.ts";
import { listed, store } from "./contract.ts";

takeYourTime();

const s3 = useBuckets();

describe("npm run storage:move", () => {
  it("[R29] copies a folder into a bucket and back, compares every file, and deletes nothing unasked", async () => {
    const place = await emptyPlace();
    const folder: Storage = { kind: "folder", folder: blobsFolderIn(place.dataDir) };
    const hashes: string[] = [];
    for (let index = 0; index < 30; index += 1) {
      hashes.push(await store((await openElsewhere(folder)).blobs, randomBytes(10_000)));
    }
    hashes.sort();
    const storage = await s3.newBucket();
    const { STORAGE_URL: url = "", ...keys } = settingsFor(storage);
    const moved = await run("storage-move", place, ["--to", url], keys);
    expect(moved).toMatchObject({ code: 0, stderr: "" });
    expect(moved.stdout).toContain("30 of 30 files are there and compared; 30 were copied now");
    expect(moved.stdout).toContain("Nothing was deleted.");
    expect(await listed((await openElsewhere(storage)).blobs)).toEqual(hashes);
    expect(await namesIn(folder.folder)).toEqual(hashes);

    // The server still uses the folder, as nothing says otherwise.
    const early = await run("storage-move", place, ["--to", url, "--delete-source"], keys);
    expect(early.code).toBe(1);
    expect(early.stderr).toContain("would miss what is deleted there");
    const same = await run("storage-move", place, ["--to", url], { ...keys, STORAGE_URL: url });
    expect(same.stderr).toContain("The files are in s3://");
    expect(await namesIn(folder.folder)).toEqual(hashes);

    const from = `file://${folder.folder}`;
    const args = ["--from", from, "--to", url, "--delete-source"];
    const settings = { ...keys, STORAGE_URL: url };
    const deleted = await run("storage-move", place, args, settings);
    expect(deleted).toMatchObject({ code: 0, stderr: "" });
    expect(deleted.stdout).toContain("0 were copied now");
    expect(deleted.stdout).toContain("30 files were deleted from");
    expect(await namesIn(folder.folder)).toEqual([]);

    const back = await run("storage-move", place, ["--to", from], settings);
    expect(back).toMatchObject({ code: 0, stderr: "" });
    expect(await namesIn(folder.folder)).toEqual(hashes);
  });

  it("[R29] goes on where it was killed, and copies again what is damaged there", async () => {
    const place = await emptyPlace();
    const folder: Storage = { kind: "folder", folder: blobsFolderIn(place.dataDir) };
    const hashes: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      hashes.push(await store((await openElsewhere(folder)).blobs, randomBytes(10_000)));
    }
    hashes.sort();
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
    expect((await namesIn(place.dataDir)).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("[R29] deletes nothing where a file is damaged at its source, or the destination gives it back wrongly", async () => {
    const place = await emptyPlace();
    const folder: Storage = { kind: "folder", folder: blobsFolderIn(place.dataDir) };
    const { blobs } = await openElsewhere(folder);
    const good = await store(blobs, randomBytes(1_000));
    const bad = await store(blobs, randomBytes(1_000));
    await appendFile(path.join(folder.folder, bad), "x");
    const storage = await s3.newBucket();
    const settings = settingsFor(storage);
    const args = ["--from", `file://${folder.folder}`, "--to", settings["STORAGE_URL"]!];
    const ended = await run("storage-move", place, [...args, "--delete-source"], settings);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(
      `1 files are damaged where they lie and were NOT copied: ${bad}`,
    );
    expect(await namesIn(folder.folder)).toEqual([good, bad].sort());

    await writeFile(path.join(folder.folder, bad), "");
    const network = await openFaultyNetwork(s3.server.endpoint);
    onTestFinished(() => network.close());
    // It says that it deleted or took something, and did nothing.
    network.decide((method) => (method === "PUT" ? 200 : "pass"));
    const liar = settingsFor({ ...(await s3.newBucket()), endpoint: network.endpoint });
    const trusted = await run(
      "storage-move",
      place,
      ["--from", `file://${folder.folder}`, "--to", liar["STORAGE_URL"]!, "--delete-source"],
      liar,
    );
    expect(trusted.code).toBe(1);
    expect(trusted.stderr).toContain("does not give it back as it was. Nothing was deleted");
    expect(await namesIn(folder.folder)).toEqual([good, bad].sort());
  });

  it("[R29] deletes nothing where both addresses lead to one place", async () => {
    const place = await emptyPlace();
    const folder: Storage = { kind: "folder", folder: blobsFolderIn(place.dataDir) };
    const hash = await store((await openElsewhere(folder)).blobs, randomBytes(1_000));
    const link = path.join(await temporaryFolder("link"), "blobs");
    await symlink(folder.folder, link);
    const [from, to] = [`file://${link}`, `file://${folder.folder}`];
    const ended = await run("storage-move", place, ["--from", from, "--to", to, "--delete-source"]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("both addresses lead to one place");
    expect(await namesIn(folder.folder)).toEqual([hash]);
  });

  it("says what it needs", async () => {
    const place = await emptyPlace();
    expect((await run("storage-move", place, [])).stderr).toContain(
      "Name where the files are to go",
    );
    const odd = await run("storage-move", place, ["--to", "ftp://example.org/x"]);
    expect(odd.stderr).toContain("--to must be a folder's address");
    expect((await run("storage-move", place, ["--nonsense"])).stderr).toContain("--nonsense");
    expect((await run("storage-move", place, ["--help"])).stdout).toContain("--delete-source");
  });
});

it("[R29] what a running server adds while files are moved is moved, too", async () => {
  const [from, to] = [await temporaryFolder("from"), await temporaryFolder("to")];
  const [source, destination] = [blobsInFolder(from), blobsInFolder(to)];
  for (let index = 0; index < 6; index += 1) await store(source, randomBytes(1_000));
  let late: Promise<string> | undefined;
  const outcome = await copyBlobs(source, destination, () => {
    late ??= store(source, Buffer.from("while it runs"));
  });
  expect(outcome.there).toContain(await late);
  expect((await listed(destination)).toSorted()).toEqual((await listed(source)).toSorted());
});
