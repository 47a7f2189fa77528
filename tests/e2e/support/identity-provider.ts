import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Provider } from "oidc-provider";

export const CLIENT_ID = "coalition-desk";
export const CLIENT_SECRET = "a secret of this provider and the desk alone";

/** A certified provider of OpenID Connect on loopback, in which whoever types a name is that person. */
export class IdentityProviderServer {
  private server: Server | null = null;
  issuer = "";

  /** Listens, so that its issuer is known before a client is registered. */
  async listen(): Promise<void> {
    this.server = createServer();
    const { server } = this;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Serves one client that comes back to these addresses. */
  serve(redirectUris: readonly string[]): void {
    const { server, issuer } = this;
    if (!server) throw new Error("it does not listen yet");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: CLIENT_ID,
          client_secret: CLIENT_SECRET,
          redirect_uris: redirectUris,
          grant_types: ["authorization_code"],
          response_types: ["code"],
        },
      ],
      cookies: { keys: ["a key of the tests"] },
      jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      pkce: { required: () => true },
      findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
      async loadExistingGrant({ oidc }) {
        const { client, session } = oidc;
        const { clientId } = client;
        const grant = new oidc.provider.Grant({ clientId, accountId: session.accountId });
        grant.addOIDCScope("openid");
        await grant.save();
        return grant;
      },
    });
    const answer = provider.callback();
    server.on("request", (request, response) => {
      if (request.url?.startsWith("/interaction/") !== true) return answer(request, response);
      if (request.method === "GET") {
        response.setHeader("Content-Type", "text/html; charset=utf-8");
        response.end(PAGE);
        return;
      }
      void text(request).then((body) => {
        const accountId = new URLSearchParams(body).get("name") ?? "";
        return provider.interactionFinished(request, response, { login: { accountId } });
      });
    });
  }

  async close(): Promise<void> {
    const { server } = this;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }
}

const PAGE = `<!DOCTYPE html><html lang="en"><title>The Council's sign-in</title>
<form method="post"><label>Name <input name="name"></label><button>Sign in there</button></form></html>`;
