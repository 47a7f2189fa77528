import { createServer } from "node:net";
import path from "node:path";
import { TestServer } from "#tests/e2e/support/server.ts";
import { seedOf } from "#tests/support/seed.ts";
import { formNamedBy } from "#tests/support/form.ts";

/** How much is tried. */
export const form = formNamedBy("ATTACK");

/** The figure of this form. */
export const scaled = (soak: number, ordinary: number, short: number): number =>
  ({ soak, ordinary, short })[form];

/** The seed of this run, printed so that it can be repeated with ATTACK_SEED. */
export function attackSeed(what: string): number {
  const seed = seedOf("ATTACK_SEED");
  console.log(`${what}: ATTACK_SEED=${seed}`);
  return seed;
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How a request is sent; a form's body as it stands, percent-encoded or in parts. */
export interface Sending {
  readonly method?: string;
  readonly cookie?: string | null;
  readonly body?: string | URLSearchParams | FormData | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as it came back, whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The production server with a look at its event loop loaded before it. */
export class AttackedServer extends TestServer {
  #loopPort = 0;
  /** Killed while it wrote, it reads its log again; the kills are what is measured, not the start. */
  protected override readonly startMs = 60_000;

  static async open(environment: Record<string, string> = {}): Promise<AttackedServer> {
    const loopPort = await freePort();
    const server = new AttackedServer({ ...environment, LOOP_PORT: String(loopPort) });
    server.#loopPort = loopPort;
    return server;
  }

  protected override command(): [string, ...string[]] {
    const [program, ...parts] = super.command();
    const watch = path.resolve(import.meta.dirname, "../e2e/support/loop-delay.mjs");
    return [program, "--import", watch, ...parts];
  }

  /** For how long its event loop can have been held since this was last asked, in milliseconds. */
  async longestDelay(): Promise<number> {
    return Number(await (await fetch(`http://127.0.0.1:${this.#loopPort}`)).text());
  }

  get portNumber(): number {
    return Number(new URL(this.url).port);
  }

  /** One request, answered whole; follows nothing. */
  async send(address: string, sending: Sending = {}): Promise<Answer> {
    const { method = "GET", cookie, body, headers = {} } = sending;
    const answer = await fetch(`${this.url}${address}`, {
      method,
      redirect: "manual",
      body,
      headers: { ...headers, ...(cookie ? { Cookie: cookie } : {}) },
      signal: AbortSignal.timeout(60_000),
    });
    const text = await answer.text();
    // No page may have one, and React writes some (page-stream.ts).
    if (/html/u.test(answer.headers.get("Content-Type") ?? "") && text.includes("\0")) {
      throw new Error(`a NUL byte in the page at ${address}`);
    }
    return { status: answer.status, headers: answer.headers, text };
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address && typeof address === "object" ? address.port : 0;
}
