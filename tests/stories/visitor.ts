import type { BrowserDriver } from "./browser-driver.ts";
import {
  boxOfLabeled,
  boxOfNamed,
  bytesAt,
  hrefOfLink,
  isFieldFocused,
  pathNow,
  valueOfField,
  visibleWords,
} from "./page-words.ts";
import { pause, until } from "./waiting.ts";

/** What can be pressed by its name. */
const PRESSABLE = {
  button: "button, [role=menuitem], [role=option], [role=button]",
  link: "a[href]",
  /** What opens the rest of a page. */
  summary: "summary",
} as const;

/** A person on the pages, by what hands and eyes do, the same in every engine. */
export class Visitor {
  constructor(
    readonly hands: BrowserDriver,
    /** Where the person reaches the server. */
    protected readonly url: string,
  ) {}

  async goTo(path: string): Promise<void> {
    await this.hands.goto(`${this.url}${path}`);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.hands.press(key);
  }

  async type(words: string, delay = 10): Promise<void> {
    for (const letter of words) {
      await this.hands.letter(letter);
      await pause(delay);
    }
  }

  /** Presses what has this name, or begins with it; in a dialog where one is open. */
  async pressOn(kind: keyof typeof PRESSABLE, name: string): Promise<void> {
    const asked = { selector: PRESSABLE[kind], name };
    const at = await this.rests(`a ${kind} “${name}”`, () => this.hands.ask(boxOfNamed, asked));
    await this.hands.click(at.x, at.y);
  }

  async pressButton(name: string): Promise<void> {
    await this.pressOn("button", name);
  }

  /** Types into the field with this label, over what it holds. */
  async fillIn(label: string, words: string): Promise<void> {
    // A page that is still waking up takes the focus away again.
    await until(
      `the field “${label}” has the focus`,
      async () => {
        await this.clickLabeled(label);
        await pause(100);
        return this.hands.ask(isFieldFocused, label);
      },
      Boolean,
    );
    await this.press("Control+a");
    await this.type(words);
    await until(
      `“${words}” in the field “${label}”`,
      () => this.hands.ask(valueOfField, undefined),
      (value) => value === words,
    );
  }

  /** A box or a choice with this label, or a field to type in. */
  async clickLabeled(label: string): Promise<void> {
    const at = await this.rests(`a field “${label}”`, () => this.hands.ask(boxOfLabeled, label));
    await this.hands.click(at.x, at.y);
  }

  /** Waits until the page says so. */
  async reads(words: string, within?: number): Promise<void> {
    await until(
      `“${words}” is on the page`,
      () => this.hands.ask(visibleWords, undefined),
      (all) => all.includes(words),
      within,
    );
  }

  async isAt(path: string): Promise<void> {
    await until(
      `the page ${path}`,
      async () => ({
        path: await this.hands.ask(pathNow, undefined),
        says: await this.hands.ask(visibleWords, undefined),
      }),
      (now) => now.path === path,
      30_000,
    );
  }

  /** What stands at an address of the server, as this person may fetch it. */
  async download(path: string): Promise<Uint8Array> {
    return Buffer.from(await this.hands.ask(bytesAt, path), "base64");
  }

  /** What the link of this name leads to. */
  async downloadLinked(name: string): Promise<Uint8Array> {
    const at = await until(
      `a link “${name}”`,
      () => this.hands.ask(hrefOfLink, name),
      (href) => href !== null,
    );
    return this.download(at ?? "");
  }

  async leave(): Promise<void> {
    await this.hands.close();
  }

  /** Where it is, once it is there and has stopped moving: pages scroll, dialogs slide in. */
  private async rests(what: string, see: () => Promise<Place | null>): Promise<Place> {
    let before: Place | null = null;
    const place = await until(what, see, (now) => {
      const isSame = now !== null && now.x === before?.x && now.y === before.y;
      before = now;
      return isSame;
    });
    if (place === null) throw new Error(`${what}: gone`);
    return place;
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
}
