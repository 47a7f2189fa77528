import type { Actor } from "#app/domain/actor.ts";
import { mailPreferencesForm } from "#app/domain/forms/mail-preferences.ts";
import {
  MAIL_KINDS,
  mailTimes,
  type MailKind,
  type MailTimes,
} from "#app/domain/mail-preference.ts";
import { done } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { theActor, unaudited } from "#server/services/command.ts";

/** When the actor is told of what by mail. */
export async function mailTimesOf(
  client: PrismaClient | Transaction,
  actor: Actor,
): Promise<MailTimes> {
  const chosen = await client.mailPreference.findMany({ where: { userId: actor.userId } });
  return mailTimes(actor, chosen);
}

/** Keeps when the actor wants to be told of what. */
export const setMailTimes = unaudited({
  on: theActor,
  form: mailPreferencesForm,
  async run({ tx, actor: { userId }, form }) {
    for (const kind of MAIL_KINDS) await writeMailTime(tx, userId, kind, form[kind]);
    return done();
  },
});

export async function writeMailTime(
  tx: Transaction | PrismaClient,
  userId: string,
  kind: MailKind,
  how: MailTimes[MailKind],
): Promise<void> {
  await tx.mailPreference.upsert({
    where: { userId_kind: { userId, kind } },
    create: { userId, kind, how },
    update: { how },
  });
}
