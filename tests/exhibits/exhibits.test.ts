import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDeflate } from "node:zlib";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { EXHIBIT_LIMITS } from "#app/domain/exhibit.ts";
import { WATCH_LIMITS } from "#app/domain/private-data/watch-limits.ts";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { createExhibits } from "#server/exhibits/index.ts";
import { pageTextsIn } from "#server/exhibits/page-texts.ts";
import { createInspector } from "#server/exhibits/inspector.ts";
import { VirtualScheduler } from "#tests/rooms/support/virtual-scheduler.ts";
import { refused, value } from "#tests/services/workspace.ts";
import { bundledWorker } from "#tests/support/bundled.ts";
import { LINK, LOCKED, NOTE, pdfOf } from "#tests/support/pdf.ts";
import { of, roomFor } from "#tests/support/uploads.ts";
import { unheard } from "#tests/support/worker-failures.ts";
import { done } from "#app/domain/refusal.ts";

const WORKER_URL = bundledWorker("exhibits-worker");
const folder = mkdtempSync(path.join(tmpdir(), "exhibits-"));
const textsFolder = path.join(folder, "texts");
const blobsFolder = path.join(folder, "blobs");
const blobs = blobsInFolder(blobsFolder);
const open = () =>
  createExhibits({
    blobs: blobsInFolder(blobsFolder),
    texts: pageTextsIn(textsFolder),
    workerUrl: WORKER_URL,
    failures: unheard,
  });
const exhibits = open();
/** All that is stored, PDFs and texts. */
const stored = () =>
  [blobsFolder, textsFolder].flatMap((place) => (existsSync(place) ? readdirSync(place) : []));
afterAll(async () => {
  await exhibits.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  for (const place of [blobsFolder, textsFolder]) {
    if (!existsSync(place)) continue;
    for (const name of readdirSync(place)) rmSync(path.join(place, name), { recursive: true });
  }
});

async function* inPieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}
const add = (bytes: Uint8Array, name = "memo.pdf", size?: number) =>
  exhibits.add(of("ana"), name, inPieces(bytes, size), roomFor());
