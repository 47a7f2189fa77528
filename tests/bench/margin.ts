// Measures the margin in a draft of 150 pages (M17), in Chromium with the production build: opening it
// with 100 threads, showing 200 scattered edits, and typing with 100 threads, 50 suggestions and changes
// shown beside typing without. `npm run bench:margin [rounds]`, after `npm run build`.
import { chromium as playwright, expect, type Page } from "@playwright/test";
import { timed, watchKeys } from "#tests/e2e/support/key-times.ts";
import { longDraft } from "#tests/e2e/support/long-draft.ts";
import { withDraft } from "#tests/e2e/support/draft-by-socket.ts";
import { scatter, talkBeside, variedParagraph } from "#tests/e2e/support/long-talk.ts";
import { Person } from "#tests/e2e/support/people.ts";
import { makeSeededFolder, TestServer } from "#tests/e2e/support/server.ts";
import { CHROMIUM_FLAGS, chromium } from "#tests/support/chromium.ts";

const ROUNDS = Number(process.argv[2] ?? 5);
/** Keys of a round on each page. */
const KEYS = 40;
const TALK = { comments: 100, suggestions: 50 };

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const inMs = (values: readonly number[]) =>
  `${median(values).toFixed(1)} ms (${values.map((value) => value.toFixed(1)).join(" ")})`;

declare global {
  interface Window {
    seenKeys: number[];
  }
}

/** Notes for each key how long it took until a frame with its letter was handed over. */
async function watchLetters(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.seenKeys = [];
    let pressed = 0;
    addEventListener("keydown", ({ timeStamp }) => (pressed = timeStamp), true);
    const text = document.querySelector(".ProseMirror");
    if (!text) return;
    new MutationObserver(() => {
      if (pressed === 0) return;
      const began = pressed;
      pressed = 0;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", () => {
          window.seenKeys.push(performance.now() - began);
          port1.close();
        });
        port1.start();
        port2.postMessage(0);
      });
    }).observe(text, { characterData: true, childList: true, subtree: true });
  });
}

interface Typed {
  /** For each key, what it took until it was seen, in milliseconds. */
  readonly seen: number[];
  /** The main thread's work for a key, in milliseconds. */
  readonly work: number;
  /** Objects that the browser lays out: with each, each key costs more. */
  readonly objects: number;
}

async function typing(page: Page): Promise<Typed> {
  await page.bringToFront();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const metric = async (wanted: string) => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === wanted)?.value ?? 0;
  };
  const task = async () => 1_000 * (await metric("TaskDuration"));
  await page.keyboard.type("xxxx", { delay: 100 });
  await page.waitForTimeout(1_000);
  await page.evaluate(() => (window.seenKeys.length = 0));
  const before = await task();
  await page.keyboard.type("x".repeat(KEYS), { delay: 100 });
  // Work that waits for a pause is part of what a key costs.
  await page.waitForTimeout(1_500);
  const work = ((await task()) - before) / KEYS;
  const objects = await metric("LayoutObjects");
  await session.detach();
  return { seen: await page.evaluate(() => window.seenKeys), work, objects };
}

