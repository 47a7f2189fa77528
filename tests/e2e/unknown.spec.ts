import { expect } from "@playwright/test";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/root.ts";
import { Person } from "./support/people.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { test } from "./support/shared-server.ts";
import { cookieOf, StockClient } from "./support/socket.ts";

const REQUEST = "demo-request-outside-priorities";

test("something that can't be shown names its writer, and goes for everyone when a drafter says so", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const cookie = await cookieOf(server.url, "mijente.drafter@example.org");
  const stock = await new StockClient({ url: server.url, documentId: draft, cookie }).synced();
  // A paragraph within a footnote, which the bytes of an update don't tell.
  const note = flowRoot(stock.doc)
    .toDelta()
    .map(({ insert }: { insert: unknown }) => insert)
    .find((insert: unknown): insert is Y.XmlText => insert instanceof Y.XmlText);
  note!.insertEmbed(3, new Y.XmlElement("block"));
  expect(await stock.receipt()).toBe("kept");
  stock.destroy();

  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await ana.open(draft);
  await ines.open(draft);
  const part = ana.text.locator(".cannot-be-shown");
  await expect(part).toContainText("Something that can’t be shown, by Dani Example · Mijente");
  await expect(ines.text.locator(".cannot-be-shown")).toHaveCount(1);
  await part.getByRole("button", { name: "Remove…" }).click();
  await expect(ines.text.locator(".cannot-be-shown")).toHaveCount(1);
  await part.getByRole("button", { name: "Remove it for everyone" }).click();
  await expect(part).toHaveCount(0);
  await expect(ines.text.locator(".cannot-be-shown")).toHaveCount(0);
  await expect(ana.saveState).toHaveText("Saved");
});

test("an editor that can't draw stops writing, says so, and what was saved before is there", async ({
  browser,
  sharedServer: server,
}) => {
  const draft = await copyDraft(server, REQUEST);
  const ana = await Person.signIn(browser, server.url, "council.drafter@example.org");
  const ines = await Person.signIn(browser, server.url, "ilrc.drafter@example.org");
  await ana.open(draft);
  await ines.open(draft);
  await ana.goToEndOf("Dear FOIA Officer:");
  await ana.type(" Saved before.");
  await expect(ines.text).toContainText("Saved before.");
  // As a browser extension or a bug would: nothing can be put into the text any more.
  await ana.page.evaluate(() => {
    const put = Node.prototype.insertBefore;
    Node.prototype.insertBefore = function insertBefore<T extends Node>(
      node: T,
      child: Node | null,
    ) {
      if (
        (this as Node).parentElement?.closest(".prose") ||
        (this as Element).matches?.(".prose")
      ) {
        throw new Error("the text can't be drawn");
      }
      return put.call(this, node, child) as T;
    };
  });
  await ines.goToEndOf("Saved before.");
  await ines.page.keyboard.press("Enter");
  await ines.type("Written by Ines.");
  await expect(ana.page.getByText("it has stopped taking words")).toBeVisible();
  await ana.page.reload();
  await expect(ana.text).toContainText("Saved before.");
  await expect(ana.text).toContainText("Written by Ines.");
  await expect(ines.text).toContainText("Saved before.");
});
