import { mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkUnpacked } from "#server/services/bringing/check.ts";
import { BRINGING } from "#server/services/bringing/limits.ts";
import { unpackInto } from "#server/services/bringing/unpack.ts";
import { unpacked } from "#tests/archive/taken.ts";
import { rowsIn, writtenArchive, linesOf } from "#tests/archive/written.ts";
import { zipped, type PackedFile } from "#tests/archive/zipped.ts";

const ALWAYS = new AbortController().signal;

async function emptyFolder(): Promise<string> {
  const own = await mkdtemp(path.join(tmpdir(), "unpacked-"));
  onTestFinished(() => rm(own, { recursive: true, force: true }));
  return own;
}

/** Unpacks a ZIP that lies in a folder there. */
async function unpackedTo(
  zip: Buffer,
  { signal = ALWAYS, own = null as string | null } = {},
): Promise<string> {
  own ??= await emptyFolder();
  const file = path.join(own, "archive.zip");
  await writeFile(file, zip);
  const archive = await open(file, "r");
  try {
    await unpackInto(archive, own, signal);
  } finally {
    await archive.close();
  }
  return own;
}

const file = (name: string, more: Partial<PackedFile> = {}): PackedFile => ({
  name,
  bytes: Buffer.from("words"),
  ...more,
});

describe("[A3] a ZIP from outside", () => {
  it("is unpacked file by file into its folder", async () => {
    const files = [...writtenArchive()].map(([name, bytes]) => file(name, { bytes }));
    const folder = await unpackedTo(await zipped(files));
    for (const { name, bytes } of files) {
      expect(await readFile(path.join(folder, name)), name).toEqual(bytes);
    }
  });

  it.each([
    "../evil.txt",
    "a/../../evil.txt",
    "/etc/evil.txt",
    "C:/evil.txt",
    "a\\..\\evil.txt",
    "a//b.txt",
    "a/./b.txt",
    "a/b.",
    "nul",
    "aux.txt",
    "a\u0000b",
    "a\nb",
    "a\u202eb.txt",
    "cafe\u0301.txt",
    "a:stream",
    "x".repeat(121),
  ])("is refused whole for a file that is named %j", async (name) => {
    const zip = await zipped([file("good.txt"), file(name)]);
    const own = await emptyFolder();
    await expect(unpackedTo(zip, { own })).rejects.toThrow("a file whose name leads elsewhere");
    // Its names are looked at before anything is written.
    expect(await readdir(own)).toEqual(["archive.zip"]);
  });

  it.each([
    ["twins but for case", [file("a/Words.txt"), file("a/words.TXT")], "two files of one name"],
    ["folders that are twins", [file("a/x.txt"), file("A/y.txt")], "two files of one name"],
    ["a file that is a folder", [file("a"), file("a/b")], "two files of one name"],
    ["a folder that is a file", [file("a/b"), file("A")], "two files of one name"],
    ["a link", [file("a", { bytes: Buffer.from("/etc"), mode: 0o120777 })], "a link in it"],
    ["a device", [file("a", { mode: 0o020666 })], "a link in it"],
    ["an encrypted file", [file("a", { isEncrypted: true })], "encrypted"],
    ["more than it says", [file("a", { saysBytes: 2 })], "no ZIP file that can be read"],
    [
      "a file that says it is huge",
      [file("a", { saysBytes: 4_000_000_000 })],
      "larger than an archive can hold",
    ],
  ])("is refused for %s", async (_what, files, sentence) => {
    await expect(unpackedTo(await zipped(files))).rejects.toThrow(sentence);
  });

  it("is refused where it says that it unpacks to much more than it has, before any of it is", async () => {
    const names = Array.from({ length: 10 }, (_, index) => `big-${index}`);
    const files = names.map((name) => file(name, { saysBytes: BRINGING.unpackedAlways / 5 }));
    await expect(unpackedTo(await zipped(files))).rejects.toThrow("Unpacked it has more than");
  });

  it("is refused where it is none, or is cut off", async () => {
    await expect(unpackedTo(Buffer.from("words, and no archive"))).rejects.toThrow("no ZIP file");
    const whole = await zipped([file("a"), file("b")]);
    await expect(unpackedTo(whole.subarray(0, -30))).rejects.toThrow("no ZIP file");
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 36, 40);
    await expect(unpackedTo(damaged)).rejects.toThrow("Nothing was brought in.");
  });

  it("ends at once where its turn does", async () => {
    const stopping = new AbortController();
    const slow = Readable.from([Buffer.alloc(1_000)]);
    const zip = await zipped([{ name: "a", bytes: slow }]);
    stopping.abort(new Error("the server stops"));
    await expect(unpackedTo(zip, { signal: stopping.signal })).rejects.toThrow("the server stops");
  });
});

describe("[A3] an unpacked archive", () => {
  it("is checked by the script that anybody checks one with", async () => {
    await expect(checkUnpacked(await unpacked(writtenArchive()), ALWAYS)).resolves.toBeUndefined();
  });

  it("is refused with the faults that the script names", async () => {
    const files = writtenArchive();
    const name = [...files.keys()].find((each) => each.endsWith("/data/documents.jsonl")) ?? "";
    const rows = rowsIn(files, name).map((row) => ({ ...row, title: "Another title" }));
    files.set(name, linesOf(rows));
    const checking = checkUnpacked(await unpacked(files), ALWAYS);
    await expect(checking).rejects.toThrow(/do not agree.*documents\.jsonl.* has .*Nothing was/su);
    files.set("more.txt", Buffer.from("In no list."));
    await expect(checkUnpacked(await unpacked(files), ALWAYS)).rejects.toThrow(
      "“more.txt” is not in the list.",
    );
    files.delete("manifest.json");
    await expect(checkUnpacked(await unpacked(files), ALWAYS)).rejects.toThrow(
      "no “manifest.json”",
    );
  });

  it("is not waited for once its turn is over", async () => {
    const stopping = new AbortController();
    stopping.abort(new Error("the server stops"));
    const checking = checkUnpacked(await unpacked(writtenArchive()), stopping.signal);
    await expect(checking).rejects.toThrow("the server stops");
  });
});
