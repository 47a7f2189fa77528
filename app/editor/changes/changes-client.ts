import type { BaselineChoice, ChangesAnswer, DoersAnswer } from "#app/domain/changes/answers.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import type { IdRun } from "#app/document/changes/index.ts";
import { PERSON_HEADER } from "#app/protocol/person-header.ts";
import { withDaysAgo } from "./days-ago.ts";
import { Unreachable, unreachable } from "#app/ui/unreachable.ts";
import { zoneHere } from "#app/ui/zone-here.ts";

/** Asks the server about the changes of one draft. What asks rejects with Unreachable alone. */
export class ChangesClient {
  /** @param userId the reader, so that nothing is asked or told as somebody else who signed in meanwhile. */
  constructor(
    readonly documentId: string,
    private readonly userId: string,
  ) {}

  /** @param opened the number of the draft up to which something counts as unseen; default: all. */
  async choices(opened?: number): Promise<ChangesAnswer> {
    const path = opened === undefined ? "changes" : `changes?opened=${opened}`;
    const answer = await this.#json<ChangesAnswer>(path);
    return { ...answer, baselines: withDaysAgo(answer.baselines, new Date(), zoneHere()) };
  }

  doers(after: number): Promise<DoersAnswer> {
    return this.#json(`changes/doers?after=${after}`);
  }

  version(number: number): Promise<{ readonly prose: ProseJSON }> {
    return this.#json(`changes/versions/${number}`);
  }

  /** The draft as it was, as one Yjs update. */
  async baseline({ generation, sequence }: BaselineChoice): Promise<Uint8Array> {
    const answer = await this.#get(
      `changes/baseline?generation=${generation}&sequence=${sequence}`,
    );
    return new Uint8Array(await answer.arrayBuffer().catch(unreachable));
  }

  /** Ticks changes off, or takes that back. */
  async tick(
    ticked: boolean,
    ids: { readonly inserted: readonly IdRun[]; readonly deleted: readonly IdRun[] },
  ): Promise<void> {
    const runs = (list: readonly IdRun[]) =>
      list.map(({ client, clock, length }) => [client, clock, length]);
    const answer = await fetch(this.#address("changes"), {
      method: "POST",
      headers: { ...this.#headers, "Content-Type": "application/json" },
      body: JSON.stringify({
        ticked,
        inserted: runs(ids.inserted),
        deleted: runs(ids.deleted),
      }),
    });
    if (!answer.ok || answer.redirected) {
      throw new Error(`ticking off answered ${answer.status}`);
    }
  }

  /** Keeps that the reader has seen all up to now. */
  async look(): Promise<void> {
    const answer = await fetch(this.#address("looked"), {
      method: "POST",
      headers: this.#headers,
      body: new URLSearchParams(),
    });
    if (!answer.ok || answer.redirected) throw new Error(`looking answered ${answer.status}`);
  }

  async #json<T>(path: string): Promise<T> {
    const answer = await this.#get(path);
    return (await answer.json().catch(unreachable)) as T;
  }

  async #get(path: string): Promise<Response> {
    const answer = await fetch(this.#address(path), { headers: this.#headers }).catch(unreachable);
    if (!answer.ok || answer.redirected) throw new Unreachable();
    return answer;
  }

  get #headers(): Record<string, string> {
    return { Accept: "application/json", [PERSON_HEADER]: this.userId };
  }

  #address(path: string): string {
    return `/documents/${this.documentId}/${path}`;
  }
}
