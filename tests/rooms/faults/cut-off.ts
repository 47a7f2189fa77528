import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to a database that can be cut: broken at once, or so that nothing arrives any more. */
export class CutOff {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #state: "open" | "broken" | "silent" = "open";

  private constructor(server: Server) {
    this.#server = server;
  }

  /** `url` is the database's; `CutOff.url` leads there. */
  static async before(url: string): Promise<CutOff & { readonly url: string }> {
    const { hostname, port } = new URL(url);
    const server = createServer();
    const cutOff = new CutOff(server);
    server.on("connection", (near) => cutOff.#pass(near, connect(Number(port), hostname)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const through = new URL(url);
    through.host = `127.0.0.1:${address && typeof address === "object" ? address.port : 0}`;
    return Object.assign(cutOff, { url: through.href });
  }

  #pass(near: Socket, far: Socket): void {
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on("data", (data: Buffer) => {
        if (this.#state === "open") other.write(data);
      });
      one.on("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.on("error", () => undefined);
    }
    if (this.#state === "broken") near.destroy();
  }

  /** Breaks all connections, and each new one. */
  cut(): void {
    this.#state = "broken";
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets nothing through, and says nothing. */
  silence(): void {
    this.#state = "silent";
  }

  /** Lets new connections through; those that were silent are broken, as their bytes are lost. */
  mend(): void {
    if (this.#state === "silent") for (const socket of this.#sockets) socket.destroy();
    this.#state = "open";
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
