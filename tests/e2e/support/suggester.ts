import { expect, type Browser, type Locator } from "@playwright/test";
import { Person } from "./people.ts";

export const REQUEST = "demo-request-weekly-reports";
export const SENTENCE = "Each Requester makes the whole request.";

/** Somebody at a draft beside whose text suggestions are shown. */
export class Suggester {
  private constructor(readonly person: Person) {}

  static async at(
    browser: Browser,
    url: string,
    email: string,
    { state = "true", draft = REQUEST }: { state?: "true" | "false"; draft?: string } = {},
  ): Promise<Suggester> {
    const person = await Person.signIn(browser, url, email);
    await person.page.setViewportSize({ width: 1500, height: 900 });
    const at = new Suggester(person);
    await person.page.goto(`${url}/documents/${draft}`);
    await expect(at.text).toHaveAttribute("contenteditable", state);
    return at;
  }

  /** The draft's own text, and not a copy in it. */
  get text(): Locator {
    return this.person.page.locator(".sheet .ProseMirror").first();
  }
  get copy(): Locator {
    return this.person.page.locator(".suggest-overlay .ProseMirror");
  }
  /** The switch, while one suggests. */
  get suggesting(): Locator {
    return this.person.page.getByRole("button", { name: "Mode: Suggesting" });
  }
  /** Actions on a suggestion that is being written. */
  get bar(): Locator {
    return this.person.page.getByRole("region", { name: "Your suggestion" });
  }
  get told(): Locator {
    return this.person.page.locator(".suggest-told");
  }
  /** All that is told from now on, also what is gone again by the time one looks. */
  async allTold(): Promise<() => Promise<string[]>> {
    const told = await this.person.page.evaluateHandle(() => {
      const all: string[] = [];
      const look = () => {
        const now = document.querySelector(".suggest-told")?.textContent ?? "";
        if (now !== "" && now !== all.at(-1)) all.push(now);
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
      return all;
    });
    return () => told.jsonValue();
  }
  card(words: string): Locator {
    return this.person.page.getByRole("article").filter({ hasText: words });
  }
  paragraph(words: string): Locator {
    return this.text.locator(":scope > *", { hasText: words }).first();
  }

  /** Puts the caret behind the last letter of a paragraph. */
  async goTo(words: string): Promise<void> {
    const paragraph = this.paragraph(words);
    // On its last line: End leads to the end of the line.
    const { height } = (await paragraph.boundingBox()) ?? { height: 12 };
    await paragraph.click({ position: { x: 4, y: height - 6 } });
    await this.person.page.keyboard.press("End");
    await expect(this.text).toBeFocused();
  }

  press(key: string): Promise<void> {
    return this.person.page.keyboard.press(key);
  }

  /** Switches to suggesting, proposes some words at the end of a paragraph, and answers. */
  async suggest(words: string, more: string): Promise<void> {
    await expect(this.suggesting).toBeVisible();
    await this.goTo(words);
    await this.person.type(more);
    await expect(this.copy).toContainText(more.trim());
    // The note about the one before may still stand there.
    const sent = this.person.page.waitForResponse(
      (answer) => answer.request().method() === "POST" && answer.url().endsWith("/threads"),
    );
    await this.press("Control+Enter");
    expect((await sent).status()).toBe(200);
    await expect(this.copy).toHaveCount(0);
    await expect(this.told).toContainText("Proposed");
  }

  /** Opens the cards, unless they are open: a press on marked words opens them, and the key would close them again. */
  async showCard(words: string): Promise<void> {
    await expect(async () => {
      const card = this.card(words);
      if (!(await card.isVisible())) await this.press("Control+Alt+Shift+m");
      await expect(card).toBeVisible({ timeout: 2_000 });
    }).toPass();
  }

  /** As `suggest`, for who edits: switches to suggesting before, and back. */
  async suggestFromEditing(words: string, more: string): Promise<void> {
    await this.press("Control+Alt+x");
    await this.suggest(words, more);
    await this.press("Control+Alt+x");
    await expect(this.suggesting).toHaveCount(0);
  }
}
