import * as encoding from "lib0/encoding";
import { MESSAGE } from "#app/protocol/messages.ts";
import { type Frame, frameOf } from "#server/rooms/socket/frames.ts";
import type { Member } from "./member.ts";

/** The awareness message was malformed, or its cursor too large. */
export class BadAwareness extends Error {}

/** A person in the room, as shown to the others. */
export interface Presence {
  /** Null where another process serves them. */
  readonly member: Member | null;
  /** The process that serves them; null for this one. */
  readonly processId: string | null;
  readonly userId: string;
  readonly personJson: string;
  /** JSON of the cursor, or `null`. */
  cursor: string;
  /** The next cursor, held until the text that it may refer to is committed. */
  next: { readonly cursor: string; readonly after: number } | null;
  /** Incremented with every change, starting from the time in milliseconds (R14). */
  clock: number;
  /** Milliseconds of the monotonic clock when it was last sent. */
  sentAt: number;
}

/** A client id that is no longer shown, with the clock of its removal. */
export type GoneClient = readonly [
  number,
  { readonly clock: number; readonly isElsewhere: boolean },
];

/** The state as browsers receive it. */
export function stateJson({ personJson, cursor }: Pick<Presence, "personJson" | "cursor">): string {
  return `{"user":${personJson},"cursor":${cursor}}`;
}

/** The parts of a state that another process has put together. */
export function partsOf(json: string): Pick<Presence, "userId" | "personJson" | "cursor"> {
  const { user, cursor } = JSON.parse(json) as {
    readonly user?: { readonly id?: string };
    readonly cursor?: unknown;
  };
  return {
    userId: String(user?.id),
    personJson: JSON.stringify(user ?? {}),
    cursor: JSON.stringify(cursor ?? null),
  };
}

/** The cursor of a client's own state, as JSON. Throws BadAwareness. */
export function cursorIn(json: Uint8Array, limit: number): string {
  let state: unknown;
  try {
    state = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
  } catch {
    throw new BadAwareness("a state that is no JSON");
  }
  if (typeof state !== "object" || state === null) throw new BadAwareness("a state is no object");
  const cursor = JSON.stringify("cursor" in state ? (state.cursor ?? null) : null);
  if (Buffer.byteLength(cursor) > limit) {
    throw new BadAwareness("a cursor too large");
  }
  return cursor;
}

/** An awareness message with these states. */
export function presenceFrame(
  states: readonly [number, Presence][],
  gone: readonly GoneClient[],
): Frame {
  const payload = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, states.length + gone.length);
    for (const [clientId, state] of states) {
      encoding.writeVarUint(encoder, clientId);
      encoding.writeVarUint(encoder, state.clock);
      encoding.writeVarString(encoder, stateJson(state));
    }
    for (const [clientId, { clock }] of gone) {
      encoding.writeVarUint(encoder, clientId);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, "null");
    }
  });
  return frameOf(
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, MESSAGE.awareness);
      encoding.writeVarUint8Array(encoder, payload);
    }),
  );
}
