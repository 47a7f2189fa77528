import { randomInt } from "node:crypto";
import { maskedAddress } from "#app/domain/guest.ts";
import { guestCodeForm } from "#app/domain/forms/guest.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { ceremonyCookie, ceremonySecretIn } from "#server/auth/ceremonies.ts";
import { consumed } from "#server/auth/counters.ts";
import { hashSecret, newSecret } from "#server/auth/index.ts";
import { accountLetter } from "#server/services/account/letter.ts";
import { mailsLinks } from "#server/services/account-links/mails-links.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { lastDayBefore } from "./days.ts";
import type { GuestCounters } from "./counters.ts";
import { openGuestLink } from "./open.ts";
import { guestCookie, guestSitting, recordOpening, SITTING_MINUTES } from "./sitting.ts";
import type { GuestDoorView } from "./views.ts";

/** How long a mailed code works. */
const CODE_MINUTES = 15;
const CODES = 100_000_000;

/** The link in an address, and the cookies of the browser that opened it. */
export interface GuestDoorRequest {
  readonly token: string;
  readonly cookies: string | null;
}

/** Shows a link before any code: nothing of the document. Opening it changes nothing. */
export async function showGuestDoor(
  resources: Resources,
  { token, cookies }: GuestDoorRequest,
): Promise<Outcome<GuestDoorView>> {
  const open = await openByToken(resources, token);
  if (!open) return refuse("expired-link", NO_LINK);
  const { id, name, email, organizationId, expiresAt } = open.link;
  const { client } = resources.database;
  const organization = await client.organization.findUnique({ where: { id: organizationId } });
  const sitting = await guestSitting(resources, { cookies, linkId: id });
  return done({
    name,
    address: maskedAddress(email),
    organization: organization?.name ?? "",
    lastDay: lastDayBefore(expiresAt),
    open: sitting.ok ? guestPath(id) : null,
  });
}

function guestPath(linkId: string): string {
  return `/shared/${linkId}`;
}

/**
 * Mails a code to the address of the link, for the browser that asks alone: its cookie holds the secret
 * without which the stored hash tells nothing of the code.
 */
export async function askGuestCode(
  resources: Resources,
  counters: GuestCounters,
  { token }: GuestDoorRequest,
): Promise<Outcome<{ readonly address: string; readonly cookie: string }>> {
  const open = await openByToken(resources, token);
  if (!open) return refuse("expired-link", NO_LINK);
  const { auth, mail } = resources;
  if (!mailsLinks(resources)) return refuse("unavailable", NO_MAIL);
  const { id: linkId, name, email, userId } = open.link;
  // The day counts what is mailed: whoever presses on in vain does not lock the guest out until tomorrow.
  if ((await consumed(counters.codes, linkId)) === Infinity) {
    return refuse("too-many-tries", MANY_CODES);
  }
  if ((await consumed(counters.daily, linkId)) === Infinity) {
    return refuse("too-many-tries", CODES_TODAY);
  }
  const code = String(randomInt(CODES)).padStart(8, "0");
  const secret = newSecret();
  await auth.ceremonies.begin("guest-code", {
    userId,
    details: { linkId, code: codeHash(secret, code) },
    minutes: CODE_MINUTES,
    secret,
  });
  const posted = await mail.send({
    to: { name, address: email },
    ...accountLetter(name, `${code.slice(0, 4)} ${code.slice(4)} is your code`, [
      `Somebody, most likely you, opened the link to a document that you may read. The code that opens it in that browser: ${code.slice(0, 4)} ${code.slice(4)}`,
      `It works for ${CODE_MINUTES} minutes. If you opened nothing, do nothing, and give the code to nobody: whoever has your link has no way in without it.`,
    ]),
  });
  if (posted !== "sent") return refuse("unavailable", NOT_SENT);
  const { secureCookies: isSecure } = auth;
  const cookie = ceremonyCookie("guest-code", secret, { isSecure, minutes: CODE_MINUTES });
  return done({ address: maskedAddress(email), cookie });
}

/** Opens the document in the browser that asked for the code, for half a day. */
export async function enterAsGuest(
  resources: Resources,
  counters: GuestCounters,
  { token, cookies }: GuestDoorRequest,
  sent: unknown,
): Promise<Outcome<{ readonly path: string; readonly cookie: string }>> {
  const form = readForm(guestCodeForm, sent);
  if (!form.ok) return form;
  const open = await openByToken(resources, token);
  if (!open) return refuse("expired-link", NO_LINK);
  const { auth, clock } = resources;
  const { link } = open;
  const secret = ceremonySecretIn(cookies, "guest-code", auth.secureCookies);
  if (secret === null) return refuse("bad-input", WRONG, { code: WRONG });
  // Counted before it is compared, so that tries at the same moment can't exceed the limit.
  if ((await consumed(counters.tries, hashSecret(secret))) === Infinity) {
    return refuse("too-many-tries", MANY_TRIES);
  }
  if ((await consumed(counters.dailyTries, link.id)) === Infinity) {
    return refuse("too-many-tries", TRIES_TODAY);
  }
  const asked = await auth.ceremonies.look("guest-code", secret);
  const isRight =
    asked?.details["linkId"] === link.id &&
    asked.details["code"] === codeHash(secret, form.value.code);
  // Taken once: of two who send it in the same moment, one gets in.
  if (!isRight || !(await auth.ceremonies.take("guest-code", secret))) {
    return refuse("bad-input", WRONG, { code: WRONG });
  }
  const left = Math.floor((link.expiresAt.getTime() - clock().getTime()) / 60_000);
  const minutes = Math.max(1, Math.min(SITTING_MINUTES, left));
  const sitting = await auth.ceremonies.begin("guest", {
    userId: link.userId,
    details: { linkId: link.id },
    minutes,
  });
  const opened = await recordOpening(resources, open, true);
  if (!opened.ok) {
    await auth.ceremonies.take("guest", sitting);
    return refuse("expired-link", NO_LINK);
  }
  const cookie = guestCookie(link.id, sitting, { isSecure: auth.secureCookies, minutes });
  return done({ path: guestPath(link.id), cookie });
}

function openByToken({ database: { client }, clock }: Resources, token: string) {
  return openGuestLink(client, { tokenHash: hashSecret(token) }, clock());
}

/** The secret of the browser's cookie is in it: whoever reads the database can't try codes out. */
function codeHash(secret: string, code: string): string {
  return hashSecret(`${secret} ${code}`);
}

const NO_LINK =
  "This link opens nothing: it was ended, its day is over, or it is not whole. Ask whoever sent it for a new one.";
const NO_MAIL =
  "This server sends no e-mails any more, so there is no code by which the document could be opened. Ask whoever invited you.";
const NOT_SENT =
  "The mail server did not take the e-mail with the code. Nothing was opened; try again in a few minutes.";
const WRONG =
  "This is not the code, or it is too old, or it was sent for another browser. Nothing was opened; look at the latest e-mail, or ask for a new code.";
const MANY_CODES =
  "Several codes were mailed within a short time. No other one was sent; use the latest e-mail, or try again in a quarter of an hour.";
const MANY_TRIES =
  "There were too many tries with this code. Nothing was opened; ask for a new one.";
const CODES_TODAY =
  "No more codes are mailed for this link today. Use the latest e-mail, try again tomorrow, or ask whoever invited you.";
const TRIES_TODAY =
  "No code opens this link today any more. Nothing was opened; try again tomorrow, or ask whoever invited you.";
