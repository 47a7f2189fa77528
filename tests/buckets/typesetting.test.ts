import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBlobs, type OpenBlobs } from "#server/blobs/open.ts";
import type { S3Storage } from "#server/blobs/storage.ts";
import { sha256 } from "#server/digest.ts";
import { store } from "#tests/blobs/contract.ts";
import { pdfOf } from "#tests/support/pdf.ts";
import { startS3, type S3Server } from "#tests/support/s3-server.ts";
import { SUIT_DETAILS } from "#tests/typesetting/details.ts";
import { placesOf } from "#tests/typesetting/reading.ts";
import { ASKED, openTypesetter, suitInput } from "#tests/typesetting/typesetter.ts";
import { body, exhibit, prose } from "#tests/typesetting/writing.ts";

const root = mkdtempSync(path.join(tmpdir(), "exhibits-in-bucket-"));
let server: S3Server;
let storage: S3Storage;
const opened: OpenBlobs[] = [];
beforeAll(async () => {
  server = await startS3();
  storage = await server.bucket("exhibits");
});
afterAll(async () => {
  for (const each of opened) await each.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

/** The store as a process has it that has just started. */
async function open(): Promise<OpenBlobs> {
  const limits = { connectMs: 500, silenceMs: 500, attempts: 1, backOffMs: 1 };
  const store = await openBlobs(storage, {
    dataDir: mkdtempSync(path.join(root, "data-")),
    limits,
  });
  opened.push(store);
  return store;
}

it("[R29] sets a filing with exhibits that lie in a bucket, and says so where they can't be read", async () => {
  const pdf = pdfOf(["The whole answer"]);
  await store((await open()).blobs, pdf);
  const file = { sha256: sha256(pdf), pages: 1, bytes: pdf.byteLength };
  const exhibits = SUIT_DETAILS.exhibits.map((known) => ({ ...known, file }));
  const [first] = exhibits;
  const input = suitInput(prose(body("Words."), exhibit(first!.id)), {
    facts: { ...SUIT_DETAILS, exhibits },
  });

  const typesetter = openTypesetter({ blobs: (await open()).blobs });
  try {
    const set = await typesetter.typeset(input, ASKED);
    expect(set).toMatchObject({ ok: true });
    const places = set.ok ? await placesOf(set.value.pdf) : [];
    const words = places.flat().map(({ text }) => text);
    expect(words.join(" ")).toContain("The whole answer");
  } finally {
    await typesetter.close();
  }

  const later = await open();
  await server.stop();
  const without = openTypesetter({ blobs: later.blobs });
  try {
    const refused = await without.typeset(input, ASKED);
    expect(refused).toMatchObject({ ok: false, refusal: { code: "unavailable" } });
    if (!refused.ok) expect(refused.refusal.sentence).toContain("no exhibit is lost");
  } finally {
    await without.close();
  }
});
