import * as oidc from "openid-client";
import type { Outbound } from "#server/outbound/index.ts";
import { ProviderProblem } from "./problem.ts";
import type { ProviderIdentity, ProviderSettings, SignInSecrets } from "./identity.ts";

/** Loaded once somebody signs in through a provider: a start needs none of it. */

/** Seconds of one request; the outbound one has its own limit, too. */
const TIMEOUT_S = 10;
/** OpenID Connect Core 1.0, section 2: a subject has at most 255 characters of ASCII. */
const SUBJECT = /^[\x20-\x7E]{1,255}$/u;

/** Reads what a provider says of itself; it has to be the one that was asked for. */
export async function discover(
  { issuer, clientId, clientSecret }: ProviderSettings,
  outbound: Outbound,
): Promise<oidc.Configuration> {
  const isPlain = issuer.startsWith("http:");
  const configuration = await oidc.discovery(
    new URL(issuer),
    clientId,
    undefined,
    authentication(clientSecret),
    {
      timeout: TIMEOUT_S,
      [oidc.customFetch]: fetchBy(outbound),
      execute: [
        // Signatures are checked even where the token came by TLS from the provider itself.
        oidc.enableNonRepudiationChecks,
        // The outbound requests decide: without TLS they reach only what the operator lists.
        ...(isPlain ? [oidc.allowInsecureRequests] : []),
      ],
    },
  );
  const metadata = configuration.serverMetadata();
  // Some large providers have one for all of their customers, whose tokens name another issuer each.
  if (!URL.canParse(metadata.issuer) || new URL(metadata.issuer).href !== new URL(issuer).href) {
    throw new ProviderProblem("other-issuer", `it calls itself ${metadata.issuer}`);
  }
  for (const endpoint of ["authorization_endpoint", "token_endpoint", "jwks_uri"] as const) {
    const address = metadata[endpoint];
    if (address === undefined || !URL.canParse(address)) {
      throw new ProviderProblem("no-provider", `it names no ${endpoint}`);
    }
    const { protocol } = new URL(address);
    if (protocol !== "https:" && !(isPlain && protocol === "http:")) {
      throw new ProviderProblem("no-provider", `its ${endpoint} has no TLS`);
    }
  }
  return configuration;
}

/** By the header unless the provider takes the secret in the form alone, as the standard has it. */
function authentication(secret: string | null): oidc.ClientAuth {
  if (secret === null) return oidc.None();
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (server, ...request) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const isPosted = !methods.includes("client_secret_basic");
    return (isPosted ? post : basic)(server, ...request);
  };
}

function fetchBy(outbound: Outbound): oidc.CustomFetch {
  return (url, { method, headers, body, signal }) =>
    outbound.fetch(url, {
      method,
      headers,
      ...(body === undefined || body === null ? {} : { body: textOf(body) }),
      ...(signal ? { signal } : {}),
    });
}

function textOf(body: Exclude<oidc.FetchBody, null | undefined>): string {
  if (typeof body === "string") return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new ProviderProblem("refused", "a request had a body of another kind");
}

/** Where a browser goes to sign in. */
export async function authorizationAddress(
  configuration: oidc.Configuration,
  redirectUri: string,
  { state, nonce, verifier }: SignInSecrets,
): Promise<string> {
  return oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: "openid",
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  }).href;
}

/** Exchanges the code of an answer for an identity, once all of it is checked. */
export async function identityFrom(
  configuration: oidc.Configuration,
  currentUrl: URL,
  { state, nonce, verifier }: SignInSecrets,
): Promise<ProviderIdentity> {
  const tokens = await oidc.authorizationCodeGrant(configuration, currentUrl, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims || claims.iss !== configuration.serverMetadata().issuer) {
    throw new ProviderProblem("refused", "the token is of another issuer");
  }
  if (!SUBJECT.test(claims.sub)) throw new ProviderProblem("refused", "the token names nobody");
  return { issuer: claims.iss, subject: claims.sub };
}

/** Whether the person, or the provider, ended it there: the answer says so in its own words. */
export function isEndedThere(error: unknown): boolean {
  return error instanceof oidc.AuthorizationResponseError;
}
