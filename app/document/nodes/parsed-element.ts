/**
 * What the rules by which HTML is read ask of an element. The browser's own elements have all of it;
 * named here so that the text's nodes need no types of a browser (app/tsconfig.pure.json).
 */
export interface ParsedElement {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly children: { readonly length: number };
  readonly firstElementChild: Pick<ParsedElement, "getAttribute"> | null;
  getAttribute(name: string): string | null;
}

/** The attribute of this name; the answer to `is` says whether it may stand in a text, else null. */
export function attributeOf<T extends string>(
  element: Pick<ParsedElement, "getAttribute">,
  name: string,
  is: (value: unknown) => value is T,
): T | null {
  const value = element.getAttribute(name);
  return is(value) ? value : null;
}
