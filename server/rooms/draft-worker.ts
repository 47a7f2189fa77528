/** Runs in a worker: bytes in, bytes or prose out. See workers.ts. */
import { parentPort } from "node:worker_threads";
import * as Y from "yjs";
import type { DraftProse } from "~/document/draft-prose";
import { flowRoot } from "~/document/flow/root";
import type { PageFacts } from "~/prose/page-facts";
import type { IdRanges } from "~/protocol/id-ranges";
import type { Task, TaskAnswer } from "./draft-lane";
import type { MeasuredInput } from "./update-costs";
import { readKnowledge } from "./words";

/** A draft that has been through a document. */
export interface Compacted {
  readonly bytes: Uint8Array;
  /**
   * Everything deleted in it: also what nobody deleted by name, since a document removes by itself
   * what two people set, or put into something removed, at the same moment.
   */
  readonly deleted: IdRanges;
}

export interface DraftTasks {
  compact(parts: readonly Uint8Array[]): Promise<Compacted>;
  prose(update: Uint8Array): Promise<DraftProse>;
  html(draft: Uint8Array | DraftOnPage): Promise<string>;
  measure(input: MeasuredInput): Promise<void>;
}

/** A draft's bytes with the facts that it is drawn with. */
export interface DraftOnPage {
  readonly update: Uint8Array;
  readonly page: PageFacts;
}

/** What a worker can do; tests of the rooms call it in their own thread. */
export const DRAFT_TASKS: DraftTasks = {
  async compact(parts) {
    const document = new Y.Doc();
    flowRoot(document);
    document.transact(() => {
      for (const part of parts) Y.applyUpdate(document, part);
    });
    const { pendingStructs, pendingDs } = document.store;
    if (pendingStructs || pendingDs)
      throw new Error("some words build on others that are not there");
    const bytes = Y.encodeStateAsUpdate(document);
    return { bytes, deleted: readKnowledge(bytes).deleted };
  },
  // Compaction, which comes most often, starts without the editor's whole schema.
  async prose(update) {
    const { readableProse } = await import("~/document/draft-prose");
    return readableProse(update);
  },
  async html(draft) {
    const { contentsFromUpdate } = await import("~/document/draft-prose");
    const { proseWithPlaceholders } = await import("~/document/placeholders");
    const { proseToHtml } = await import("~/prose/html");
    const { update, page } =
      draft instanceof Uint8Array ? { update: draft, page: undefined } : draft;
    const prose = proseWithPlaceholders(contentsFromUpdate(update));
    return proseToHtml(prose, page ? { page } : {});
  },
  // Ended on the way, what it has noted in the shared memory is there still.
  async measure({ parts, progress }) {
    const document = new Y.Doc();
    for (const [index, part] of parts.entries()) {
      const started = performance.now();
      Y.applyUpdate(document, part);
      progress[index + 1] = performance.now() - started;
      progress[0] = index + 1;
    }
  },
};

parentPort?.on("message", (task: Task) => void answer(task));

async function answer({ id, name, input }: Task): Promise<void> {
  let answer: TaskAnswer;
  try {
    const task = DRAFT_TASKS[name] as (input: unknown) => Promise<unknown>;
    answer = { id, output: await task(input) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? error.message : String(error) };
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, no window
  parentPort?.postMessage(answer);
}
