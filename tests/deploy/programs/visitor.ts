import { request } from "node:https";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { StockClient } from "#tests/e2e/support/socket.ts";
import { HOST_NAME, ORIGIN } from "./cluster.ts";

export interface Answer {
  readonly status: number;
  readonly cookie: string | undefined;
  readonly location: string | undefined;
  readonly cacheControl: string | undefined;
  readonly tag: string | undefined;
  readonly text: string;
}

interface Sending {
  readonly method?: string;
  readonly body?: URLSearchParams | FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How long an answer may take, in milliseconds. */
const PATIENCE_MS = 60_000;

/** Somebody outside, who believes the proxy's certificate and comes from an address of their own. */
export class Visitor {
  cookie = "";

  constructor(
    private readonly proxy: { readonly port: number; readonly certificate: string },
    private readonly localAddress = "127.0.0.1",
  ) {}

  async send(address: string, { method = "GET", body, headers = {} }: Sending = {}) {
    const packed = body === undefined ? null : new Response(body);
    const bytes = packed ? Buffer.from(await packed.arrayBuffer()) : null;
    const type = packed?.headers.get("content-type");
    return new Promise<Answer>((resolve, reject) => {
      const sent = request(
        {
          host: "127.0.0.1",
          port: this.proxy.port,
          servername: HOST_NAME,
          ca: this.proxy.certificate,
          localAddress: this.localAddress,
          agent: false,
          path: address,
          method,
          headers: {
            Host: HOST_NAME,
            Cookie: this.cookie,
            ...(type ? { "Content-Type": type } : {}),
            ...(bytes ? { "Content-Length": bytes.length } : {}),
            ...headers,
          },
          signal: AbortSignal.timeout(PATIENCE_MS),
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.once("error", reject);
          answer.once("end", () =>
            resolve({
              status: answer.statusCode ?? 0,
              cookie: answer.headers["set-cookie"]?.[0]?.split(";")[0],
              location: answer.headers.location,
              cacheControl: answer.headers["cache-control"],
              tag: answer.headers.etag,
              text: Buffer.concat(parts).toString(),
            }),
          );
        },
      );
      sent.once("error", reject);
      sent.end(bytes ?? undefined);
    });
  }

  /** Tries to sign in, and keeps the cookie where it was let in. */
  async signIn(email: string, password = DEMO_PASSWORD, headers = {}): Promise<Answer> {
    const body = new URLSearchParams({ email, password });
    const answer = await this.send("/login", { method: "POST", body, headers });
    if (answer.cookie) this.cookie = answer.cookie;
    return answer;
  }

  /** A stock y-websocket client in a draft's room, through the proxy. */
  join(documentId: string): StockClient {
    return new StockClient({
      url: `https://127.0.0.1:${this.proxy.port}`,
      documentId,
      cookie: this.cookie,
      origin: ORIGIN,
      connection: {
        ca: this.proxy.certificate,
        servername: HOST_NAME,
        headers: { Host: HOST_NAME },
      },
    });
  }
}
