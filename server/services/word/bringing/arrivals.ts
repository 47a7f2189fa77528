import { counted } from "#app/domain/counted.ts";
import type { Actor } from "#app/domain/actor.ts";
import { WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { countersOn, taken } from "#server/auth/counters.ts";
import type { Resources } from "#server/services/resources.ts";
import { createUploadSlots } from "#server/upload-slots.ts";
import type { Upload } from "#server/services/exhibits/add.ts";
import { mayArrive, type WordPlace } from "./arrival.ts";

/** Word files as they arrive from a browser. */
export interface WordArrivals {
  /** Whether that person may send a file from there. */
  mayBeSent(actor: Actor, place: WordPlace): Promise<Outcome<void>>;
  /** Whether that person may send a file of so many bytes from there: asked before any of it is read. */
  mayArrive(actor: Actor, place: WordPlace, bytes: number): Promise<Outcome<void>>;
  arrive(
    actor: Actor,
    upload: Upload,
    place: WordPlace,
  ): Promise<Outcome<{ readonly arrivalId: string }>>;
}

type Receive = (
  actor: Actor,
  form: Readonly<Record<never, never>>,
  upload: Upload,
  place: WordPlace,
) => Promise<Outcome<{ readonly arrivalId: string }>>;

/** Bytes for which each file counts at least: reading one costs, however short it is. */
const LEAST_BYTES = 1_000_000;

/** Keeps how much each person sends. */
export function createWordArrivals(resources: Resources, receive: Receive): WordArrivals {
  const { bytesAMinute } = WORD_RETURN_LIMITS;
  const sending = countersOn(resources.database)("word", { points: bytesAMinute, seconds: 60 });
  const inSlot = createUploadSlots();
  return {
    mayBeSent: (actor, place) => mayArrive(resources, actor, place),
    async mayArrive(actor, place, bytes) {
      const allowed = await mayArrive(resources, actor, place);
      if (!allowed.ok) return allowed;
      const counted = Math.min(Math.max(bytes, LEAST_BYTES), WORD_RETURN_LIMITS.fileBytes);
      const wait = await taken(sending, actor.userId, counted);
      return wait === 0 ? done() : refuse("too-many-tries", tooMuch(wait));
    },
    async arrive(actor, upload, place) {
      const received = await inSlot(actor.userId, () => receive(actor, {}, upload, place));
      return received ?? refuse("unavailable", undefined, { file: BUSY });
    },
  };
}

const BUSY =
  "Other files of yours are being read at this moment. Nothing of this one was kept; send it again once they are done.";
const tooMuch = (wait: number) => {
  const seconds = Math.ceil(wait / 1_000);
  return `Too many files came from you within a minute. Nothing of this one was kept; send it again in ${counted(seconds, "second")}.`;
};
