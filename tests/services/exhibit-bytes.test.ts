import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { readDetails } from "#app/document/details/document-details.ts";
import { verifiedPieces } from "#server/blobs/verified.ts";
import { sha256 } from "#server/digest.ts";
import { compareFiles } from "#server/services/audit/compare-files.ts";
import { runCommand } from "#tests/support/command.ts";
import { pdfOf } from "#tests/support/pdf.ts";
import { openReview } from "./papers.ts";
import { blobsInMemory, exhibitsInMemory } from "./ports.ts";
import { refused, value, type Knobs } from "./workspace.ts";

// A command is a process of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const MEMO = pdfOf(["The memorandum"]);
const OTHER = pdfOf(["Another memorandum"]);
const THIRD = pdfOf(["A third memorandum"]);

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
const upload = (bytes: Uint8Array) => ({ fileName: "memo.pdf", bytes: whole(bytes) });

async function openExhibits(knobs: Knobs = {}) {
  const memory = exhibitsInMemory();
  const blobs = blobsInMemory(memory.kept);
  const review = await openReview({ exhibits: memory, blobs, ...knobs });
  const { services, people, documentId, database } = review;
  return {
    ...review,
    kept: memory.kept,
    add: (bytes: Uint8Array, title = "Memorandum") =>
      services.exhibits.add(people.drafter, documentId, { title }, upload(bytes)),
    replace: async (bytes: Uint8Array) => {
      const { facts } = await database.client.document.findUniqueOrThrow({
        where: { id: documentId },
      });
      const id = readDetails(facts).exhibits[0]?.id ?? "";
      return services.exhibits.replace(people.drafter, documentId, id, upload(bytes));
    },
  };
}

/** A document with one exhibit in a version and another in its draft. */
async function openTwo() {
  const review = await openExhibits();
  const { services, people, documentId } = review;
  value(await review.add(MEMO));
  const form = { name: "As it stands" };
  const { number } = value(await services.versions.name(people.drafter, documentId, form));
  value(await review.replace(OTHER));
  return {
    ...review,
    files: [
      { sha256: sha256(OTHER), of: `an exhibit of document ${documentId}` },
      { sha256: sha256(MEMO), of: `an exhibit of version ${number} of document ${documentId}` },
    ],
  };
}

describe("audit:verify", () => {
  it("finds an exhibit of a draft and one of a version whose bytes changed, or are gone", async () => {
    const { database, kept, files } = await openTwo();
    const stream = async (hash: string) => {
      const bytes = kept.get(hash);
      return bytes ? { bytes: bytes.length, pieces: verifiedPieces(hash, whole(bytes)) } : null;
    };
    const found = () => compareFiles(database, { stream });
    expect(await found()).toEqual({ files: 2, differences: [] });
    for (const file of files) {
      const bytes = kept.get(file.sha256) ?? new Uint8Array();
      kept.set(file.sha256, bytes.with(0, 0));
      const isOther = { ...file, why: "its file is not the one of that hash" };
      expect(await found()).toEqual({ files: 2, differences: [isOther] });
      kept.delete(file.sha256);
      const isGone = { ...file, why: "its file is gone" };
      expect(await found()).toEqual({ files: 2, differences: [isGone] });
      kept.set(file.sha256, bytes);
    }
    expect((await found()).differences).toEqual([]);
  });

  it("passes over a damaged file with --without-files, and says in its last line that it did", async () => {
    const { database, kept, files } = await openTwo();
    const dataDir = await mkdtemp(path.join(tmpdir(), "exhibits-"));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const blobs = path.join(dataDir, "blobs");
    await mkdir(blobs);
    for (const [hash, bytes] of kept) await writeFile(path.join(blobs, hash), bytes);
    const run = (...args: string[]) =>
      runCommand("audit-verify", args, { DATABASE_URL: database.url, DATA_DIR: dataDir });
    const lastLine = (said: string) => said.trimEnd().split("\n").at(-1);
    const well = await run();
    expect(well).toMatchObject({ code: 0, stderr: "" });
    expect(well.stdout).toContain(", 2 files.");
    expect(lastLine(well.stdout)).not.toContain("the bytes of exhibits");
    await writeFile(path.join(blobs, files[0]!.sha256), "another paper");
    const damaged = await run();
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toContain(
      `File ${files[0]!.sha256}, ${files[0]!.of}: its file is not the one of that hash.`,
    );
    const without = await run("--without-files");
    expect(without).toMatchObject({ code: 0, stderr: "" });
    expect(lastLine(without.stdout)).toMatch(
      /^Not compared: the bytes of exhibits and attached files \(--without-files\);/u,
    );
  });
});

describe("the room of a matter", () => {
  it("is taken by an exhibit that was replaced, or taken out, until its file is deleted", async () => {
    const quota = MEMO.byteLength + OTHER.byteLength + THIRD.byteLength - 1;
    const attachmentQuota = { bytesOfMatter: quota, bytesOfWorkspace: quota };
    const review = await openExhibits({ attachmentQuota });
    const { services, people, documentId } = review;
    value(await review.add(MEMO));
    value(await review.replace(OTHER));
    const third = async () => refused(await review.add(THIRD), "too-large").sentence;
    expect(await third()).toContain("Nothing was stored.");
    const [exhibit] = value(await services.exhibits.show(people.drafter, documentId)).exhibits;
    value(
      await services.exhibits.remove(people.drafter, documentId, {
        exhibitId: exhibit?.id ?? "",
      }),
    );
    expect(value(await services.exhibits.show(people.drafter, documentId)).exhibits).toEqual([]);
    expect(await third()).toContain("Nothing was stored.");
    // The file that lies there already takes no more room.
    value(await review.add(OTHER));
  });
});
