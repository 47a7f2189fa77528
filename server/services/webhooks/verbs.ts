import { later } from "#server/services/later.ts";

/** The verbs of webhooks. Their code is read once one is asked for. */
export const WEBHOOK_VERBS = {
  show: later(async () => (await import("./show.ts")).showWebhooks),
  showOne: later(async () => (await import("./show.ts")).showWebhook),
  add: later(async () => (await import("./add.ts")).addWebhook),
  makeSecret: later(async () => (await import("./change.ts")).makeWebhookSecret),
  switchOff: later(async () => (await import("./change.ts")).switchWebhookOff),
  switchOn: later(async () => (await import("./change.ts")).switchWebhookOn),
  remove: later(async () => (await import("./change.ts")).removeWebhook),
  sendAgain: later(async () => (await import("./send-again.ts")).sendWebhookAgain),
  test: later(async () => (await import("./send-again.ts")).testWebhook),
};
