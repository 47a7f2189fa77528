import canonicalize from "canonicalize";
import { execFile } from "node:child_process";
import {
  appendFile,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "#server/digest.ts";
import {
  linesOf,
  RECORD,
  rowsIn,
  sealed,
  tableAt,
  unpackedIn,
  writtenArchive,
  type ArchiveRow,
  type Files,
} from "./written.ts";

const SCRIPT = path.resolve("public/verify-archive.mjs");
const { verifyArchive } = (await import(/* @vite-ignore */ SCRIPT)) as {
  verifyArchive(folder: string): Promise<{
    readonly holds: boolean;
    readonly keys: readonly string[];
    readonly hasMoreKeys: boolean;
  }>;
};

/** Columns that no line tells, or that follow a corrected letter. */
const UNTOLD = [
  "item-outcomes.jsonl eventId",
  "productions.jsonl eventId",
  "filing-signatures.jsonl position",
  "filing-signatures.jsonl name",
  // The name of the key where it is kept; no key signed it.
  "sign-off-proofs.jsonl credentialId",
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "archive-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly printed: string;
  /** The checks that failed, with what they named. */
  readonly failed: string;
}

/** The script within the archive, run by Node alone: no packages, no network, no environment. */
async function run(archive: Files, change?: (at: string) => Promise<unknown>): Promise<Ran> {
  const at = await mkdtemp(path.join(folder, "unpacked-"));
  await unpackedIn(at, archive);
  await change?.(at);
  const options = { cwd: folder, env: {} };
  const ran = promisify(execFile)(process.execPath, [path.join(at, "verify.mjs")], options);
  const { code, stdout } = await ran.then(
    (done) => ({ code: 0, ...done }),
    (error: unknown) => error as { readonly code: number; readonly stdout: string },
  );
  const said = stdout.split("\n\n")[0]?.split("\n") ?? [];
  const failed = said.filter((line) => !line.startsWith("yes")).join("\n");
  return { code, printed: stdout, failed };
}

let script: Buffer;
/** An archive that holds. */
function whole(): Files {
  return sealed(new Map([...writtenArchive(), ["verify.mjs", script]]));
}
beforeAll(async () => {
  script = await readFile(SCRIPT);
});

/** With rows of a table changed, and list and manifest made to fit: as a forger would. */
function forged(table: string, change: (rows: ArchiveRow[]) => readonly ArchiveRow[]): Files {
  const files = whole();
  const name = table.includes("/") ? table : tableAt(table);
  return sealed(new Map([...files, [name, linesOf(change(rowsIn(files, name)))]]));
}
const first = (change: ArchiveRow) => (rows: ArchiveRow[]) =>
  rows.map((row, index) => (index === 0 ? { ...row, ...change } : row));

describe("[A2] verify.mjs, with Node alone", () => {
  it("finds that an archive holds, and says what it holds and what that shows", async () => {
    // Each one has a key of its own.
    const archive = whole();
    const { code, printed, failed } = await run(archive);
    expect(failed).toBe("");
    expect(code).toBe(0);
    expect(printed).toContain("2 versions, 3 decisions of reviewers");
    expect(printed).toContain("(1 signed by a passkey), 1 filing.");
    expect(printed).toContain("whole, 3 others as hashes.");
    expect(printed).toContain("Conversations that one organization keeps to itself.");
    expect(printed).toContain("Files, rows and lines of this archive agree with each other.");
    expect(printed).not.toContain("nothing in this archive was changed");
    expect(printed).not.toContain("unbroken");
    expect(printed).toContain("The head shows only the lines after the last gap");
    // The key that signed, and the manifest: what somebody else can know.
    const [proof] = rowsIn(archive, tableAt("sign-off-proofs"));
    expect(printed).toContain(`  - ${String(proof?.["fingerprint"])} on “`);
    const manifest = archive.get("manifest.json") ?? "";
    expect(printed).toContain(`SHA-256 of the manifest: ${sha256(manifest)}`);
  });

  it("is begun behind a link, too: to say nothing would look as if all held", async () => {
    const at = await mkdtemp(path.join(folder, "linked-"));
    await symlink(SCRIPT, path.join(at, "verify.mjs"));
    for (const options of [["--preserve-symlinks-main"], []]) {
      const begun = [...options, path.join(at, "verify.mjs")];
      const ran = promisify(execFile)(process.execPath, begun, { env: {} });
      await expect(ran).rejects.toMatchObject({ code: 2 });
    }
  });

  it("holds where a Mac or Windows put its own files into a folder that somebody looked at", async () => {
    const { code, failed } = await run(whole(), async (at) => {
      await writeFile(path.join(at, ".DS_Store"), "Bud1");
      await writeFile(path.join(at, "data", "desktop.ini"), "[.ShellClassInfo]");
      await writeFile(path.join(at, "matters", "Thumbs.db"), "");
    });
    expect(failed).toBe("");
    expect(code).toBe(0);
    const folders = await run(whole(), async (at) => {
      await mkdir(path.join(at, ".DS_Store"));
      await writeFile(path.join(at, ".DS_Store", "filed.pdf"), "another");
    });
    expect(folders.failed).toContain("is not in the list");
  });

  it("lists so many keys as somebody reads, and says that there are more", async () => {
    const at = await mkdtemp(path.join(folder, "keys-"));
    const keys = Array.from({ length: 300 }, (_, index) => sha256(String(index)));
    const many = forged("sign-off-proofs", ([row]) =>
      keys.map((fingerprint) => ({ ...row, fingerprint })),
    );
    await unpackedIn(at, many);
    const found = await verifyArchive(at);
    expect(found.keys).toHaveLength(100);
    expect(found.hasMoreKeys).toBe(true);
  });

  it("says that there is none, where there is none", async () => {
    const at = await mkdtemp(path.join(folder, "empty-"));
    await copyFile(SCRIPT, path.join(at, "verify.mjs"));
    const ran = promisify(execFile)(process.execPath, [path.join(at, "verify.mjs")], { env: {} });
    await expect(ran).rejects.toMatchObject({ code: 2, stdout: "" });
    for (const manifest of ["", "5", "null", "[", "[".repeat(200_000)]) {
      await writeFile(path.join(at, "manifest.json"), manifest);
      const again = promisify(execFile)(process.execPath, [path.join(at, "verify.mjs")], {
        env: {},
      });
      await expect(again, manifest.slice(0, 9)).rejects.toMatchObject({ code: 2 });
    }
  });

  it.each<readonly [string, (at: string) => Promise<unknown>, string]>([
    ["a byte more", (at) => appendFile(path.join(at, RECORD), "\n"), "bytes, and should have"],
    [
      "one other byte",
      (at) => writeFile(path.join(at, "matters/ice-detention/filed.pdf"), "%PDF-1.7 the Pages"),
      "has other bytes",
    ],
    ["a file less", (at) => rm(path.join(at, tableAt("documents"))), "is not there"],
    [
      "a file more",
      (at) => writeFile(path.join(at, "data/more.txt"), "more"),
      "is not in the list",
    ],
    [
      "a link in place of a file",
      async (at) => {
        await rm(path.join(at, "matters/ice-detention/letter.txt"));
        await symlink("filed.pdf", path.join(at, "matters/ice-detention/letter.txt"));
      },
      "is a link",
    ],
    [
      "a link out of the folder",
      (at) => symlink(tmpdir(), path.join(at, "matters/ice-detention/more")),
      "is not in the list",
    ],
  ])("finds %s", async (_what, change, sentence) => {
    const { code, failed, printed } = await run(whole(), change);
    expect(failed).toContain(sentence);
    expect(code).toBe(1);
    expect(printed).toContain("Parts of this archive do not agree");
  });

  it.each([
    "../outside.txt",
    "/etc/passwd",
    "a/../../outside.txt",
    "a\\..\\outside.txt",
    "C:/outside.txt",
    "a//b",
    "a./b",
    "a /b",
    "./a",
    "",
    "a\u0000b",
    "manifest.json",
  ])("follows no path that leads elsewhere: %j", async (name) => {
    const files = whole();
    const list = [...rowsIn(files, "files.jsonl"), { path: name, bytes: 1, sha256: sha256("a") }];
    const bytes = linesOf(
      list.toSorted((a, b) => (String(a["path"]) < String(b["path"]) ? -1 : 1)),
    );
    const of = {
      path: "files.jsonl",
      bytes: bytes.length,
      sha256: sha256(bytes),
      count: list.length,
    };
    const given = sealed(files, { files: of });
    const { code, failed } = await run(new Map([...given, ["files.jsonl", bytes]]));
    expect(failed).toContain("is no path in an archive");
    expect(code).toBe(1);
  });

  it.each<readonly [string, () => Files, string]>([
    ["a line of the record changed", () => forged(RECORD, first({ to: 2 })), "should follow"],
    [
      "a detail of a line",
      () =>
        forged(RECORD, (rows) =>
          rows.map((row) =>
            row["type"] === "document.filed" ? { ...row, actorId: "person-3" } : row,
          ),
        ),
      "was changed after it was written",
    ],
    [
      "the record shortened at its end",
      () => forged(RECORD, (rows) => rows.slice(0, -1)),
      "ends with line",
    ],
    [
      "the record shortened in between",
      () => forged(RECORD, (rows) => rows.toSpliced(4, 1)),
      "should follow",
    ],
    [
      "two lines in another order",
      () =>
        forged(RECORD, (rows) => [
          ...rows.slice(0, 3),
          ...rows.slice(3, 5).toReversed(),
          ...rows.slice(5),
        ]),
      "should follow",
    ],
    [
      "the record extended",
      () =>
        forged(RECORD, (rows) => {
          const last = rows.at(-1) ?? {};
          const from = Number(last["to"]) + 1;
          return [...rows, { from, to: from, previousHash: last["hash"], hash: sha256("more") }];
        }),
      "and the manifest says",
    ],
    [
      "a filing copy of another paper, whose pages nobody filed",
      () => forged("filing-copies", first({ documentId: "document-2" })),
      "is not of the PDF that was filed",
    ],
    ["a version gone", () => forged("versions", (rows) => rows.slice(1)), "and not in the archive"],
    [
      "a version's number",
      () => forged("versions", first({ number: 5 })),
      "differs from the record: number",
    ],
    [
      "a version twice",
      () => forged("versions", (rows) => [...rows, ...rows.slice(1)]),
      "stands twice",
    ],
    [
      "a sign-off gone",
      () => forged("sign-offs", (rows) => rows.slice(1)),
      "and not in the archive",
    ],
    [
      "a sign-off that was voided and now stands",
      () => forged("sign-offs", first({ voidedAt: null, voidedBecause: null })),
      "differs from the record: voidedAt, voidedBecause",
    ],
    [
      "a sign-off of somebody else",
      () => forged("sign-offs", first({ userId: "person-1" })),
      "differs from the record: userId",
    ],
    [
      "a sign-off more",
      () => forged("sign-offs", (rows) => [...rows, { ...rows[0], id: "sign-off-9" }]),
      "is in no line of the record",
    ],
    ["a signature gone", () => forged("sign-off-proofs", () => []), "is missing"],
    [
      "a signature of another statement",
      () => forged("sign-off-proofs", first({ nonce: Buffer.alloc(32, 8).toString("base64url") })),
      "the key signed another statement",
    ],
    [
      "a signature at another site",
      () => forged("sign-off-proofs", first({ host: "example.org" })),
      "the key signed on another site",
    ],
    ["another status", () => forged("documents", first({ status: "approved" })), "record: status"],
    [
      "a document more",
      () => forged("documents", (rows) => [...rows, { ...rows[0], id: "d2" }]),
      "in no line",
    ],
    [
      "another day of a filing",
      () => forged("filings", first({ filedOn: "2026-11-01" })),
      "record: filedOn",
    ],
    [
      "another PDF of a filing",
      () => forged("filings", first({ pdfHash: sha256("b") })),
      "record: pdfHash",
    ],
    ["a correction gone", () => forged("filing-corrections", () => []), "and not in the archive"],
    [
      "an event changed",
      () => forged("agency-events", first({ received: "2026-12-09" })),
      "differs",
    ],
    ["an event gone", () => forged("agency-events", () => []), "and not in the archive"],
    [
      "another outcome",
      () => forged("item-outcomes", first({ outcome: "denied" })),
      "record: outcome",
    ],
    [
      "more pages released",
      () => forged("productions", first({ pagesFull: 21 })),
      "record: pagesFull",
    ],
    [
      "a docket entry changed",
      () => forged("docket-events", first({ text: "Judgment" })),
      "differs",
    ],
    ["a file's name", () => forged("attachments", first({ name: "other.txt" })), "record: name"],
    [
      "a publication changed",
      () => forged("public-updates", first({ published: "[]" })),
      "record: published",
    ],
    [
      "another title of the matter",
      () => forged("matter", first({ title: "Other" })),
      "not the one that",
    ],
  ])("finds %s, whoever made the list and the manifest fit", async (_what, archive, sentence) => {
    const { code, failed } = await run(archive());
    expect(failed).toContain(sentence);
    expect(code).toBe(1);
  });

  it("finds whatever column is another, of every row that lines tell of", async () => {
    const files = whole();
    const tables = [...files.keys()].filter(
      (name) => name.endsWith(".jsonl") && name.includes("/data/"),
    );
    const tried = await Promise.all(
      tables.map(async (name) => {
        const at = await mkdtemp(path.join(folder, "columns-"));
        await unpackedIn(at, files);
        expect((await verifyArchive(at)).holds).toBe(true);
        // The last row of each table: of sign-offs, the one that stands.
        const rows = rowsIn(files, name);
        const columns = Object.entries(rows.at(-1) ?? {}).filter(
          ([column]) => !UNTOLD.some((end) => `${name} ${column}`.endsWith(end)),
        );
        for (const [column, value] of columns) {
          const row = { ...rows.at(-1), [column]: value === null ? "another" : null };
          const bytes = linesOf([...rows.slice(0, -1), row]);
          const changed = sealed(new Map([...files, [name, bytes]]));
          const written = [name, "files.jsonl", "manifest.json"];
          await unpackedIn(at, new Map([...changed].filter(([each]) => written.includes(each))));
          const { holds } = await verifyArchive(at);
          expect([name, column, holds]).toEqual([name, column, false]);
        }
        return columns.length;
      }),
    );
    expect(tried.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(120);
  });

  it("finds a version whose text has its hash and is not in canonical form", async () => {
    const files = whole();
    const name = "matters/ice-detention/version-2.json";
    const text = files.get(name)?.toString() ?? "";
    const spaced = Buffer.from(JSON.stringify(JSON.parse(text), null, 1));
    const { failed } = await run(sealed(new Map([...files, [name, spaced]])));
    expect(failed).toContain("The text of version “version-2” is not in the archive.");
    const rows = rowsIn(files, tableAt("versions"));
    const last = rows.map((row) => (row["number"] === 2 ? { ...row, hash: sha256(spaced) } : row));
    const both = new Map([...files, [name, spaced], [tableAt("versions"), linesOf(last)]]);
    expect((await run(sealed(both))).failed).toContain("is not in canonical form");
  });

  it("finds a paper that was put in the place of one that was filed, or of a version", async () => {
    const at = "matters/ice-detention/documents/Request";
    for (const [name, sentence] of [
      [`${at}/filed.pdf`, "is not a PDF that was filed."],
      [`${at}/version-1.json`, "is not the text of a version."],
    ] as const) {
      const files = sealed(new Map([...whole(), [name, Buffer.from("Invented.")]]));
      const { code, failed } = await run(files);
      expect(failed).toContain(`“${name}” ${sentence}`);
      expect(code).toBe(1);
    }
    // Attached files, and exhibits, have the names that people gave them.
    const attached = [
      "matters/ice-detention/attachments/filed.pdf",
      `${at}/exhibits/filed.pdf`,
      "matters/ice-detention/attachments/version-1.json",
    ].map((name) => [name, Buffer.from("A letter.")] as const);
    expect((await run(sealed(new Map([...whole(), ...attached])))).failed).toBe("");
  });

  it("can't find an archive that was invented, and ends with a head that is the workspace's", async () => {
    const at = "2026-01-01T00:00:00.000Z";
    const hashed = {
      sequence: 1,
      at,
      type: "matter.created",
      actorId: "p",
      organizationId: null,
      matterId: "m",
      documentId: null,
      details: { title: "Invented" },
      previousHash: "0".repeat(64),
    };
    const only = { ...hashed, hash: sha256(canonicalize(hashed) ?? "") };
    const chain = { sequence: 900, hash: sha256("the true line 900") };
    const gap = { from: 2, to: 900, previousHash: only.hash, hash: chain.hash };
    const row = { id: "m", title: "Invented", createdById: "p", createdAt: at, narrative: "n" };
    const invented = new Map([
      [RECORD, linesOf([only, gap])],
      ["matters/x/data/matter.jsonl", linesOf([row])],
      ["verify.mjs", script],
    ]);
    const matters = [{ id: "m", title: "Invented", folder: "x" }];
    const { code, printed } = await run(
      sealed(invented, { format: 1, matters, chain, madeAt: at, leftOut: [] }),
    );
    expect(code).toBe(0);
    expect(printed).toContain(chain.hash);
    expect(printed).toContain("nor that the lines before them are the\nworkspace's");
  });

  it("can't find a row that was left out together with its line, and says that it can't", async () => {
    const files = forged(RECORD, (rows) =>
      rows.map((row) => {
        if (row["type"] !== "matter.published") return row;
        const { sequence: from, previousHash, hash } = row;
        return { from, to: from, previousHash, hash };
      }),
    );
    const { code, printed } = await run(
      sealed(new Map([...files, [tableAt("public-updates"), linesOf([])]])),
    );
    expect(code).toBe(0);
    expect(printed).toContain("they may be of this matter");
  });

  it("finds rows that are not in their one form", async () => {
    const files = whole();
    const name = tableAt("versions");
    const text = files.get(name)?.toString().replaceAll('":', '": ') ?? "";
    const { failed } = await run(sealed(new Map([...files, [name, Buffer.from(text)]])));
    expect(failed).toContain("has a row that is not.");
  });

  it("comes to an end with whatever stands in the files, and prints no sign that steers a terminal", async () => {
    const files = whole();
    for (const name of [RECORD, tableAt("versions"), tableAt("sign-off-proofs")]) {
      for (const text of [
        "\n",
        "null\n",
        "{}\n",
        "no JSON\n",
        "{}",
        `${"[".repeat(100_000)}\n`,
        '{"type":"read","sequence":1,"details":{}}\n',
        '{"type":"__proto__","details":{}}\n',
        '{"id":"\u001b[2J\u202e"}\n',
        '{"signOffId":"sign-off-3","publicKey":5}\n',
      ]) {
        const changed = sealed(new Map([...files, [name, Buffer.from(text)]]));
        const { code, printed } = await run(changed);
        expect([name, text.slice(0, 40), code]).toEqual([name, text.slice(0, 40), 1]);
        for (const sign of ["\u001b", "\u202e"]) expect(printed).not.toContain(sign);
      }
    }
  });

  it("needs no more memory for a larger archive, and time by its size alone", async () => {
    const files = whole();
    const large = Buffer.alloc(200_000_000, "a");
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      id: `person-${index}`,
      name: "P",
    }));
    files.set("matters/ice-detention/large.bin", large);
    files.set("data/people.jsonl", linesOf(many));
    const at = await mkdtemp(path.join(folder, "large-"));
    await unpackedIn(at, sealed(files));
    const options = { env: {}, cwd: at };
    const limited = ["--max-old-space-size=64", path.join(at, "verify.mjs")];
    const { stdout } = await promisify(execFile)(process.execPath, limited, options);
    expect(stdout).not.toContain("NO ");
  });
});
