/** A browser at an identity provider, with cookies that are its own there. */
export class AtProvider {
  readonly #cookies = new Map<string, string>();

  /**
   * Goes to where the desk leads, signs in there as somebody if it asks, and answers the address to which
   * it leads back: on another origin than its own.
   */
  async signIn(address: string, name: string): Promise<URL> {
    const home = new URL(address).origin;
    let at = new URL(address);
    for (let steps = 0; steps < 12; steps += 1) {
      const isAsked = at.pathname.startsWith("/interaction/");
      const answer = await fetch(at, {
        method: isAsked ? "POST" : "GET",
        ...(isAsked ? { body: new URLSearchParams({ name }) } : {}),
        headers: { Cookie: [...this.#cookies].map((pair) => pair.join("=")).join("; ") },
        redirect: "manual",
        signal: AbortSignal.timeout(60_000),
      });
      await answer.arrayBuffer();
      for (const set of answer.headers.getSetCookie()) {
        const [pair = ""] = set.split(";", 1);
        const split = pair.indexOf("=");
        this.#cookies.set(pair.slice(0, split), pair.slice(split + 1));
      }
      const location = answer.headers.get("location");
      if (location === null) throw new Error(`${at.pathname} led nowhere: ${answer.status}`);
      at = new URL(location, at);
      if (at.origin !== home) return at;
    }
    throw new Error("the provider leads in circles");
  }
}
