import { MESSAGE, SYNC } from "#app/protocol/messages.ts";

/**
 * A complete WebSocket frame for any recipient: a server's frames carry no mask, so one buffer
 * serves a whole room. Built here because `ws` would build the header again, and write it
 * separately, for each recipient, which is half of the cost of relaying a keystroke.
 */
export type Frame = Buffer;

/** An update without structs and deletions. */
const EMPTY_UPDATE = Uint8Array.of(0, 0);

/** A message as one binary frame. */
export function frameOf(message: Uint8Array): Frame {
  const { frame, at } = emptyFrame(message.length);
  frame.set(message, at);
  return frame;
}

/** The frame that relays an update, and the range of the update's bytes in it. */
export function updateFrame(update: Uint8Array): Frame {
  return syncFrame(SYNC.update, update);
}

/** The answer to a client's sync step 1. */
export function step2Frame(update: Uint8Array): Frame {
  return syncFrame(SYNC.step2, update);
}

/**
 * The answer to a newcomer's sync step 1 as several messages: everything stored, as updates, then
 * an empty step 2, after which the client has everything (R25).
 */
export function storedFrames(updates: readonly Uint8Array[]): Frame {
  return Buffer.concat([...updates.map(updateFrame), NOTHING_LACKING_FRAME]);
}

/** The answer to who lacks nothing, or is told nothing (R39). */
export const NOTHING_LACKING_FRAME: Frame = step2Frame(EMPTY_UPDATE);

/** An empty awareness message: a keep-alive that every client understands (R15). */
export const KEEP_ALIVE_FRAME: Frame = frameOf(Uint8Array.of(MESSAGE.awareness, 1, 0));

function syncFrame(step: number, bytes: Uint8Array): Frame {
  const { frame, at } = emptyFrame(2 + lengthOfVarUint(bytes.length) + bytes.length);
  frame[at] = MESSAGE.sync;
  frame[at + 1] = step;
  frame.set(bytes, writeVarUint(frame, at + 2, bytes.length));
  return frame;
}

function emptyFrame(length: number): { frame: Buffer; at: number } {
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + length);
  // FIN and the opcode of a binary message.
  frame[0] = 0x82;
  if (header === 2) frame[1] = length;
  else if (header === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  return { frame, at: header };
}

function lengthOfVarUint(value: number): number {
  let length = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length += 1;
  return length;
}

function writeVarUint(target: Buffer, at: number, value: number): number {
  let rest = value;
  let position = at;
  while (rest > 127) {
    target[position] = 128 | (rest % 128);
    rest = Math.floor(rest / 128);
    position += 1;
  }
  target[position] = rest;
  return position + 1;
}
