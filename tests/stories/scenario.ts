import { Cable } from "#tests/e2e/support/cable.ts";
import { copyDraft } from "#tests/e2e/support/copied-draft.ts";
import { TestServer } from "#tests/e2e/support/server.ts";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import type { Engine, BrowserDriver } from "./browser-driver.ts";
import { Writer } from "./writer.ts";

/** A scenario of one or more people on the pages, told in any engine by the same words. */
export interface Scenario {
  readonly name: string;
  readonly tell: (stage: Stage) => Promise<void>;
  /** Engines that can't tell it. */
  readonly not?: Engine;
}

/** A server with the demo's data, and people who come to it. */
export class Stage {
  private readonly people: Writer[] = [];

  private constructor(
    readonly server: TestServer,
    readonly cable: Cable,
    private readonly newHands: () => Promise<BrowserDriver>,
    private readonly isOwn: boolean,
  ) {}

  /** @param shared a server that runs already and goes on afterwards; by itself one of its own. */
  static async set(
    newHands: () => Promise<BrowserDriver>,
    shared: TestServer | null = null,
  ): Promise<Stage> {
    const server = shared ?? new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
    if (!shared) await server.start();
    const cable = await Cable.to(server);
    return new Stage(server, cable, newHands, !shared);
  }

  /** Somebody at a browser of their own, on no page yet. */
  async somebody(url: string = this.server.url): Promise<Writer> {
    const person = new Writer(await this.newHands(), url);
    this.people.push(person);
    return person;
  }

  /** Somebody who is signed in: "council.drafter". */
  async as(name: string, url: string = this.server.url): Promise<Writer> {
    const person = await this.somebody(url);
    await person.driver.signIn(url, `${name}@example.org`, DEMO_PASSWORD);
    return person;
  }

  /** The address of a copy of a demo draft, for this scenario alone. */
  async copyOf(draft: string): Promise<string> {
    return `/documents/${await copyDraft(this.server, draft)}`;
  }

  /** Sends everybody home, and ends a server of its own. */
  async strike(): Promise<void> {
    await Promise.allSettled(this.people.map((person) => person.leave()));
    await this.cable.remove();
    if (this.isOwn) await this.server.remove();
  }
}

/** Tells one scenario on a stage of its own, or on a shared server; throws what went otherwise. */
export async function tellScenario(
  { tell }: Scenario,
  newHands: () => Promise<BrowserDriver>,
  shared: TestServer | null = null,
): Promise<void> {
  const stage = await Stage.set(newHands, shared);
  try {
    await tell(stage);
  } catch (error) {
    console.log(stage.server.output.slice(-2_000));
    throw error;
  } finally {
    await stage.strike();
  }
}
