import { gunzipSync, gzipSync } from "node:zlib";
import { done, refuse } from "#app/domain/refusal.ts";
import { NOTHING_ALONG, type LeavingChoices } from "#app/domain/word-leaving.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { Resources } from "#server/services/index.ts";
import type { PlannedChange, WordPlan, WordReport } from "#server/word/bring/planned.ts";
import { keptSuggestion } from "#server/workers/margin/kept-suggestion.ts";

/** A Word file as these tests have it: what a reader would find, as JSON. */
export interface PaperWordFile {
  readonly report: WordReport;
  readonly blocks: readonly ProseNode[];
  readonly plan: WordPlan;
}

export const NO_REPORT: WordReport = {
  title: null,
  paragraphs: 1,
  words: 2,
  changes: [],
  comments: [],
  notKept: [],
  code: null,
};

export const NO_PLAN: WordPlan = {
  alignedBy: "keys",
  tracked: [],
  silent: [],
  changes: [],
  talk: [],
  fates: [],
  leftOut: [],
  beyond: { changes: 0, comments: 0, silent: 0, leftOut: 0 },
};

/** The text as it is, with all that may go along but what some people alone see. */
export const CURRENT = { is: "current" } as const;
export const ALL_ALONG: LeavingChoices = {
  ...NOTHING_ALONG,
  names: true,
  times: true,
  suggestions: true,
  comments: true,
};

/** Reads such files; what asks for a plan is told to `asked`. */
export function paperWord(
  asked: (input: Parameters<Resources["wordFiles"]["plan"]>[0]) => void = () => undefined,
): Resources["wordFiles"] {
  const fileIn = (content: Uint8Array) =>
    JSON.parse(gunzipSync(content).toString("utf8")) as PaperWordFile;
  return {
    async read(bytes) {
      try {
        const file = JSON.parse(Buffer.from(bytes).toString("utf8")) as PaperWordFile;
        const content = new Uint8Array(gzipSync(JSON.stringify(file)));
        return done({ report: file.report, content });
      } catch {
        return refuse("bad-input", "This is not a Word document. Nothing was brought in.");
      }
    },
    async plan(input) {
      asked(input);
      return done(fileIn(input.content).plan);
    },
    async text(content, changes) {
      const { blocks, plan } = fileIn(content);
      return done({ blocks, plan: changes === "suggestions" ? plan : null });
    },
  };
}

export async function* paperWordBytes(file: Partial<PaperWordFile>) {
  const whole = { report: NO_REPORT, blocks: [], plan: NO_PLAN, ...file };
  yield new TextEncoder().encode(JSON.stringify(whole));
}

/** A change of one block, as it would be planned. */
export function changeOf(
  base: ProseNode,
  proposed: ProseNode,
  rest: Partial<PlannedChange> = {},
): PlannedChange {
  const suggestion = keptSuggestion({ base: [base], proposed: [proposed] });
  if (!suggestion.ok) throw new Error(suggestion.refusal.sentence);
  const words = (base.content ?? []).map(({ text = "" }) => text).join("");
  return {
    author: "Jane Doe",
    at: "2026-11-20T10:00:00.000Z",
    isTracked: true,
    where: "¶ 1",
    identity: suggestion.value.baseHash + suggestion.value.proposedHash,
    suggestion: suggestion.value,
    place: {
      blockId: String(base.attrs?.id),
      fromOffset: 0,
      toOffset: words.length,
      quote: words,
      before: "",
      after: "",
    },
    isThere: false,
    adds: false,
    ...rest,
  };
}
