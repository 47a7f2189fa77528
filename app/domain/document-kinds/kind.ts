import type { LayoutProfile } from "#app/domain/layout.ts";
import type { PageLanguage } from "#app/domain/public-page/content.ts";

/**
 * A kind of document: all that the desk decides by it. Its first text is its template in
 * app/document/templates.
 */
export interface KindOfDocument {
  readonly name: string;
  /** Its purpose, for whoever chooses a kind. */
  readonly hint: string;
  /** The title of its PDF where neither a caption nor a Re: line has one (L27). */
  readonly paperTitle: string;
  /** Its name on the public page, and in the names of files. */
  readonly publicName: Readonly<Record<PageLanguage, string>>;
  /** The layouts that it can use; the first is the default. */
  readonly layouts: readonly LayoutProfile[];
  /** The head of a letter; null for papers with a caption. */
  readonly letter: LetterRules | null;
  /** Null for letters. */
  readonly caption: {
    readonly title: string;
    /** The lines under the title. */
    readonly designations: readonly string[];
  } | null;
  /**
   * Whether it opens a lawsuit, or belongs to one on the docket; null for letters.
   */
  readonly suit: "opens" | "joins" | null;
  /** Whether it is the pleading of the plaintiffs, which pleads exhaustion and enforces requests. */
  readonly pleads: boolean;
  /** The signature that it has: counsel's (FRCP 11(a)), that of who declares it, or the judge's. */
  readonly signedBy: "counsel" | "declarant" | "judge";
  /** The exhibits that its draft begins with. */
  readonly exhibits: "requests" | "requests-and-responses" | null;
  /** Whether it asks an agency for records: a lawsuit enforces it, and the public page tells of it. */
  readonly asksForRecords: boolean;
  /** Whether it says what follows from the clock of a request, which may change afterwards (L16). */
  readonly reliesOnClock: boolean;
  /** Whether the other side signs it, too. */
  readonly isJoint: boolean;
}

interface LetterRules {
  /** The first line of the addressee; null where its drafters choose one. */
  readonly office: string | null;
  /** A prompt in place of the agency's address on record; null where that is printed. */
  readonly addressPrompt: string | null;
  /** Whether it asks for a waiver of fees. */
  readonly feeWaiver: boolean;
  /** Marked as an appeal, 6 C.F.R. § 5.8(a)(1). */
  readonly isAppeal: boolean;
}
