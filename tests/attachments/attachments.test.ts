import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { ATTACHMENT_LIMITS, unreadSentences } from "#app/domain/attachment.ts";
import { createAttachments } from "#server/attachments/index.ts";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { FOR_PEOPLE } from "#server/blobs/limits.ts";
import { openBlobs } from "#server/blobs/open.ts";
import { StorageProblem } from "#server/blobs/problem.ts";
import { readStorageUrl } from "#server/blobs/storage.ts";
import { sha256 } from "#server/digest.ts";
import { refused, value } from "#tests/services/workspace.ts";
import { LOCKED, pdfOf } from "#tests/support/pdf.ts";
import { of, roomFor } from "#tests/support/uploads.ts";
import { unheard } from "#tests/support/worker-failures.ts";

const folder = mkdtempSync(path.join(tmpdir(), "attachments-"));
const WORKER_URL = new URL("../../server/attachments/worker.ts", import.meta.url);
const attachments = createAttachments({
  blobs: blobsInFolder(folder),
  workerUrl: WORKER_URL,
  failures: unheard,
});
afterAll(async () => {
  await attachments.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
});

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += 50_000) yield bytes.subarray(at, at + 50_000);
}
const add = (name: string, bytes: Uint8Array | string, most: number = ATTACHMENT_LIMITS.bytes) =>
  attachments.add(of("ana"), name, inPieces(Buffer.from(bytes)), roomFor(most), []);
const scanned = async (name: string, bytes: Uint8Array | string) =>
  value(await add(name, bytes)).scan;

const SECRET = "Her number is 123-45-6789.";

/** An archive with those files, each packed; `says` is what it says of their length. */
function zipOf(files: Readonly<Record<string, Buffer | string>>, { encrypted = false } = {}) {
  const locals: Buffer[] = [];
  const heads: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(encrypted ? 1 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crcOf(bytes), 10);
    common.writeUInt32LE(packed.byteLength, 14);
    common.writeUInt32LE(bytes.byteLength, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, Buffer.from(name), packed]);
    const head = Buffer.alloc(14);
    head.writeUInt32LE(offset, 10);
    heads.push(
      Buffer.concat([
        Buffer.from("PK\u0001\u0002"),
        Buffer.from([20, 0]),
        common,
        head,
        Buffer.from(name),
      ]),
    );
    locals.push(local);
    offset += local.byteLength;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(heads.length, 4);
  end.writeUInt16LE(heads.length, 6);
  end.writeUInt32LE(directory.byteLength, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\u0005\u0006"), end]);
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xed_b8_83_20 : 0);
  }
  return (crc ^ 0xff_ff_ff_ff) >>> 0;
}

const OFFICE = {
  docx: [
    "word/document.xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
  ],
  xlsx: [
    "xl/workbook.xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
  ],
} as const;
function officeOf(kind: keyof typeof OFFICE, files: Readonly<Record<string, Buffer | string>>) {
  const [part, type] = OFFICE[kind];
  return zipOf({
    "[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="${type}"/></Types>`,
    ...files,
  });
}

