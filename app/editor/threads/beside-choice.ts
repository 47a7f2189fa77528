/** The key under which a browser remembers that somebody rather sees the people. */
const CHOICE = "desk-beside";

/** Reads what somebody last chose to see beside a text; null where they never did. */
export function chosenBeside(): string | null {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    // A browser that blocks storage remembers nothing.
    return null;
  }
}

export function rememberBeside(choice: "people" | "threads"): void {
  try {
    localStorage.setItem(CHOICE, choice);
  } catch {
    // A browser without storage shows comments first.
  }
}
