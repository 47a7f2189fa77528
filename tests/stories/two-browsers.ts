import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import type { Cable } from "#tests/e2e/support/cable.ts";
import type { BrowserDriver } from "./browser-driver.ts";
import { pause, until } from "./waiting.ts";
import { Writer } from "./writer.ts";
import { equal, htmlOf, MORE, SENTENCE, THREE, type Story } from "./story.ts";

export interface Pace {
  /** Milliseconds a key. */
  readonly delay: number;
  /** Whether I pause in the middle, until the other has acted and I have seen it. */
  readonly pause: boolean;
}

/** Two drafters of two organizations, each at a browser of their own, on one server. */
export class TwoBrowsers {
  private constructor(
    readonly me: Writer,
    readonly other: Writer,
    private readonly cable: Cable,
    private readonly newDocument: () => Promise<string>,
  ) {}

  static async at(
    url: string,
    cable: Cable,
    driver: readonly [BrowserDriver, BrowserDriver],
  ): Promise<TwoBrowsers> {
    const [mine, theirs] = driver;
    await mine.signIn(cable.url, "council.drafter@example.org", DEMO_PASSWORD);
    await theirs.signIn(url, "ilrc.drafter@example.org", DEMO_PASSWORD);
    const [me, other] = [new Writer(mine, cable.url), new Writer(theirs, url)];
    return new TwoBrowsers(me, other, cable, await newDocuments(url));
  }

  /** Tells a story in a draft of its own; throws what is wrong with its end. */
  async tell(story: Story, { delay, pause: isPausing }: Pace): Promise<void> {
    const { me, other, cable } = this;
    cable.plugIn();
    const documentPath = await this.newDocument();
    await Promise.all([me.open(documentPath), other.open(documentPath)]);
    const start = story.start ?? THREE;
    const own = start.find((block) => typeof block === "string");
    await me.goBehind("Sincerely,");
    await me.fill(htmlOf(start));
    if (typeof own === "string") await other.sees(own);
    await this.quiet();
    const sentence = story.types ?? SENTENCE;
    let typed = 0;
    const telling = {
      me,
      other,
      cable,
      delay,
      whenTyped: async (letters: number) => {
        await until(
          "letters are typed",
          async () => typed,
          (now) => now >= letters,
          60_000,
        );
      },
    };
    await other.goBehind(OTHER_STANDS);
    await story.prepare?.(telling);
    let before: readonly string[] = [];
    const act = async () => {
      before = (await other.screen())?.words ?? [];
      await story.act(telling);
    };
    let mine = "";
    if (story.at === null) await act();
    else {
      await me.goBehind(story.at);
      const half = Math.floor(sentence.length / 2);
      const acting = telling.whenTyped(Math.min(half, 6)).then(act);
      const [first, last] = [sentence.slice(0, half), sentence.slice(half)];
      for (const letter of first) {
        await me.type(letter);
        typed += 1;
        await pause(delay);
      }
      // With a pause the other's act is over and seen before I go on, where it can be.
      if (isPausing) await Promise.race([acting, pause(2_500)]);
      if (isPausing) await pause(500);
      for (const letter of last) {
        await me.type(letter);
        typed += 1;
        await pause(delay);
      }
      await acting;
      mine = sentence;
    }
    await this.quiet();
    if (!story.isOver) {
      await me.type(MORE, Math.min(delay, 30));
      mine += MORE;
      await this.quiet();
    }
    await this.compare(story, mine, before);
  }

  /** Until both screens and the server hold the same, all of it saved. */
  private async quiet(): Promise<void> {
    const { me, other } = this;
    await until(
      "both screens are the same, and saved",
      async () => ({
        mine: await me.screen(),
        theirs: await other.screen(),
        saved: (await me.isSaved()) && (await other.isSaved()),
      }),
      ({ mine, theirs, saved }) => saved && equal(mine, theirs),
    );
  }

  private async compare(story: Story, mine: string, before: readonly string[]): Promise<void> {
    const { me, other } = this;
    const [screen, server] = [await me.screen(), await other.onServer()];
    if (!equal(screen, await other.screen())) throw new Error("the screens are not the same");
    if (!screen || !equal(screen, server)) {
      throw new Error(`screen ${JSON.stringify(screen)}, server ${JSON.stringify(server)}`);
    }
    const blocks = screen.words;
    const end = story.ends({ blocks, mine, before, said: await me.said() });
    if (end === null) return;
    const is = JSON.stringify(blocks);
    if (typeof end === "string") throw new Error(`${end}:\n  ${is}`);
    const should = JSON.stringify(end);
    if (is !== should) throw new Error(`it should be\n  ${should}\nand is\n  ${is}`);
  }
}

/** Somewhere to stand for the other, out of the way. */
const OTHER_STANDS = "Opening words";

/** Makes new letters of the demo's matter, as the drafter who signs in for it. */
export async function newDocuments(url: string): Promise<() => Promise<string>> {
  const post = (path: string, form: Record<string, string>, cookie = "") =>
    fetch(`${url}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: { Origin: url, Cookie: cookie },
      body: new URLSearchParams(form),
    });
  const signedIn = await post("/login", {
    email: "council.drafter@example.org",
    password: DEMO_PASSWORD,
  });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0];
  return async () => {
    const answer = await post(
      "/matters/ice-enforcement-priorities/documents/new",
      { kind: "letter", layoutProfile: "letter", title: "A story" },
      cookie,
    );
    const path = answer.headers.get("location");
    if (!path?.startsWith("/documents/")) throw new Error(`no new document: ${answer.status}`);
    return path;
  };
}
