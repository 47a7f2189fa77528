import type { Suggested } from "#app/document/suggestion/index.ts";
import { StockClient, cookieOf } from "#tests/e2e/support/socket.ts";
import { acceptedAsNew, beginningOf, paragraph } from "#tests/services/talk.ts";
import { ORIGIN, type DeskProcess } from "./cluster.ts";

/** Somebody who is signed in at one of the servers, with no proxy between. */
export class Member {
  private constructor(
    private readonly server: DeskProcess,
    private readonly cookie: string,
    private readonly documentId: string,
  ) {}

  static async signIn(server: DeskProcess, email: string, documentId: string): Promise<Member> {
    return new Member(server, await cookieOf(server.url, email), documentId);
  }

  join(): StockClient {
    const { server, cookie, documentId } = this;
    return new StockClient({ url: server.url, documentId, cookie, origin: ORIGIN });
  }

  /** Suggests a paragraph, and answers its thread's id. */
  async suggestParagraph(words: string): Promise<string> {
    const proposed = [paragraph("suggested", words)];
    const beginning = beginningOf({ text: "", suggestion: { base: [], proposed } });
    const status = await this.change(beginning);
    if (status !== 200) throw new Error(`The suggestion was answered with ${status}.`);
    return beginning.threadId;
  }

  /** Prepares to accept a suggestion as it is shown to them; the returned function does it. */
  async accepting(threadId: string): Promise<() => Promise<number>> {
    const answer = await this.send(`?bodies=${threadId}`);
    const { bodies } = (await answer.json()) as { bodies: Suggested[] };
    const suggestions = [acceptedAsNew(bodies[0], threadId)];
    return () => this.change({ do: "accept", suggestions });
  }

  private async change(change: object): Promise<number> {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify(change);
    return (await this.send("", { method: "POST", headers, body })).status;
  }

  private send(query: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.server.url}/documents/${this.documentId}/threads${query}`, {
      ...init,
      headers: { ...init.headers, Cookie: this.cookie, Origin: ORIGIN },
    });
  }
}
