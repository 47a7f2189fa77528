import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { MESSAGE, SYNC } from "#app/protocol/messages.ts";

/** The parsed messages of clients. */
export type ClientMessage =
  /** A state vector: asks for what is missing from it. */
  | { readonly type: "step1"; readonly clocks: ReadonlyMap<number, number> }
  /** Everything that the other side lacks. */
  | { readonly type: "step2"; readonly update: Uint8Array }
  | { readonly type: "update"; readonly update: Uint8Array }
  | { readonly type: "awareness"; readonly payload: Uint8Array }
  | { readonly type: "query-awareness" }
  | { readonly type: "barrier"; readonly n: number };

/** No correct client sends this; the message says why, without any of its content. */
export class MalformedMessage extends Error {}

/**
 * Parses one message of a client. The result contains views of `bytes`. Throws MalformedMessage
 * where it does not decode, has trailing bytes, or only a server would send it; updates are not
 * decoded.
 */
export function readClientMessage(bytes: Uint8Array): ClientMessage {
  try {
    return read(decoding.createDecoder(bytes));
  } catch (error) {
    throw error instanceof MalformedMessage ? error : new MalformedMessage("does not decode");
  }
}

function read(decoder: decoding.Decoder): ClientMessage {
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync:
      return readSync(decoder);
    case MESSAGE.awareness:
      return { type: "awareness", payload: decoding.readVarUint8Array(decoder) };
    case MESSAGE.queryAwareness:
      return { type: "query-awareness" };
    case MESSAGE.receiptRequest:
      return { type: "barrier", n: decoding.readVarUint(decoder) };
    default:
      throw new MalformedMessage("an unknown message");
  }
}

/**
 * From this many clocks on they are not read: the client is answered with everything, which costs
 * less than finding out what it lacks, and merges into the same.
 */
const MOST_CLOCKS = 20_000;

function clocksIn(payload: Uint8Array): ReadonlyMap<number, number> {
  const count = decoding.readVarUint(decoding.createDecoder(payload));
  return count > MOST_CLOCKS ? new Map() : Y.decodeStateVector(payload);
}

function readSync(decoder: decoding.Decoder): ClientMessage {
  const step = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  if (decoding.hasContent(decoder)) throw new MalformedMessage("bytes left over");
  switch (step) {
    case SYNC.step1:
      return { type: "step1", clocks: clocksIn(payload) };
    case SYNC.step2:
      return { type: "step2", update: payload };
    case SYNC.update:
      return { type: "update", update: payload };
    default:
      throw new MalformedMessage("an unknown sync step");
  }
}
