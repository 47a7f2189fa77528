import { connect, createServer, type Server, type Socket } from "node:net";

/** A network cable between a browser and the server that a test can pull and plug in again. */
export class Cable {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private plugged = true;
  private port = 0;

  /** `target` answers the server's port, which may change when it restarts. */
  constructor(target: () => number) {
    this.server = createServer((near) => {
      if (!this.plugged) {
        near.destroy();
        return;
      }
      const far = connect(target(), "127.0.0.1");
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on("error", () => undefined);
        socket.on("close", () => {
          this.sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
  }

  /** One that leads to a server, wherever it listens at that moment. */
  static to(server: { readonly url: string }): Promise<Cable> {
    return new Cable(() => Number(new URL(server.url).port)).lay();
  }

  async lay(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const address = this.server.address();
    if (!address || typeof address === "string") throw new Error("the cable has no port");
    this.port = address.port;
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  pull(): void {
    this.plugged = false;
    for (const socket of this.sockets) socket.destroy();
  }

  plugIn(): void {
    this.plugged = true;
  }

  async remove(): Promise<void> {
    this.pull();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
