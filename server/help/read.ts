import { readFile } from "node:fs/promises";
import path from "node:path";
import { HELP_PAGES, type HelpPageName } from "#app/domain/help/pages.ts";
import type { HelpText } from "#app/domain/help/text.ts";
import { rootFolder } from "#server/root-folder.ts";
import { readHelpText } from "./markdown.ts";

const kept = new Map<HelpPageName, Promise<HelpText>>();

/** A page of docs/help. Read once: the files are of the release. */
export function readHelpPage(name: HelpPageName): Promise<HelpText> {
  const known = kept.get(name);
  if (known) return known;
  const reading = readFile(path.join(rootFolder(), "docs", "help", `${name}.md`), "utf8").then(
    (markdown) => readHelpText(name, markdown),
  );
  kept.set(name, reading);
  reading.catch(() => kept.delete(name));
  return reading;
}

/** All pages, in the order in which they are listed. */
export function readHelpPages(): Promise<HelpText[]> {
  return Promise.all(HELP_PAGES.map((name) => readHelpPage(name)));
}
