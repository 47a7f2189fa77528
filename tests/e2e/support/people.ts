import { expect, type Browser, type Locator, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";

/** A person at a browser of their own. */
export class Person {
  private constructor(
    readonly page: Page,
    readonly url: string,
    readonly email: string,
  ) {}

  /** Opens a fresh browser context in which the person is signed in, on an empty page. */
  static async signIn(browser: Browser, url: string, email: string): Promise<Person> {
    const context = await browser.newContext();
    const form = { email, password: DEMO_PASSWORD };
    const answer = await context.request.post(`${url}/login`, { form, maxRedirects: 0 });
    expect(answer.headers()["set-cookie"], `${email} signs in: ${answer.status()}`).toBeTruthy();
    return new Person(await context.newPage(), url, email);
  }

  /** As signIn, with the form, for tests in which that is part of what is looked at. */
  static async signInByForm(browser: Browser, url: string, email: string): Promise<Person> {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${url}/login`);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).not.toHaveURL(/login/);
    return new Person(page, url, email);
  }

  get text(): Locator {
    return this.page.locator(".ProseMirror");
  }

  /** Opens a document and waits until it takes keys. */
  async open(documentId: string): Promise<void> {
    await this.page.goto(`${this.url}/documents/${documentId}`);
    await expect(this.text).toHaveAttribute("contenteditable", "true");
  }

  /** Puts the caret at the end of the block that begins with `start`. */
  async goToEndOf(start: string): Promise<void> {
    await this.text.locator(":is(p, h2, h3, h4, h5, div)", { hasText: start }).last().click();
    await expect(this.text).toBeFocused();
    await this.page.keyboard.press("End");
  }

  /** Types these paragraphs over the text from the paragraph that begins so to another. */
  async replaceFromTo(first: string, last: string, paragraphs: readonly string[]): Promise<void> {
    await this.goToEndOf(last);
    const block = this.text.locator(":is(p, h2, h3, h4, h5, div)", { hasText: first }).last();
    await block.click({ position: { x: 1, y: 4 } });
    await this.page.keyboard.press("Home");
    await this.text
      .locator(":is(p, h2, h3, h4, h5, div)", { hasText: last })
      .last()
      .click({ modifiers: ["Shift"] });
    await this.page.keyboard.press("Shift+End");
    for (const [index, words] of paragraphs.entries()) {
      if (index > 0) await this.page.keyboard.press("Enter");
      await this.type(words, 0);
    }
  }

  async type(text: string, delay = 5): Promise<void> {
    await this.page.keyboard.type(text, { delay });
  }

  /** The save state beside the title, in words. */
  get saveState(): Locator {
    return this.page.locator("header h1 + p > :first-child");
  }

  /** Waits until the page says that the device keeps what was written, and gives it the time for the last key. */
  async wordsKeptOnDevice(): Promise<void> {
    await expect(this.saveState).toContainText("what you wrote is kept on this device");
    await this.page.waitForTimeout(500);
  }

  /** Waits until the page itself is on the device, with what stands beside the text. */
  async keptForOffline(): Promise<void> {
    await expect
      .poll(() =>
        this.page.evaluate(async () => {
          const names = await caches.keys();
          const pages = names.filter((name) => name.startsWith("desk-pages"));
          const kept = await Promise.all(
            pages.map(async (name) => (await caches.open(name)).keys()),
          );
          const lists = kept.flat().filter(({ url }) => url.endsWith("?needed"));
          const needed = await Promise.all(
            lists.map(async (request) => (await caches.match(request))?.text() ?? ""),
          );
          return needed.join(" ").includes("/Margin-");
        }),
      )
      .toBe(true);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
