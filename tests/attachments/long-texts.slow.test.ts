import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { ATTACHMENT_LIMITS } from "#app/domain/attachment.ts";
import { createAttachments } from "#server/attachments/index.ts";
import { blobsInFolder } from "#server/blobs/folder.ts";
import { value } from "#tests/services/workspace.ts";
import { of, roomFor } from "#tests/support/uploads.ts";
import { unheard } from "#tests/support/worker-failures.ts";

const folder = mkdtempSync(path.join(tmpdir(), "long-texts-"));
const attachments = createAttachments({
  blobs: blobsInFolder(folder),
  workerUrl: new URL("../../server/attachments/worker.ts", import.meta.url),
  failures: unheard,
});
afterAll(async () => {
  await attachments.close();
  rmSync(folder, { recursive: true, force: true });
});

const PRIVATE = "2021-ICFO-1,His number is 123-45-6789.\r\n";

/** A release as a table: rows that tell nothing private up to the limit, and one at its end that does. */
async function* table(): AsyncGenerator<Uint8Array> {
  const rows = Array.from(
    { length: 5_000 },
    (_, nth) =>
      `2021-ICFO-${10_000 + nth},"Smith, José Q.",ICE Enforcement and Removal Operations,Request for records about detention at Adelanto,2021-0${(nth % 9) + 1}-1${nth % 9},closed,"Partial grant, exemptions (b)(6) (b)(7)(C)",${nth * 37}\r\n`,
  );
  const piece = Buffer.from(rows.join(""));
  let left = ATTACHMENT_LIMITS.bytes - Buffer.byteLength(PRIVATE);
  for (; left > piece.byteLength; left -= piece.byteLength) yield piece;
  yield piece.subarray(0, left - 2);
  yield Buffer.from(`\r\n${PRIVATE}`);
}

it("a table as large as a file may be is looked through to its end, within the limits of time and memory", async () => {
  const stored = value(await attachments.add(of("ana"), "release.csv", table(), roomFor(), []));
  expect(stored.bytes).toBe(ATTACHMENT_LIMITS.bytes);
  expect(stored.scan).toEqual({
    data: [{ place: "the text", kind: "social-security-number", shown: "ending in 6789" }],
    unread: [],
  });
  expect(readdirSync(folder)).toEqual([stored.sha256]);
}, 120_000);
