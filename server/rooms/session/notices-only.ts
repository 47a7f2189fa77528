import { CLOSE, type CloseCode } from "#app/protocol/close-codes.ts";
import type { Limits } from "#app/protocol/limits.ts";
import { type BarrierRefusal, encodeSyncStep1 } from "#app/protocol/messages.ts";
import type { Notice } from "#app/protocol/notices.ts";
import type { DraftStatus } from "#server/rooms/log/update-log.ts";
import { type ClientMessage, MalformedMessage } from "#server/rooms/socket/client-message.ts";
import { type Frame, frameOf, NOTHING_LACKING_FRAME } from "#server/rooms/socket/frames.ts";
import { BarrierAnswers } from "./receipts.ts";

/** The session of such a page. */
interface NoticesSession {
  send(frame: Frame): void;
  notify(notice: Notice): void;
  close(code: CloseCode): void;
  /** Its first sync step 1 is answered. */
  synced(): void;
}

interface NoticesPorts {
  readonly limits: Limits;
  /** The draft's state in the database; null where there is none. */
  readonly head: (documentId: string) => Promise<DraftStatus | null>;
  readonly onRefusal: (code: BarrierRefusal) => void;
}

/** The state vector of a document without a word. */
const NO_CLOCKS = Uint8Array.of(0);

/** Answers a page that only hears of a draft: with no word and nobody, and takes neither (R39). */
export class NoticesOnly {
  readonly #receipts: BarrierAnswers;
  /** Whether it was told what the draft is. */
  #hasHeard = false;

  constructor(
    readonly session: NoticesSession,
    readonly documentId: string,
    readonly ports: NoticesPorts,
  ) {
    this.#receipts = new BarrierAnswers((frame) => session.send(frame), ports.onRefusal);
  }

  handle(message: ClientMessage, size: number): Promise<void> | null {
    const { session } = this;
    if (size > this.ports.limits.messageBytes) throw new MalformedMessage("too large");
    switch (message.type) {
      case "step1":
        session.send(NOTHING_LACKING_FRAME);
        session.send(frameOf(encodeSyncStep1(NO_CLOCKS)));
        session.synced();
        return null;
      case "step2":
      case "update":
        if (message.update.every((byte) => byte === 0)) return null;
        this.#receipts.readOnly();
        session.notify({ kind: "read-only" });
        return null;
      case "awareness":
      case "query-awareness":
        return null;
      case "barrier":
        if (!this.#hasHeard) return this.#firstBarrier(message.n);
        this.#receipts.request(message.n, 0);
        return null;
    }
  }

  hear(draft: DraftStatus | null): void {
    if (!draft) return this.session.close(CLOSE.noSuchDraft);
    this.#hasHeard = true;
    const { status, generation } = draft;
    this.session.notify({ kind: "status", access: "read", status, generation });
  }

  /** The draft's status comes before the answer; it was told already where it changed meanwhile. */
  async #firstBarrier(n: number): Promise<void> {
    const head = await this.ports.head(this.documentId);
    if (!this.#hasHeard) this.hear(head);
    if (head) this.#receipts.request(n, 0);
  }
}
