import { messageOf } from "#server/message-of.ts";
import { DAY_MS } from "#app/domain/durations.ts";
import type { Leases } from "#server/leases/index.ts";
import type { Log } from "#server/log.ts";
import type { Scheduler } from "#server/scheduler.ts";
import type { FeedResources } from "#server/services/webhooks/feed.ts";

/** Milliseconds after a line was appended: what one command did is told of together. */
const SOON_MS = 300;
/** How often one process looks for what no other told of: it may have ended right after its commit. */
const LOOK_MS = 30_000;
const FIRST_MS = 10 * 60_000;

interface WebhookFeed {
  /** This process appended lines to the record. */
  nudge(): void;
  /** Has one process of all look now and then, too, and clear away what is over (R27). */
  keepFed(leases: Pick<Leases, "runOnce">): void;
  stop(): void;
}

/** Tells webhooks of what is recorded; nothing is loaded, and one row asked for, while there is none. */
export function createWebhookFeed({
  resources,
  scheduler,
  log,
}: {
  readonly resources: FeedResources;
  readonly scheduler: Pick<Scheduler, "after">;
  readonly log: Pick<Log, "warn">;
}): WebhookFeed {
  const { database, clock } = resources;
  let callOff: (() => void) | null = null;
  let isStopped = false;

  async function feed(): Promise<void> {
    const one = await database.client.webhook.findFirst({
      where: { offAt: null },
      select: { id: true },
    });
    if (!one || isStopped) return;
    await (await import("#server/services/webhooks/feed.ts")).feedWebhooks(resources);
  }

  return {
    nudge() {
      if (isStopped) return;
      callOff ??= scheduler.after(SOON_MS, () => {
        callOff = null;
        feed().catch((error: unknown) =>
          log.warn({ why: messageOf(error) }, "webhooks are told later"),
        );
      });
    },
    keepFed(leases) {
      // The names stand in rows, and are never renamed.
      leases.runOnce("webhooks.feed", LOOK_MS, feed);
      leases.runOnce(
        "webhooks.sweep",
        DAY_MS,
        async () =>
          (await import("#server/services/webhooks/sweep.ts")).sweepWebhooks(database, clock()),
        FIRST_MS,
      );
    },
    stop() {
      isStopped = true;
      callOff?.();
    },
  };
}
