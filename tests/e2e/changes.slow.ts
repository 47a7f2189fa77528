import { type CDPSession, expect, test } from "@playwright/test";
import { longDraft } from "./support/long-draft.ts";
import { withDraft } from "./support/draft-by-socket.ts";
import { scatter } from "./support/long-talk.ts";
import { timed, watchKeys } from "./support/key-times.ts";
import { Person } from "./support/people.ts";
import { TestServer } from "./support/server.ts";

const KEYS = 60;
const ROUNDS = 3;

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

test("[M17] at 150 pages with 200 scattered edits the view opens and one types on; prints what it cost", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const server = new TestServer();
  await server.start();
  try {
    const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
    const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
    const id = await longDraft(ana);
    const { page } = ana;
    await ana.open(id);
    const kept = page.waitForResponse(/\/looked/u);
    await page.evaluate(
      (draft) =>
        fetch(`/documents/${draft}/looked`, { method: "POST", body: new URLSearchParams() }),
      id,
    );
    await kept;
    await page.goto("about:blank");
    await withDraft(ines, id, scatter);
    await ana.open(id);
    await watchKeys(page);
    const news = page.getByRole("status").filter({ hasText: "since you looked" });
    const loading = await timed(page, () => expect(news).toBeVisible({ timeout: 30_000 }));
    const opening = await timed(page, () =>
      page.getByRole("button", { name: "Show", exact: true }).click(),
    );
    await expect(page.getByRole("region", { name: "Changes" })).toBeVisible();
    await expect.poll(() => ana.text.locator(".change").count()).toBeGreaterThan(2);

    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const toggle = async () => {
      await page.keyboard.press("Control+Alt+d");
      await page.waitForTimeout(1_500);
    };
    const type = async () => {
      const before = await taskSeconds(session);
      await page.keyboard.type("x".repeat(KEYS), { delay: 30 });
      return ((await taskSeconds(session)) - before) * 1_000;
    };
    await ana.goToEndOf("Para0003");
    await type();
    const [shown, plain]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      shown.push((await type()) / KEYS);
      await toggle();
      plain.push((await type()) / KEYS);
      await toggle();
    }
    const ratio = median(shown) / median(plain);
    console.log(
      JSON.stringify({
        loadingTask: loading.longestTask,
        openingTask: opening.longestTask,
        shownMs: median(shown).toFixed(2),
        plainMs: median(plain).toFixed(2),
        ratio: ratio.toFixed(3),
        rounds: { shown, plain },
      }),
    );
    // How long it took is for people to read: machines differ, and a test that times them is noise.
    expect(shown).toHaveLength(plain.length);
  } finally {
    await server.remove();
  }
});