process.env["SEEDED_FOLDER"] ??= makeSeededFolder();
const server = new TestServer();
await server.start();
const browser = await playwright.launch({ executablePath: chromium(), args: CHROMIUM_FLAGS });
try {
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  const make = (person: Person) => longDraft(person, 150, "The end.", variedParagraph);
  const id = await make(ana);
  const bea = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const bare = await make(bea);
  await talkBeside(ines, id, TALK);
  for (const { page } of [ana, bea]) await page.setViewportSize({ width: 1500, height: 900 });

  const { page } = ana;
  await page.goto(`${server.url}/matters`);
  await page.evaluate(
    (draft) => fetch(`/documents/${draft}/looked`, { method: "POST", body: new URLSearchParams() }),
    id,
  );
  await page.evaluate(() => localStorage.setItem("desk-beside", "people"));
  await page.goto("about:blank");
  const region = page.getByRole("region", { name: "Changes" });
  const news = page.getByRole("status").filter({ hasText: "since you looked" });
  for (let round = 0; round < ROUNDS; round += 1) {
    // Closing the changes makes them seen: each round has 200 of its own.
    await page.goto("about:blank");
    await withDraft(ines, id, scatter);
    // The text beside it is the same, its edits those of who types, and so not shown.
    await withDraft(bea, bare, scatter);
    await ana.open(id);
    await watchKeys(page);
    const loading = await timed(page, () => expect(news).toBeVisible({ timeout: 60_000 }));
    await page.waitForTimeout(1_000);
    const showing = await timed(page, async () => {
      await page.getByRole("button", { name: "Show", exact: true }).click();
      await expect(region).toBeVisible();
    });
    const hiding = await timed(page, () => page.keyboard.press("Control+Alt+d"));
    const again = await timed(page, () => page.keyboard.press("Control+Alt+d"));
    await page.keyboard.press("Control+Alt+d");
    await page.waitForTimeout(1_000);
    console.log(
      `${round}: margin and comparison loading: longest task ${loading.longestTask} ms; ` +
        `Show: task ${showing.longestTask} ms, to paint ${showing.longest} ms; ` +
        `hide: task ${hiding.longestTask} ms; load and show again: task ${again.longestTask} ms`,
    );
  }

  // Opening the margin: from the key until a frame with a card was handed over.
  const opened: number[] = [];
  const tasks: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const asked = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          addEventListener(
            "keydown",
            ({ key, timeStamp }) => {
              if (key.toLowerCase() !== "m") return;
              // No named function: the loader would wrap it in a helper that the page does not have.
              const timer = setInterval(() => {
                const isLate = performance.now() - timeStamp > 10_000;
                if (!isLate && !document.querySelector(".thread-card")) return;
                clearInterval(timer);
                // Where nothing comes, the figure says so.
                if (isLate) return resolve(Number.NaN);
                requestAnimationFrame(() => {
                  const { port1, port2 } = new MessageChannel();
                  port1.addEventListener("message", () => resolve(performance.now() - timeStamp));
                  port1.start();
                  port2.postMessage(0);
                });
              });
            },
            true,
          );
        }),
    );
    const { longestTask } = await timed(page, () => page.keyboard.press("Control+Alt+Shift+m"));
    tasks.push(longestTask);
    opened.push(await asked);
    await page.keyboard.press("Control+Alt+Shift+m");
    await expect(page.locator(".thread-card")).toHaveCount(0);
    await page.waitForTimeout(500);
  }
  console.log(`the margin with ${TALK.comments + TALK.suggestions} threads opens: ${inMs(opened)}`);
  console.log(`  its longest task: ${inMs(tasks)}`);

  // Typing, in turns, with everything shown and with nothing there.
  await page.keyboard.press("Control+Alt+Shift+m");
  await page.keyboard.press("Control+Alt+d");
  await expect(page.locator(".thread-card").first()).toBeVisible();
  await expect(region).toBeVisible();
  await bea.open(bare);
  await bea.page.waitForTimeout(4_000);
  for (const person of [ana, bea]) {
    await person.goToEndOf("Para0012");
    await watchLetters(person.page);
    await typing(person.page);
  }
  const [shown, plain]: [number[], number[]] = [[], []];
  const work: { shown: number[]; plain: number[] } = { shown: [], plain: [] };
  const objects: { shown: number; plain: number } = { shown: 0, plain: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const turns = [
      [page, shown, work.shown],
      [bea.page, plain, work.plain],
    ] as const;
    for (const [where, seen, works] of round % 2 === 0 ? turns : turns.toReversed()) {
      const typed = await typing(where);
      seen.push(...typed.seen);
      works.push(typed.work);
      objects[where === page ? "shown" : "plain"] = typed.objects;
    }
  }
  console.log(
    `key until seen, median of ${shown.length} keys: ${median(shown).toFixed(1)} ms with everything shown, ` +
      `${median(plain).toFixed(1)} ms without: ${(median(shown) / median(plain)).toFixed(3)}`,
  );
  console.log(`work for a key with everything shown: ${inMs(work.shown)}`);
  console.log(`work for a key without: ${inMs(work.plain)}`);
  console.log(`objects laid out: ${objects.shown} with everything shown, ${objects.plain} without`);
} finally {
  await browser.close();
  await server.remove();
}
