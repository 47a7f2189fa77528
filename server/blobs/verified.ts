import { startSha256 } from "#server/digest.ts";

/** Bytes are not those that their hash names. */
export class DamagedBlob extends Error {
  override readonly name = "DamagedBlob";
  constructor(readonly sha256: string) {
    super(`the stored file ${sha256} is damaged`);
  }
}

/** Holds back the last piece until the hash of all of them is verified. Throws a DamagedBlob. */
export async function* verifiedPieces(
  sha256: string,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const hash = startSha256();
  let held: Uint8Array | null = null;
  for await (const piece of pieces) {
    if (held) yield held;
    hash.update(piece);
    held = piece;
  }
  if (hash.digest("hex") !== sha256) throw new DamagedBlob(sha256);
  if (held) yield held;
}
