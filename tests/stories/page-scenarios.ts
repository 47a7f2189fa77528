import { REASON_FIELD } from "#tests/e2e/support/submitting.ts";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { letters, textOf } from "#tests/typesetting/reading.ts";
import type { Scenario, Stage } from "./scenario.ts";
import type { Visitor } from "./visitor.ts";
import { until } from "./waiting.ts";
import type { Writer } from "./writer.ts";

const REQUEST = "/documents/demo-request-outside-priorities";
const WEEKLY = "/documents/demo-request-weekly-reports";
const COMPLAINT = "/documents/demo-complaint-weekly-reports";
const LINE = "Plaintiffs ask the Court to declare";

/** Signs in by the form, and is home. */
async function signInByForm(person: Visitor, name: string): Promise<void> {
  await person.goTo("/login");
  await person.fillIn("E-mail", `${name}@example.org`);
  await person.fillIn("Password", DEMO_PASSWORD);
  await person.pressButton("Sign in");
  await person.isAt("/");
}

async function submit(person: Visitor): Promise<void> {
  await person.goTo(`${REQUEST}/submit`);
  await person.reads("Freeze and submit for review");
  await person.fillIn(REASON_FIELD, "It is a demonstration.");
  await person.pressButton("Freeze and submit for review");
  await person.isAt(`${REQUEST}/review`);
}

/** A reviewer comes, signs for their organization, and goes. */
async function signOff(stage: Stage, name: string, organization: string): Promise<void> {
  const person = await stage.as(name);
  await person.goTo(`${REQUEST}/review`);
  await person.fillIn("Your password", DEMO_PASSWORD);
  await person.pressButton(`Sign off for ${organization}`);
  await person.reads("You signed off");
  await person.leave();
}

/** Waits until all see these words in the text. */
async function allSee(people: readonly Writer[], words: string): Promise<void> {
  for (const person of people) await person.sees(words);
}