describe("[L59] a PDF that is brought in", () => {
  const look = (name: string, bytes: Uint8Array | string, most = 1_000_000) =>
    attachments.look(of("ana"), name, inPieces(Buffer.from(bytes)), roomFor(1_000_000), {
      most,
      watched: [],
    });

  it("is handed back as it came, with what was found in it, and nothing is stored", async () => {
    const pdf = pdfOf(["One page", SECRET]);
    const looked = value(await look("request.pdf", pdf));
    expect(Buffer.from(looked.pdf).equals(Buffer.from(pdf))).toBe(true);
    expect(looked.sha256).toBe(sha256(pdf));
    expect(looked.scan.data).toMatchObject([{ place: "page 2" }]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is refused where it is none, can't be opened, or is too large", async () => {
    const { sentence } = refused(await look("request.txt", "Plain words."), "bad-input");
    expect(sentence).toBe(
      "“request.txt” is not a PDF. Bring in the PDF that was filed, or print the paper to one. Nothing of it was stored.",
    );
    const broken = refused(await look("request.pdf", "%PDF-1.7 and no more"), "bad-input");
    expect(broken.sentence).toContain("can’t be opened as a PDF");
    const locked = refused(
      await look("request.pdf", pdfOf(["One page"], { trailer: LOCKED })),
      "bad-input",
    );
    expect(locked.sentence).toContain("is protected by a password, and nobody here could open it");
    const pdf = pdfOf(["One page"]);
    const large = refused(await look("request.pdf", pdf, pdf.byteLength - 1), "too-large");
    expect(large.sentence).toMatch(/the most that a file may be\. Nothing of it was stored\.$/u);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("[L20] a file that is attached", () => {
  it("gives back the room it took where the store fails", async () => {
    const blobs = blobsInFolder(folder);
    const failing = createAttachments({
      blobs: {
        ...blobs,
        put: () => Promise.reject(new StorageProblem("No answer.", "TimeoutError")),
      },
      workerUrl: WORKER_URL,
      failures: unheard,
    });
    const back: string[] = [];
    const room = { ...roomFor(), giveBack: async (sha256: string) => void back.push(sha256) };
    const pdf = pdfOf(["A letter"]);
    refused(await failing.add(of("ana"), "a.pdf", inPieces(pdf), room, []), "unavailable");
    await failing.close();
    expect(back).toEqual([sha256(pdf)]);
  });

  it("[Q1] gives its words by page to who searches it, and none of what stands on no page", async () => {
    const pdf = pdfOf(["The first page", "The plethysmograph"]);
    const { sha256: hash } = value(await add("zugzwang.pdf", pdf));
    const words = await attachments.texts({ name: "zugzwang.pdf", sha256: hash });
    const pages = (words ?? []).filter(({ page }) => page !== null);
    expect(pages.map(({ page, words: said }) => [page, said.trim()])).toEqual([
      [1, "The first page"],
      [2, "The plethysmograph"],
    ]);
    const plain = value(await add("plain.txt", "Nothing but words"));
    expect(await attachments.texts({ name: "plain.txt", sha256: plain.sha256 })).toContainEqual({
      page: null,
      words: "Nothing but words",
      flagged: [],
    });
    expect(await attachments.texts({ name: "gone.pdf", sha256: "0".repeat(64) })).toBeNull();
  });

  it("[Q2] says of its words to who searches it which parts look private", async () => {
    const stored = value(await add("two.pdf", pdfOf(["One page", SECRET])));
    const read = await attachments.texts({ name: "two.pdf", sha256: stored.sha256 });
    const parts = (read ?? []).map(({ page, words, flagged }) => [
      page,
      flagged.map(([from, to]) => words.slice(from, to)),
    ]);
    expect(parts).toContainEqual([1, []]);
    expect(parts).toContainEqual([2, ["123-45-6789"]]);
  });

  it("is stored by its hash with its type by its content, and looked through page by page", async () => {
    const stored = value(await add("Letter of 12-10.pdf", pdfOf(["One page", SECRET])));
    expect(stored).toMatchObject({ name: "Letter of 12-10.pdf", mediaType: "application/pdf" });
    expect(readdirSync(folder)).toEqual([stored.sha256]);
    expect(stored.scan).toEqual({
      data: [{ place: "page 2", kind: "social-security-number", shown: "ending in 6789" }],
      unread: [],
    });
  });

  it("names each page that is a picture as not read, also where words stand beside it", async () => {
    const { unread } = await scanned(
      "scan.pdf",
      pdfOf([
        "A page with words",
        { text: "", picture: true },
        { text: "Words ".repeat(100), picture: true },
      ]),
    );
    expect(unread).toEqual([{ file: null, pages: [2, 3], why: "picture" }]);
    expect(unreadSentences(unread)).toEqual(["Pages 2–3: not read, a picture."]);
  });

  it("that is a text, a table or an e-mail with a letter in it is read", async () => {
    expect((await scanned("note.txt", SECRET)).data).toHaveLength(1);
    expect((await scanned("people.csv", `name,number\nAna,${SECRET}\n`)).data).toHaveLength(1);
    const mail = [
      "From: foia@ice.example",
      "To: staff@council.example",
      "Subject: Your request",
      'Content-Type: multipart/mixed; boundary="b1"',
      "",
      "--b1",
      "Content-Type: text/plain",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "Her number is 123-45=\r\n-6789.",
      "--b1",
      'Content-Type: application/pdf; name="letter.pdf"',
      "Content-Transfer-Encoding: base64",
      "",
      pdfOf([SECRET]).toString("base64"),
      "--b1--",
    ].join("\r\n");
    const read = value(await add("answer.eml", mail));
    expect(read.mediaType).toBe("message/rfc822");
    expect(read.scan.data.map(({ place }) => place)).toEqual([
      "the text",
      "page 1 of “letter.pdf”",
    ]);
  });

  /** An e-mail with these headers of its body, and that body. */
  const mailOf = (type: string, ...body: readonly string[]) =>
    ["From: foia@ice.example", "To: staff@council.example", type, "", ...body].join("\r\n");
  const MIXED = "Content-Type: multipart/mixed; boundary*=us-ascii''b%31";
  const encoded = (words: string) => Buffer.from(words).toString("base64");

  it.each([
    [
      "a header in encoded words",
      mailOf(`Subject: =?utf-8?B?${encoded(SECRET)}?=`, "Words."),
      ["the text"],
    ],
    [
      "a text in another alphabet",
      mailOf(
        "Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64",
        Buffer.from(SECRET, "utf16le").toString("base64"),
      ),
      ["the text"],
    ],
    [
      "parts of parts, and a name in pieces",
      mailOf(
        MIXED,
        "--b1",
        'Content-Type: multipart/alternative; boundary="b2"',
        "",
        "--b2",
        "",
        SECRET,
        "--b2",
        "Content-Type: text/html",
        "",
        `<p>${SECRET}</p>`,
        "--b2--",
        "--b1",
        "Content-Type: text/plain",
        `Content-Disposition: attachment; filename*0*=utf-8''SSN%20123-45-; filename*1*=6789%2Etxt`,
        "",
        SECRET,
        "--b1--",
      ),
      ["the text", "“SSN 123-45-6789.txt”"],
    ],
    [
      "what lies before the first part",
      mailOf(MIXED, SECRET, "--b1", "", "A part.", "--b1--"),
      ["the text"],
    ],
    ["parts without the line between them", mailOf(MIXED, "--b9", "", SECRET), ["the text"]],
  ])("that is an e-mail is read: %s", async (_what, mail, places) => {
    const { data, unread } = await scanned("answer.eml", mail);
    expect(data.map(({ place }) => place)).toEqual(places);
    expect(unread).toEqual([]);
  });

  it("that is an e-mail names what of it is not read", async () => {
    const inner = mailOf("Subject: Inner", SECRET);
    const mail = mailOf(MIXED, "--b1", "Content-Type: message/rfc822", "", inner, "--b1--");
    expect((await scanned("outer.eml", mail)).unread).toEqual([
      { file: "file without a name", pages: null, why: "nested" },
    ]);
    const deep = Array.from({ length: 300 }, (_, depth) => [
      `Content-Type: multipart/mixed; boundary="d${depth}."`,
      "",
      `--d${depth}.`,
    ]).flat();
    expect((await scanned("deep.eml", mailOf(deep.join("\r\n")))).unread).toEqual([
      { file: null, pages: null, why: "damaged" },
    ]);
    const long = mailOf("", SECRET, "1 2\n".repeat(300_000));
    expect(await scanned("long.eml", long)).toMatchObject({
      data: [{ place: "the text" }],
      unread: [{ file: null, pages: null, why: "limit" }],
    });
    const parts = mailOf(
      MIXED,
      ...Array.from({ length: 501 }, () => "--b1\r\nContent-Type: text/csv\r\n\r\n1"),
    );
    expect((await scanned("many.eml", parts)).unread).toEqual([
      { file: null, pages: null, why: "limit" },
    ]);
  });

  it("that is an archive is read one level deep, and what lies deeper is named", async () => {
    const { data, unread } = await scanned(
      "release.zip",
      zipOf({
        "letter.pdf": pdfOf([SECRET]),
        "inner.zip": zipOf({ "deep.txt": SECRET }),
        "photo.jpg": Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1]),
      }),
    );
    expect(data.map(({ place }) => place)).toEqual(["page 1 of “letter.pdf”"]);
    expect(unread).toEqual([
      { file: "inner.zip", pages: null, why: "nested" },
      { file: "photo.jpg", pages: null, why: "picture" },
    ]);
  });

  it("that is a Word document or a workbook is read, and its pictures are named", async () => {
    const word = officeOf("docx", {
      "word/document.xml":
        "<w:p><w:r><w:t>Her SSN: 123-45-</w:t></w:r><w:r><w:t>6789</w:t></w:r></w:p>",
      "word/media/image1.png": "picture",
    });
    const read = value(await add("memo.docx", word));
    expect(read.mediaType).toContain("wordprocessingml");
    expect(read.scan.data).toHaveLength(1);
    expect(read.scan.unread).toEqual([{ file: null, pages: null, why: "picture" }]);
    const sheet = officeOf("xlsx", {
      "xl/workbook.xml": "<workbook/>",
      "xl/sharedStrings.xml": `<sst><si><t>${SECRET}</t></si></sst>`,
    });
    expect((await scanned("table.xlsx", sheet)).data).toHaveLength(1);
  });

  it("that is protected is kept, and all of it is named as not read", async () => {
    const locked = zipOf({ "letter.txt": SECRET }, { encrypted: true });
    expect((await scanned("locked.zip", locked)).unread).toEqual([
      { file: "letter.txt", pages: null, why: "encrypted" },
    ]);
  });
});

describe("an upload that is not what it seems", () => {
  it.each([
    ["a program called .pdf", "answer.pdf", Buffer.from("MZ\u0090\u0000\u0003\u0000\u0000\u0000")],
    [
      "a program",
      "setup",
      Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(100)]),
    ],
    ["bytes of no kind", "x", Buffer.from([0, 1, 2, 3, 4])],
  ])("is refused with nothing stored: %s", async (_what, name, bytes) => {
    const { sentence } = refused(await add(name, bytes), "bad-input");
    expect(sentence).toContain(`“${name}” is of a kind that is not kept here`);
    expect(sentence).toContain("Nothing of it was stored.");
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ..."letter.hta invoice.bat run.ps1 x.js x.vbs x.url x.desktop x.sh x.svg x.jar x.lnk x.scr".split(
      " ",
    ),
    "letter.pdf.exe",
    "LETTER.PDF.EXE",
    "letter.html",
    "macro.docm",
    "sums.xlsm",
    "x.xml",
    "x.settingcontent-ms",
    "run.bat.",
    "run.bat . .",
    "run.bat:letter.pdf:x.bat",
    "letter.\u202efdp.exe",
    "a.pdf.ехе",
    "setup.application",
    `${"x".repeat(300)}.command`,
  ])("is refused by its ending, before any of it is read: %s", async (name) => {
    let isRead = false;
    const bytes = (async function* () {
      isRead = true;
      yield Buffer.from("just words");
    })();
    const { sentence } = refused(
      await attachments.add(of("ana"), name, bytes, roomFor(), []),
      "bad-input",
    );
    expect(sentence).toMatch(/is called \.[^ ]+, .+ Nothing of it was stored\.$/u);
    expect(sentence).toContain("Save it as a PDF or a text (.txt)");
    expect(isRead).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ["FOIA 2021-ICLI-00012", "just words"],
    ["No.2021-ICLI-00012", "just words"],
    ["Letter 11.2.2021_final", "just words"],
    ["mail.txt", "From: a@example.org\r\nTo: b@example.org\r\nSubject: Release\r\n\r\njust words"],
  ])(
    "is kept with a dot in its name, and as the text that it is called: %s",
    async (name, words) => {
      expect(value(await add(name, Buffer.from(words)))).toMatchObject({ name });
    },
  );

  it("is kept in an archive, where it waits for a person who looks at it", async () => {
    const { data, unread } = await scanned("release.zip", zipOf({ "run.bat": SECRET }));
    expect(unread).toEqual([{ file: "run.bat", pages: null, why: "program" }]);
    expect(unreadSentences(unread)).toEqual([
      "“run.bat”: a program, a script, or of another kind that is only kept in archives.",
    ]);
    expect(data).toHaveLength(1);
  });

  it.each(["letter.pdf", "Letter of 12.10.2021", "v1.2 letter.PDF", "archive.tar.pdf"])(
    "is not taken for a program: %s",
    async (name) => {
      expect(value(await add(name, pdfOf(["A letter"]))).name).toBe(name);
    },
  );

  it("is told what it is where its name says another thing", async () => {
    const { sentence } = refused(await add("letter.pdf", zipOf({ "a.txt": "a" })), "bad-input");
    expect(sentence).toContain("“letter.pdf” is called .pdf, but its content is an archive.");
    refused(await add("letter.pdf", "just words"), "bad-input");
    refused(await add("photo.jpg", pdfOf(["A page"])), "bad-input");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is refused where it is empty, too large, or more than is left for files", async () => {
    refused(await add("empty.txt", ""), "bad-input");
    const { sentence } = refused(await add("long.txt", "words".repeat(1_000), 4_000), "too-large");
    expect(sentence).toContain("larger than the 4 KB that are left");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves nothing behind where it breaks off", async () => {
    const broken = (async function* () {
      yield Buffer.from("%PDF-1.7");
      throw new Error("the browser is gone");
    })();
    await expect(attachments.add(of("ana"), "letter.pdf", broken, roomFor(), [])).rejects.toThrow(
      "the browser is gone",
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that unpacks to far more than it says, or is cut off, is named as not read", async () => {
    const bomb = zipOf({ "zeros.txt": Buffer.alloc(60_000_000, 48) });
    expect(bomb.byteLength).toBeLessThan(100_000);
    expect((await scanned("bomb.zip", bomb)).unread).toEqual([
      { file: "zeros.txt", pages: null, why: "limit" },
    ]);
    const cut = zipOf({ "a.txt": "words ".repeat(10_000) });
    expect((await scanned("cut.zip", cut.subarray(0, -30))).unread).toEqual([
      { file: null, pages: null, why: "damaged" },
    ]);
    expect((await scanned("cut.pdf", pdfOf(["A page"]).subarray(0, 60))).unread).toEqual([
      { file: null, pages: null, why: "damaged" },
    ]);
  });

  it.each([
    "../../etc/passwd",
    "a\u0000b.txt",
    "\u202efdp.txt",
    "x".repeat(500),
    "",
    "a.txt. .",
    "Re: a.txt",
  ])("is kept under a plain name: %j", async (name) => {
    const stored = value(await add(name, "Just words."));
    expect(stored.name).not.toMatch(/[\p{Cc}\p{Cf}/\\:]|[. ]$/u);
    expect(stored.name.length).toBeGreaterThan(0);
    expect(stored.name.length).toBeLessThanOrEqual(ATTACHMENT_LIMITS.name);
  });
});

it("[R29] a file that comes while the bucket can't be reached is refused in words, and nothing of it stays", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "attachments-bucket-"));
  const storage = readStorageUrl("s3://desk?endpoint=http://127.0.0.1:1", dataDir, {
    AWS_ACCESS_KEY_ID: "id",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
  const limits = { ...FOR_PEOPLE, backOffMs: 1 };
  const { blobs, close } = await openBlobs(storage, { dataDir, limits });
  const outside = createAttachments({ blobs, workerUrl: WORKER_URL, failures: unheard });
  try {
    const bytes = pdfOf(["A letter"]);
    const outcome = await outside.add(of("ana"), "letter.pdf", inPieces(bytes), roomFor(), []);
    expect(refused(outcome, "unavailable").sentence).toContain(
      "so nothing of “letter.pdf” was stored. Try again in a minute",
    );
    const left = readdirSync(dataDir, { recursive: true });
    expect(left.filter((name) => name.includes("incoming"))).toEqual([]);
  } finally {
    await outside.close();
    await close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

it("[L68] is searched once for the same names, also where two ask at once, and anew for others", async () => {
  let reads = 0;
  const bytes = () => {
    reads += 1;
    return inPieces(Buffer.from("About Juan Pérez and Ana Ruiz.\n"));
  };
  const search = async (names: readonly string[]) => {
    const file = { name: "letter.txt", sha256: "d".repeat(64), bytes };
    return value(await attachments.search(of("ana"), file, names)).data.map(({ shown }) => shown);
  };
  const [one, other] = await Promise.all([search(["Juan Pérez"]), search(["Juan Pérez"])]);
  expect([one, other, await search(["Juan Pérez"])]).toEqual([["J.P."], ["J.P."], ["J.P."]]);
  expect(reads).toBe(1);
  expect(await search(["Juan Pérez", "Ana Ruiz"])).toEqual(["J.P.", "A.R."]);
  expect(reads).toBe(2);
});

it("a file at which our own code fails is not blamed for it, and nothing of it stays", async () => {
  const own = mkdtempSync(path.join(tmpdir(), "attachments-bug-"));
  const worker = path.join(tmpdir(), `attachments-bug-${process.pid}.mjs`);
  writeFileSync(worker, `export default () => { throw new TypeError("a bug of ours"); };`);
  const attachments = createAttachments({
    blobs: blobsInFolder(own),
    workerUrl: pathToFileURL(worker),
    failures: unheard,
  });
  try {
    const bytes = pdfOf(["A letter"]);
    const outcome = await attachments.add(of("ana"), "letter.pdf", inPieces(bytes), roomFor(), []);
    const { sentence } = refused(outcome, "our-fault");
    expect(sentence).toContain("Something went wrong on our side");
    expect(sentence).not.toMatch(/letter\.pdf|more time or memory/u);
    expect(readdirSync(own)).toEqual([]);
  } finally {
    await attachments.close();
    rmSync(worker);
    rmSync(own, { recursive: true, force: true });
  }
});

describe("the processes that look through files", () => {
  /** A process that holds a file that begins with its name until that file is there. */
  async function withHeavyFiles(
    use: (parts: {
      add: (by: ReturnType<typeof of>, text: string) => Promise<void>;
      begun: () => string[];
      ended: string[];
      release: (text: string) => void;
    }) => Promise<void>,
  ) {
    const own = mkdtempSync(path.join(tmpdir(), "attachments-lanes-"));
    const marks = mkdtempSync(path.join(tmpdir(), "attachments-marks-"));
    const worker = path.join(marks, "worker.mjs");
    writeFileSync(
      worker,
      `import { existsSync, readFileSync, writeFileSync } from "node:fs";
      import { setTimeout } from "node:timers/promises";
      export default async ({ file }) => {
        const text = readFileSync(file, "utf8");
        writeFileSync(${JSON.stringify(marks)} + "/begun-" + text, "");
        while (text.startsWith("heavy") && !existsSync(${JSON.stringify(marks)} + "/end-" + text)) await setTimeout(5);
        return { mediaType: "text/plain", scan: { data: [], unread: [] } };
      };`,
    );
    const attachments = createAttachments({
      blobs: blobsInFolder(own),
      workerUrl: pathToFileURL(worker),
      failures: unheard,
    });
    const ended: string[] = [];
    try {
      await use({
        add: async (by, text) => {
          value(
            await attachments.add(by, `${text}.txt`, inPieces(Buffer.from(text)), roomFor(), []),
          );
          ended.push(text);
        },
        begun: () =>
          readdirSync(marks)
            .filter((name) => name.startsWith("begun-"))
            .map((name) => name.slice("begun-".length)),
        ended,
        release: (text) => writeFileSync(path.join(marks, `end-${text}`), ""),
      });
    } finally {
      await attachments.close();
      for (const place of [own, marks]) rmSync(place, { recursive: true, force: true });
    }
  }

  it("[R33] are never both held by one organization, so that another's file is read at once", () =>
    withHeavyFiles(async ({ add, begun, ended, release }) => {
      const heavy = ["heavy-1", "heavy-2", "heavy-3"];
      const staff = [of("ana", "council"), of("ben", "council"), of("ana", "council")];
      const all = staff.map((by, nth) => add(by, heavy[nth] ?? ""));
      await expect.poll(begun, { timeout: 20_000 }).toHaveLength(1);
      await add(of("ravi", "ilrc"), "honest");
      expect(ended).toEqual(["honest"]);
      expect(begun().filter((text) => text !== "honest")).toHaveLength(1);
      for (const text of heavy) release(text);
      await Promise.all(all);
      expect(ended).toHaveLength(4);
    }));
});
