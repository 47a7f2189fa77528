/** The data that the templates under page/ and profiles/ read: plain JSON, never markup. */

/**
 * A run of text: a string, or one with its marks: b bold, i italic, u underlined, c small caps, p
 * superscript, d subscript, x struck out, h the address of a link, o without line breaks.
 */
export type PrintedRun =
  | string
  | {
      readonly k: "text";
      readonly s: string;
      readonly b?: true;
      readonly i?: true;
      readonly u?: true;
      readonly c?: true;
      readonly p?: true;
      readonly d?: true;
      readonly x?: true;
      readonly o?: true;
      readonly h?: string;
    }
  | { readonly k: "br" }
  | { readonly k: "fn"; readonly r: readonly PrintedRun[] }
  /** A cross-reference, printed as `s`, linking to the block labeled `to`. */
  | { readonly k: "ref"; readonly s: string; readonly to: string }
  /** A named blank for a field without a value, or for something missing. */
  | { readonly k: "blank"; readonly s: string }
  | { readonly k: "lost"; readonly s: string };

/** `at` is the id of a block that reports its pages. */
interface Located {
  readonly at?: string;
}

/** `to` is the label of a block that a cross-reference leads to. */
interface Labeled extends Located {
  readonly to?: string;
}

export interface ListItemData extends Labeled {
  /** Its label; empty for a bullet. */
  readonly n: string;
  readonly r: readonly PrintedRun[];
  readonly sub?: readonly ListData[];
}

export interface ListData {
  readonly k: "list";
  readonly ordered: boolean;
  /** The number of levels it skips below the list around it. */
  readonly skip: number;
  readonly items: readonly ListItemData[];
}

export interface CellData {
  readonly x: number;
  readonly across: number;
  readonly down: number;
  readonly head: boolean;
  readonly blocks: readonly BlockData[];
}

interface SignedLine {
  /** "/s/ Name", or null for a blank line to sign on. */
  readonly signed: string | null;
  readonly lines: readonly string[];
}

export interface SigningParty extends Located {
  /** Null where the lines below name the organization. */
  readonly name: string | null;
  readonly signers: readonly SignedLine[];
  readonly lost?: string;
}

export interface BodyData extends Labeled {
  readonly k: "body";
  readonly r: readonly PrintedRun[];
  /** Whether it has line breaks, as an address does: its first line is then not indented. */
  readonly broken: boolean;
  /** Few lines that stay on one page: an address, or the words above a signature with the name. */
  readonly together?: true;
  /** "Respectfully submitted," which stays on the page of the following signatures. */
  readonly closing?: true;
}

export type BlockData =
  | BodyData
  | ({
      readonly k: "heading";
      readonly r: readonly PrintedRun[];
      readonly l: number;
      readonly tag: number;
      readonly n?: string;
    } & Labeled)
  | ({
      readonly k: "numbered";
      readonly r: readonly PrintedRun[];
      readonly l: number;
      readonly n: string;
    } & Labeled)
  | ({ readonly k: "quote"; readonly r: readonly PrintedRun[] } & Labeled)
  | ListData
  | {
      readonly k: "table";
      readonly columns: number;
      readonly head: number;
      readonly rows: readonly (readonly CellData[])[];
    }
  | { readonly k: "signatures"; readonly parties: readonly SigningParty[] }
  | { readonly k: "caption" }
  | ({ readonly k: "exhibit"; readonly n: string; readonly title: string } & Labeled)
  | { readonly k: "break" }
  | ({ readonly k: "empty" } & Located);

export interface LetterData {
  readonly organizations: readonly { readonly name: string; readonly lines: readonly string[] }[];
  readonly date: string;
  readonly delivery: string | null;
  readonly addressee: readonly string[];
  readonly re: readonly PrintedRun[] | null;
  readonly flags: readonly string[];
}

export interface CaptionData {
  readonly counsel: readonly { readonly lines: readonly string[] }[];
  /** The court, its district and its division, one line each. */
  readonly court: readonly string[];
  readonly plaintiffs: readonly CaptionParty[];
  readonly defendants: readonly CaptionParty[];
  /** "Plaintiffs", "Defendant". */
  readonly plaintiffsAre: string;
  readonly defendantsAre: string;
  /** "Case No.", in the court's wording. */
  readonly numberLabel: string;
  readonly caseNumber: string | null;
  readonly paperTitle: string;
  readonly designations: readonly (readonly PrintedRun[])[];
}

interface CaptionParty {
  readonly name: string;
  readonly address: readonly string[];
}

export interface ExhibitData {
  /** "Exhibit A". */
  readonly n: string;
  readonly title: string;
  /** The path of its PDF for the compiler. */
  readonly file: string;
  /** 0 where its pages are left out. */
  readonly pages: number;
}

export interface PageData {
  readonly title: string;
  readonly language: string;
  readonly region: string | null;
  readonly marking: string | null;
  readonly letter: LetterData | null;
  readonly caption: CaptionData | null;
  /** Whether blocks report their pages. */
  readonly located: boolean;
  readonly blocks: readonly BlockData[];
  /** The exhibits after the text, in the order of their letters. */
  readonly exhibits: readonly ExhibitData[];
}
