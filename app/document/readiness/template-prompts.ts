import { COMPANION_PAPERS } from "#app/domain/companion-paper.ts";
import { DOCUMENT_KINDS, LAYOUT_PROFILES_OF, type DocumentKind } from "#app/domain/document.ts";
import { passagesOf } from "#app/document/rendering/passages.ts";
import { firstTemplate, type TemplateDetails } from "#app/document/templates/index.ts";
import { bracketedIn } from "./bracketed.ts";
import { sampleRequests } from "./sample-requests.ts";

let prompts: ReadonlySet<string> | undefined;

/** Whether these words, with their brackets, are a prompt that a template begins with. */
export function isTemplatePrompt(words: string): boolean {
  prompts ??= templatePrompts();
  return prompts.has(folded(words));
}

/**
 * The prompts of every template, of each court and of each paper that goes with a complaint, for one
 * organization and for several, where nothing is known and where little is.
 */
function templatePrompts(): Set<string> {
  const found = new Set<string>();
  const take = (kind: DocumentKind, details: TemplateDetails) => {
    let ids = 0;
    const prose = firstTemplate(kind, () => `b${(ids += 1)}`, details);
    for (const { text } of passagesOf(prose, null)) {
      for (const { words } of bracketedIn(text)) found.add(folded(words));
    }
  };
  for (const parties of [[], ["A", "B"]]) {
    for (const kind of DOCUMENT_KINDS) {
      take(kind, { parties });
      take(kind, { parties, contact: { name: "A", email: null, telephone: null } });
    }
    for (const companion of COMPANION_PAPERS) take("complaint", { parties, companion });
    for (const layoutProfile of LAYOUT_PROFILES_OF.complaint) {
      const cities = ["Washington, D.C.", "San Francisco, California"];
      for (const companion of [undefined, ...COMPANION_PAPERS]) {
        take("complaint", { parties, layoutProfile, companion });
        take("complaint", { parties, cities, layoutProfile, companion });
      }
    }
  }
  for (const request of sampleRequests()) {
    for (const kind of DOCUMENT_KINDS) take(kind, { requests: [request] });
  }
  return found;
}

/** Without what typing changes: kinds of apostrophes, runs of spaces. */
function folded(words: string): string {
  return words.replaceAll(/[’‘]/gu, "'").replaceAll(/\s+/gu, " ").toLowerCase();
}