const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("a PDF that is added as an exhibit", () => {
  const memo = pdfOf(["The first page", "The second page"]);

  it("is kept by the hash of its bytes, with the text of each page beside it", async () => {
    const file = value(await add(memo));
    expect(file).toEqual({ sha256: digest(memo), pages: 2, bytes: memo.byteLength });
    expect(Buffer.from((await blobs.get(file.sha256)) ?? []).equals(memo)).toBe(true);
    const text = readFileSync(path.join(textsFolder, `${file.sha256}.json`), "utf8");
    expect(JSON.parse(text)).toEqual(["The first page", "The second page"]);
    expect(stored()).toEqual([file.sha256, `${file.sha256}.json`]);
  });

  it("is stored once, however often and from however many hands it comes", async () => {
    const files = await Promise.all([add(memo), add(memo, "again.pdf"), add(memo)]);
    expect(new Set(files.map((file) => value(file).sha256)).size).toBe(1);
    expect(stored()).toHaveLength(2);
  });

  it("is not handed out once its bytes are not what was added, until it is added again", async () => {
    const { sha256 } = value(await add(memo));
    writeFileSync(path.join(blobsFolder, sha256), pdfOf(["Something else"]));
    expect(await blobs.get(sha256)).toBeNull();
    value(await add(memo));
    expect(await blobs.get(sha256)).not.toBeNull();
  });

  it("is looked through for private numbers, page by page", async () => {
    const file = value(await add(pdfOf(["Nothing here", "Her number is 123-45-6789."])));
    const found = {
      data: [{ page: 2, kind: "social-security-number", shown: "ending in 6789" }],
      unread: [],
    };
    expect(value(await exhibits.scan("ana", file.sha256, []))).toEqual(found);
    // Another process, which has not seen it arrive, reads what lies beside it.
    const restarted = open();
    expect(value(await restarted.scan("ana", file.sha256, []))).toEqual(found);
    await restarted.close();
    refused(await exhibits.scan("ana", "0".repeat(64), []), "unavailable");
  });

  it("[L68] is looked through for as many names as a matter may watch for, on as many pages as it may have", async () => {
    // The longest names: each page by itself would take as long as to make all of them ready.
    const names = Array.from({ length: WATCH_LIMITS.names }, (_, name) =>
      Array.from({ length: WATCH_LIMITS.words }, (_word, word) =>
        `N${name.toString(36)}w${word.toString(36)}`.padEnd(15, "abcdefghijk"),
      ).join(" "),
    );
    const pages = Array.from({ length: EXHIBIT_LIMITS.pages - 1 }, () => "Nothing here");
    const { sha256 } = value(await add(pdfOf([...pages, `About ${names[0]}.`])));
    const { data } = value(await exhibits.scan("ana", sha256, names));
    expect(data.map(({ page, kind }) => [page, kind])).toEqual([
      [EXHIBIT_LIMITS.pages, "watched-name"],
    ]);
  });

  it("is read anew where the text of its pages is missing", async () => {
    const file = value(await add(pdfOf(["Her number is 123-45-6789."])));
    rmSync(textsFolder, { recursive: true });
    const elsewhere = open();
    expect(value(await elsewhere.scan("ana", file.sha256, [])).data).toHaveLength(1);
    await elsewhere.close();
    expect(stored()).toEqual([file.sha256, `${file.sha256}.json`]);
  });

  it("is said to have pages that nothing can look through where they are scans or empty", async () => {
    const file = value(
      await add(
        pdfOf([
          "A page with words",
          { text: "", picture: true },
          { text: "ICE-2021-000123", picture: true },
          { text: "Words ".repeat(50), picture: true },
          "...",
        ]),
      ),
    );
    expect(value(await exhibits.scan("ana", file.sha256, []))).toEqual({
      data: [],
      unread: [2, 3, 5],
    });
    const restarted = open();
    expect(value(await restarted.scan("ana", file.sha256, [])).unread).toEqual([2, 3, 5]);
    await restarted.close();
  });

  it("may have links", async () => {
    const linked = await add(pdfOf([{ text: "See example.org", more: LINK }]));
    expect(value(linked).pages).toBe(1);
  });

  it.each([
    ["is empty", Buffer.alloc(0), "is empty"],
    ["is a text", Buffer.from("just words"), "is not a PDF, or is damaged"],
    ["is cut off", memo.subarray(0, 200), "is not a PDF, or is damaged"],
    ["opens with a password", pdfOf(["Secret"], { trailer: LOCKED }), "is protected"],
    [
      "has a page of 200 inches",
      pdfOf(["One", { text: "Two", width: 14_400, height: 300 }]),
      "has a page of an unlikely size, page 2,",
    ],
    [
      "has a page like a stamp",
      pdfOf([{ text: "One", width: 20, height: 20 }]),
      "has a page of an unlikely size, page 1,",
    ],
    [
      "has notes on a page, which would be lost",
      pdfOf(["One", { text: "Two", more: NOTE }]),
      "has notes, form fields or a signature laid over page 2.",
    ],
    [
      "has too many pages",
      pdfOf(Array.from({ length: EXHIBIT_LIMITS.pages + 1 }, (_, index) => `Page ${index}`)),
      "has 501 pages, and an exhibit may have 500",
    ],
  ])(
    "is refused where it %s, in words that name it, and nothing stays",
    async (_what, bytes, words) => {
      const refusal = refused(await add(bytes, "memo.pdf", 100_000), "bad-input");
      expect(refusal.sentence).toContain(`“memo.pdf” ${words}`);
      expect(refusal.sentence).toMatch(/nothing (of it )?was stored\./u);
      expect(stored()).toEqual([]);
    },
  );

  it("may have as many pages and bytes as the limits say, and no more", async () => {
    const most = pdfOf(Array.from({ length: EXHIBIT_LIMITS.pages }, (_, index) => `Page ${index}`));
    expect(value(await add(most, "most.pdf", 100_000)).pages).toBe(EXHIBIT_LIMITS.pages);
    const rest = EXHIBIT_LIMITS.bytes - pdfOf(["One"], { padding: 10_000_000 }).byteLength;
    const full = pdfOf(["One"], { padding: 10_000_000 + rest });
    expect(full.byteLength).toBe(EXHIBIT_LIMITS.bytes);
    value(await add(full, "full.pdf", 1_000_000));
    const over = pdfOf(["One"], { padding: 10_000_001 + rest });
    const names = stored();
    const refusal = refused(await add(over, "over.pdf", 1_000_000), "too-large");
    expect(refusal.sentence).toContain("“over.pdf” is larger than 25 MB");
    expect(stored()).toEqual(names);
  });

  it("leaves nothing behind where it stops arriving", async () => {
    const broken = (async function* () {
      yield memo.subarray(0, 100);
      throw new Error("the browser is gone");
    })();
    await expect(exhibits.add(of("ana"), "memo.pdf", broken, roomFor())).rejects.toThrow(
      "the browser is gone",
    );
    expect(stored()).toEqual([]);
  });

  it("is taken after what was arriving when the server went down has been cleared away", async () => {
    const left = path.join(blobsFolder, ".incoming-left");
    writeFileSync(left, "half a file");
    const yesterday = new Date(Date.now() - 86_400_000);
    utimesSync(left, yesterday, yesterday);
    const restarted = open();
    value(await restarted.add(of("ana"), "memo.pdf", inPieces(memo), roomFor()));
    await restarted.close();
    expect(stored().filter((name) => name.startsWith("."))).toEqual([]);
  });
});

