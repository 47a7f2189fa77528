import { execFileSync } from "node:child_process";
import { expect, type Browser, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { confirmFiling, takeFilingCopy } from "#tests/e2e/support/filing.ts";
import { pressSubmit } from "#tests/e2e/support/submitting.ts";
import { open, openDesk, scrollTo, signedOut, signIn, takeBoth } from "./camera.ts";

const MATTER = "/matters/ice-enforcement-priorities";
const REQUEST = "demo-request-outside-priorities";
const FILED = "demo-request-outside-priorities-filed";
const COMPLAINT = "demo-complaint-outside-priorities";
const DOCKET = "demo-docket-outside-priorities";

/** Somebody's screens on the way, by the parts they have in it. */
type Screens = Readonly<
  Record<"ana" | "ines" | "dani" | "rosa" | "ravi" | "remedios" | "simon", Page>
>;

/** The twelve pictures of docs/tour.md, each in both themes, by acting through the pages. */
export async function takeTour(browser: Browser, url: string): Promise<void> {
  const as = (email: string) => signIn(browser, url, email);
  const screens: Screens = {
    ana: await as("council.drafter"),
    ines: await as("ilrc.drafter"),
    dani: await as("mijente.drafter"),
    rosa: await as("council.reviewer"),
    ravi: await as("ilrc.reviewer"),
    remedios: await as("mijente.reviewer"),
    simon: await as("council.staff"),
  };
  await draft(screens);
  await agree(screens);
  await file(screens);
  await follow(screens, browser, url);
}

/** The text of the draft, and not a copy of a paragraph in which somebody suggests. */
const text = (page: Page) => page.locator(".sheet .ProseMirror").first();
const paragraph = (page: Page, words: string) =>
  text(page).locator(":scope > *", { hasText: words }).first();

async function goToEndOf(page: Page, words: string): Promise<void> {
  const { height } = (await paragraph(page, words).boundingBox()) ?? { height: 12 };
  // On its last line: End leads to the end of the line. A desk takes a press only once it is ready.
  await expect(async () => {
    await paragraph(page, words).click({ position: { x: 4, y: height - 6 } });
    await expect(text(page)).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press("End");
}

/** Selects words of the text, as a mouse would. */
async function select(page: Page, words: string): Promise<void> {
  const isThere = await text(page).evaluate((root: HTMLElement, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      root.focus();
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
      return true;
    }
    return false;
  }, words);
  if (!isThere) throw new Error(`The draft has no “${words}”.`);
}

async function comment(page: Page, on: string, words: string): Promise<void> {
  await select(page, on);
  await page.keyboard.press("Control+Alt+m");
  const box = page.getByRole("textbox", { name: "Your comment" });
  await box.fill(words);
  await page.keyboard.press("Control+Enter");
  await expect(box).toHaveCount(0);
}

async function draft({ ana, ines, dani, ravi }: Screens): Promise<void> {
  await open(ana, MATTER);
  await takeBoth(ana, "tour-01");

  await open(ana, `${MATTER}/documents/new`);
  await ana.getByRole("radio", { name: /^FOIA request/u }).check();
  await ana.getByLabel("Title").fill("FOIA request: training on the priorities");
  await ana.getByLabel("Title").blur();
  await scrollTo(ana.locator("body"), 0);
  await takeBoth(ana, "tour-02");

  await openDesk(ana, REQUEST);
  await openDesk(ines, REQUEST);
  await openDesk(dani, REQUEST);
  await goToEndOf(ana, "Under the Freedom of Information Act");
  await ana.keyboard.type(" They ask for them in", { delay: 10 });
  await select(ines, "described below");
  await ines.keyboard.press("ArrowRight");
  await ines.keyboard.type(", wherever ICE keeps them", { delay: 10 });
  await expect(text(ana)).toContainText("wherever ICE keeps them");
  await expect(text(dani)).toContainText("wherever ICE keeps them. They ask for them in");
  await scrollTo(paragraph(dani, "Demonstration text."), 270);
  await takeBoth(dani, "tour-03");

  await ana.keyboard.type(" electronic form.", { delay: 10 });
  await comment(ines, "three organizations", "Shall we name Mijente first here?");
  const mark = text(ana).locator(".thread-mark").first();
  await mark.click();
  const card = ana.getByRole("article", { name: /three organizations/u });
  await card
    .getByRole("textbox", { name: /^Reply/u })
    .fill("We agreed on the order of the letterhead.");
  await ana.keyboard.press("Control+Enter");
  await ravi.goto(`/documents/${REQUEST}`);
  await ravi.getByRole("button", { name: "Mode: Suggesting" }).waitFor();
  await goToEndOf(ravi, "Dear FOIA Officer");
  await ravi.keyboard.press("Home");
  for (const _letter of "Dear ") await ravi.keyboard.press("ArrowRight");
  await ravi.keyboard.type("Chief ", { delay: 10 });
  await expect(ravi.locator(".suggest-overlay .ProseMirror")).toContainText("Dear Chief FOIA");
  await ravi.keyboard.press("Control+Enter");
  await expect(text(ana).locator("ins.suggest-inserted")).toContainText("Chief");
  await ravi.goto("/");
  await takeBoth(ana, "tour-04");
  await ana
    .getByRole("article", { name: /Suggestion/u })
    .getByRole("button", { name: "Accept" })
    .click();
  await card.getByRole("button", { name: "Resolve" }).click();
  await expect(text(ana).locator(".thread-mark, .suggest-inserted")).toHaveCount(0);
}

async function agree({ ana, rosa, ravi, remedios }: Screens): Promise<void> {
  await open(ana, `/documents/${REQUEST}/submit`);
  await scrollTo(ana.getByRole("heading", { name: "Who must sign" }));
  await takeBoth(ana, "tour-05");
  await pressSubmit(ana);
  await ana.waitForURL(/review$/u);
  // A letter that comes back to its reviewer, who sees what changed since the version decided on last.
  await open(ravi, "/documents/demo-letter-preservation/review");
  await scrollTo(ravi.getByRole("heading", { name: "Sign off for ILRC" }), 270);
  await takeBoth(ravi, "tour-06");
  for (const [page, organization] of [
    [rosa, "Council"],
    [ravi, "ILRC"],
    [remedios, "Mijente"],
  ] as const) {
    await open(page, `/documents/${REQUEST}/review`);
    await page.getByLabel("Your password", { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: `Sign off for ${organization}` }).click();
    await expect(page.locator("main")).toContainText(/You signed off/u);
  }
}

async function file({ simon }: Screens): Promise<void> {
  await open(simon, `/documents/${REQUEST}/file`);
  await simon.getByLabel("Day of filing", { exact: true }).fill("2021-09-23");
  await simon.getByLabel("Agency’s portal").check();
  await simon.getByLabel(/have each confirmed the certification/u).check();
  const copy = await takeFilingCopy(simon);
  await takePages(simon, copy, "tour-07");
  await simon.getByLabel("Filed with").fill("ICE FOIA Office (demonstration: nothing was sent)");
  await confirmFiling(simon);
  await simon.waitForURL(/filed$/u);
  await open(simon, `/documents/${REQUEST}/filed`);
  await scrollTo(simon.locator("main"), 0);
  await takeBoth(simon, "tour-08");
}

async function follow({ simon }: Screens, browser: Browser, url: string): Promise<void> {
  await open(simon, `/documents/${FILED}/record`);
  await simon.getByText("Show the days").first().click();
  await scrollTo(simon.getByRole("heading", { name: "Where it stands" }));
  await takeBoth(simon, "tour-09");

  const complaint = await simon.context().request.get(`/documents/${COMPLAINT}.pdf`);
  await takePages(simon, await complaint.body(), "tour-10");

  await open(simon, `${MATTER}/dockets/${DOCKET}`);
  await scrollTo(simon.getByRole("listitem").filter({ hasText: "schedule of productions" }));
  await takeBoth(simon, "tour-11");

  const reader = await signedOut(browser, url);
  await reader.goto("/p/ice-enforcement-priorities");
  await scrollTo(reader.getByRole("heading", { name: /don’t meet the priorities/u }), 60);
  await takeBoth(reader, "tour-12");
}

/** The first two pages of a PDF beside each other, as they would be printed. */
async function takePages(person: Page, pdf: Uint8Array, name: string): Promise<void> {
  const pictures = [1, 2].map((number) => {
    const only = ["-f", String(number), "-l", String(number), "-singlefile"];
    const size = ["-scale-to-x", "-1", "-scale-to-y", "752"];
    return execFileSync("pdftoppm", [...only, ...size, "-gray", "-png", "-"], { input: pdf });
  });
  const page = await person.context().newPage();
  await page.setContent(
    `<!doctype html>
    <style>
      :root { color-scheme: light dark; }
      body { margin: 0; height: 100vh; display: flex; gap: 24px; align-items: center;
        justify-content: center; background: light-dark(#e6e6e6, #1c1c1c); }
    </style>
    ${pictures.map((png) => `<img alt="" src="data:image/png;base64,${png.toString("base64")}">`).join("")}`,
  );
  await takeBoth(page, name);
  await page.close();
}
