import { refuse, done, type Outcome } from "#app/domain/refusal.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { createWorkerPool } from "#server/workers/pool.ts";
import type { InboundMail, MailToRead } from "./read.ts";

export type { InboundMail, MailToRead } from "./read.ts";

/** Bytes of a mail that is read to its end: some hundred pages, with the pictures of signatures. */
export const MAIL_BYTES = 2 * 1024 * 1024;
/** Bytes of a mail that is looked at where it is larger: who sent it, and to whom. */
export const HEAD_BYTES = 128 * 1024;

/** Reads mails that came in, in a worker: their senders are anybody. */
export interface InboundMailReader {
  /**
   * Null for what is no mail. Of one that takes more time or memory than it may, its head alone is read.
   * Refuses `unavailable` where it can be tried again later.
   */
  read(mail: MailToRead): Promise<Outcome<InboundMail | null>>;
}

/** The worker starts with the first mail. */
export function createInboundMailReader({
  workerUrl,
  failures,
}: {
  /** worker.ts where tsx runs the server, its bundle in production. */
  readonly workerUrl: URL;
  readonly failures: WorkerFailures;
}): InboundMailReader & { close(): Promise<void> } {
  const pool = createWorkerPool<MailToRead, InboundMail | null>({
    name: "inbound-mail",
    failures,
    url: workerUrl,
    runtime: "thread",
    waiting: { inAll: 20, ofOne: 20 },
    timeLimitMs: 20_000,
    memoryMiB: 192,
    idleMs: 60_000,
    afterError: "replace",
  });
  return {
    async read(mail) {
      const whole = await pool.run(mail);
      if (whole.ok) return done(whole.value);
      const { code } = whole.refusal;
      if (code !== "too-costly" && code !== "crashed") return refuse("unavailable");
      const head = await pool.run({ ...mail, bytes: headOf(mail.bytes), isWhole: false });
      if (head.ok) return done(head.value);
      return head.refusal.code === "too-costly" ? done(null) : refuse("unavailable");
    },
    close: () => pool.close(),
  };
}

/** The headers of a mail, up to their limit. */
export function headOf(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends = [view.indexOf("\r\n\r\n"), view.indexOf("\n\n")].filter((at) => at >= 0);
  return bytes.subarray(0, Math.min(...ends, HEAD_BYTES));
}
