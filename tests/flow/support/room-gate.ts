import * as Y from "yjs";
import { StateIndex } from "#server/rooms/update/state-index.ts";
import { scanState } from "#server/rooms/update/scan.ts";
import { validate } from "#server/rooms/update/validator.ts";
import { readWithYjs } from "#server/rooms/update/accepted-update.ts";

/** The room's judgment of every update, as it would come over the socket. */
export class RoomGate {
  private readonly known = new StateIndex();
  judged = 0;

  constructor(start: Uint8Array) {
    const held = scanState(start);
    if (!held) throw new Error("the room can't read the start");
    this.known.commit(held.clocks, held.deleted, held.types);
  }

  /** Throws where the room would not take it. */
  judge(update: Uint8Array): void {
    const verdict = validate(update, this.known, () => "sender", 1_000_000);
    this.judged += 1;
    if (verdict.kind === "accepted") this.known.commitUpdate(verdict.update);
    else if (verdict.kind !== "known")
      throw new Error(`the room answers ${JSON.stringify(verdict)}`);
  }
}

/** Throws where the room's fast reading of a draft's bytes differs from Yjs's own. */
export function expectSameScan(doc: Y.Doc): void {
  const bytes = Y.encodeStateAsUpdate(doc);
  const [fast, slow] = [scanState(bytes), readWithYjs(bytes)];
  if (!fast || JSON.stringify([...fast.clocks]) !== JSON.stringify([...slow.clocks])) {
    throw new Error("the room reads other clocks than Yjs");
  }
}
