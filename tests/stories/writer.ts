import {
  aroundCaret,
  boxOfAtom,
  boxOfField,
  boxOfWords,
  deskState,
  isCaretBetween,
  isInDialog,
  isSlashMenuOpen,
  pageIsKept,
  pasteHtml,
  placeholderOfFocused,
  readBlocks,
  standing,
  whatIsSaid,
  type Reading,
} from "./page-text.ts";
import { boxOnCard, isOnCard } from "./page-margin.ts";
import { Visitor } from "./visitor.ts";
import { pause, until } from "./waiting.ts";

/** A person at a desk, by keys, clicks and what is visible. */
export class Writer extends Visitor {
  /** Letters typed since the desk was opened. */
  typed = 0;
  private address = "";

  async open(documentPath: string): Promise<void> {
    this.address = `${this.url}${documentPath}`;
    this.typed = 0;
    await this.driver.goto(this.address);
    await this.takesKeys();
  }

  /** Waits until the desk that was led to takes keys. */
  async takesKeys(): Promise<void> {
    await until(
      "the desk takes keys",
      () => this.driver.ask(deskState, undefined),
      (state) => state.takesKeys,
    );
  }

  screen(): Promise<Reading | null> {
    return this.driver.ask(readBlocks, null);
  }

  onServer(): Promise<Reading | null> {
    return this.driver.ask(readBlocks, this.address);
  }

  async isSaved(): Promise<boolean> {
    return (await this.driver.ask(deskState, undefined)).isSaved;
  }

  caret(): Promise<string> {
    return this.driver.ask(aroundCaret, undefined);
  }

  said(): Promise<string> {
    return this.driver.ask(whatIsSaid, undefined);
  }

  /** Waits until the screen holds these words. */
  async sees(words: string): Promise<void> {
    await until(
      `“${words}” is on the screen`,
      () => this.screen(),
      (seen) => seen?.words.some((block) => block.includes(words)) ?? false,
    );
  }

  private async box(words: string, part: { from?: number; to?: number } = {}) {
    return until(
      `“${words}” is on the screen`,
      () => this.driver.ask(boxOfWords, { words, ...part }),
      (box) => box !== null,
    ) as Promise<NonNullable<ReturnType<typeof boxOfWords>>>;
  }

  /** Clicks behind the first such words. */
  async goBehind(words: string): Promise<void> {
    const place = async () => {
      const { right, middle } = await this.box(words);
      return [right - 0.5, middle] as const;
    };
    await this.putCaret(
      place,
      (before) => before !== "" && (words.endsWith(before) || before.endsWith(words.slice(-6))),
    );
  }

  /** Clicks before them. */
  async goBefore(words: string): Promise<void> {
    const place = async () => {
      const { left, middle } = await this.box(words, { to: 1 });
      return [left + 0.5, middle] as const;
    };
    await this.putCaret(
      place,
      (_, behind) =>
        behind !== "" && (words.startsWith(behind) || behind.startsWith(words.slice(0, 6))),
    );
  }

