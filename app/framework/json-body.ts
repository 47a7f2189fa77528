import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { NOT_JSON } from "#app/domain/sent-json.ts";
import { discardBody } from "./upload-body.ts";

/** The bytes of a JSON body, at most `limit`, counted while they arrive. They are parsed by whoever asks. */
export async function readJsonBytes(
  request: Request,
  limit: number,
): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  const type = request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json" || !request.body) {
    await discardBody(request);
    return refuse("bad-input", NOT_JSON);
  }
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done: ended, value } = await reader.read();
    if (ended) break;
    bytes += value.byteLength;
    // Beyond the limit it is read and discarded; the server has limited it before.
    if (bytes <= limit) pieces.push(value);
  }
  if (bytes > limit) return refuse("too-large");
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return done(whole);
}

/** The bytes that a body says to have; of one that does not say, the most that are taken. */
export function declaredBytes(request: Request, limit: number): number {
  const declared = Number(request.headers.get("Content-Length") ?? Number.NaN);
  return Number.isSafeInteger(declared) && declared >= 0 ? Math.min(declared, limit) : limit;
}
