import { EditedWord } from "#tests/support/word-edits.ts";
import { pathNow, visibleWords } from "./page-text.ts";
import { chooseFile, dragFile, keepSavedFiles, savedFile } from "./page-files.ts";
import type { Scenario } from "./scenario.ts";
import type { Visitor } from "./visitor.ts";
import { until } from "./waiting.ts";

const COMPLAINT = "demo-complaint-weekly-reports";
const REQUEST = "demo-request-weekly-reports";
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const ADDED = "Nobody at the agency has answered since.";

/** Takes the draft as a Word file, by the page that says what is in it. */
async function takeAsWord(person: Visitor, draft: string): Promise<Uint8Array> {
  await person.goTo(`${draft}/word`);
  await person.reads("The draft as of change");
  await person.driver.ask(keepSavedFiles, undefined);
  await person.pressButton("Take the Word file");
  await person.reads("is in your downloads");
  const file = await person.driver.ask(savedFile, undefined);
  if (file === null) throw new Error("the browser was given no file");
  return Buffer.from(file, "base64");
}

const given = (bytes: Uint8Array, name: string) => ({
  name,
  type: WORD,
  bytes: Buffer.from(bytes).toString("base64"),
});

export const WORD_SCENARIOS: readonly Scenario[] = [
  {
    name: "the complaint leaves as a Word file, is told when it comes back, brought in and accepted one by one, while somebody types",
    async tell(stage) {
      const [ana, ines] = [await stage.as("council.drafter"), await stage.as("ilrc.drafter")];
      const draft = await stage.copyOf(COMPLAINT);
      const file = new EditedWord(await takeAsWord(ana, draft))
        .track("interim priorities for immigration", "temporary priorities for immigration")
        .trackParagraph("The time that FOIA allows for a determination", ADDED)
        .replace("without further delay", "without delay")
        .bytes();
      await ines.open(draft);
      await ana.goTo(`/from-word?document=${draft.split("/").at(-1)}`);
      const choose = () => ana.driver.ask(chooseFile, given(file, "Complaint (JD).docx"));
      await until("a field for a file", choose, Boolean);
      await ana.pressButton("See what is in it");
      await ana.reads("Made from the draft of");
      await ana.pressOn("link", "See what came back");
      await ana.reads("2 tracked changes by Jane Doe and 1 that was not tracked");
      await ana.reads("Not tracked in Word, and found by comparing: ¶ 6.");
      await ines.goBehind("set interim priorities for immigration enforcement");
      await ines.type(" (so wrote Ines)");
      await ines.saved();
      await ana.pressButton("Bring in 3 suggestions");
      await ana.reads("Brought in from Word");
      await ana.pressOn("link", "To the draft");
      await ana.takesKeys();
      await ana.reads("Brought in by Ana");
      await Promise.all([
        (async () => {
          for (const [says, words] of [
            ["temporary", "set temporary priorities"],
            [ADDED, ADDED],
            ["Not tracked in Word", "produce them without delay."],
          ] as const) {
            await ana.decideOnCard(says, "Accept");
            await ana.sees(words);
            await ines.sees(words);
          }
        })(),
        (async () => {
          await ines.goBehind("A later memorandum on enforcement priorities");
          await ines.type(" (of which all have heard)", 60);
        })(),
      ]);
      await ines.saved();
      for (const person of [ana, ines]) {
        await person.sees("temporary priorities for immigration enforcement (so wrote Ines)");
        await person.sees("memorandum on enforcement priorities (of which all have heard)");
      }
    },
  },
  {
    name: "a Word file is dropped on the desk, and its text goes in at the caret, in one step of undo",
    async tell(stage) {
      const ana = await stage.as("council.drafter");
      const draft = await stage.copyOf(REQUEST);
      const file = given(await takeAsWord(ana, draft), "Request.docx");
      const line = "Each Requester makes the whole request.";
      const lines = async () =>
        (await ana.screen())?.words.filter((words) => words.includes(line)).length ?? 0;
      await ana.open(draft);
      // The script that takes files may still be on its way.
      await until(
        "the page says that it takes a file",
        async () => {
          await ana.driver.ask(dragFile, { ...file, drop: false });
          return ana.driver.ask(visibleWords, undefined);
        },
        (said) => said.includes("Drop a Word file to see what is in it"),
      );
      await ana.driver.ask(dragFile, { ...file, drop: true });
      await ana.reads("Into an open draft, at the caret");
      const arrival = (await ana.driver.ask(pathNow, undefined)).split("/").at(-1);
      await ana.open(`${draft}?word=${arrival}`);
      await ana.goBehind(line);
      await ana.press("Enter");
      await ana.pressButton("Put it in here");
      await ana.reads("paragraphs of the Word file are in the draft");
      await until("the paragraph is there twice", lines, (count) => count === 2);
      await ana.goBehind(line);
      await ana.press("Control+z");
      await until("it is there once", lines, (count) => count === 1);
      await ana.saved();
    },
  },
];
