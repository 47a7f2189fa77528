import { createHash } from "node:crypto";
import { privateDataIn, type PrivateDatum } from "../../app/domain/private-data";
import { done, refuse, type Outcome } from "../../app/domain/refusal";
import { canonicalVersion, type VersionContent } from "../../app/prose/canonical";
import type { DraftFacts } from "../../app/prose/facts";
import { proseToHtml } from "../../app/prose/html";
import { openEndsOf, type OpenEnd } from "../../app/prose/open-ends";
import type { PageFacts } from "../../app/prose/page-facts";
import { passagesOf } from "../../app/prose/passages";
import { ProseError, type ProseJSON } from "../../app/prose/prose";

/** A version's canonical JSON (RFC 8785) and its SHA-256 in hexadecimal. */
export interface CanonicalText {
  readonly text: string;
  readonly hash: string;
}

/** Work that grows with a text, each with the text first. Pure. */
export interface TextTasks {
  /** Refuses `text-incomplete` with the block at fault where the text is not legal text. */
  canonical(prose: ProseJSON, rest: Omit<VersionContent, "prose">): Outcome<CanonicalText>;
  html(prose: ProseJSON, page: PageFacts): Outcome<string>;
  /** `typed` is what is typed beside the text. */
  privateData(prose: ProseJSON, typed: unknown): Outcome<PrivateDatum[]>;
  openEnds(prose: ProseJSON, facts: DraftFacts): Outcome<OpenEnd[]>;
}

/** In this thread: for short texts, in the worker, and in tests. */
export const TEXT_TASKS: TextTasks = {
  canonical(prose, rest) {
    try {
      const text = canonicalVersion({ ...rest, prose });
      return done({ text, hash: createHash("sha256").update(text, "utf8").digest("hex") });
    } catch (error) {
      if (!(error instanceof ProseError)) throw error;
      return refuse(
        "text-incomplete",
        `${error.message} The draft is unchanged; mend that place and try again.`,
      );
    }
  },
  html: (prose, page) => done(proseToHtml(prose, { page })),
  privateData: (prose, typed) => done(privateDataIn(passagesOf(prose, typed))),
  openEnds: (prose, facts) => done(openEndsOf(prose, facts)),
};
