import type { FilingMethod } from "#app/domain/filing.ts";
import type { DemoPerson } from "./people.ts";

/** A step of a document, taken by one of the demonstration's people. */
export type DemoStep =
  | { readonly step: "submit" | "sign-off"; readonly by: DemoPerson }
  | {
      readonly step: "ask-for-changes" | "withdraw";
      readonly by: DemoPerson;
      readonly reason: string;
    }
  | { readonly step: "write"; readonly by: DemoPerson; readonly words: WrittenText }
  | { readonly step: "file"; readonly by: DemoPerson; readonly filing: DemoFiling }
  | {
      readonly step: "correct";
      readonly by: DemoPerson;
      readonly filing: Pick<DemoFiling, "filedOn" | "method" | "addressee">;
    }
  /** The document supersedes the one with that id. */
  | { readonly step: "supersede"; readonly by: DemoPerson; readonly documentId: string };

/** Text typed into a block of the draft. */
export interface WrittenText {
  /** The block's id. */
  readonly blockId: string;
  /** The text that it replaces. */
  readonly instead: string;
  readonly text: string;
}

export interface DemoFiling {
  /** ISO date. */
  readonly filedOn: string;
  readonly method: FilingMethod;
  readonly addressee: string;
  /**
   * How each signer consented to "/s/ Name"; null where a line for a handwritten signature is
   * printed.
   */
  readonly consent: string | null;
}
