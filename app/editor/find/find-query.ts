import { Fragment, Slice } from "@tiptap/pm/model";
import type { EditorState } from "@tiptap/pm/state";
import { SearchQuery, type SearchResult } from "prosemirror-search";

/** What somebody looks for and what to put in its place. */
export interface Search {
  readonly words: string;
  readonly replacement?: string;
  readonly matchCase?: boolean;
  readonly wholeWords?: boolean;
}

/**
 * The query for prosemirror-search (its plugin and commands take it as it is) in which every sign
 * means itself. Written as a literal search it would drop "$5" from a replacement, taking it for the
 * place of something found, and be off by a letter after letters that grow in lower case.
 */
export function findQuery(search: Search): SearchQuery {
  return new PlainQuery(search);
}

class PlainQuery extends SearchQuery {
  constructor({ words, replacement = "", matchCase = false, wholeWords = false }: Search) {
    super({
      search: words.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`),
      replace: replacement,
      regexp: true,
      literal: true,
      caseSensitive: matchCase,
      wholeWord: wholeWords,
      // A footnote's edges read as blanks; what is found stands within one text.
      filter: ({ doc }, { from, to }) => doc.resolve(from).sameParent(doc.resolve(to)),
    });
  }

  /** The whole match, replaced by the words as they were typed, in the match's marks. */
  override getReplacements(state: EditorState, { from, to }: SearchResult) {
    const marks = state.doc.resolve(from).marksAcross(state.doc.resolve(to));
    const words = this.replace === "" ? null : state.schema.text(this.replace, marks);
    return [{ from, to, insert: new Slice(Fragment.from(words), 0, 0) }];
  }
}
