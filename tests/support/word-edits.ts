import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

/**
 * Changes a Word file as Word would, by its XML: the file's own runs are cut where words begin and end.
 */
export class EditedWord {
  #parts: Record<string, Uint8Array>;
  #next = 9_000;

  constructor(bytes: Uint8Array) {
    this.#parts = unzipSync(bytes);
  }

  get document(): string {
    return this.part("word/document.xml");
  }

  part(name: string): string {
    const bytes = this.#parts[name];
    if (!bytes) throw new Error(`the file has no ${name}`);
    return strFromU8(bytes);
  }

  write(name: string, xml: string): this {
    this.#parts[name] = strToU8(xml);
    return this;
  }

  /** Replaces words without tracking. */
  replace(words: string, by: string): this {
    return this.around(words, ({ before, after, run }) => run(before) + run(by) + run(after));
  }

  /** Replaces words as a tracked change; either may be empty. */
  track(words: string, by: string, author = "Jane Doe", at = "2026-11-20T10:00:00Z"): this {
    return this.around(words, ({ before, after, run }) => {
      const mark = () => `w:id="${(this.#next += 1)}" w:author="${author}" w:date="${at}"`;
      const gone = run(words)
        .replaceAll("<w:t ", "<w:delText ")
        .replaceAll("</w:t>", "</w:delText>");
      const come = by === "" ? "" : `<w:ins ${mark()}>${run(by)}</w:ins>`;
      return `${run(before)}<w:del ${mark()}>${gone}</w:del>${come}${run(after)}`;
    });
  }

  /** Puts a paragraph of the same look behind the one with these words, as a tracked change. */
  trackParagraph(behind: string, words: string, author = "Jane Doe"): this {
    const xml = this.document;
    const at = xml.indexOf(escaped(behind));
    if (at < 0) throw new Error(`the file does not say “${behind}”`);
    const from = Math.max(xml.lastIndexOf("<w:p>", at), xml.lastIndexOf("<w:p ", at));
    const end = xml.indexOf("</w:p>", at) + "</w:p>".length;
    const style = /<w:pStyle [^>]*\/>/u.exec(xml.slice(from, end))?.[0] ?? "";
    const mark = () =>
      `w:id="${(this.#next += 1)}" w:author="${author}" w:date="2026-11-20T10:00:00Z"`;
    const paragraph =
      `<w:p><w:pPr>${style}<w:rPr><w:ins ${mark()}/></w:rPr></w:pPr>` +
      `<w:ins ${mark()}><w:r><w:t xml:space="preserve">${escaped(words)}</w:t></w:r></w:ins></w:p>`;
    return this.write("word/document.xml", xml.slice(0, end) + paragraph + xml.slice(end));
  }

  bytes(): Uint8Array {
    return zipSync(this.#parts);
  }

  private around(
    words: string,
    become: (at: {
      readonly before: string;
      readonly after: string;
      readonly run: (text: string) => string;
    }) => string,
  ): this {
    const xml = this.document;
    const at = xml.indexOf(escaped(words));
    if (at < 0) throw new Error(`the file does not say “${words}”`);
    const from = Math.max(xml.lastIndexOf("<w:r>", at), xml.lastIndexOf("<w:r ", at));
    const to = xml.indexOf("</w:r>", at) + "</w:r>".length;
    const run = xml.slice(from, to);
    const start = run.indexOf(">", run.indexOf("<w:t")) + 1;
    const end = run.indexOf("</w:t>");
    const text = run.slice(start, end);
    const cut = text.indexOf(escaped(words));
    const properties = /<w:rPr>.*?<\/w:rPr>/su.exec(run)?.[0] ?? "";
    const made = become({
      before: text.slice(0, cut),
      after: text.slice(cut + escaped(words).length),
      run: (part) =>
        part === "" ? "" : `<w:r>${properties}<w:t xml:space="preserve">${part}</w:t></w:r>`,
    });
    return this.write("word/document.xml", xml.slice(0, from) + made + xml.slice(to));
  }
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
