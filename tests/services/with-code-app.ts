import type { Actor } from "#app/domain/actor.ts";
import { CodeApp } from "#tests/support/code-app.ts";
import { cookieHeader, FROM, PASSWORD, value, type Workspace } from "./workspace.ts";

/** Somebody's session as the pages hand it to the verbs of code apps. */
export interface FactorSessionOfTest {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly cookies: string;
  readonly address: string;
  readonly isEnrolling: boolean;
}

/** The session of that Set-Cookie header, full or not yet. */
export async function factorSession(
  { auth }: Pick<Workspace, "auth">,
  cookie: string,
): Promise<FactorSessionOfTest> {
  const cookies = cookieHeader(cookie);
  const full = await auth.actorFromCookies(cookies);
  const found = full ?? (await auth.enrolleeFromCookies(cookies));
  if (!found) throw new Error("nobody is signed in");
  const { actor, sessionId } = found;
  return { actor, sessionId, cookies, address: FROM.address, isEnrolling: full === null };
}

/** Signs in by the password alone, where that is enough. */
export async function sessionByPassword(
  workspace: Pick<Workspace, "auth">,
  email: string,
): Promise<FactorSessionOfTest> {
  const { cookie } = value(await workspace.auth.signIn(email, PASSWORD, FROM));
  return factorSession(workspace, cookie);
}

/** The same browser with the Set-Cookie header of an answer. */
export function withCookie<S extends { readonly cookies: string }>(session: S, cookie: string): S {
  return { ...session, cookies: `${session.cookies}; ${cookieHeader(cookie)}` };
}

/** Sets up a code app in that session; answers the app and the recovery codes. */
export async function setUpApp(
  { services, clock }: Pick<Workspace, "services" | "clock">,
  session: FactorSessionOfTest,
  proofPassword = PASSWORD,
) {
  const { cookie } = value(await services.secondFactor.begin(session, { proofPassword }));
  const beginning = withCookie(session, cookie);
  const setUp = await services.secondFactor.showSetUp(beginning);
  if (!setUp) throw new Error("no app is being set up");
  const app = new CodeApp(setUp.secret);
  const code = app.at(clock());
  const { codes } = value(await services.secondFactor.finish(session.actor, { code }, beginning));
  return { app, codes, setUp };
}

/** Gives the right password where a code is awaited; answers the browser's Cookie header. */
export async function cookiesOfCodeStep(
  { auth }: Pick<Workspace, "auth">,
  email: string,
  password = PASSWORD,
): Promise<string> {
  const { cookie, awaitsCode } = value(await auth.signIn(email, password, FROM));
  if (!awaitsCode) throw new Error("no code is asked");
  return cookieHeader(cookie);
}
