import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import { sha256 } from "#server/digest.ts";
import { keepPdf, piecesOfPdf, sizeOfPdf } from "#server/services/filings/filed-pdf.ts";
import { openWorkspace } from "./workspace.ts";

const PIECE = 32 * 1024;

async function keep(length: number) {
  const { database } = await openWorkspace();
  const pdf = new Uint8Array(randomBytes(length));
  const hash = sha256(pdf);
  await database.write((tx) => keepPdf(tx, { pdf, sha256: hash }));
  const part = async (start: number, end: number) =>
    buffer(piecesOfPdf(database, hash, { start, end }));
  return { database, pdf, hash, part };
}

it.each([1, PIECE - 1, PIECE, PIECE + 1, 17 * PIECE, 20 * PIECE + 9])(
  "a PDF for filing of %i bytes comes back byte for byte, whole and in parts",
  async (length) => {
    const { database, pdf, hash, part } = await keep(length);
    expect(await sizeOfPdf(database, hash)).toBe(length);
    expect((await buffer(piecesOfPdf(database, hash))).equals(pdf)).toBe(true);
    for (const start of [0, 1, PIECE - 1, PIECE, length - 1].filter((at) => at < length)) {
      for (const end of [start, start + 1, start + PIECE, length - 1].filter((at) => at < length)) {
        expect((await part(start, end)).equals(pdf.subarray(start, end + 1)), `${start}`).toBe(
          true,
        );
      }
    }
    expect((await part(length, length + 5)).byteLength).toBe(0);
  },
);

it("the same pages that are set again are stored once", async () => {
  const { database, pdf, hash } = await keep(3 * PIECE);
  await database.write((tx) => keepPdf(tx, { pdf, sha256: hash }));
  expect(await database.client.filedPdfPiece.count()).toBe(3);
});

it("other work goes on between two pieces that are read or stored", async () => {
  const { database, hash } = await keep(40 * PIECE);
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  for await (const piece of piecesOfPdf(database, hash)) expect(piece.byteLength).toBe(PIECE);
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(40);
});

it("nothing is stored where the transaction that keeps it fails", async () => {
  const { database } = await openWorkspace();
  const pdf = new Uint8Array(randomBytes(2 * PIECE));
  await expect(
    database.write(async (tx) => {
      await keepPdf(tx, { pdf, sha256: sha256(pdf) });
      throw new Error("refused after all");
    }),
  ).rejects.toThrow("refused after all");
  expect(await database.client.filedPdfPiece.count()).toBe(0);
});
