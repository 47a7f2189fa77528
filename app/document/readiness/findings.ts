import type { DocumentKind, LayoutProfile } from "#app/domain/document.ts";
import { hiddenSignsIn, withoutHiddenSigns } from "#app/domain/hidden-signs.ts";
import type { Finding, FindingPlace } from "#app/domain/readiness.ts";
import { incompletePartsOf } from "#app/document/completeness.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { exhibitsNamed } from "#app/document/numbering/exhibits.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { passagesOf } from "#app/document/rendering/passages.ts";
import { bracketedIn } from "./bracketed.ts";
import { certificationFindings } from "./certification.ts";
import { courtPaperFindings } from "./court-paper.ts";
import { courtSectionFindings } from "./court-sections.ts";
import { isTemplatePrompt } from "./template-prompts.ts";

/**
 * Everything that keeps a document with this text and these details from review, in the order of
 * the text. Private data is found separately, since exhibits are searched too.
 */
export function findingsOf(
  prose: ProseJSON,
  details: DocumentDetails,
  kind: DocumentKind,
  layoutProfile: LayoutProfile | null = null,
): Finding[] {
  return [
    ...incompletePartsOf(prose, details).map(({ words, block }): Finding => ({
      check: "incomplete-part",
      words,
      place: placeOf(block),
    })),
    // Before brackets, which everybody sees.
    ...hiddenSignFindings(prose, details),
    ...bracketFindings(prose),
    ...certificationFindings(prose, details, kind),
    ...courtPaperFindings(prose, details, kind, layoutProfile),
    ...courtSectionFindings(prose, details, kind, layoutProfile),
    ...openingFindings(details),
    ...exhibitFindings(prose, details),
  ];
}

function bracketFindings(prose: ProseJSON): Finding[] {
  return passagesOf(prose, null).flatMap(({ place, text }) =>
    bracketedIn(text).map(({ words, isQuoted }): Finding => {
      const check = !isQuoted && isTemplatePrompt(words) ? "template-prompt" : "bracketed-words";
      return { check, words: `“${shortened(words)}” is left in the text`, place: placeOf(place) };
    }),
  );
}

/** Finds signs that nobody sees, and that the hash binds all the same: each kind once a paragraph. */
function hiddenSignFindings(prose: ProseJSON, details: DocumentDetails): Finding[] {
  return passagesOf(prose, details).flatMap(({ place, text }) => {
    const counts = new Map<string, number>();
    for (const { name } of hiddenSignsIn(text)) counts.set(name, (counts.get(name) ?? 0) + 1);
    const where = beginningOf(text);
    return [...counts].map(([name, count]): Finding => ({
      check: "hidden-sign",
      words: `${count === 1 ? "a sign" : `${count} signs`} that can’t be seen in ${where}: ${name}`,
      place: place === null ? { kind: "details" } : placeOf(place),
    }));
  });
}

/** In characters. */
const BEGINNING = 40;

function beginningOf(text: string): string {
  const seen = [...withoutHiddenSigns(text).replaceAll(/\s+/gu, " ").trim()];
  if (seen.length === 0) return "an empty paragraph";
  return seen.length <= BEGINNING
    ? `“${seen.join("")}”`
    : `“${seen.slice(0, BEGINNING).join("")}…”`;
}

/** Finds brackets above the salutation of a letter, such as a missing office address. */
function openingFindings({ letter }: DocumentDetails): Finding[] {
  const lines = letter === null ? [] : [...letter.addressee, letter.re ?? ""];
  return lines.flatMap((line) =>
    bracketedIn(line).map(({ words }): Finding => ({
      check: "bracketed-details",
      words: `“${shortened(words)}” stands above the letter`,
      place: { kind: "details" },
    })),
  );
}

function exhibitFindings(prose: ProseJSON, { exhibits }: DocumentDetails): Finding[] {
  return exhibitsNamed(prose).flatMap(({ id, letter }): Finding[] => {
    const exhibit = exhibits.find((one) => one.id === id);
    if (!exhibit || exhibit.file) return [];
    const words = `Exhibit ${letter} (${exhibit.title}) has no file`;
    return [{ check: "exhibit-without-file", words, place: { kind: "exhibit", id } }];
  });
}

function placeOf(block: string | null): FindingPlace {
  return block === null ? { kind: "nowhere" } : { kind: "block", id: block };
}

const LONGEST_SHOWN = 90;

function shortened(words: string): string {
  const line = words.replaceAll(/\s+/gu, " ");
  return line.length <= LONGEST_SHOWN ? line : `${line.slice(0, LONGEST_SHOWN)}…]`;
}
