/** Runs in a worker: bytes in, bytes or prose out. See workers.ts. */
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/root.ts";
import { LIMITS } from "#app/protocol/limits.ts";
import { unionIds } from "#app/protocol/id-ranges.ts";
import { sha256 } from "#server/digest.ts";
import { conflictsIn } from "#server/rooms/update/conflicts.ts";
import { StructStore } from "#server/rooms/update/struct-store.ts";
import type { DraftTask, DraftTasks, MadeBaseline, Stored } from "./draft-tasks.ts";
import { decodeWhole, readState } from "#server/rooms/update/accepted-update.ts";
import type { Struct } from "#server/rooms/update/structs.ts";

/** Milliseconds that building one edit may take: the suggestions that are left by then stay open. */
const EDIT_MS = 15_000;

/** Milliseconds that finding what one step of acceptances overtook may take. */
const OVERTAKEN_MS = 3_000;

/** A state that has more than this part of the whole draft beyond an earlier one is kept whole. */
const MOST_OF_WHOLE = 0.5;

/** The largest draft that a baseline may hold. */
const MOST_BASELINE_BYTES = 2 * LIMITS.draftBytes;

/** The worker's tasks; tests of the rooms call them in their own thread. */
export const DRAFT_TASKS: DraftTasks = {
  // Imported on demand, like the rest.
  async edit({ parts, asked }) {
    const { editDraft } = await import("#app/document/acceptance/draft-edit.ts");
    const { createBlockId } = await import("#app/document/nodes/block-ids.ts");
    const ends = performance.now() + EDIT_MS;
    return editDraft(parts, asked, {
      hash: sha256,
      newBlockId: () => createBlockId((bytes) => crypto.getRandomValues(bytes)),
      isSpent: () => performance.now() > ends,
    });
  },
  async overtaken({ accepted, open }) {
    const { overtakenAmong } = await import("#app/document/acceptance/overtaken.ts");
    const ends = performance.now() + OVERTAKEN_MS;
    return overtakenAmong(accepted, open, () => performance.now() > ends);
  },
  async checked(draft) {
    const { isSoundDraft } = await import("./foreign-draft.ts");
    return isSoundDraft(draft);
  },
  // Imported on demand, like the rest that compaction does without.
  async baselines({ base, rows, cuts, earlier = [] }) {
    const { gzipSync } = await import("node:zlib");
    const { beyond } = await import("./goes-on.ts");
    let state = earlier.length > 0 ? readState(await joinedParts(earlier)) : null;
    let name: MadeBaseline["from"] = "earlier";
    const document = new Y.Doc();
    flowRoot(document);
    if (base) document.transact(() => Y.applyUpdate(document, base));
    let applied = 0;
    return cuts.map((cut, index): MadeBaseline => {
      document.transact(() => {
        for (const row of rows.slice(applied, cut)) Y.applyUpdate(document, row);
      });
      applied = Math.max(applied, cut);
      throwWherePending(document);
      const update = Y.encodeStateAsUpdate(document);
      const whole = new Uint8Array(gzipSync(update));
      const rest = state && beyond(state, update);
      if (rest) {
        const bytes = new Uint8Array(gzipSync(rest));
        if (bytes.length <= whole.length * MOST_OF_WHOLE) return { bytes, from: name };
      }
      state = readState(update);
      name = index;
      return { bytes: whole, from: null };
    });
  },
  async joined(parts) {
    const { gzipSync } = await import("node:zlib");
    return new Uint8Array(gzipSync(await joinedParts(parts), { level: 1 }));
  },
  async countChanges({ baseline: compressed, parts, doers }) {
    const { gunzipSync } = await import("node:zlib");
    const changes = await import("#app/document/changes/index.ts");
    const update = gunzipSync(compressed, { maxOutputLength: MOST_BASELINE_BYTES });
    const baseline = changes.Baseline.fromUpdate(new Uint8Array(update));
    const document = new Y.Doc();
    const root = flowRoot(document);
    document.transact(() => {
      for (const part of parts) Y.applyUpdate(document, part);
    });
    if (!baseline.isPartOf(document)) return [];
    const doerOf = changes.doersFrom(doers, String, () => null);
    const counts = new Map<number | null, number>();
    for (const { doer } of changes.allChanges(root, { baseline, doerOf })) {
      const person = doer ? Number(doer.person) : null;
      counts.set(person, (counts.get(person) ?? 0) + 1);
    }
    return [...counts];
  },
  async compact(parts) {
    const document = new Y.Doc();
    flowRoot(document);
    document.transact(() => {
      for (const part of parts) Y.applyUpdate(document, part);
    });
    throwWherePending(document);
    const bytes = Y.encodeStateAsUpdate(document);
    return { bytes, deleted: readState(bytes).deleted };
  },
  // Imported on demand: compaction, the most frequent task, starts without the editor's whole
  // schema.
  async prose(update) {
    const { readableProse } = await import("#app/document/draft-prose.ts");
    return readableProse(wholeOf(update));
  },
  async paint(draft) {
    const { contentsFromUpdate } = await import("#app/document/draft-prose.ts");
    const { proseWithPlaceholders } = await import("#app/document/rendering/placeholders.ts");
    const { paintOf } = await import("#app/document/rendering/text-paint.ts");
    const { update, page } = "page" in draft ? draft : { update: draft, page: undefined };
    const prose = proseWithPlaceholders(contentsFromUpdate(wholeOf(update)));
    return paintOf(prose, page);
  },
  // Reads the structs in the order of the bytes, since integrating them may be what costs too much.
  async typedText(updates) {
    return updates.map((update) =>
      decodeWhole(update)
        .sections.map(({ structs }) => structs.map(typedIn).join(""))
        .join("\n"),
    );
  },
  // From the bytes alone: integrating them may be what costs too much.
  async conflicts({ parts, update }) {
    const draft = parts.map(decodeWhole);
    const before = conflictsIn(draft);
    if (!update) return { before, after: before };
    return { before, after: conflictsIn([...draft, decodeWhole(update)]) };
  },
  // If the task is ended, its measurements so far remain in the shared memory.
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

/** The parts of a kept state as one update (R43). */
async function joinedParts(parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const { gunzipSync } = await import("node:zlib");
  return wholeOf(parts.map((part) => gunzipSync(part, { maxOutputLength: MOST_BASELINE_BYTES })));
}

function throwWherePending({ store: { pendingStructs, pendingDs } }: Y.Doc): void {
  if (pendingStructs || pendingDs)
    throw new Error("some structs build on others that are not there");
}

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
