import { createTypesetter } from "#server/typesetting/index.ts";
import type { Pages, Typesetter, TypesetterOptions } from "#server/typesetting/index.ts";
import type { TypesetInput } from "#server/typesetting/input.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { bundledWorker } from "#tests/support/bundled.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "./details.ts";
import { unheard } from "#tests/support/worker-failures.ts";

/** Asked by anybody, where it does not matter. */
export const ASKED = { by: "somebody" };

export const WORKER_URL = bundledWorker("typesetting-worker");

/** Reports of the process that sets pages, for a test that expects it to go down. */
export interface Reports {
  readonly messages: string[];
}

/** A typesetter as the server has it, with its own process. */
export function openTypesetter(
  options: Partial<TypesetterOptions> = {},
): Typesetter & { readonly reports: Reports } {
  const messages: string[] = [];
  const note = (_details: unknown, message?: string) => {
    messages.push(message ?? "");
  };
  const log = { error: note };
  const typesetter = createTypesetter({
    workerUrl: WORKER_URL,
    log,
    failures: {
      ...unheard,
      threw: () => messages.push("threw"),
      crashed: () => messages.push("crashed"),
    },
    // A busy machine takes its time.
    timeLimit: 100_000,
    ...options,
  });
  return Object.assign(typesetter, { reports: { messages } });
}

let shared: Typesetter | undefined;

/**
 * The one typesetter of all test files that only set pages: its process reads the fonts when it starts,
 * and ends with the tests. It is not closed.
 */
export const sharedTypesetter = (): Typesetter => (shared ??= openTypesetter());

/** Sets pages, and answers them or throws the refusal's sentence. */
export function typesetterForTests(): { set(input: TypesetInput): Promise<Pages> } & {
  refusal(input: TypesetInput): Promise<string>;
} {
  const typeset = (input: TypesetInput) => sharedTypesetter().typeset(input, ASKED);
  return {
    async set(input) {
      const outcome = await typeset(input);
      if (!outcome.ok) throw new Error(outcome.refusal.sentence);
      return outcome.value;
    },
    async refusal(input) {
      const outcome = await typeset(input);
      if (outcome.ok) throw new Error("It was set.");
      return `${outcome.refusal.code}: ${outcome.refusal.sentence}`;
    },
  };
}

/** A draft of a letter by the coalition. */
export function letterInput(prose: ProseJSON, changes: Partial<TypesetInput> = {}): TypesetInput {
  return {
    prose,
    facts: LETTER_DETAILS,
    layoutProfile: "letter",
    marking: { kind: "draft", change: 12 },
    filing: null,
    title: "FOIA request for weekly reports",
    language: "en-US",
    createdAt: new Date("2021-09-09T16:00:00Z"),
    ...changes,
  };
}

/** A draft of a complaint by the coalition, on the pleading paper of the Northern District. */
export function suitInput(prose: ProseJSON, changes: Partial<TypesetInput> = {}): TypesetInput {
  return {
    ...letterInput(prose),
    facts: SUIT_DETAILS,
    layoutProfile: "nd-cal",
    title: "Complaint for Declaratory and Injunctive Relief",
    ...changes,
  };
}
