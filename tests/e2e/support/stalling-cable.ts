import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * A cable that can stop carrying anything without coming loose, as when a laptop sleeps or a router
 * forgets: both ends believe that they are connected.
 */
export class StallingCable {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private stalled = false;
  private port = 0;

  constructor(target: () => number) {
    this.server = createServer((near) => {
      const far = connect(target(), "127.0.0.1");
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(from);
        from.on("error", () => undefined);
        from.on("data", (bytes: Buffer) => {
          if (!this.stalled) to.write(bytes);
        });
        from.on("close", () => {
          this.sockets.delete(from);
          to.destroy();
        });
      }
    });
  }

  async lay(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, "127.0.0.1", resolve);
    });
    const address = this.server.address();
    if (!address || typeof address === "string") throw new Error("the cable has no port");
    this.port = address.port;
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** From now on nothing comes through, and nobody is told. What is sent meanwhile is lost. */
  stall(): void {
    this.stalled = true;
  }

  /** New connections work again; those that lost bytes are gone. */
  carryOn(): void {
    for (const socket of this.sockets) socket.destroy();
    this.stalled = false;
  }

  async remove(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
