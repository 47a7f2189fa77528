import * as z from "zod";
import { MINUTE_MS } from "#app/domain/durations.ts";
import { isNobodysAddress } from "#app/domain/nobodys-address.ts";
import { forgottenForm } from "#app/domain/forms/account-link.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret, newSecret, type Origin } from "#server/auth/index.ts";
import { JobFailed, writeJob, type TakenJob } from "#server/jobs/index.ts";
import { accountLetter } from "#server/services/account/letter.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { auditedTransaction } from "#server/services/transaction.ts";
import { mailsLinks } from "./mails-links.ts";
import { openAt } from "./open.ts";

/** How long a mailed link works. */
const LINK_MINUTES = 30;

/**
 * The most mailed links of a person that are open at once. Whoever is refused another one has one in
 * their mailbox, so that nobody can keep somebody out by asking in their name.
 */
const MOST_OPEN = 3;

/**
 * Takes down that somebody who is signed out wants a new password. A job finds out whether there is
 * somebody to write to: the answer, and the work until it is given, are the same for every address.
 */
export async function askForLink(
  resources: Resources,
  sent: unknown,
  from: Origin,
): Promise<Outcome<void>> {
  const form = readForm(forgottenForm, sent);
  if (!form.ok) return form;
  if (!mailsLinks(resources)) return refuse("unavailable", NO_MAIL);
  const { email } = form.value;
  const { auth, database, clock, ids, jobs } = resources;
  if (!(await auth.admitsLetter(email, from))) return refuse("too-many-tries");
  const user = await database.client.user.findUnique({ where: { email }, select: { id: true } });
  const at = clock();
  await writeJob(database.client, at, {
    kind: "account.forgotten",
    key: `account.forgotten:${ids()}`,
    payload: { userId: user?.id ?? ids(), at: at.toISOString() },
  });
  jobs.wake();
  return done();
}

const NO_MAIL =
  "This server sends no e-mails, so nothing was done. An administrator of your organization can let you in again, and so can whoever runs this server.";

const forgottenPayload = z.object({ userId: z.string(), at: z.iso.datetime() });

/** Mails the link, where the address is that of a person and known to be theirs. */
export async function mailForgotten(resources: Resources, job: TakenJob): Promise<void> {
  const { userId, at: asked } = forgottenPayload.parse(job.payload);
  const { database, mail, appUrl, clock } = resources;
  if (!mail.configured || appUrl === null) return;
  // Nobody waits for it any more; a mail that comes hours later would only frighten.
  if (clock().getTime() - Date.parse(asked) > LINK_MINUTES * MINUTE_MS) return;
  const person = await database.client.user.findUnique({ where: { id: userId } });
  if (!person || person.unconfirmed || isNobodysAddress(person.email)) return;
  const secret = newSecret();
  const made = await auditedTransaction(resources, async ({ tx, at, ids, append }) => {
    const open = await tx.accountLink.count({
      where: { userId, kind: "forgotten", ...openAt(at) },
    });
    if (open >= MOST_OPEN) return refuse("too-many-tries");
    const id = ids();
    const expiresAt = new Date(at.getTime() + LINK_MINUTES * MINUTE_MS);
    await tx.accountLink.create({
      data: {
        id,
        tokenHash: hashSecret(secret),
        userId,
        kind: "forgotten",
        organizationId: null,
        madeById: null,
        createdAt: at,
        expiresAt,
      },
    });
    await append({
      type: "person.password-link-mailed",
      actorId: null,
      details: { userId, linkId: id },
    });
    return done({ id });
  });
  if (!made.ok) return;
  const posted = await mail.send({
    to: { name: person.name, address: person.email },
    ...accountLetter(person.name, "Choose a new password", [
      "Somebody asked for a new password for your account in the coalition’s workspace. If that was you, choose one here",
      { label: "Choose a new password", link: new URL(`/password/${secret}`, appUrl).href },
      `The link works once, for ${LINK_MINUTES} minutes. When you use it, all devices are signed out. A second factor that you have set up is asked for as before.`,
      "If it was not you, do nothing: without the link your password stays as it is.",
    ]),
  });
  if (posted === "sent") return;
  // Nobody has it, so it must not stand in the way of the next one.
  await database.write(async (tx) => {
    await tx.accountLink.update({ where: { id: made.value.id }, data: { revokedAt: clock() } });
  });
  throw new JobFailed("The mail server did not take the e-mail.");
}
