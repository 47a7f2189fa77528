/**
 * The parts of a DOM element that parsing HTML needs, declared here so that the nodes need no DOM
 * types (app/tsconfig.pure.json).
 */
export interface ParsedElement {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly children: { readonly length: number };
  readonly firstElementChild: Pick<ParsedElement, "getAttribute"> | null;
  getAttribute(name: string): string | null;
}

/** An attribute's value if `is` accepts it, else null. */
export function attributeOf<T extends string>(
  element: Pick<ParsedElement, "getAttribute">,
  name: string,
  is: (value: unknown) => value is T,
): T | null {
  const value = element.getAttribute(name);
  return is(value) ? value : null;
}