describe("many files at once", () => {
  it("of one person are refused from the fourth on, and another's is taken all the same", async () => {
    const own = Array.from({ length: 4 }, (_, number) => add(pdfOf([`File ${number}`])));
    const others = exhibits.add(of("ines"), "hers.pdf", inPieces(pdfOf(["Hers"])), roomFor());
    const outcomes = await Promise.all(own);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true, false]);
    expect(refused(outcomes[3]!, "unavailable").sentence).toBe(
      "3 other files of yours are still being looked through, so “memo.pdf” was not stored. Add it when they are done.",
    );
    value(await others);
    value(await add(pdfOf(["Later"])));
  });

  it("wait for their turn by organization, of which none holds both processes, and keep no text waiting that is looked through before filing", async () => {
    const worker = path.join(folder, "orderly.mjs");
    writeFileSync(
      worker,
      `export default ({ task, file }) => { while (file === "endless"); return { ok: true, task, file }; };`,
    );
    const scheduler = new VirtualScheduler();
    const inspector = createInspector({
      failures: unheard,
      workerUrl: new URL(`file://${worker}`),
      scheduler,
    });
    const order: string[] = [];
    const inspect = async (by: string, file: string) => {
      await inspector.inspect(by, file);
      order.push(file);
    };
    const uploads = ["endless", "ana's 2", "ana's 3"].map((file) => inspect("ana", file));
    await inspect("ines", "ines's");
    await inspector.scan("luz", "text", []);
    expect(order).toEqual(["ines's"]);
    await scheduler.until("ended", () => order.length > 1, 30_000);
    await Promise.all(uploads);
    await inspector.close();
    expect(order).toEqual(["ines's", "endless", "ana's 2", "ana's 3"]);
  });
});

/** A page whose drawing unfolds to that many bytes from a few thousand. */
async function bombOf(megabytes: number): Promise<Buffer> {
  const packed = async (chunks: Iterable<Buffer>) => {
    const deflate = createDeflate({ level: 1 });
    const parts: Buffer[] = [];
    deflate.on("data", (part: Buffer) => parts.push(part));
    const ended = once(deflate, "end");
    for (const chunk of chunks) if (!deflate.write(chunk)) await once(deflate, "drain");
    deflate.end();
    await ended;
    return Buffer.concat(parts);
  };
  const chunk = Buffer.alloc(1_000_000, " ");
  const inner = await packed(Array.from({ length: megabytes }, () => chunk));
  const twice = (await packed([inner])).toString("latin1");
  const drawn = `<< /Length ${twice.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n${twice}\nendstream`;
  const plain = pdfOf(["Harmless"]).toString("latin1");
  return Buffer.from(
    plain.replace(/<< \/Length \d+ >>\nstream[^]*?endstream/u, () => drawn),
    "latin1",
  );
}

describe("a file that exhausts the process", () => {
  it("is refused itself, and the next file is none the worse", async () => {
    value(await add(pdfOf(["Before"])));
    refused(await add(await bombOf(600), "bomb.pdf", 100_000), "bad-input");
    expect(value(await add(pdfOf(["After"]))).pages).toBe(1);
  }, 120_000);

  it("leaves no damaged process behind, whatever its fault was said to be", async () => {
    const worker = path.join(folder, "damaged.mjs");
    // After "bomb" it finds every file damaged, as PDFium does once its memory ran out.
    writeFileSync(
      worker,
      `let damaged = false;
      export default ({ file }) => {
        if (file === "bomb") damaged = true;
        if (damaged || file === "bad") return { ok: false, why: "not-a-pdf" };
        return file === "costly" ? (damaged = true, { ok: true, pages: 1, texts: [] }) : { ok: true, pages: 2, texts: [] };
      };`,
    );
    const inspector = createInspector({
      failures: unheard,
      workerUrl: new URL(`file://${worker}`),
    });
    const found = [];
    for (const file of ["fine", "bomb", "fine", "bad", "fine", "costly", "fine", "bad"])
      found.push(await inspector.inspect("ana", file));
    await inspector.close();
    const fine = done({ ok: true, pages: 2, texts: [] });
    const costly = done({ ok: true, pages: 1, texts: [] });
    const bad = done({ ok: false, why: "not-a-pdf" });
    expect(found).toEqual([fine, bad, fine, bad, fine, costly, fine, bad]);
  });
});

