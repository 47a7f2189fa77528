/**
 * What browsers, workers and Node all have and the language's own library does not name. The pure
 * folders know these and nothing else of where they run (tsconfig.pure.json).
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
