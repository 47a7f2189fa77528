import { HOUR_MS } from "#app/domain/durations.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import type { Resources } from "#server/services/resources.ts";
import { auditedTransaction } from "#server/services/transaction.ts";
import { openGuestLink, type OpenGuestLink } from "./open.ts";

/** How long a browser that showed the code reads without another one. */
export const SITTING_MINUTES = 12 * 60;

/**
 * A Set-Cookie header for a guest's browser. Each link has a cookie of its own, so that somebody who
 * reads two documents keeps both.
 * @param minutes 0 takes it away.
 */
export function guestCookie(
  linkId: string,
  secret: string,
  { isSecure, minutes }: { readonly isSecure: boolean; readonly minutes: number },
): string {
  const secure = isSecure ? "; Secure" : "";
  return `${nameOf(linkId, isSecure)}=${secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${minutes * 60}${secure}`;
}

/** The secret of that link's cookie, or null. */
export function guestSecretIn(
  cookies: string | null,
  linkId: string,
  isSecure: boolean,
): string | null {
  const name = `${nameOf(linkId, isSecure)}=`;
  const cookie = (cookies ?? "")
    .split(";", 200)
    .map((part) => part.trim())
    .find((part) => part.startsWith(name));
  const secret = cookie?.slice(name.length) ?? "";
  return /^[\w-]{43}$/u.test(secret) ? secret : null;
}

function nameOf(linkId: string, isSecure: boolean): string {
  return `${isSecure ? "__Host-" : ""}guest-${linkId}`;
}

/** A guest's request: the cookies of their browser, and the link that its address names. */
export interface GuestRequest {
  readonly cookies: string | null;
  readonly linkId: string;
}

/**
 * The open link of a browser that has shown its code. Refuses `expired-link` alike where it has not, and
 * where there is no such link any more.
 */
export async function guestSitting(
  { auth, database: { client }, clock }: Pick<Resources, "auth" | "database" | "clock">,
  { cookies, linkId }: GuestRequest,
): Promise<Outcome<OpenGuestLink>> {
  const secret = guestSecretIn(cookies, linkId, auth.secureCookies);
  const sitting = secret === null ? null : await auth.ceremonies.look("guest", secret);
  if (sitting?.details["linkId"] !== linkId) return refuse("expired-link", CLOSED);
  const open = await openGuestLink(client, { id: linkId }, clock());
  return open ? done(open) : refuse("expired-link", CLOSED);
}

const CLOSED =
  "This page opens by the link in the e-mail and the code that is mailed after it, until the day that the e-mail names. Open the link again; if it no longer works, ask whoever invited you.";

/**
 * Has the record say that a guest opened the document: for each code that was shown, and while they go on
 * reading once an hour, so that the record tells when without a line for each page. Refuses `expired-link`
 * where the link was ended since the page was asked for: nothing is handed out, nor told to have been.
 * @param always whether a code was just shown
 */
export async function recordOpening(
  resources: Resources,
  { link, document }: Pick<OpenGuestLink, "link" | "document">,
  always = false,
): Promise<Outcome<void>> {
  const { client } = resources.database;
  const linkId = link.id;
  const isDue = (openedAt: Date | null | undefined, at: Date) =>
    always || !openedAt || at.getTime() - openedAt.getTime() >= HOUR_MS;
  const isOpen = { where: { id: linkId, endedAt: null }, select: { id: true } };
  const use = await client.guestUse.findUnique({ where: { linkId } });
  if (!isDue(use?.openedAt, resources.clock())) {
    return (await client.guestLink.findFirst(isOpen)) ? done() : refuse("expired-link", CLOSED);
  }
  return auditedTransaction(resources, async ({ tx, at }): Promise<Outcome<void>> => {
    if (!(await tx.guestLink.findFirst(isOpen))) return refuse("expired-link", CLOSED);
    const now = await tx.guestUse.findUnique({ where: { linkId } });
    if (!isDue(now?.openedAt, at)) return done();
    await tx.guestUse.upsert({
      where: { linkId },
      create: { linkId, openedAt: at },
      update: { openedAt: at },
    });
    await appendEvent(tx, at, {
      type: "guest.opened",
      actorId: link.userId,
      organizationId: link.organizationId,
      matterId: document.row.matterId,
      documentId: link.documentId,
      details: { linkId },
    });
    return done();
  });
}
