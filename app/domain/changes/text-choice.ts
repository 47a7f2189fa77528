/** A moment of a draft by its number. */
export interface PastState {
  readonly generation: number;
  readonly sequence: number;
}

/** A text of a document: a version by its number, the draft as it is, or as it was at a moment. */
export type TextChoice = number | "draft" | PastState;

/** A text in an address: "3", "draft", or "at-2-345" for the draft as it was at a moment. */
export function textAddress(text: TextChoice): string {
  return typeof text === "object" ? `at-${text.generation}-${text.sequence}` : String(text);
}

/** The moment that an address names; null for anything else. */
export function stateAt(address: string): PastState | null {
  const [, generation, sequence] = /^at-(\d{1,9})-(\d{1,9})$/u.exec(address) ?? [];
  if (generation === undefined || sequence === undefined) return null;
  return { generation: Number(generation), sequence: Number(sequence) };
}
