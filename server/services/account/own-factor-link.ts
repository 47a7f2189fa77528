import * as z from "zod";
import { MINUTE_MS } from "#app/domain/durations.ts";
import { waysBeyond, type Actor } from "#app/domain/actor.ts";
import { givenPassword } from "#app/domain/forms/password.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret, newSecret, type Origin } from "#server/auth/index.ts";
import { mustEnroll } from "#server/auth/required-factor.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { JobFailed, writeJob, type TakenJob } from "#server/jobs/index.ts";
import { mailsLinks } from "#server/services/account-links/mails-links.ts";
import { command, taking, theActor } from "#server/services/command.ts";
import type { Resources } from "#server/services/resources.ts";
import { accountLetter } from "./letter.ts";
import { proveOwnFactor } from "./own-factor.ts";
import type { OwnFactorView } from "./views.ts";

const KIND = "own-factor-link";
const LINK_MINUTES = 30;
/** As of links by which a password is chosen. */
const MOST_OPEN = 3;

const REACHES =
  "A factor of your own was proved in this sign-in already. Nothing was changed, and there is nothing more to do.";
const NO_SUCH =
  "You have no such factor of your own. Nothing was changed; choose one of those shown.";
const MORE_REQUIRED =
  "One of your organizations asks for a passkey or a second factor, so this alone does not open the others here. Nothing was changed; prove your passkey or a code. If you have none: sign out, sign in with your password, and set one up there.";
const OTHER_BROWSER =
  "This link works once, and only in the browser in which it was asked for, while you are signed in there. Nothing was changed; open it there, or ask for a new one.";

/** The factors of somebody's own, which no organization had a hand in. */
async function factorsOf(client: PrismaClient | Transaction, userId: string) {
  const [user, passkeys, second] = await Promise.all([
    client.user.findUnique({ where: { id: userId } }),
    client.passkey.count({ where: { userId, via: null } }),
    client.secondFactor.findUnique({ where: { userId } }),
  ]);
  const code = second !== null && second.via === null;
  return {
    passkey: passkeys > 0,
    code,
    // Beside a second factor neither of these is enough, as it isn't for signing in.
    password: !code && Boolean(user?.passwordHash) && user?.passwordVia === null,
    link: !code && user?.unconfirmed === false,
  };
}

/** How far the actor's sign-in reaches, and by which factors it can be made to reach further. */
export async function showOwnFactor(
  resources: Resources,
  actor: Actor,
): Promise<Outcome<OwnFactorView>> {
  const { client } = resources.database;
  const { own = true, via = null } = actor.reach ?? {};
  // Where that requires its provider and something else opened the session, it isn't reached either.
  const reached = actor.memberships.find(({ organizationId }) => organizationId === via);
  const [factors, asksMore] = await Promise.all([
    factorsOf(client, actor.userId),
    // Neither password nor mailbox is then enough, and neither is offered.
    mustEnroll(client, actor.userId, "password"),
  ]);
  const { byFactor, byProvider } = waysBeyond(actor.beyondReach);
  return done({
    own,
    via: reached?.organizationName ?? null,
    beyond: byFactor,
    byProvider,
    asksMore,
    ways: {
      ...factors,
      password: factors.password && !asksMore,
      link: factors.link && !asksMore && mailsLinks(resources),
    },
  });
}

/** Proves a password of the actor's own in a session that came about otherwise. */
export const proveByPassword = command({
  on: theActor,
  form: z.object({ password: givenPassword }),
  takes: taking<[sessionId: string, from: Origin]>(),
  async prepare({ resources: { auth, database }, actor, form: { password }, extra: [, from] }) {
    if (actor.reach?.own !== false) return refuse("conflict", REACHES);
    const factors = await factorsOf(database.client, actor.userId);
    if (!factors.password) return refuse("conflict", NO_SUCH);
    const user = await database.client.user.findUniqueOrThrow({ where: { id: actor.userId } });
    const proved = await auth.confirmPassword(actor.userId, password, from);
    if (proved.ok) return done(user.passwordHash);
    const { code, sentence } = proved.refusal;
    return refuse(code, sentence, { password: sentence });
  },
  async run(inside) {
    const { tx, actor, extra, prepared } = inside;
    const { userId } = actor;
    // Checked again inside: another password, or a second factor, may just have been set.
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    const { password } = await factorsOf(tx, userId);
    if (!password || user.passwordHash !== prepared) return refuse("stale");
    if (await mustEnroll(tx, userId, "password")) return refuse("forbidden", MORE_REQUIRED);
    const lifted = await proveOwnFactor(inside, { userId, sessionId: extra[0], by: "password" });
    return lifted ? done() : refuse("conflict", REACHES);
  },
});

