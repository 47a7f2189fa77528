import { codeForm } from "#app/domain/forms/second-factor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Origin } from "#server/auth/index.ts";
import { readForm } from "#server/services/form.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import { spendCode } from "./spend-code.ts";
import type { AwaitedCodeView } from "./views.ts";

/** A session that was opened. */
interface CodeSignIn {
  /** A Set-Cookie header. */
  readonly cookie: string;
  readonly enrolling: boolean;
}

/** The question for a code in the browser with these cookies; null where none is asked. */
export async function showAwaitedCode(
  { auth, database }: Resources,
  cookieHeader: string | null,
): Promise<AwaitedCodeView | null> {
  const awaited = await auth.codeStep.awaited(cookieHeader);
  if (!awaited) return null;
  const { mayGoWithout, passwordVia } = awaited;
  if (!mayGoWithout || passwordVia === null) return { without: null };
  const row = await database.client.organization.findUnique({ where: { id: passwordVia } });
  return { without: row && organizationTag(row) };
}

/** Ends a sign-in whose password was right, by a code. */
export async function signInByCode(
  resources: Resources,
  cookieHeader: string | null,
  sent: unknown,
  from: Origin,
  replacing?: string | null,
): Promise<Outcome<CodeSignIn>> {
  const { auth } = resources;
  const form = readForm(codeForm, sent);
  if (!form.ok) return form;
  const awaited = await auth.codeStep.awaited(cookieHeader);
  if (!awaited) return refuse("expired-link", SIGN_IN_ANEW);
  const spent = await spendCode(resources, awaited.userId, form.value.code, "sign-in");
  if (!spent.ok) {
    auth.refusedSignIn(awaited.userId);
    return spent;
  }
  const session = await auth.codeStep.end(cookieHeader, spent.value, from, replacing);
  return session ? done(session) : refuse("expired-link", SIGN_IN_ANEW);
}

/**
 * Ends it without one, for somebody who was let in again after they had lost it: with the roles of that
 * organization alone.
 */
export async function signInWithoutCode(
  { auth }: Resources,
  cookieHeader: string | null,
  from: Origin,
  replacing?: string | null,
): Promise<Outcome<CodeSignIn>> {
  const awaited = await auth.codeStep.awaited(cookieHeader);
  if (!awaited) return refuse("expired-link", SIGN_IN_ANEW);
  if (!awaited.mayGoWithout) return refuse("forbidden", NEEDS_CODE);
  const session = await auth.codeStep.end(cookieHeader, null, from, replacing);
  return session ? done(session) : refuse("expired-link", SIGN_IN_ANEW);
}

const SIGN_IN_ANEW =
  "That took longer than ten minutes, or was done already. Nothing was changed; sign in again with your password.";
const NEEDS_CODE =
  "Your account needs a code. Nothing was changed; use one of the app or a recovery code, or ask an administrator of your organization to let you in again.";
