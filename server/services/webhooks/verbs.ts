import { lazyVerb } from "#server/services/lazy-verb.ts";

/** The verbs of webhooks. Their code is read once one is asked for. */
export const WEBHOOK_VERBS = {
  show: lazyVerb(async () => (await import("./show.ts")).showWebhooks),
  showOne: lazyVerb(async () => (await import("./show.ts")).showWebhook),
  add: lazyVerb(async () => (await import("./add.ts")).addWebhook),
  makeSecret: lazyVerb(async () => (await import("./change.ts")).makeWebhookSecret),
  switchOff: lazyVerb(async () => (await import("./change.ts")).switchWebhookOff),
  switchOn: lazyVerb(async () => (await import("./change.ts")).switchWebhookOn),
  remove: lazyVerb(async () => (await import("./change.ts")).removeWebhook),
  sendAgain: lazyVerb(async () => (await import("./send-again.ts")).sendWebhookAgain),
  test: lazyVerb(async () => (await import("./send-again.ts")).testWebhook),
};
