import { expect, test } from "@playwright/test";
import { TestServer } from "./support/server.ts";

/** A line of the log about an error that a page reported. */
interface Line {
  readonly level: number;
  readonly kind: string;
  readonly place: string;
  readonly stack: string;
  readonly release: string;
}

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer();
  await server.start();
});
test.afterAll(() => server.remove());

const SECRET = "secret words of a draft";
const reported = () =>
  server.output
    .split("\n")
    .filter((line) => line.includes('"a page of a browser met an error'))
    .map((line) => JSON.parse(line) as Line);
const counted = async (kind: string) => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(
    new RegExp(`^browser_errors_total\\{kind="${kind}"\\} (\\d+)`, "mu").exec(text)?.[1],
  );
};

test("an error that nobody expected in a browser reaches the operator, and no word of a draft with it", async ({
  page,
}) => {
  await page.goto(`${server.url}/login`);
  await page.waitForFunction(() => performance.getEntriesByName("hydrated").length > 0);
  await page.evaluate((words) => {
    setTimeout(() => {
      throw new TypeError(words);
    });
    void Promise.reject(new RangeError(`${words}\n    at ${words} (a:1:2)`));
  }, SECRET);
  await expect
    .poll(() =>
      reported()
        .map(({ kind }) => kind)
        .toSorted(),
    )
    .toEqual(["RangeError", "TypeError"]);
  for (const line of reported()) expect(line).toMatchObject({ level: 50, place: "/login" });
  expect([await counted("TypeError"), await counted("RangeError")]).toEqual([1, 1]);

  // One of our own scripts throws, where React runs it.
  await page.addInitScript((words) => {
    performance.mark = () => {
      throw new ReferenceError(words);
    };
  }, SECRET);
  await page.reload();
  await expect.poll(() => counted("ReferenceError")).toBe(1);
  expect(reported().at(-1)).toMatchObject({
    kind: "ReferenceError",
    place: "/login",
    stack: expect.stringMatching(/ \/assets\/entry\.client-[\w-]+\.js:\d+:\d+$/mu) as unknown,
    release: expect.stringMatching(/^\d+\.\d+\.\d+$/u) as unknown,
  });
  expect(server.output).not.toContain("secret");
});
