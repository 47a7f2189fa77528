import { describe, expect, it } from "vitest";
import { DamagedBlob } from "#server/blobs/verified.ts";
import { sha256 } from "#server/digest.ts";
import { createLog } from "#server/log.ts";
import { wholeFile } from "#server/services/handed-file.ts";

const EMPTY = new Uint8Array();
const bytesOf = (text: string) => new TextEncoder().encode(text);

async function read(pieces: readonly Uint8Array[], text: string) {
  const from = async function* () {
    yield* pieces;
  };
  const file = { sha256: sha256(text), size: bytesOf(text).byteLength, about: { id: "file-1" } };
  const lines: string[] = [];
  const log = createLog("debug", { write: (line) => lines.push(line) });
  const read: Uint8Array[] = [];
  for await (const piece of wholeFile(from(), file, log)) read.push(piece);
  return { text: Buffer.concat(read).toString(), lines };
}

describe("the whole of a stored file", () => {
  it.each([
    ["behind the last", [bytesOf("first "), bytesOf("last"), EMPTY, EMPTY]],
    ["between and before", [EMPTY, bytesOf("first "), EMPTY, bytesOf("last")]],
  ])("comes whole with pieces without bytes %s", async (_where, pieces) => {
    expect(await read(pieces, "first last")).toEqual({ text: "first last", lines: [] });
  });

  it("may have no bytes at all", async () => {
    expect(await read([EMPTY], "")).toEqual({ text: "", lines: [] });
  });

  it("is broken off where bytes come behind the last, or are missing", async () => {
    const more = [bytesOf("first "), bytesOf("last"), bytesOf("!")];
    await expect(read(more, "first last")).rejects.toThrow(DamagedBlob);
    await expect(read([bytesOf("first ")], "first last")).rejects.toThrow(DamagedBlob);
  });
});
