import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { type Notice, parseNotice } from "./notices.ts";

/**
 * The first number of every message. 0 to 3 are those of y-protocols as y-websocket sends them; our
 * own start at 4. A client registers handlers with `provider.messageHandlers[N]`.
 */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  receiptRequest: 4,
  receipt: 5,
  refused: 6,
  notice: 7,
} as const;

/** The second number of a sync message (y-protocols). */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/**
 * Why a barrier was refused (R11):
 *
 * - `resync`: text before it arrived with a gap; the client's next step 2 closes it (R6).
 * - `read-only`: this connection may only read (R8).
 * - `frozen`: the draft was frozen before the text was committed (R17).
 * - `draft-full`: the draft has reached its largest size (R22).
 */
export const BARRIER_REFUSALS = ["resync", "read-only", "frozen", "draft-full"] as const;
export type BarrierRefusal = (typeof BARRIER_REFUSALS)[number];

/** A message of our own protocol, types 4 to 7. */
export type Message =
  | { readonly type: "receipt-request"; readonly n: number }
  | { readonly type: "receipt"; readonly n: number }
  | { readonly type: "refused"; readonly n: number; readonly code: BarrierRefusal }
  | { readonly type: "notice"; readonly notice: Notice };

/** Asks for a receipt once everything sent before it is committed (R11). */
export function encodeReceiptRequest(n: number): Uint8Array<ArrayBuffer> {
  return encodeNumbered(MESSAGE.receiptRequest, n);
}

/** Confirms that everything before barrier n is committed (R11). */
export function encodeReceipt(n: number): Uint8Array<ArrayBuffer> {
  return encodeNumbered(MESSAGE.receipt, n);
}

/** Reports that something before barrier n will not be committed, with the reason (R11). */
export function encodeRefused(n: number, code: BarrierRefusal): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.refused);
    encoding.writeVarUint(encoder, n);
    encoding.writeVarString(encoder, code);
  });
}

export function encodeNotice(notice: Notice): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.notice);
    encoding.writeVarString(encoder, JSON.stringify(notice));
  });
}

/** A state vector: asks the other side for everything beyond it. */
export function encodeSyncStep1(stateVector: Uint8Array): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, SYNC.step1);
    encoding.writeVarUint8Array(encoder, stateVector);
  });
}

/**
 * Reads the rest of a message whose `type` has been read already (as y-websocket's handlers receive
 * it). Null where this build does not know the type or the content; throws where the bytes end too
 * early.
 */
export function readMessage(type: number, decoder: decoding.Decoder): Message | null {
  switch (type) {
    case MESSAGE.receiptRequest:
      return { type: "receipt-request", n: decoding.readVarUint(decoder) };
    case MESSAGE.receipt:
      return { type: "receipt", n: decoding.readVarUint(decoder) };
    case MESSAGE.refused: {
      const n = decoding.readVarUint(decoder);
      const text = decoding.readVarString(decoder);
      const code = BARRIER_REFUSALS.find((candidate) => candidate === text);
      return code ? { type: "refused", n, code } : null;
    }
    case MESSAGE.notice: {
      const notice = parseNotice(decoding.readVarString(decoder));
      return notice ? { type: "notice", notice } : null;
    }
    default:
      return null;
  }
}

function encodeNumbered(type: number, n: number): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint(encoder, n);
  });
}
