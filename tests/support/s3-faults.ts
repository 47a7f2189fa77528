import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { promisify } from "node:util";

/** An answer with this status, which has this code. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The fate of a request: "pass" it on, answer with this status, "hang" without a word, cut the
 * "upload" or the "download" off in its middle, or let the download "stall" there.
 */
export type Fate = "pass" | number | Refusal | "hang" | "upload" | "download" | "stall";

/** A network between this program and an S3 server, with faults. */
export interface FaultyNetwork {
  readonly endpoint: URL;
  /** Decides about each request from now on. */
  decide(fate: (method: string, path: string) => Fate): void;
  /** All requests so far, by method and path. */
  readonly asked: string[];
  /** How many connections are open to it. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

export async function openFaultyNetwork(to: string): Promise<FaultyNetwork> {
  let fate: (method: string, path: string) => Fate = () => "pass";
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const { method = "", url = "" } = request;
    asked.push(`${method} ${url}`);
    const now = fate(method, url);
    if (now === "hang") return;
    if (typeof now !== "string") {
      const refusal = typeof now === "number" ? { status: now, code: `Code${now}` } : now;
      request.resume();
      response
        .writeHead(refusal.status, refusal.headers)
        .end(refusal.status < 300 ? "" : `<Error><Code>${refusal.code}</Code></Error>`);
    } else if (now === "upload") request.once("data", () => request.destroy());
    else passOn(to, request, response, now);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address !== "object") throw new Error("no port");
  return {
    endpoint: new URL(`http://127.0.0.1:${address.port}`),
    decide: (next) => {
      fate = next;
    },
    asked,
    connections: () => promisify(server.getConnections.bind(server))(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function passOn(
  to: string,
  request: IncomingMessage,
  response: ServerResponse,
  fate: "pass" | "download" | "stall",
): void {
  const { method, url, headers } = request;
  const onward = http.request(new URL(url ?? "/", to), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    if (fate === "pass") {
      answer.pipe(response);
      return;
    }
    answer.once("data", (piece: Buffer) => {
      answer.destroy();
      response.write(piece.subarray(0, 100), () => {
        if (fate === "download") response.destroy();
      });
    });
  });
  onward.once("error", () => response.destroy());
  request.pipe(onward);
}