/** Has a link mailed to the actor's own address, by which they show that this sign-in is theirs. */
export async function askOwnFactorLink(
  resources: Resources,
  actor: Actor,
  sessionId: string,
  from: Origin,
): Promise<Outcome<void>> {
  const { auth, database, clock, ids, jobs } = resources;
  if (actor.reach?.own !== false) return refuse("conflict", REACHES);
  const { link } = await factorsOf(database.client, actor.userId);
  if (!link || !mailsLinks(resources)) return refuse("conflict", NO_SUCH);
  // Before it is mailed: nobody is sent to their mailbox for what then opens nothing.
  if (await mustEnroll(database.client, actor.userId, "link")) {
    return refuse("forbidden", MORE_REQUIRED);
  }
  if (!(await auth.admitsLetter(actor.email, from))) return refuse("too-many-tries");
  const at = clock();
  await writeJob(database.client, at, {
    kind: "account.own-factor",
    key: `account.own-factor:${ids()}`,
    payload: { userId: actor.userId, sessionId, at: at.toISOString() },
  });
  jobs.wake();
  return done();
}

const linkPayload = z.object({ userId: z.string(), sessionId: z.string(), at: z.iso.datetime() });

/**
 * Mails that link. It is bound to the session that asked for it: whoever was let in as somebody can't
 * have that person prove it for them.
 */
export async function mailOwnFactorLink(resources: Resources, job: TakenJob): Promise<void> {
  const { userId, sessionId, at } = linkPayload.parse(job.payload);
  const { auth, database, mail, appUrl, clock } = resources;
  const { client } = database;
  if (!mail.configured || appUrl === null) return;
  if (clock().getTime() - Date.parse(at) > LINK_MINUTES * MINUTE_MS) return;
  const session = await client.session.findUnique({
    where: { id: sessionId },
    include: { user: true },
  });
  if (!session || session.userId !== userId || session.own) return;
  const { user } = session;
  const secret = newSecret();
  // Of several jobs at once, one after the other counts: the first statement locks the person's row.
  const isBegun = await database.writeUnaudited(userId, async (tx) => {
    const now = clock();
    const open = { kind: KIND, userId, expiresAt: { gt: now } };
    if ((await tx.ceremony.count({ where: open })) >= MOST_OPEN) return false;
    await tx.ceremony.create({
      data: {
        id: hashSecret(secret),
        kind: KIND,
        userId,
        details: JSON.stringify({ sessionId }),
        createdAt: now,
        expiresAt: new Date(now.getTime() + LINK_MINUTES * MINUTE_MS),
      },
    });
    return true;
  });
  if (!isBegun) return;
  const posted = await mail.send({
    to: { name: user.name, address: user.email },
    ...accountLetter(user.name, "Show that this sign-in is yours", [
      "Somebody signed in as you, through an organization of yours, and asked to act for your other organizations, too. If that was you, open this link in the same browser",
      {
        label: "This sign-in is mine",
        link: new URL(`/mail/own-factor/${secret}`, appUrl).href,
      },
      `It works once, for ${LINK_MINUTES} minutes, and in no other browser.`,
      {
        label: "If it was not you, choose a new password at once",
        link: new URL("/password/forgotten", appUrl).href,
      },
    ]),
  });
  if (posted === "sent") return;
  await auth.ceremonies.take(KIND, secret);
  throw new JobFailed("The mail server did not take the e-mail.");
}

/** Whether a mailed link works in this session. Writes nothing. */
export async function showOwnFactorLink(
  { auth }: Resources,
  actor: Actor,
  sessionId: string,
  token: string,
): Promise<Outcome<void>> {
  const found = await auth.ceremonies.look(KIND, token);
  const isMine = found?.userId === actor.userId && found.details["sessionId"] === sessionId;
  return isMine ? done() : refuse("expired-link", OTHER_BROWSER);
}

/** Proves by a mailed link that the session which asked for it is the actor's own. */
export const proveByLink = command({
  on: theActor,
  takes: taking<[sessionId: string, token: string]>(),
  prepare: ({ resources, actor, extra: [sessionId, token] }) =>
    showOwnFactorLink(resources, actor, sessionId, token),
  async run(inside) {
    const { tx, actor, extra } = inside;
    const [sessionId, token] = extra;
    const { userId } = actor;
    const { count } = await tx.ceremony.deleteMany({
      where: { id: hashSecret(token), kind: KIND, userId },
    });
    if (count === 0) return refuse("expired-link", OTHER_BROWSER);
    // A second factor that was set up meanwhile is asked for instead.
    const { link } = await factorsOf(tx, userId);
    if (!link) return refuse("conflict", NO_SUCH);
    if (await mustEnroll(tx, userId, "link")) return refuse("forbidden", MORE_REQUIRED);
    const lifted = await proveOwnFactor(inside, { userId, sessionId, by: "link" });
    return lifted ? done() : refuse("conflict", REACHES);
  },
});
