import { HOUR_MS } from "#app/domain/durations.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { WEBHOOK_LIMITS } from "#app/domain/webhooks/limits.ts";
import type { ProvingBrowser } from "#server/services/asked-again.ts";
import { headOf } from "#server/services/audit/append.ts";
import { command, taking } from "#server/services/command.ts";
import { endWaiting } from "./end-waiting.ts";
import { newWebhookSecret, webhookSecretPlace } from "./secret.ts";
import { hostOf, webhookTo } from "./target.ts";

/** Makes a new secret, shown once; the former one signs beside it for a day, so that nothing is refused meanwhile. */
export const makeWebhookSecret = command({
  on: webhookTo,
  takes: taking<[browser: ProvingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  prepare({ resources: { encryption }, found: { id } }) {
    const secret = newWebhookSecret();
    const sealed = encryption.seal(secret, webhookSecretPlace(id));
    return sealed.ok ? done({ secret, sealed: sealed.value }) : sealed;
  },
  async run({ tx, at, found, prepared: { secret, sealed }, record }) {
    const { id, name } = found;
    const formerUntil = new Date(at.getTime() + WEBHOOK_LIMITS.overlapHours * HOUR_MS);
    await tx.webhook.update({
      where: { id },
      data: { secret: sealed, formerSecret: found.secret, formerUntil },
    });
    await record({
      type: "webhook.secret-made",
      details: { webhookId: id, name, host: hostOf(found) },
    });
    return done({ webhookId: id, secret });
  },
});

/** Stops all deliveries; what waits is not sent by itself any more. */
export const switchWebhookOff = command({
  on: webhookTo,
  async run({ tx, at, found, record }) {
    const { id, name, offAt } = found;
    if (offAt !== null) return done();
    await tx.webhook.update({ where: { id }, data: { offAt: at, offWhy: "asked" } });
    await endWaiting(tx, { webhookId: id });
    await record({
      type: "webhook.switched-off",
      details: { webhookId: id, name, host: hostOf(found), why: "asked" },
    });
    return done();
  },
});

/** Tells of what happens from now on. */
export const switchWebhookOn = command({
  on: webhookTo,
  takes: taking<[browser: ProvingBrowser]>(),
  shownAgainIn: ({ extra: [browser] }) => browser,
  async run({ tx, found, record }) {
    const { id, name, offAt } = found;
    if (offAt === null) return done();
    const { sequence: readTo } = await headOf(tx);
    await tx.webhook.update({
      where: { id },
      data: {
        offAt: null,
        offWhy: null,
        failures: 0,
        failingSince: null,
        restsUntil: null,
        readTo,
      },
    });
    await record({
      type: "webhook.switched-on",
      details: { webhookId: id, name, host: hostOf(found) },
    });
    return done();
  },
});

/** Removes it with its deliveries and its secret. */
export const removeWebhook = command({
  on: webhookTo,
  async run({ tx, found, record }) {
    const { id, name } = found;
    const { count } = await tx.webhook.deleteMany({ where: { id } });
    if (count === 0) return refuse("not-found");
    await record({
      type: "webhook.removed",
      details: { webhookId: id, name, host: hostOf(found) },
    });
    return done();
  },
});
