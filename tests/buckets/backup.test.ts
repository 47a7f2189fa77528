import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { blobsFolderIn, type S3Storage } from "#server/blobs/storage.ts";
import { openElsewhere, useBuckets } from "./buckets.ts";
import { listed, store } from "#tests/blobs/contract.ts";
import { openWorkspace } from "#tests/services/workspace.ts";
import { openFaultyNetwork } from "#tests/support/s3-faults.ts";
import { settingsFor } from "#tests/support/s3-server.ts";
import {
  backUp,
  emptyPlace,
  namesIn,
  run,
  runUntilKilled,
  takeYourTime,
  temporaryFolder,
} from "#tests/backup/commands.ts";

takeYourTime();

const s3 = useBuckets();

/** A workspace whose files are in a bucket. */
async function openPlace() {
  const workspace = await openWorkspace();
  const organization = await workspace.organization("Council");
  await workspace.person("ada@example.org", [{ organizationId: organization, roles: ["admin"] }]);
  const storage = await s3.newBucket();
  const { blobs } = await openElsewhere(storage);
  const files = [randomBytes(2_000_000), randomBytes(30_000), Buffer.from("short")];
  const hashes: string[] = [];
  for (const file of files) hashes.push(await store(blobs, file));
  const place = { url: workspace.database.url, dataDir: await temporaryFolder("data") };
  return {
    place,
    storage,
    blobs,
    settings: settingsFor(storage),
    hashes: hashes.toSorted(),
    into: await temporaryFolder("backups"),
  };
}

describe("a backup of a workspace whose files are in a bucket", () => {
  it("[R29] holds them, and brings them into a folder as well as into another bucket", async () => {
    const { place, settings, hashes, into } = await openPlace();
    const backup = await backUp(place, into, settings);
    expect(await namesIn(path.join(backup, "files/blobs"))).toEqual(hashes);
    expect(await namesIn(place.dataDir)).toEqual([]);

    const folder = await emptyPlace();
    expect(await run("restore", folder, [backup])).toMatchObject({ code: 0, stderr: "" });
    expect(await namesIn(blobsFolderIn(folder.dataDir))).toEqual(hashes);

    // From there into a bucket: with a file that the folder has set aside, too.
    await blobsInFolder(blobsFolderIn(folder.dataDir)).unused(hashes[0]!, new Date(), 60_000);
    const ofFolder = await backUp(folder, await temporaryFolder("backups"));
    const other = await s3.newBucket();
    const bucket = await emptyPlace();
    const restored = await run("restore", bucket, [ofFolder], settingsFor(other));
    expect(restored).toMatchObject({ code: 0, stderr: "" });
    expect(await listed((await openElsewhere(other)).blobs)).toEqual(hashes);
    const foreign = (name: string) => !/^(?:desk\.db.*|\.files-on-their-way)$/u.test(name);
    expect((await namesIn(bucket.dataDir)).filter(foreign)).toEqual([]);
    // Restored once more, over what is there.
    const again = await run("restore", bucket, [backup, "--replace"], settingsFor(other));
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(await listed((await openElsewhere(other)).blobs)).toEqual(hashes);
  });

  it("[R29] or only lists them, where one asks for it; then restoring reads each from its bucket", async () => {
    const { place, settings, storage, hashes, into } = await openPlace();
    const ended = await run("backup", place, [into, "--list-bucket"], settings);
    expect(ended.stdout).toContain("lists 3 files that stay in the bucket, and does NOT hold them");
    const [name] = await namesIn(into);
    const backup = path.join(into, name!);
    expect(await namesIn(backup)).not.toContain("files");
    const manifest: unknown = JSON.parse(
      await readFile(path.join(backup, "manifest.json"), "utf8"),
    );
    // Releases without buckets say that a newer one made it.
    expect(manifest).toMatchObject({ format: 2, files: [], listed: hashes });

    const restored = await run("restore", await emptyPlace(), [backup], settings);
    expect(restored).toMatchObject({ code: 0, stderr: "" });

    await s3.server.write(storage, `files/${hashes[1]}`, Buffer.from("another"));
    const target = await emptyPlace();
    const damaged = await run("restore", target, [backup], settings);
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toContain(`The stored file ${hashes[1]} is damaged`);
    const elsewhere = await run("restore", target, [backup], settingsFor(await s3.newBucket()));
    expect(elsewhere.code).toBe(1);
    expect(elsewhere.stderr).toContain("does not hold it, and it isn't where STORAGE_URL says");
    expect((await run("restore", target, [backup])).stderr).toContain("isn't where STORAGE_URL");
  });

  it("is not made of a damaged file, a missing bucket, or a store that is gone; nothing is left of it", async () => {
    const { place, settings, storage, hashes, into } = await openPlace();
    await s3.server.write(storage, `files/${hashes[0]}`, Buffer.from("another"));
    const damaged = await run("backup", place, [into], settings);
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toContain(`The stored file ${hashes[0]} is damaged`);
    const missing = await run("backup", place, [into], {
      ...settings,
      STORAGE_URL: settings["STORAGE_URL"]!.replace(storage.bucket, "nowhere"),
    });
    expect(missing.stderr).toContain("No backup was made. There is no bucket nowhere");
    expect(missing.stderr).not.toContain(storage.credentials.secretAccessKey);
    expect(await namesIn(into)).toEqual([]);
    const keyless = await run("backup", place, [into], { STORAGE_URL: settings["STORAGE_URL"]! });
    expect(keyless.stderr).toContain("AWS_ACCESS_KEY_ID is not set");
  });

  it("[R29] is brought back by a second restore where the first was killed on its way", async () => {
    const { place, settings, hashes, into } = await openPlace();
    const backup = await backUp(place, into, settings);
    const other = await s3.newBucket();
    const network = await openFaultyNetwork(s3.server.endpoint);
    onTestFinished(() => network.close());
    let uploads = 0;
    network.decide((method) => (method === "PUT" && (uploads += 1) > 1 ? "hang" : "pass"));
    const target = await emptyPlace();
    const slow = settingsFor({ ...other, endpoint: network.endpoint } satisfies S3Storage);
    await runUntilKilled("restore", target, [backup], async () => uploads > 2, slow);
    expect(uploads).toBeGreaterThan(1);
    expect(await listed((await openElsewhere(other)).blobs)).not.toEqual(hashes);
    const again = await run("restore", target, [backup], settingsFor(other));
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(await listed((await openElsewhere(other)).blobs)).toEqual(hashes);
    expect((await namesIn(target.dataDir)).filter((name) => name.includes("restoring"))).toEqual(
      [],
    );
  });
});
