import { execFileSync } from "node:child_process";
import { OTHER_STYLES } from "#app/document/word/styles.ts";
import { installed } from "#tests/support/debian-package.ts";

const PANDOC = "/usr/bin/pandoc";

export function installPandoc(): void {
  installed([PANDOC], "pandoc");
}

/** A node of pandoc's tree: its type, and content whose shape follows from it. */
interface PandocNode {
  readonly t: string;
  readonly c?: unknown;
}

/** A change as pandoc reads it: the classes and attributes of its span. */
export interface PandocChange {
  readonly kind: string;
  readonly author: string;
}

/** Styles of paragraphs that are printed from details, as pandoc names them. */
const GENERATED: ReadonlySet<string> = new Set(
  (["caption", "signatureBlock", "exhibit", "letterOpening", "tableGap"] as const).map(
    (name) => OTHER_STYLES[name].name,
  ),
);

/**
 * The words of a Word file in pandoc's eyes, with all tracked changes accepted or rejected: without
 * notes, and without paragraphs that are printed from details.
 */
export function pandocWords(file: string, settle: "accept" | "reject"): string {
  const words: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) {
      if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
      return;
    }
    if (value.t === "Note") return;
    if (value.t === "Div" && GENERATED.has(styleOf(value))) return;
    if (value.t === "Str") words.push(value.c as string);
    else if (/^(?:Space|SoftBreak|LineBreak)$/u.test(value.t)) words.push(" ");
    else {
      visit(value.c);
      if (/^(?:Para|Plain|Header)$/u.test(value.t)) words.push(" ");
    }
  };
  visit(tree(file, settle).blocks);
  return words.join("");
}

/** The changes and comments of a Word file in pandoc's eyes. */
export function pandocChanges(file: string): PandocChange[] {
  const changes: PandocChange[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    if (value.t === "Span") {
      const [[, classes, attributes]] = value.c as [[string, string[], [string, string][]]];
      const author = attributes.find(([name]) => name === "author")?.[1];
      if (author !== undefined) changes.push({ kind: classes.join(" "), author });
    }
    visit(value.c);
  };
  visit(tree(file, "all").blocks);
  return changes;
}

function tree(file: string, settle: string): { readonly blocks: unknown } {
  const options = ["--from=docx+styles", "--to=json", `--track-changes=${settle}`, file];
  const written = execFileSync(PANDOC, options, { maxBuffer: 64_000_000, timeout: 60_000 });
  return JSON.parse(written.toString()) as { readonly blocks: unknown };
}

function isNode(value: unknown): value is PandocNode {
  return typeof value === "object" && value !== null && "t" in value;
}

function styleOf({ c }: PandocNode): string {
  const [[, , attributes]] = c as [[string, string[], [string, string][]]];
  return attributes.find(([name]) => name === "custom-style")?.[1] ?? "";
}
