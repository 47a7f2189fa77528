/** Runs in a worker: bytes in, bytes or prose out. See workers.ts. */
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/root.ts";
import { unionIds } from "#app/protocol/id-ranges.ts";
import { StructStore } from "#server/rooms/update/struct-store.ts";
import type { DraftTask, DraftTasks, Stored } from "./draft-tasks.ts";
import { decodeWhole, readState } from "#server/rooms/update/accepted-update.ts";
import type { Struct } from "#server/rooms/update/structs.ts";

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
      throw new Error("some structs build on others that are not there");
    const bytes = Y.encodeStateAsUpdate(document);
    return { bytes, deleted: readState(bytes).deleted };
  },
  // Compaction, which comes most often, starts without the editor's whole schema.
  async prose(update) {
    const { readableProse } = await import("#app/document/draft-prose.ts");
    return readableProse(wholeOf(update));
  },
  async html(draft) {
    const { contentsFromUpdate } = await import("#app/document/draft-prose.ts");
    const { proseWithPlaceholders } = await import("#app/document/rendering/placeholders.ts");
    const { proseToHtml } = await import("#app/document/rendering/html.ts");
    const { update, page } = "page" in draft ? draft : { update: draft, page: undefined };
    const prose = proseWithPlaceholders(contentsFromUpdate(wholeOf(update)));
    return proseToHtml(prose, page ? { page } : {});
  },
  // In the order of the bytes: to work them in is what costs too much.
  async typedText(updates) {
    return updates.map((update) =>
      decodeWhole(update)
        .sections.map(({ structs }) => structs.map(typedIn).join(""))
        .join("\n"),
    );
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

function wholeOf(stored: Stored): Uint8Array {
  if (stored instanceof Uint8Array) return stored;
  const [only] = stored;
  if (only && stored.length === 1) return only;
  const sections = new StructStore();
  for (const part of stored) sections.add(part);
  return sections.whole(unionIds(...stored.map((part) => readState(part).deleted)));
}

function typedIn(struct: Struct): string {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentString
    ? struct.content.str
    : "";
}

export default function work({ name, input }: DraftTask): Promise<unknown> {
  return (DRAFT_TASKS[name] as (input: unknown) => Promise<unknown>)(input);
}
