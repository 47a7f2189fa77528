import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** One request as a receiver has it. */
export interface ReceivedEvent {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Answering = (response: ServerResponse, event: ReceivedEvent) => void;

/** A program on loopback that is told of events, and answers as the test says; by itself it takes them. */
export async function openWebhookReceiver() {
  const received: ReceivedEvent[] = [];
  let answering: Answering = (response) => response.writeHead(204).end();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { url = "", headers } = request;
      const event = { path: url, headers, body: Buffer.concat(parts).toString() };
      received.push(event);
      answering(response, event);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/desk`,
    port,
    received,
    /** Deliveries that came since this was asked last. */
    taken: () => received.splice(0),
    answers(how: Answering | number) {
      answering = typeof how === "number" ? (response) => response.writeHead(how).end() : how;
    },
  };
}

export type WebhookReceiver = Awaited<ReturnType<typeof openWebhookReceiver>>;
