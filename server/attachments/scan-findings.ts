import type { AttachmentDatum, UnreadPart, UnreadReason } from "#app/domain/attachment.ts";
import { PrivateDataSearch, type PrivateDatum } from "#app/domain/private-data.ts";
import { watchedNames, type WatchedNames } from "#app/domain/private-data/watched-names.ts";
import { READING_LIMITS, type AttachmentPageText, type Reading } from "./reading.ts";

/** Collects the findings in a file and the files inside it, within the limits. */
export class ScanFindings {
  readonly #data: AttachmentDatum[] = [];
  readonly #unread: UnreadPart[] = [];
  readonly #names: WatchedNames | null;
  readonly #words: AttachmentPageText[] | null;
  #letters = 0;
  #kept = 0;

  /**
   * @param watched the names to watch for (L68).
   * @param keepsText whether the words of its pages are wanted, too.
   */
  constructor(watched: readonly string[], keepsText = false) {
    this.#names = watchedNames(watched);
    this.#words = keepsText ? [] : null;
  }

  /**
   * Searches a text, whole or in pieces; returns false where it exceeds the limit, and so is not
   * searched to its end.
   * @param at a page, or a place in words.
   */
  look(file: string | null, at: number | string | null, text: string | Iterable<string>): boolean {
    const where = [
      at === null ? [] : [typeof at === "number" ? `page ${at}` : at],
      file === null ? [] : [`“${file}”`],
    ].flat();
    const place = where.length === 0 ? "the text" : where.join(" of ");
    const search = new PrivateDataSearch({ names: this.#names });
    // A file's own details stand on none of its pages.
    const words =
      this.#words === null || typeof at === "string"
        ? null
        : new PageTextSoFar(READING_LIMITS.keptLetters - this.#kept);
    const keep = () => {
      if (words !== null && words.text !== "") {
        const page = file === null && typeof at === "number" ? at : null;
        this.#words?.push({ page, words: words.text, flagged: words.flagged });
        this.#kept += words.text.length;
      }
    };
    for (const piece of typeof text === "string" ? [text] : text) {
      this.#letters += piece.length;
      if (this.#letters > READING_LIMITS.letters) {
        for (const found of search.end()) words?.flag(found);
        keep();
        return false;
      }
      // Beyond the limit of findings nothing can be added: the rest is only counted.
      const isWanted = this.#data.length < READING_LIMITS.data || words?.isTaking === true;
      words?.add(piece);
      if (isWanted) this.#keep(place, words, search.add(piece));
    }
    this.#keep(place, words, search.end());
    keep();
    return true;
  }

  #keep(
    place: string,
    words: PageTextSoFar | null,
    all: Iterable<Omit<PrivateDatum, "place">>,
  ): void {
    for (const found of all) {
      words?.flag(found);
      const { kind, shown } = found;
      // A file may say it in two ways, such as an e-mail as plain text and as HTML.
      const isKnown = this.#data.some(
        (one) => one.place === place && one.kind === kind && one.shown === shown,
      );
      if (!isKnown && this.#data.length < READING_LIMITS.data) {
        this.#data.push({ place, kind, shown });
      }
    }
  }

  unread(file: string | null, pages: readonly number[] | null, why: UnreadReason): void {
    if (pages !== null && pages.length === 0) return;
    if (this.#unread.length < READING_LIMITS.unread) this.#unread.push({ file, pages, why });
    // Replaces the last entry when there is no room to list every unread part.
    else this.#unread[READING_LIMITS.unread - 1] = { file: null, pages: null, why: "limit" };
  }

  of(mediaType: string): Reading {
    const scan = { data: this.#data, unread: this.#unread };
    return { mediaType, scan, ...(this.#words && { words: this.#words }) };
  }
}

/** Words of a page, or of a file without pages, with what looks private among them. */
class PageTextSoFar {
  text = "";
  readonly flagged: [number, number][] = [];
  readonly #most: number;

  /** @param most the letters that there is room for. */
  constructor(most: number) {
    this.#most = Math.max(0, most);
  }

  get isTaking(): boolean {
    return this.text.length < this.#most;
  }

  add(piece: string): void {
    if (this.isTaking) this.text += piece.slice(0, this.#most - this.text.length);
  }

  flag({ start, end }: Pick<PrivateDatum, "start" | "end">): void {
    const { flagged } = this;
    if (start >= this.#most || flagged.length > READING_LIMITS.flagged) return;
    // Where there are too many, everything behind counts as one.
    flagged.push([start, flagged.length === READING_LIMITS.flagged ? this.#most : end]);
  }
}
