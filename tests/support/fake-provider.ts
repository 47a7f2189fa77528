import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** Deviations from the standards that a test may ask of the provider. */
interface Lies {
  /** Its discovery document. */
  discovery?: (honest: Readonly<Record<string, unknown>>) => unknown;
  /** Claims of its tokens. */
  claims?: (honest: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  header?: Readonly<Record<string, unknown>>;
  /** By which its tokens are signed; null: by none. */
  key?: KeyObject | null;
  /** Answers before anything else does; true where it did. */
  intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

interface Issued {
  readonly subject: string;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly clientId: string;
}

export const CLIENT_ID = "coalition-desk";
export const CLIENT_SECRET = "a secret of the provider and the desk";

/**
 * A provider of OpenID Connect on loopback that a test can have lie; closed at the end of the test, or
 * when `atEnd` says so.
 */
export async function openFakeProvider(
  lies: Lies = {},
  atEnd: (close: () => Promise<void>) => void = onTestFinished,
) {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map<string, Issued>();
  const requests: string[] = [];
  const secretsSeen: string[] = [];
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const json = (response: ServerResponse, status: number, body: unknown) => {
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", issuer);
    requests.push(pathname);
    if (lies.intercept?.(request, response)) return;
    if (pathname === "/.well-known/openid-configuration") {
      const honest = {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
        code_challenge_methods_supported: ["S256"],
        authorization_response_iss_parameter_supported: true,
      };
      return json(response, 200, lies.discovery?.(honest) ?? honest);
    }
    if (pathname === "/keys") {
      const jwk = keys.publicKey.export({ format: "jwk" });
      return json(response, 200, { keys: [{ ...jwk, kid: "1", use: "sig", alg: "RS256" }] });
    }
    if (pathname === "/token") return token(request, response);
    json(response, 404, {});
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    const basic = Buffer.from(
      (request.headers.authorization ?? "").replace("Basic ", ""),
      "base64",
    );
    const [id = "", secret = ""] = basic.toString().split(":").map(decodeForm);
    secretsSeen.push(secret);
    const code = form.get("code") ?? "";
    const issued = codes.get(code);
    codes.delete(code);
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (
      !issued ||
      issued.clientId !== id ||
      secret !== CLIENT_SECRET ||
      issued.challenge !== challenge ||
      issued.redirectUri !== form.get("redirect_uri")
    ) {
      return json(response, 400, { error: "invalid_grant" });
    }
    const now = Math.floor(Date.now() / 1000);
    const honest = {
      iss: issuer,
      sub: issued.subject,
      aud: issued.clientId,
      nonce: issued.nonce,
      iat: now,
      exp: now + 300,
    };
    json(response, 200, {
      access_token: randomBytes(16).toString("hex"),
      token_type: "Bearer",
      id_token: signed(lies.claims?.(honest) ?? honest),
    });
  }

  function signed(claims: unknown): string {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const header = { alg: "RS256", kid: "1", ...lies.header };
    const words = `${part(header)}.${part(claims)}`;
    const key = lies.key === undefined ? keys.privateKey : lies.key;
    const signature = key === null ? "" : sign("RSA-SHA256", Buffer.from(words), key);
    return `${words}.${Buffer.from(signature).toString("base64url")}`;
  }

  return {
    issuer,
    requests,
    secretsSeen,
    lies,
    /**
     * Somebody signs in there, whom a browser was led there for: the address to which it leads that
     * browser back.
     */
    signIn(address: string, subject: string): URL {
      const asked = new URL(address).searchParams;
      const code = randomBytes(16).toString("hex");
      const redirectUri = asked.get("redirect_uri") ?? "";
      codes.set(code, {
        subject,
        nonce: asked.get("nonce") ?? "",
        challenge: asked.get("code_challenge") ?? "",
        redirectUri,
        clientId: asked.get("client_id") ?? "",
      });
      const back = new URL(redirectUri);
      back.searchParams.set("code", code);
      back.searchParams.set("state", asked.get("state") ?? "");
      back.searchParams.set("iss", issuer);
      return back;
    },
  };
}

/** As a form writes it (RFC 6749, appendix B). */
function decodeForm(words: string): string {
  return decodeURIComponent(words.replaceAll("+", " "));
}

export type FakeProvider = Awaited<ReturnType<typeof openFakeProvider>>;
