import type { BrowserDriver } from "./browser-driver.ts";
import {
  boxOfLabeled,
  boxToTick,
  boxOfNamed,
  bytesAt,
  hrefOfLink,
  isFieldFocused,
  pathNow,
  valueOfField,
  visibleWords,
} from "./page-text.ts";
import { pause, until } from "./waiting.ts";

/** Elements that can be pressed by their names. */
const PRESSABLE = {
  button: "button, [role=menuitem], [role=option], [role=button]",
  link: "a[href]",
  /** Opens the rest of a page. */
  summary: "summary",
} as const;

/** A person on the pages, by keys, clicks and what is visible, the same in every engine. */
export class Visitor {
  constructor(
    readonly driver: BrowserDriver,
    /** Where the person reaches the server. */
    protected readonly url: string,
  ) {}

  async goTo(path: string): Promise<void> {
    await this.driver.goto(`${this.url}${path}`);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.driver.press(key);
  }

  async type(words: string, delay = 10): Promise<void> {
    for (const letter of words) {
      await this.driver.letter(letter);
      await pause(delay);
    }
  }

  /** Presses what has this name, or begins with it; in a dialog where one is open. */
  async pressOn(kind: keyof typeof PRESSABLE, name: string): Promise<void> {
    const asked = { selector: PRESSABLE[kind], name };
    const at = await this.rests(`a ${kind} “${name}”`, () => this.driver.ask(boxOfNamed, asked));
    await this.driver.click(at.x, at.y);
  }

  async pressButton(name: string): Promise<void> {
    await this.pressOn("button", name);
  }

  /** Types into the field with this label, over what it holds. */
  async fillIn(label: string, words: string): Promise<void> {
    await this.fillBy(`the field “${label}”`, words, async () => {
      await this.clickLabeled(label);
      await pause(100);
      return this.driver.ask(isFieldFocused, label);
    });
  }

  /**
   * Types over what a field holds.
   * @param focus clicks it; whether it has the focus then.
   */
  protected async fillBy(
    what: string,
    words: string,
    focus: () => Promise<boolean>,
  ): Promise<void> {
    // A page that is still waking up takes the focus away again, also in the middle of the words; a bar
    // that comes moves the field.
    const typed = async () => {
      await until(`${what} has the focus`, focus, Boolean);
      await this.press("Control+a");
      await this.type(words);
      return this.driver.ask(valueOfField, undefined);
    };
    await until(`“${words}” in ${what}`, typed, (value) => value === words);
  }

  /** A box or a choice with this label, or a field to type in. */
  async clickLabeled(label: string): Promise<void> {
    const at = await this.rests(`a field “${label}”`, () => this.driver.ask(boxOfLabeled, label));
    await this.driver.click(at.x, at.y);
  }

  /** Ticks all boxes of a group of choices. */
  async tickAll(group: string): Promise<void> {
    await until(
      `all of “${group}” are ticked`,
      async () => {
        const box = await this.driver.ask(boxToTick, group);
        if (box !== null && box !== "none") await this.driver.click(box.x, box.y);
        return box;
      },
      (box) => box === "none",
      60_000,
    );
  }

  /** Waits until the page says so. */
  async reads(words: string, within?: number): Promise<void> {
    await until(
      `“${words}” is on the page`,
      () => this.driver.ask(visibleWords, undefined),
      (all) => all.includes(words),
      within,
    );
  }

  async isAt(path: string): Promise<void> {
    await until(
      `the page ${path}`,
      async () => ({
        path: await this.driver.ask(pathNow, undefined),
        says: await this.driver.ask(visibleWords, undefined),
      }),
      (now) => now.path === path,
      30_000,
    );
  }

  /** The bytes at an address of the server, as this person may fetch them. */
  async download(path: string): Promise<Uint8Array> {
    return Buffer.from(await this.driver.ask(bytesAt, path), "base64");
  }

  /** The file that the link of this name leads to. */
  async downloadLinked(name: string): Promise<Uint8Array> {
    const at = await until(
      `a link “${name}”`,
      () => this.driver.ask(hrefOfLink, name),
      (href) => href !== null,
    );
    return this.download(at ?? "");
  }

  async leave(): Promise<void> {
    await this.driver.close();
  }

  /** Where it is, once it is there and has stopped moving: pages scroll, dialogs slide in. */
  protected async rests(what: string, see: () => Promise<Place | null>): Promise<Place> {
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
