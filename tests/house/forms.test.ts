import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const app = path.join(import.meta.dirname, "../../app");
const files = readdirSync(app, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/u.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(app, file), "utf8") }));
const saying = (words: RegExp) =>
  files.flatMap(({ file, text }) => (words.test(text) ? [file] : [])).toSorted();

describe("[M31] every form of the product", () => {
  it("goes by the framework's fetch, in whose place keep-forms.ts stands, but for those that lose nothing", () => {
    expect(saying(/<form\b/u)).toEqual([
      // Sends nothing: the words are in the desk.
      "editor/find/FindPanel.tsx",
      "editor/links/LinkDialog.tsx",
      // Asks first, and leaves the page: nothing is typed in it.
      "features/account/SignOutForm.tsx",
      // Sends each file by itself, and says of each whether it arrived (send-file.ts).
      "features/attachments/AttachFiles.tsx",
    ]);
    // The form of the framework that the browser would send itself.
    expect(saying(/<Form\b[^>]*reloadDocument/u)).toEqual([]);
    expect(saying(/\bform\.submit\(\)/u)).toEqual(["features/account/SignOutForm.tsx"]);
  });

  it("is of a route without an answer of its own to a broken connection", () => {
    expect(saying(/\bclientAction\b/u)).toEqual([]);
  });
});
