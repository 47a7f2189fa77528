import type { DocumentStatus } from "#app/domain/document.ts";
import type {
  BatchAuthorship,
  BatchOutcome,
  DraftBatch,
  DraftStatus,
  LogRow,
  UpdateLog,
} from "#server/rooms/log/update-log.ts";

interface Draft {
  facts: DraftStatus;
  base: LogRow | null;
  tail: LogRow[];
  owners: Map<number, string>;
  authorship: (BatchAuthorship & { sequence: number })[];
}

/** A log in memory: shows that the contract is no accident of SQL, and is fast enough for fuzzing. */
export class MemoryLog implements UpdateLog {
  readonly #drafts = new Map<string, Draft>();

  addDraft(documentId: string): void {
    this.#drafts.set(documentId, {
      facts: { sequence: 0, generation: 1, status: "draft" },
      base: null,
      tail: [],
      owners: new Map(),
      authorship: [],
    });
  }

  change(documentId: string, change: (status: DraftStatus) => DraftStatus): void {
    const draft = this.#drafts.get(documentId);
    if (draft) draft.facts = change(draft.facts);
  }

  setStatus(documentId: string, status: DocumentStatus): void {
    this.change(documentId, (facts) => ({ ...facts, status }));
  }

  authorship(documentId: string): (BatchAuthorship & { sequence: number })[] {
    return this.#drafts.get(documentId)?.authorship ?? [];
  }

  async load(documentId: string) {
    const draft = this.#drafts.get(documentId);
    if (!draft) return null;
    const { facts, base, tail, owners } = draft;
    return { ...facts, base, tail: [...tail], owners: new Map(owners) };
  }

  async since(documentId: string, sequence: number) {
    const draft = this.#drafts.get(documentId);
    if (!draft) return null;
    const rows = draft.tail.filter((row) => row.sequence > sequence);
    const isWhole = sequence + rows.length === draft.facts.sequence;
    return { ...draft.facts, rows: isWhole ? rows : null };
  }

  async heads(documentIds: readonly string[]) {
    const found = new Map<string, DraftStatus>();
    for (const documentId of documentIds) {
      const draft = this.#drafts.get(documentId);
      if (draft) found.set(documentId, draft.facts);
    }
    return found;
  }

  async owners(documentId: string, clientIds: readonly number[]) {
    const found = new Map<number, string>();
    for (const clientId of clientIds) {
      const userId = this.#drafts.get(documentId)?.owners.get(clientId);
      if (userId !== undefined) found.set(clientId, userId);
    }
    return found;
  }

  async commit(batches: readonly DraftBatch[]) {
    return batches.map((batch) => this.#commit(batch));
  }

  #commit({ documentId, generation, update, authorship, bindings }: DraftBatch): BatchOutcome {
    const draft = this.#drafts.get(documentId);
    if (!draft) return { kind: "closed", now: null };
    const foreign = new Map<number, string>();
    for (const { clientId, userId } of bindings) {
      const owner = draft.owners.get(clientId) ?? userId;
      draft.owners.set(clientId, owner);
      if (owner !== userId) foreign.set(clientId, owner);
    }
    if (foreign.size > 0) return { kind: "foreign", owners: foreign };
    if (!update) return { kind: "committed", sequence: draft.facts.sequence };
    const { status } = draft.facts;
    if (status !== "draft" || generation !== draft.facts.generation) {
      return { kind: "closed", now: draft.facts };
    }
    const sequence = draft.facts.sequence + 1;
    draft.facts = { ...draft.facts, sequence };
    draft.tail.push({ sequence, bytes: update });
    for (const row of authorship) draft.authorship.push({ ...row, sequence });
    return { kind: "committed", sequence };
  }

  async swapBase(documentId: string, from: number | null, base: LogRow) {
    const draft = this.#drafts.get(documentId);
    if (!draft || (draft.base?.sequence ?? null) !== from) return false;
    draft.base = base;
    draft.tail = draft.tail.filter((row) => row.sequence > base.sequence);
    return true;
  }
}
