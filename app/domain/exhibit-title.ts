import { withoutHiddenSigns } from "./hidden-signs.ts";

/** The default title of an exhibit: its file name without the extension. */
export function titleOfFile(fileName: string): string {
  const name = withoutHiddenSigns(fileName.replace(/^.*[/\\]/u, ""))
    .replace(/\.pdf$/iu, "")
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what is taken out
    .replaceAll(/[\u0000-\u001F\u007F\u2028\u2029]|\p{Surrogate}/gu, "")
    .replaceAll(/[_\s]+/gu, " ")
    .trim();
  return name === "" ? "Exhibit" : [...name].slice(0, 300).join("").slice(0, 300).trim();
}