describe("a file with an odd name", () => {
  const own = mkdtempSync(path.join(tmpdir(), "odd-names-"));
  const worker = path.join(tmpdir(), `odd-names-${process.pid}.mjs`);
  writeFileSync(
    worker,
    `import { readFileSync } from "node:fs";
    export default ({ file }) => readFileSync(file, "latin1").startsWith("%PDF")
      ? { ok: true, pages: 1, texts: [""], scan: { data: [], unread: [] } }
      : { ok: false, why: "not-a-pdf" };`,
  );
  const named = createExhibits({
    blobs: blobsInFolder(own),
    texts: pageTextsIn(own),
    workerUrl: new URL(`file://${worker}`),
    failures: unheard,
  });
  const store = (bytes: Uint8Array, name: string) =>
    named.add(of("ana"), name, inPieces(bytes), roomFor());
  afterAll(async () => {
    await named.close();
    rmSync(worker);
    rmSync(own, { recursive: true });
  });
  const odd = [
    "../../etc/passwd",
    "..\\..\\boot.pdf",
    "a\u0000b.pdf",
    "line\r\nSet-Cookie: x.pdf",
    "\u202efdp.pdf",
    "\u200b\ufeff",
    "half \ud83d",
    `${"x".repeat(78)}\u{1f600}.pdf`,
    '“quoted” "and" <b>bold</b>.pdf',
    ".",
    "",
    "CON",
    "é".repeat(3000),
    "עברית.pdf",
  ];
  it.each(odd.map((name) => [JSON.stringify(name).slice(0, 40), name]))(
    "%s is kept by its hash alone, and refused in words without control signs",
    async (_shown, name) => {
      for (const file of readdirSync(own)) rmSync(path.join(own, file));
      const memo = pdfOf(["A memorandum"]);
      const { sha256 } = value(await store(memo, name));
      expect(readdirSync(own).sort()).toEqual([sha256, `${sha256}.json`]);
      const { sentence } = refused(await store(Buffer.from("no pdf"), name), "bad-input");
      expect(sentence).not.toMatch(/[\p{Cc}\p{Cf}\p{Surrogate}]/u);
      expect(sentence.length).toBeLessThan(300);
      expect(sentence).toContain("is not a PDF");
      expect(readdirSync(own)).toHaveLength(2);
    },
  );
});

it.each(["letter.pdf.exe", "letter.exe", "letter.\u202efdp.js", "letter.html", "letter.pdf:x.bat"])(
  "a PDF that is called %j is no exhibit, since a computer would take it for another thing",
  async (name) => {
    const { sentence } = refused(await add(pdfOf(["A memorandum"]), name), "bad-input");
    expect(sentence).toContain("is not a PDF, or is damaged, so nothing of it was stored.");
    expect(stored()).toEqual([]);
  },
);

describe("the process that looks through files", () => {
  const write = (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  it("is ended when a file takes too long, and the next file finds a new one", async () => {
    const worker = write(
      "slow.mjs",
      "export default ({ file }) => { while (file === 'slow'); return { ok: true, pages: 1, texts: [] }; };",
    );
    const scheduler = new VirtualScheduler();
    const inspector = createInspector({
      failures: unheard,
      workerUrl: new URL(`file://${worker}`),
      scheduler,
    });
    let isEnded = false;
    const slow = inspector.inspect("ana", "slow").finally(() => (isEnded = true));
    const quick = inspector.inspect("ana", "quick");
    await scheduler.until("ended", () => isEnded, 30_000);
    const both = await Promise.all([slow, quick]);
    await inspector.close();
    expect(both).toEqual([
      { ok: false, refusal: { code: "too-costly", why: "time" } },
      done({ ok: true, pages: 1, texts: [] }),
    ]);
  });

  it("has limited memory and goes down with the file that asks for more", async () => {
    const worker = write(
      "greedy.mjs",
      `export default ({ file }) => {
        if (file === "greedy") new WebAssembly.Memory({ initial: 1, maximum: 65536 }).grow(16384);
        if (file === "crash") process.abort();
        return { ok: true, pages: 1, texts: [] };
      };`,
    );
    const inspector = createInspector({
      failures: unheard,
      workerUrl: new URL(`file://${worker}`),
    });
    const found = [];
    for (const file of ["greedy", "crash", "fine"])
      found.push(await inspector.inspect("ana", file));
    await inspector.close();
    expect(found).toEqual([
      { ok: false, refusal: { code: "too-costly", why: "memory" } },
      { ok: false, refusal: { code: "crashed" } },
      done({ ok: true, pages: 1, texts: [] }),
    ]);
  });
});
