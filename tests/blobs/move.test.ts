import { randomBytes } from "node:crypto";
import { appendFile, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { copyBlobs } from "#server/blobs/move.ts";
import { blobsFolderIn } from "#server/blobs/storage.ts";
import { emptyPlace, namesIn, run, takeYourTime, temporaryFolder } from "#tests/backup/commands.ts";
import { listed, store } from "./contract.ts";

takeYourTime();

describe("npm run storage:move", () => {
  it("[R29] copies a folder into another, compares every file, and deletes nothing where one is damaged", async () => {
    const place = await emptyPlace();
    const folder = blobsFolderIn(place.dataDir);
    const good = await store(blobsInFolder(folder), randomBytes(1_000));
    const bad = await store(blobsInFolder(folder), randomBytes(1_000));
    await appendFile(path.join(folder, bad), "x");
    const to = await temporaryFolder("to");
    const args = ["--from", `file://${folder}`, "--to", `file://${to}`, "--delete-source"];
    const early = await run("storage-move", place, args);
    expect(early.stderr).toContain("would miss what is deleted there");
    const settings = { STORAGE_URL: `file://${to}` };
    const ended = await run("storage-move", place, args, settings);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(
      `1 files are damaged where they lie and were NOT copied: ${bad}`,
    );
    expect(await namesIn(folder)).toEqual([good, bad].sort());
    expect(await namesIn(to)).toEqual([good]);

    await rm(path.join(folder, bad));
    const deleted = await run("storage-move", place, args, settings);
    expect(deleted).toMatchObject({ code: 0, stderr: "" });
    expect(deleted.stdout).toContain("1 files were deleted from");
    expect(await namesIn(folder)).toEqual([]);
    expect(await namesIn(to)).toEqual([good]);
  });

  it("[R29] deletes nothing where both addresses lead to one place", async () => {
    const place = await emptyPlace();
    const folder = blobsFolderIn(place.dataDir);
    const hash = await store(blobsInFolder(folder), randomBytes(1_000));
    const link = path.join(await temporaryFolder("link"), "blobs");
    await symlink(folder, link);
    const [from, to] = [`file://${link}`, `file://${folder}`];
    const ended = await run("storage-move", place, ["--from", from, "--to", to, "--delete-source"]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("both addresses lead to one place");
    expect(await namesIn(folder)).toEqual([hash]);
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
