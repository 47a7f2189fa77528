/** One person's browser, as much of it as the stories need; each driver gives the same. */
export interface BrowserDriver {
  readonly engine: Engine;
  /** Signs in, and goes nowhere. */
  signIn(url: string, email: string, password: string): Promise<void>;
  goto(address: string): Promise<void>;
  /** Runs a function of page-text.ts in the page. */
  ask<Argument, Answer>(
    question: (argument: Argument) => Answer | Promise<Answer>,
    argument: Argument,
  ): Promise<Answer>;
  /** One key, or several at once: "Control+x". */
  press(keys: string): Promise<void>;
  /** One letter, as a keyboard types it. */
  letter(letter: string): Promise<void>;
  click(
    x: number,
    y: number,
    how?: { readonly count?: number; readonly shift?: boolean },
  ): Promise<void>;
  drag(from: readonly [x: number, y: number], to: readonly [x: number, y: number]): Promise<void>;
  /** Composes these one after the other with an input method, and takes the last; false: can't. */
  compose(steps: readonly string[], between: () => Promise<void>): Promise<boolean>;
  close(): Promise<void>;
}

export const ENGINES = ["chromium", "firefox"] as const;
/** WebKitGTK needs a display and is asked for by its name. */
export type Engine = (typeof ENGINES)[number] | "webkit";
