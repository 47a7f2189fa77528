import type { Actor, SignInReach } from "#app/domain/actor.ts";
import type { AskingBrowser } from "#server/services/index.ts";
import { SoftAuthenticator } from "#tests/support/soft-authenticator.ts";
import { cookieHeader, FROM, value, type Workspace } from "./workspace.ts";

/** The address of the tests' workspace. */
export const ORIGIN = "https://desk.example.org";

/** A browser in which nobody is signed in. */
export const STRANGE: AskingBrowser = {
  origin: ORIGIN,
  cookies: null,
  address: FROM.address,
  userAgent: FROM.userAgent,
  sessionId: null,
};

/** Somebody signed in, in a browser of their own. */
export interface AtBrowser {
  readonly actor: Actor;
  readonly browser: AskingBrowser & { readonly sessionId: string };
}

/** Signs somebody in as if they had proved it in that way. */
export async function signedIn(
  { auth }: Pick<Workspace, "auth">,
  userId: string,
  reach: SignInReach = { own: true, via: null },
): Promise<AtBrowser> {
  const { cookie } = await auth.openSession(userId, FROM, { method: "password", ...reach });
  return atBrowser({ auth }, cookie);
}

/** A browser in which somebody has signed in just now. */
export async function freshBrowser(workspace: Pick<Workspace, "auth">, { userId }: Actor) {
  return (await signedIn(workspace, userId)).browser;
}

/** The actor with that Set-Cookie header. */
export async function atBrowser(
  { auth }: Pick<Workspace, "auth">,
  cookie: string,
): Promise<AtBrowser> {
  const cookies = cookieHeader(cookie);
  const found = await auth.actorFromCookies(cookies);
  if (!found) throw new Error("nobody is signed in");
  const { actor, sessionId } = found;
  return { actor, browser: { ...STRANGE, cookies, sessionId } };
}

/** The browser with that Set-Cookie header of an answer. */
export function withCookie<B extends AskingBrowser>(browser: B, cookie: string): B {
  return {
    ...browser,
    cookies: [browser.cookies, cookieHeader(cookie)].filter(Boolean).join("; "),
  };
}

/** Adds a passkey to somebody's account, and answers the authenticator that keeps it. */
export async function addedPasskey(
  { services }: Pick<Workspace, "services">,
  { actor, browser }: AtBrowser,
  name = "Laptop",
): Promise<SoftAuthenticator> {
  const authenticator = new SoftAuthenticator(ORIGIN);
  const { challenge } = value(await services.passkeys.begin(actor, browser));
  const response = JSON.stringify(authenticator.register(challenge));
  value(await services.passkeys.add(actor, { name, response }, browser));
  return authenticator;
}

/** Signs in by a passkey, in a browser that was nobody's; answers the Set-Cookie header. */
export async function signInBy(
  { services }: Pick<Workspace, "services">,
  authenticator: SoftAuthenticator,
  browser: AskingBrowser = STRANGE,
) {
  const { options, cookie } = value(await services.passkeys.beginSignIn(browser));
  const sent = JSON.stringify(authenticator.sign(options.challenge));
  return services.passkeys.signIn(sent, withCookie(browser, cookie));
}