  /** Clicks until the caret is there, as far as the browser tells. */
  private async putCaret(
    place: () => Promise<readonly [x: number, y: number]>,
    isThere: (before: string, behind: string) => boolean,
  ): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1) {
      // The page moved between the look and the click. Two clicks at once would select a word.
      if (tries > 0) await pause(700);
      await this.driver.click(...(await place()));
      const [before, behind] = (await this.caret()).replaceAll("\u00A0", " ").split("|");
      if (before === undefined || behind === undefined || isThere(before, behind)) return;
    }
  }

  /** Selects from before these words to behind those. */
  async select(from: string, to: string): Promise<void> {
    await this.goBefore(from);
    const { right, middle } = await this.box(to);
    await this.driver.click(right - 0.5, middle, { shift: true });
  }

  /** Three clicks: the whole paragraph with these words. */
  async selectParagraph(words: string): Promise<void> {
    const { left, middle } = await this.box(words, { to: 1 });
    await this.driver.click(left + 2, middle, { count: 3 });
  }

  /**
   * Drags the paragraph with these words to before those; again where the browser let go of it, as it
   * may while somebody else's letters come.
   */
  async drag(words: string, before: string): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1) {
      await this.selectParagraph(words);
      const from = await this.box(words);
      const to = await this.box(before, { to: 1 });
      const at = [(from.left + from.right) / 2, from.middle] as const;
      await this.driver.drag(at, [to.left + 1, to.middle]);
      for (let looks = 0; looks < 10; looks += 1) {
        if ((await this.box(words)).middle <= (await this.box(before)).middle) return;
        await pause(100);
      }
    }
  }

  /** Types at a rate that doesn't wait for the page, so that a slow one gets the same. */
  override async type(words: string, delay = 10): Promise<void> {
    const began = Date.now();
    for (const [index, letter] of [...words].entries()) {
      const early = began + index * delay - Date.now();
      if (early > 0) await pause(early);
      await this.driver.letter(letter);
      this.typed += 1;
    }
  }

  /**
   * Presses a button of the card beside the text that says so, until it is gone; again where the card moved
   * away meanwhile, as cards do while somebody else writes.
   */
  async decideOnCard(says: string, button: string): Promise<void> {
    const asked = { says, button };
    const what = `“${button}” on a card that says “${says}”`;
    for (let tries = 0; ; tries += 1) {
      const at = await this.rests(what, () => this.driver.ask(boxOnCard, asked));
      await this.driver.click(at.x, at.y);
      const isThere = () => this.driver.ask(isOnCard, asked);
      try {
        await until(`${what} is gone`, isThere, (there) => !there, 5_000);
        return;
      } catch (error) {
        if (tries === 2) throw error;
      }
    }
  }

  /** Waits until all that was written is called saved. */
  async saved(): Promise<void> {
    await until("it is called saved", () => this.isSaved(), Boolean, 30_000);
  }

  /** "/" with the beginning of a name, and Enter. */
  async slash(name: string): Promise<void> {
    await this.type(` /${name}`);
    const isOpen = () => this.driver.ask(isSlashMenuOpen, undefined);
    await until("the menu is open", isOpen, Boolean);
    await this.press("Enter");
    await until("the menu is closed", isOpen, (open) => !open);
  }

  /** Waits until the browser keeps the desk's page for offline use, and the page runs under it. */
  async keptForOffline(): Promise<void> {
    await this.driver.ask(pageIsKept, undefined);
    await this.driver.goto(this.address);
    await this.takesKeys();
    await this.driver.ask(pageIsKept, undefined);
  }

  /** The text, as `standing` reads it. */
  standing(): Promise<string[]> {
    return this.driver.ask(standing, undefined);
  }

  /** How far below the top of the text these words are, in pixels. */
  async heightOf(words: string): Promise<number> {
    return (await this.box(words)).below;
  }

  /** Waits until somebody else's caret is seen between two blocks, or no longer. */
  async seesCaretBetween(isThere: boolean): Promise<void> {
    await until(
      `a caret between blocks: ${isThere}`,
      () => this.driver.ask(isCaretBetween, undefined),
      (seen) => seen === isThere,
    );
  }

  /** Clicks on the last caption, signature block or exhibit of the text. */
  async clickOn(atom: "caption" | "signature-block" | "exhibit"): Promise<void> {
    const at = await this.rests(`a ${atom}`, () => this.driver.ask(boxOfAtom, atom));
    await this.driver.click(at.x, at.y);
  }

  async dialogHasFocus(): Promise<void> {
    await until("a dialog has the focus", () => this.driver.ask(isInDialog, undefined), Boolean);
  }

  /** Types into the dialog that opens, once it has taken the focus, and until it answers. */
  async typeInDialog(words: string, delay: number): Promise<void> {
    await this.dialogHasFocus();
    await this.type(words, delay);
    await until(
      "the dialog chose",
      () => this.said(),
      (said) => said.includes("place found"),
    );
  }

  /** Types into the field that asks for this, once it has the focus, over what it holds. */
  async fillField(placeholder: string, words: string): Promise<void> {
    await this.fillBy(`a field “${placeholder}”`, words, async () => {
      const see = () => this.driver.ask(boxOfField, placeholder);
      const at = await this.rests(`a field “${placeholder}”`, see);
      await this.driver.click(at.x, at.y);
      return (await this.driver.ask(placeholderOfFocused, undefined)) === placeholder;
    });
  }

  /** Everything in the text is replaced by what this HTML is. */
  async fill(html: string): Promise<void> {
    await this.driver.press("Control+a");
    await this.driver.ask(pasteHtml, html);
  }

  async paste(html: string): Promise<void> {
    await this.driver.ask(pasteHtml, html);
  }
}
