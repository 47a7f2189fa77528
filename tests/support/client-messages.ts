/** Messages that the product leaves to y-websocket, for tests that speak for a client or a server. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { type Message, MESSAGE, readMessage, SYNC } from "#app/protocol/messages.ts";

/** The answer to the other side's step 1: what it lacks. */
export function encodeSyncStep2(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeSync(SYNC.step2, update);
}

export function encodeSyncUpdate(update: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeSync(SYNC.update, update);
}

/** Reads a whole message of our own protocol; null for any other. */
export function decodeMessage(bytes: Uint8Array): Message | null {
  const decoder = decoding.createDecoder(bytes);
  return readMessage(decoding.readVarUint(decoder), decoder);
}

function encodeSync(step: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}
