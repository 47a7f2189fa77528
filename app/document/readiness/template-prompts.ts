import { COMPANION_PAPERS } from "#app/domain/companion-paper.ts";
import { DOCUMENT_KINDS, kindsThat, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import { COURT_PROFILES } from "#app/domain/layout.ts";
import { passagesOf } from "#app/document/rendering/passages.ts";
import { firstTemplate, type TemplateDetails } from "#app/document/templates/index.ts";
import { bracketedIn } from "./bracketed.ts";
import { sampleRequests } from "./sample-requests.ts";
import { SAMPLE_OTHER_SUIT, sampleSuits } from "./sample-suit.ts";

let prompts: ReadonlySet<string> | undefined;

/** Whether these words, including their brackets, are a prompt of a template. */
export function isTemplatePrompt(words: string): boolean {
  prompts ??= templatePrompts();
  return prompts.has(normalized(words));
}

/**
 * The prompts of every template, court and companion, for one organization and for several, with
 * nothing and with little recorded.
 */
function templatePrompts(): Set<string> {
  const found = new Set<string>();
  const take = (kind: DocumentKind, details: TemplateDetails) => {
    let ids = 0;
    const prose = firstTemplate(kind, () => `b${(ids += 1)}`, details);
    for (const { text } of passagesOf(prose, null)) {
      for (const { words } of bracketedIn(text)) found.add(normalized(words));
    }
  };
  for (const parties of [[], ["A", "B"]]) {
    for (const kind of DOCUMENT_KINDS) {
      take(kind, { parties });
      take(kind, { parties, contact: { name: "A", email: null, telephone: null } });
    }
    for (const companion of COMPANION_PAPERS) take("complaint", { parties, companion });
    for (const layoutProfile of COURT_PROFILES) {
      for (const kind of DOCUMENT_KINDS) take(kind, { parties, layoutProfile });
      const cities = ["Washington, D.C.", "San Francisco, California"];
      for (const companion of [undefined, ...COMPANION_PAPERS]) {
        take("complaint", { parties, layoutProfile, companion });
        take("complaint", { parties, cities, layoutProfile, companion });
      }
    }
  }
  for (const suit of sampleSuits()) {
    for (const kind of kindsThat(({ suit: of }) => of === "joins")) {
      take(kind, { suit, otherSuits: [SAMPLE_OTHER_SUIT] });
    }
    for (const layoutProfile of COURT_PROFILES) take("motion", { suit, layoutProfile });
  }
  for (const layoutProfile of COURT_PROFILES) {
    const otherSuits = [SAMPLE_OTHER_SUIT];
    take("complaint", { layoutProfile, companion: "related-cases", otherSuits });
  }
  for (const request of sampleRequests()) {
    for (const kind of DOCUMENT_KINDS) take(kind, { requests: [request] });
    const letterIds = request.history.map(({ event }) => event.id);
    take("appeal", { requests: [request], letterIds, lateLetterIds: letterIds });
  }
  return found;
}

/** Removes differences that typing introduces: kinds of apostrophes, runs of spaces. */
function normalized(words: string): string {
  return words.replaceAll(/[’‘]/gu, "'").replaceAll(/\s+/gu, " ").toLowerCase();
}
