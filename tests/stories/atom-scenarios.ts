import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { equal } from "./story.ts";
import { newDocuments } from "./two-browsers.ts";
import type { Scenario, Stage } from "./scenario.ts";
import { until } from "./waiting.ts";
import type { Writer } from "./writer.ts";

const slice = (...parts: readonly string[]) =>
  `<div data-pm-slice="0 0 []">${parts.join("")}</div>`;
const paragraph = (words: string) => `<p data-kind="body">${words}</p>`;
const exhibit = (id: string) => `<div data-exhibit="${id}"></div>`;

const SIGNATURES = ["<signature-block>", "<signature-block>", "<signature-block>"];
const EXHIBITS = ["<exhibit>", "<exhibit>"];
const START = ["<caption>", "alpha beta", "gamma delta", ...SIGNATURES, ...EXHIBITS];

/** Two people in a letter that begins with a caption and ends with two exhibits. */
async function twoInOne(stage: Stage): Promise<[ana: Writer, ines: Writer]> {
  const ana = await stage.as("council.drafter");
  const ines = await stage.as("ilrc.drafter");
  const path = await (await newDocuments(stage.server.url))();
  for (const person of [ana, ines]) await person.open(path);
  await ana.goBehind("Sincerely,");
  await ana.fill(
    slice("<div data-caption></div>", paragraph("alpha beta"), paragraph("gamma delta")),
  );
  await ana.press("Control+End");
  await ana.paste(slice(exhibit("one"), exhibit("two")));
  await stand(ana, ines, START);
  return [ana, ines];
}

/** Waits until both see this, and the server's page holds the same words. */
async function stand(ana: Writer, ines: Writer, what: readonly string[]): Promise<void> {
  for (const person of [ana, ines]) {
    await until(
      JSON.stringify(what),
      () => person.standing(),
      (seen) => JSON.stringify(seen) === JSON.stringify(what),
    );
    await person.saved();
  }
  const [screen, server] = [await ana.screen(), await ines.onServer()];
  if (!equal(screen, server)) deepStrictEqual(screen, server);
}

export const ATOM_SCENARIOS: readonly Scenario[] = [
  {
    // The editor begins with the caption selected, and the click changes nothing for it.
    name: "the first click on the caption of a draft that was just opened selects it",
    async tell(stage) {
      const ana = await stage.as("council.drafter");
      await ana.open(await stage.copyOf("demo-complaint-weekly-reports"));
      const [, ...rest] = await ana.standing();
      await ana.clickOn("caption");
      await ana.type("Behind it.");
      await until(
        "it stands behind the caption",
        () => ana.standing(),
        (seen) => JSON.stringify(seen) === JSON.stringify(["<caption>", "Behind it.", ...rest]),
      );
    },
  },
  {
    name: "keys after a click on the last exhibit act there, and letters go behind it",
    async tell(stage) {
      const [ana, ines] = await twoInOne(stage);
      await ines.goBehind("gamma");
      await ana.clickOn("exhibit");
      await Promise.all([ana.press("Delete"), ines.type("!?")]);
      const rest = ["<caption>", "alpha beta", "gamma!? delta", ...SIGNATURES];
      await stand(ana, ines, [...rest, "<exhibit>"]);
      // A second click on what is selected already.
      await ana.clickOn("exhibit");
      await ana.clickOn("exhibit");
      await Promise.all([ana.type("Behind it."), ines.type(" And there.")]);
      const typed = ["<caption>", "alpha beta", "gamma!? And there. delta", ...SIGNATURES];
      await stand(ana, ines, [...typed, "<exhibit>", "Behind it."]);
    },
  },
  {
    name: "whoever selects a caption or an exhibit moves no line on another's screen",
    async tell(stage) {
      const [ana, ines] = await twoInOne(stage);
      await ana.goBehind("alpha");
      await ines.goBehind("gamma");
      await ines.seesCaretBetween(false);
      const before = await ines.heightOf("gamma");
      await ana.clickOn("caption");
      await ines.seesCaretBetween(true);
      strictEqual(await ines.heightOf("gamma"), before);
    },
  },
  {
    name: "a caption is not replaced by what is typed, composed or pasted, and asks before it goes",
    async tell(stage) {
      const [ana, ines] = await twoInOne(stage);
      const rest = START.slice(1);
      await ana.clickOn("caption");
      await ana.type("Typed.");
      await stand(ana, ines, ["<caption>", "Typed.", ...rest]);
      await ana.clickOn("caption");
      await ana.paste("<p>Pasted.</p>");
      let now = ["Pasted.", "Typed.", ...rest];
      await stand(ana, ines, ["<caption>", ...now]);
      await ana.clickOn("caption");
      const others = () => ines.type(".");
      await ines.goBehind("gamma");
      if (await ana.driver.compose(["に", "にほ", "日本"], others)) {
        now = ["日本", "Pasted.", "Typed.", "alpha beta", "gamma.. delta", ...rest.slice(2)];
      }
      await stand(ana, ines, ["<caption>", ...now]);

      await ana.clickOn("caption");
      await ana.press("Delete");
      await ana.reads("Remove the caption?");
      await ana.press("Escape");
      await stand(ana, ines, ["<caption>", ...now]);
      await ana.press("Backspace");
      await ana.reads("Remove the caption?");
      await ines.goBehind("alpha");
      await ines.type(" and");
      now = now.map((words) => words.replace("alpha", "alpha and"));
      await ana.pressButton("Remove the caption");
      await stand(ana, ines, now);
      await ana.press("Control+z");
      await stand(ana, ines, ["<caption>", ...now]);
    },
  },
  {
    // Browsers show no selection that begins before a caption and ends behind an exhibit.
    name: "all of a draft that begins with a caption and ends with exhibits is copied, and pasted over",
    async tell(stage) {
      const [ana, ines] = await twoInOne(stage);
      await ana.selectParagraph("alpha beta");
      await ana.press("Control+c", "Control+a", "Control+v");
      const rest = [...SIGNATURES, ...EXHIBITS];
      await stand(ana, ines, ["<caption>", "alpha beta", ...rest]);
      await ana.goBehind("alpha beta");
      await ana.type(" gamma");
      await ana.press("Control+a", "Control+c");
      await ana.type("Gone.");
      await stand(ana, ines, ["<caption>", "Gone.", ...rest]);
      await ana.selectParagraph("Gone.");
      await ana.press("Control+v");
      await ines.sees("alpha beta gamma");
    },
  },
  {
    name: "Ctrl-Home and Ctrl-End lead before the caption and behind the last exhibit",
    async tell(stage) {
      const [ana, ines] = await twoInOne(stage);
      await ana.goBehind("alpha");
      await ana.press("Control+End");
      await stand(ana, ines, START);
      await ana.type("Last.");
      await ana.press("Control+Home");
      await ana.type("First.");
      await stand(ana, ines, ["First.", ...START, "Last."]);
      await ana.press("Control+a");
      await ana.type("New.");
      await stand(ana, ines, ["New.", "<caption>", ...SIGNATURES, ...EXHIBITS]);
    },
  },
];