export const PAGE_SCENARIOS: readonly Scenario[] = [
  {
    name: "two sign in, write together, submit; three sign off, one files, and the PDF holds both's words",
    async tell(stage) {
      const [ana, ines] = [await stage.somebody(), await stage.somebody()];
      await signInByForm(ana, "council.drafter");
      await signInByForm(ines, "ilrc.drafter");
      for (const person of [ana, ines]) await person.open(REQUEST);
      await ines.goBehind("Under the Freedom of Information Act");
      await ana.goBehind("Dear FOIA Officer:");
      await ana.press("Enter");
      await Promise.all([ana.type("Written by Ana.", 40), ines.type(" (so wrote Ines)", 40)]);
      await allSee([ana, ines], "Written by Ana.");
      await allSee([ana, ines], "Under the Freedom of Information Act (so wrote Ines)");
      for (const person of [ana, ines]) await person.saved();
      await ines.leave();

      await submit(ana);
      await ana.leave();
      await signOff(stage, "council.reviewer", "Council");
      await signOff(stage, "ilrc.reviewer", "ILRC");
      await signOff(stage, "mijente.reviewer", "Mijente");

      const simon = await stage.as("council.staff");
      await simon.goTo(`${REQUEST}/file`);
      await simon.clickLabeled("Day of filing");
      await simon.type("09232021");
      await simon.clickLabeled("Agency’s portal");
      await simon.clickLabeled(
        "Ana Example, Ines Example and Dani Example have each confirmed the certification",
      );
      await simon.fillIn("Consent of Ana Example", "in person");
      await simon.tickAll("Goes out as it is");
      await simon.fillIn("Why it may be filed as it is", "It is a demonstration.");
      await simon.pressButton("Make the filing copy");
      await simon.reads("Nothing is filed yet");
      await simon.downloadLinked("Download the filing copy");
      await simon.fillIn("Filed with", "ICE FOIA Office");
      await simon.fillIn("Confirmation number", "DEMO-23");
      await simon.pressButton("Confirm that it was filed");
      await simon.pressButton("It was filed");
      await simon.isAt(`${REQUEST}/filed`);
      await simon.reads("DEMO-23");
      const printed = letters(await textOf(await simon.download(`${REQUEST}.pdf`)));
      for (const words of ["Written by Ana.", "(so wrote Ines)"]) {
        if (!printed.includes(letters(words))) throw new Error(`the PDF lacks “${words}”`);
      }
    },
  },
  {
    name: "what is typed offline is kept over a reload without a network, and merged on return",
    async tell(stage) {
      const { cable } = stage;
      const ana = await stage.as("council.drafter");
      const ines = await stage.as("ilrc.drafter", cable.url);
      for (const person of [ana, ines]) await person.open(WEEKLY);
      await ines.goBehind("Dear FOIA Officer:");
      await ines.type(" Before.");
      await ines.saved();
      await ines.keptForOffline();
      cable.pull();
      await ines.reads("Offline");
      await ines.goBehind("Before.");
      await ines.type(" Typed offline.");
      await ines.reads("kept on this device");
      await ana.goBehind("Under the Freedom of Information Act");
      await ana.type(" (meanwhile)");
      await ines.open(WEEKLY);
      await ines.sees("Before. Typed offline.");
      cable.plugIn();
      await ines.saved();
      await allSee([ana, ines], "Dear FOIA Officer: Before. Typed offline.");
      await allSee([ana, ines], "Under the Freedom of Information Act (meanwhile)");
    },
  },
  {
    name: "footnote, reference, table, page break and signature block are put in by the slash menu, and seen by the other",
    async tell(stage) {
      const [ana, ines] = [await stage.as("council.drafter"), await stage.as("ilrc.drafter")];
      for (const person of [ana, ines]) await person.open(COMPLAINT);
      const blocks = async (name: string) =>
        (await ines.standing()).filter((part) => part === `<${name}>`).length;
      await ana.goBehind(LINE);
      await ana.slash("cross");
      await ana.dialogHasFocus();
      await ana.type("2-3", 40);
      await ana.reads("It will read: ¶¶ 2–3");
      await ana.press("Enter");
      await allSee([ana, ines], `${LINE} {reference}`);
      await ana.goBehind(LINE);
      await ana.slash("foot");
      await ana.type("The words of the note.");
      await allSee([ana, ines], "[The words of the note.]");
      await ana.press("Enter", "Enter");
      for (const [menu, name] of [
        ["page", "page-break"],
        ["signature block immigrant", "signature-block"],
      ] as const) {
        const before = await blocks(name);
        await ana.slash(menu);
        await until(
          name,
          () => blocks(name),
          (now) => now === before + 1,
        );
      }
      await ana.slash("table");
      await ana.type("In a cell");
      await allSee([ana, ines], "In a cell");
    },
  },
  {
    name: "a reviewer asks for changes with a reason, and reads what changed in the next version",
    async tell(stage) {
      const ana = await stage.as("council.drafter");
      await submit(ana);
      const ravi = await stage.as("ilrc.reviewer");
      await ravi.goTo(`${REQUEST}/review`);
      await ravi.reads("You have not decided on a version");
      await ravi.pressOn("summary", "Ask for changes instead");
      await ravi.fillIn("What should change, and why", "Say which offices.");
      await ravi.pressButton("Ask for changes for ILRC");
      await ravi.pressButton("Send it back to draft");
      await ravi.reads("Say which offices.");
      await ana.goTo("/");
      await ana.reads("Make the changes that ILRC asked for");
      await ana.open(REQUEST);
      await ana.goBehind("Dear FOIA Officer:");
      await ana.press("Enter");
      await ana.type("It concerns the offices named in each item.");
      await ana.saved();
      await submit(ana);
      await ravi.goTo(`${REQUEST}/review`);
      await ravi.reads("What changed since version 1");
      await ravi.reads("It concerns the offices named in each item.");
    },
  },
];
