import { expect, type Locator } from "@playwright/test";
import { copyDraft } from "./support/copied-draft.ts";
import { expectClean } from "./support/looks.ts";
import { test } from "./support/shared-server.ts";
import { REQUEST, SENTENCE, Suggester } from "./support/suggester.ts";

/** All that tells how words stand to the text, without their color. */
function lookOf(words: Locator) {
  return words.first().evaluate((element) => {
    const style = getComputedStyle(element);
    const around = parseFloat(getComputedStyle(element.closest("p") ?? element).fontSize);
    const sides = ["Top", "Right", "Bottom", "Left"] as const;
    return {
      size: parseFloat(style.fontSize) / around,
      line: style.textDecorationLine,
      lineStyle: style.textDecorationStyle,
      frame: [
        ...new Set(
          sides.map((side) =>
            parseFloat(style[`border${side}Width`]) > 0 ? style[`border${side}Style`] : "none",
          ),
        ),
      ].join(),
      isInk: style.color === getComputedStyle(element.closest("p") ?? element).color,
      hasGround: !style.backgroundColor.endsWith(", 0)"),
    };
  });
}

test("[M23] of every word one sees whether it is in the text: came, gone, proposed to come and to go", async ({
  browser,
  sharedServer,
}) => {
  const { url } = sharedServer;
  const draft = await copyDraft(sharedServer, REQUEST);
  const at = (email: string, state?: "false") =>
    Suggester.at(browser, url, email, { draft, ...(state ? { state } : {}) });
  const mira = await at("mijente.drafter@example.org");
  await mira.person.page.goto(`${url}/`);
  const ines = await at("ilrc.drafter@example.org");
  await ines.goTo(SENTENCE);
  for (const _letter of " to all.") await ines.press("Backspace");
  await ines.goTo("Dear FOIA Officer:");
  await ines.person.type(" Good day.");
  await expect(ines.person.saveState).toHaveText("Saved");
  const ravi = await at("ilrc.reviewer@example.org");
  await ravi.suggest("Under the Freedom of Information Act", " Thank you.");
  await ravi.goTo("Mijente to supply.]");
  for (const _letter of "supply.]") await ravi.press("Backspace");
  await ravi.press("Control+Enter");
  await expect(ravi.copy).toHaveCount(0);
  // Somebody of another organization proposes in the next paragraph, and a third writes, and comments.
  const remedios = await at("mijente.reviewer@example.org");
  await remedios.suggest("Form of production", " and their day");
  await ines.goTo("California. [Description");
  for (let words = 0; words < 3; words += 1) await ines.press("Control+Shift+ArrowLeft");
  await ines.press("Control+Alt+m");
  await expect(ines.person.page.getByRole("textbox", { name: "Your comment" })).toBeFocused();
  await ines.person.type("Who describes it?");
  await ines.press("Control+Enter");
  await ines.goTo("Dear FOIA Officer:");

  await mira.person.open(draft);
  const { page } = mira.person;
  await page.getByRole("button", { name: "Show", exact: true }).click();
  const came = mira.text.locator(".change-in", { hasText: "Good day." });
  const gone = mira.text.locator(".change-out", { hasText: "to all." });
  const toCome = mira.text.locator("ins.suggest-inserted", { hasText: "Thank you." });
  const toGo = mira.text.locator(".suggest-deleted", { hasText: "supply.]" });
  await expect(
    mira.text.locator("ins.suggest-inserted", { hasText: "and their day" }),
  ).toBeVisible();
  await expect(
    mira.text.locator(".thread-mark:not(.thread-mark-suggestion)", { hasText: "supply" }),
  ).toBeVisible();
  await expect(mira.text.locator('.caret[data-label="Ines · ILRC"]')).toBeVisible();
  for (const forcedColors of ["none", "active"] as const) {
    await page.emulateMedia({ forcedColors });
    const inText = { size: 1, isInk: true };
    expect(await lookOf(came)).toMatchObject({
      ...inText,
      line: "underline",
      lineStyle: "solid",
      frame: "none",
    });
    const small = await lookOf(gone);
    expect(small).toMatchObject({
      line: "line-through",
      lineStyle: "solid",
      frame: "none",
      isInk: false,
      hasGround: false,
    });
    expect(small.size).toBeLessThan(0.9);
    expect(await lookOf(toCome)).toMatchObject({ size: 1, line: "none", frame: "dashed" });
    expect(await lookOf(toGo)).toMatchObject({
      ...inText,
      line: "line-through",
      lineStyle: "dotted",
      frame: "dashed",
    });
  }
  await page.emulateMedia({ forcedColors: "none" });
  // Both say that they are asked for, and by whom.
  const labels = mira.text.locator(".suggest-by");
  await expect(labels).toHaveCount(3);
  await expect(labels.first()).toHaveAttribute("data-label", "add? RS");
  await expect(labels.nth(1)).toHaveAttribute("data-label", "remove? RS");
  await expect(labels.last()).toHaveAttribute("data-label", "add? RS");
  // The card shows the same words in the same way.
  await mira.showCard("Thank you.");
  const inCard = mira.card("Thank you.").locator("ins").first();
  expect(await lookOf(inCard)).toMatchObject({ line: "none", frame: "dashed" });
  // A press on the label opens it, as one on the words does.
  await labels.nth(1).click();
  await expect(page.locator(".thread-card[data-active]")).toContainText("supply.]");
  await expectClean(page);
});
