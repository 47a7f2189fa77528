import type { Node } from "@tiptap/pm/model";
import { countThrough } from "./number.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";

/** An exhibit that the text names. */
export interface NamedExhibit {
  /** The id of the exhibit in the details. */
  readonly id: string;
  /** "B" for Exhibit B. */
  readonly letter: string;
}

/** The exhibits that a text names, without duplicates, in the order of their letters. */
export function exhibitsNamed(prose: ProseJSON | Node): NamedExhibit[] {
  const letters = new Map<string, string>();
  countThrough<ProseNode | Node>(prose, {}, ({ type, attrs, number }) => {
    const id = attrs?.id;
    if (type !== "exhibit" || number === null || typeof id !== "string") return;
    if (!letters.has(id)) letters.set(id, number.label);
  });
  return [...letters].map(([id, letter]) => ({ id, letter }));
}
