import canonicalize from "canonicalize";
import type { DocumentKind, LayoutProfile } from "#app/domain/document.ts";
import type { Finding } from "#app/domain/readiness.ts";
import { privateDataIn, type PrivateDatum } from "#app/domain/private-data.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import {
  canonicalProse,
  canonicalVersion,
  type VersionContent,
} from "#app/document/version/canonical.ts";
import {
  keepAsClause,
  keepAsTemplate,
  type LeftBehind,
} from "#app/document/organization-texts/keep.ts";
import type { PersonalText } from "#app/document/organization-texts/people-in-text.ts";
import { begunText, type BegunDocument } from "#app/document/organization-texts/begin.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { clauseText } from "#app/document/organization-texts/clause-text.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { proseToHtml } from "#app/document/rendering/html.ts";
import { sourcedFieldsIn } from "#app/document/details/sourced-fields.ts";
import { findingsOf } from "#app/document/readiness/findings.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import { paintOf, type TextPaint } from "#app/document/rendering/text-paint.ts";
import { passagesOf } from "#app/document/rendering/passages.ts";
import { searchableText, type SearchableText } from "#app/document/rendering/searchable-text.ts";
import { ProseError, type ProseJSON } from "#app/document/prose.ts";
import { sha256 } from "#server/digest.ts";
import { newBlockId } from "#server/new-block-id.ts";
import { firstText, type FirstText } from "./first-text.ts";
import { inThisRelease } from "./this-release.ts";

/** A text that an organization keeps, as canonical JSON of its prose. */
interface KeptContent {
  readonly content: string;
  /** Its words, by which it is found. */
  readonly words: string;
  readonly left: LeftBehind;
}

export type { SearchableText } from "#app/document/rendering/searchable-text.ts";

/** A version's canonical JSON (RFC 8785) and its SHA-256 in hexadecimal. */
interface CanonicalText {
  readonly text: string;
  readonly hash: string;
}

/** A new draft's first text, ready to be stored. */
interface BegunDraft {
  readonly text: FirstText;
  /** The names of its fields whose value comes from the record (L35). */
  readonly sourced: readonly string[];
}

/** Tasks whose cost grows with the text, their first argument. Pure, but for the ids of a new text. */
export interface TextTasks {
  /** Refuses `text-incomplete` with the block at fault where the text is not valid. */
  canonical(prose: ProseJSON, rest: Omit<VersionContent, "prose">): Outcome<CanonicalText>;
  /**
   * A text as an organization keeps it. Refuses as `canonical` does.
   * @param people whose names stay behind; null for nobody's.
   */
  kept(
    prose: ProseJSON,
    as: "clause" | "template",
    people: readonly PersonalText[] | null,
  ): Outcome<KeptContent>;
  /** A new draft's text, written as its first update. Refuses `text-incomplete` as `canonical` does. */
  first(prose: ProseJSON): Outcome<BegunDraft>;
  /** The same of a draft that begins with a kept text, which is given as it is stored. */
  begun(content: string, schemaVersion: number, document: BegunDocument): Outcome<BegunDraft>;
  html(prose: ProseJSON, page: PageDetails): Outcome<string>;
  /** As a page shows it that an editor may take over. */
  paint(prose: ProseJSON, page: PageDetails): Outcome<TextPaint>;
  /** `typed` holds the fields typed outside the text, `watched` the names to watch for (L68). */
  privateData(
    prose: ProseJSON,
    typed: unknown,
    watched: readonly string[],
  ): Outcome<PrivateDatum[]>;
  /** Finds all that keeps the text from review, except private data. */
  findings(
    prose: ProseJSON,
    details: DocumentDetails,
    kind: DocumentKind,
    layoutProfile: LayoutProfile,
  ): Outcome<Finding[]>;
  /** The text as it is searched, with its blocks; `typed` holds the fields typed outside of it. */
  searchable(prose: ProseJSON, typed: unknown): Outcome<SearchableText>;
  /** The same of a version as it is stored; nothing of one that can't be read. */
  searchableVersion(content: string, besides: readonly string[]): Outcome<SearchableText>;
}

const NO_TEXT =
  "There is no text in this that can be kept: a caption, signature blocks and exhibits are drawn from one document’s details. Nothing was kept.";

function canonicalJson(prose: ProseJSON): string {
  const text = canonicalize(prose);
  if (text === undefined) throw new ProseError("the text is not JSON", 0);
  return text;
}

/** The tasks run in this thread: for short texts, inside the worker, and in tests. */
export const TEXT_TASKS: TextTasks = {
  canonical(prose, rest) {
    try {
      const text = canonicalVersion({ ...rest, prose });
      return done({ text, hash: sha256(text) });
    } catch (error) {
      if (!(error instanceof ProseError)) throw error;
      return refuse(
        "text-incomplete",
        `${error.message} The draft is unchanged; mend that place and try again.`,
      );
    }
  },
  kept(prose, as, people) {
    try {
      // Checked before it is gone through: what comes from outside may be of any shape.
      const { content } = canonicalProse(prose);
      const keep = as === "clause" ? keepAsClause : keepAsTemplate;
      const { places } = drawnPage({ type: "doc", content });
      const { nodes, left } = keep(content, {
        people,
        citationOf: (one) => places.citationOf(one),
      });
      if (nodes.length === 0) return refuse("bad-input", NO_TEXT);
      const kept = canonicalProse({ type: "doc", content: nodes });
      return done({ content: canonicalJson(kept), words: clauseText(kept), left });
    } catch (error) {
      if (!(error instanceof ProseError)) throw error;
      return refuse(
        "text-incomplete",
        `${error.message} Nothing was kept; mend that and try again.`,
      );
    }
  },
  first(prose) {
    try {
      const text = firstText(prose);
      const sourced = new Set<string>(sourcedFieldsIn(prose).map(({ name }) => name));
      return done({ text, sourced: [...sourced] });
    } catch (error) {
      if (!(error instanceof ProseError)) throw error;
      return refuse("text-incomplete", `${error.message} No document can begin with this text.`);
    }
  },
  begun(content, schemaVersion, document) {
    const prose = inThisRelease(JSON.parse(content) as ProseJSON, schemaVersion);
    return prose.ok ? TEXT_TASKS.first(begunText(prose.value, newBlockId, document)) : prose;
  },
  html: (prose, page) => done(proseToHtml(prose, { page })),
  paint: (prose, page) => done(paintOf(prose, page)),
  privateData: (prose, typed, watched) => done(privateDataIn(passagesOf(prose, typed), watched)),
  findings: (prose, details, kind, layoutProfile) =>
    done(findingsOf(prose, details, kind, layoutProfile)),
  searchable: (prose, typed) => done(searchableText(prose, typed)),
  searchableVersion(content, besides) {
    const { prose, facts } = contentIn(content);
    return done(searchableText(prose, facts, besides));
  },
};

function contentIn(content: string): { readonly prose: ProseJSON; readonly facts: unknown } {
  const nothing: ProseJSON = { type: "doc", content: [] };
  try {
    const read = JSON.parse(content) as { readonly prose?: ProseJSON; readonly facts?: unknown };
    return { prose: read.prose ?? nothing, facts: read.facts ?? null };
  } catch {
    // audit:verify names it.
    return { prose: nothing, facts: null };
  }
}
