import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MESSAGE } from "#app/protocol/messages.ts";
import type { PresentPerson } from "#server/cluster/index.ts";
import type { Scheduler } from "#server/scheduler.ts";
import { type Frame, frameOf } from "#server/rooms/socket/frames.ts";
import type { Member } from "./member.ts";

export interface AwarenessPorts {
  /** The wall clock in milliseconds, from which awareness clocks start. */
  readonly now: () => number;
  readonly monotonicNow: () => number;
  readonly scheduler: Scheduler;
  readonly framesPerSecond: number;
  readonly cursorBytes: number;
  readonly members: ReadonlySet<Member>;
  /** The room's entries up to this number are committed or refused (R9). */
  readonly committedThrough: () => number;
  /** Whether the client id belongs to somebody else than the sender (R7). */
  readonly isAnothers: (clientId: number, userId: string) => boolean;
  /** Binds the client id to the sender; calls back once that is committed. */
  readonly bind: (clientId: number, member: Member, bound: () => void) => void;
  /** Called with what changed among the people on this process's own connections (R24). */
  readonly tellOthers: (states: readonly PresentPerson[], gone: readonly number[]) => void;
}

/** The Yjs client id under which others see a member (R14). */
export interface ShownAs {
  readonly clientId: number;
  /** Whether it is bound to the person, so that others may receive it (R7). */
  isBound: boolean;
}

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

/** Milliseconds that only rise, also where the wall clock jumps back; after a restart they begin above. */
export class RisingClock {
  readonly #now: () => number;
  #last = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  next(): number {
    this.#last = Math.max(this.#last + 1, this.#now());
    return this.#last;
  }
}

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

/** The entries of an awareness message: client ids and their states as JSON. Throws BadAwareness. */
export function* entriesIn(
  payload: Uint8Array,
): Generator<readonly [clientId: number, json: Uint8Array]> {
  const decoder = decoding.createDecoder(payload);
  for (let left = decoded(() => decoding.readVarUint(decoder)); left > 0; left -= 1) {
    yield decoded(() => {
      const clientId = decoding.readVarUint(decoder);
      decoding.readVarUint(decoder);
      return [clientId, decoding.readVarUint8Array(decoder)];
    });
  }
}

/** Whether a client's own state says that it is gone. */
export function isNull(json: Uint8Array): boolean {
  return json.length === 4 && json[0] === 0x6e && json[1] === 0x75;
}

function decoded<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new BadAwareness("does not decode");
  }
}
