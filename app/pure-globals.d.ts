/**
 * Declares globals that browsers, workers and Node all have and the language's own library does not
 * name. The pure folders know these and nothing else of where they run (tsconfig.pure.json).
 */
declare class URL {
  constructor(url: string, base?: string);
  readonly protocol: string;
  readonly hostname: string;
}

declare class URLSearchParams {
  constructor(init?: string);
  get(name: string): string | null;
}

/**
 * The element that Tiptap hands to the rules by which HTML is read, as far as the nodes ask of it.
 */
interface HTMLElement {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly children: { readonly length: number };
  readonly firstElementChild: { getAttribute(name: string): string | null } | null;
  readonly style: Readonly<Record<string, string>>;
  getAttribute(name: string): string | null;
}
