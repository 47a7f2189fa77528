import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { MATTER_TABLE_NAMES } from "#app/domain/archive/matter-tables.ts";
import { sha256 } from "#server/digest.ts";
import { openFolder } from "#server/services/bringing/open.ts";
import { unpacked } from "#tests/archive/taken.ts";
import { writtenArchive } from "#tests/archive/written.ts";
import { takeArchive } from "./archives.ts";
import { openReview, submit } from "./papers.ts";
import { signAndFile } from "./sign-and-file.ts";

async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const each of from) read.push(each);
  return read;
}

describe("[A3] an archive in a folder", () => {
  it("gives the rows, lines, names and files that were taken along", async () => {
    const review = await openReview();
    await signAndFile(review, await submit(review));
    const archive = await takeArchive(review, review.people.staff, review.slug);
    const opened = await openFolder(await unpacked(archive.files));
    const folder = opened.manifest.matters[0]?.folder ?? "";
    expect(opened.manifest).toEqual(archive.manifest);
    expect(opened.manifestSha256).toBe(sha256(archive.read("manifest.json")));
    expect(await all(opened.organizations())).toEqual(archive.organizations);
    expect(await all(opened.people())).toEqual(archive.people);
    expect(await all(opened.record())).toEqual(archive.record);
    for (const name of MATTER_TABLE_NAMES) {
      expect(await all(opened.rows(folder, name))).toEqual(archive.rows(name));
    }
    const [filing] = archive.rows("filings");
    const file = opened.file(filing?.pdfHash ?? "");
    const bytes = Buffer.concat(await all(file?.read() ?? (async function* () {})()));
    expect([bytes.byteLength, sha256(bytes)]).toEqual([file?.bytes, filing?.pdfHash]);
    for (const { bytes: column } of archive.rows("draft-bases")) {
      const read = await opened.bytes(folder, column);
      expect(read.byteLength).toBeGreaterThan(0);
      if ("blob" in column) expect(sha256(read)).toBe(column.blob);
    }
    expect(opened.file("0".repeat(64))).toBeNull();
  });

  it.each([
    ["that is no JSON", "{\n", "Line 1 of"],
    ["of another form", '{"documentId":"d"}\n', "not of a form that this program knows"],
    ["with a column more", '{"documentId":"d","organizationId":"o","x":1}\n', "not of a form"],
    ["that ends early", '{"documentId":"d","organizationId":"o"}', "ends within a line"],
    ["nested without an end", `${"[".repeat(100_000)}\n`, "not written as archives are"],
    ["that is too long", `"${"x".repeat(16_000_001)}"\n`, "longer than an archive can have"],
    ["that is no text", Buffer.from([0xff, 0x0a]), "not written as archives are"],
  ])("refuses a row %s, with its place", async (_what, content, sentence) => {
    const folder = await unpacked(writtenArchive());
    const opened = await openFolder(folder);
    const [matter] = opened.manifest.matters;
    const name = `matters/${matter?.folder}/data/requirements.jsonl`;
    await writeFile(path.join(folder, name), content);
    await expect(all(opened.rows(matter?.folder ?? "", "requirements"))).rejects.toThrow(sentence);
  });

  it("refuses a line of the record that is longer than two megabytes, before it is parsed", async () => {
    const folder = await unpacked(writtenArchive());
    const opened = await openFolder(folder);
    await writeFile(path.join(folder, "record", "lines.jsonl"), `${"[".repeat(2_000_001)}\n`);
    await expect(all(opened.record())).rejects.toThrow("longer than an archive can have");
  });

  it("refuses a folder without a manifest, and a manifest that names a folder outside", async () => {
    const folder = await unpacked(writtenArchive());
    const { manifest } = await openFolder(folder);
    const place = path.join(folder, "manifest.json");
    const [matter] = manifest.matters;
    for (const of of ["..", "a/../../b", "C:", "", "x\u0000"]) {
      const forged = { ...manifest, matters: [{ ...matter, folder: of }] };
      await writeFile(place, JSON.stringify(forged));
      await expect(openFolder(folder)).rejects.toThrow("names a matter twice, or none");
    }
    const twice = { ...manifest, matters: [matter, { ...matter, folder: "other" }] };
    await writeFile(place, JSON.stringify(twice));
    await expect(openFolder(folder)).rejects.toThrow("names a matter twice");
    await rm(place);
    await expect(openFolder(folder)).rejects.toThrow("no archive of Coalition Desk");
  });
});
