import { DOCUMENT_KINDS } from "#app/domain/document.ts";
import { passagesOf } from "#app/document/rendering/passages.ts";
import { firstTemplate } from "#app/document/templates/index.ts";
import { bracketedIn } from "./bracketed.ts";

let prompts: ReadonlySet<string> | undefined;

/** Whether these words, with their brackets, are a prompt that a template begins with. */
export function isTemplatePrompt(words: string): boolean {
  prompts ??= templatePrompts();
  return prompts.has(folded(words));
}

/** The prompts of every template, for one organization and for several, where nothing is known. */
function templatePrompts(): Set<string> {
  const found = new Set<string>();
  for (const kind of DOCUMENT_KINDS) {
    for (const parties of [[], ["A", "B"]]) {
      let ids = 0;
      const prose = firstTemplate(kind, () => `b${(ids += 1)}`, { parties });
      for (const { text } of passagesOf(prose, null)) {
        for (const { words } of bracketedIn(text)) found.add(folded(words));
      }
    }
  }
  return found;
}

/** Without what typing changes: kinds of apostrophes, runs of spaces. */
function folded(words: string): string {
  return words.replaceAll(/[’‘]/gu, "'").replaceAll(/\s+/gu, " ").toLowerCase();
}
