import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/**
 * A proxy of TCP that gives each connection to the next process in turn, and goes on to the one after
 * it where none listens. It retries nothing that it has passed on.
 */
export class Front {
  readonly #server: Server;
  readonly #ports: number[] = [];
  readonly #open = new Set<Socket>();
  #turn = 0;

  private constructor() {
    this.#server = createServer((near) => {
      near.on("error", () => near.destroy());
      this.#open.add(near);
      near.once("close", () => this.#open.delete(near));
      this.#turn += 1;
      this.#pass(near, this.#turn, this.#ports.length);
    });
  }

  static async open(): Promise<Front> {
    const front = new Front();
    await new Promise<void>((resolve) => front.#server.listen(0, "127.0.0.1", resolve));
    return front;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Sends connections there from now on. */
  add(port: number): void {
    if (!this.#ports.includes(port)) this.#ports.push(port);
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(near: Socket, turn: number, tries: number): void {
    const port = this.#ports[turn % this.#ports.length];
    if (port === undefined || tries === 0) return void near.destroy();
    const far = connect(port, "127.0.0.1");
    far.setNoDelay();
    const next = () => this.#pass(near, turn + 1, tries - 1);
    far.once("error", next);
    far.once("connect", () => {
      far.off("error", next);
      far.on("error", () => near.destroy());
      near.once("close", () => far.destroy());
      far.once("close", () => near.end());
      near.pipe(far).pipe(near);
    });
  }
}
