import { expect, test } from "@playwright/test";
import { Person } from "./support/people.ts";
import { noSmallDisk, SmallDiskServer } from "./support/small-disk.ts";

const REQUEST = "demo-request-weekly-reports";
const FIRST = "Dear FOIA Officer:";

const reason = noSmallDisk();
test.skip(reason !== null, `This machine lets a test mount no disk: ${reason}`);

test("on a disk that is full the desk says that words are not saved, and keeps them; with space made they are", async ({
  browser,
}) => {
  const server = new SmallDiskServer();
  try {
    await server.start();
    const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
    const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
    await ana.open(REQUEST);
    await ana.goToEndOf(FIRST);
    await ana.type(" While there was room.");
    await expect(ana.saveState).toHaveText("Saved");

    server.fillDisk();
    expect(server.free).toBe(0);
    await ana.type(" Waiting for the disk.");
    await expect(ana.saveState).toHaveText("Not saved yet, trying again");
    // Words that are not on disk are shown to nobody, but those that are can be read by whoever comes.
    await ines.open(REQUEST);
    const theirs = ines.text.locator("p", { hasText: FIRST });
    await expect(theirs).toHaveText(`${FIRST} While there was room.`);
    await ana.type(" More of it.");
    await expect(ana.saveState).toHaveText("Not saved yet, trying again");
    await expect(theirs).not.toContainText("Waiting");

    server.emptyDisk();
    await expect(ana.saveState).toHaveText("Saved");
    await expect(theirs).toContainText("Waiting for the disk. More of it.");
    expect(server.output).toContain("full");
    expect(server.output).not.toContain("Waiting for the disk");
    await server.stop("SIGTERM");
  } finally {
    await server.remove();
  }
});
