import { counted } from "#app/domain/counted.ts";
import type { LeftBehind } from "#app/document/organization-texts/keep.ts";

/** Things left behind when a text was kept, in a sentence; null for none. */
export function leftBehindSentence({
  references,
  values,
  people,
  drawn,
}: LeftBehind): string | null {
  const said = [
    people > 0 && counted(people, "name or address of a person", "names or addresses of people"),
    references > 0 &&
      counted(references, "reference that led elsewhere", "references that led elsewhere"),
    values > 0 && counted(values, "value from the record", "values from the record"),
  ].filter((one) => one !== false);
  const prompts = said.length === 0 ? null : `Now prompts in brackets: ${said.join(", ")}.`;
  const without =
    drawn === 0
      ? null
      : `Left out: ${drawn === 1 ? "a part" : `${drawn} parts`} drawn from the document’s details.`;
  return [prompts, without].filter((one) => one !== null).join(" ") || null;
}
