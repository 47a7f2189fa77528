import { Counter, Gauge, type Registry } from "prom-client";
import type { Environment } from "#server/env.ts";
import type { MailIn } from "#server/http/inbound-mail.ts";
import { createInboundMailReader } from "#server/inbound-mail/index.ts";
import type { MailFate } from "#server/inbound-mail/mailbox.ts";
import type { Leases } from "#server/leases/index.ts";
import type { Log } from "#server/log.ts";
import type { ReplyByMailPort } from "#server/services/reply-by-mail/port.ts";
import { ARRIVALS, type Arrival, type ReplyTaker } from "#server/services/reply-by-mail/take.ts";
import type { WorkerFailures } from "#server/workers/failures.ts";
import { workerUrl } from "#server/workers/worker-url.ts";

/** How soon a mailbox is opened again. */
const TURN_MS = 60_000;
/** The longest turn: others may take the next. */
const LONGEST_MS = 50 * 60_000;
/** After a start, people come first. */
const FIRST_MS = 5_000;

/** How a mailbox goes on with a mail, by what became of it: what may be for others stays there. */
export const FATES: Readonly<Record<Arrival, MailFate>> = {
  taken: "deleted",
  known: "deleted",
  refused: "deleted",
  unknown: "deleted",
  automatic: "deleted",
  unreadable: "left",
  "not-ours": "left",
  later: "again",
};

/** Registered where REPLY_ADDRESS is set; an alert asks for it. */
export const MAILBOX_READ_METRIC = "mail_mailbox_read_timestamp_seconds";

/** Answers to letters: nothing of it is loaded where REPLY_ADDRESS names nobody. */
export function createInboundMail({
  environment: { replies },
  failures,
  log,
  metrics,
}: {
  readonly environment: Pick<Environment, "replies">;
  readonly failures: WorkerFailures;
  readonly log: Log;
  readonly metrics: Registry;
}) {
  if (!replies) return null;
  const { address, authservId, imap, token } = replies;
  const reader = createInboundMailReader({ workerUrl: workerUrl("inbound-mail-worker"), failures });
  const port: ReplyByMailPort = { address, authservId, reader };
  const arrivals = new Counter({
    name: "mail_arrived_total",
    help: "Mails to addresses for answers, by what became of them",
    labelNames: ["outcome"],
    registers: [metrics],
  });
  for (const outcome of ARRIVALS) arrivals.inc({ outcome }, 0);
  const looked = new Gauge({
    name: MAILBOX_READ_METRIC,
    help: "When this process read the mailbox of answers to its end last; 0 for never",
    registers: [metrics],
  });
  const counted = async (taker: ReplyTaker, bytes: Uint8Array, isWhole: boolean) => {
    const outcome = await taker.take(bytes, isWhole);
    arrivals.inc({ outcome });
    return outcome;
  };
  return {
    port,
    /** For the route; undefined where no mail server hands anything in. */
    way: (taker: ReplyTaker): MailIn | undefined =>
      token === null ? undefined : { token, take: (bytes) => counted(taker, bytes, true) },
    /** Has one process of all read the mailbox (R27), where there is one. */
    keepReading(leases: Pick<Leases, "runOnce">, taker: ReplyTaker): void {
      if (!imap) return;
      const turn = async ({ signal }: { readonly signal: AbortSignal }) => {
        const { readMailbox } = await import("#server/inbound-mail/mailbox.ts");
        await readMailbox(
          {
            settings: imap,
            address,
            log,
            take: async (bytes, isWhole) => FATES[await counted(taker, bytes, isWhole)],
            onLooked: () => looked.setToCurrentTime(),
          },
          AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
        );
      };
      // The name stands in rows, and is never renamed.
      leases.runOnce("mail.in", TURN_MS, turn, FIRST_MS);
    },
    close: () => reader.close(),
  };
}
