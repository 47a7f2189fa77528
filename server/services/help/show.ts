import { isHelpPage } from "#app/domain/help/pages.ts";
import type { HelpText } from "#app/domain/help/text.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readHelpPage, readHelpPages } from "#server/help/read.ts";
import type { Resources } from "#server/services/resources.ts";

/** The list of the help's pages. */
export type HelpIndexView = readonly Pick<HelpText, "name" | "title" | "lead">[];

/** Pages of the help are for anybody: nothing of a workspace stands in them. */
export async function showHelpIndex(): Promise<Outcome<HelpIndexView>> {
  const pages = await readHelpPages();
  return done(pages.map(({ name, title, lead }) => ({ name, title, lead })));
}

export async function showHelpPage(_: Resources, name: string): Promise<Outcome<HelpText>> {
  return isHelpPage(name) ? done(await readHelpPage(name)) : refuse("not-found");
}
