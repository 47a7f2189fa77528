import type { DocumentStatus } from "#app/domain/document.ts";
import { CLOSE, type CloseCode } from "#app/protocol/close-codes.ts";
import type { IdRanges } from "#app/protocol/id-ranges.ts";
import type { Limits } from "#app/protocol/limits.ts";
import { encodeSyncStep1 } from "#app/protocol/messages.ts";
import { Awareness } from "./awareness.ts";
import { type Batch, makeBatch } from "./batch.ts";
import type { ClientAllowance } from "#server/rooms/gate/client-allowance.ts";
import type { Connection } from "#server/rooms/session/connection.ts";
import { DraftBytes } from "#server/rooms/log/draft-bytes.ts";
import {
  type Frame,
  frameOf,
  step2Frame,
  storedFrames,
  updateFrame,
} from "#server/rooms/session/frames.ts";
import { FreshRead } from "#server/rooms/fresh-read.ts";
import { type StateIndex, stateIndexOf } from "#server/rooms/update/state-index.ts";
import { type Entry, Queue } from "./queue.ts";
import type { DraftStatus, LogRow, StoredDraft, UpdateLog } from "#server/rooms/log/update-log.ts";
import type { DraftWorkers } from "#server/rooms/drafts/workers.ts";
import {
  type Owner,
  type UpdateBounds,
  validate,
  type Verdict,
} from "#server/rooms/update/validator.ts";
import { readState, type AcceptedUpdate } from "#server/rooms/update/accepted-update.ts";

export interface RoomPorts {
  readonly log: UpdateLog;
  readonly compact: DraftWorkers["compact"];
  readonly limits: Limits;
  readonly newClients: ClientAllowance;
  readonly now: () => number;
  readonly ticks: () => number;
  /** Something waits in the room. */
  readonly onWaiting: (room: Room) => void;
  /** The draft's status changed (R16), or its generation: it was reopened or restored (R17). */
  readonly onFacts: (room: Room, isReopened: boolean) => void;
  /** Rows or bytes were added. */
  readonly onGrowth: (room: Room) => void;
}

/** One draft while it is live: its bytes, what is known of them, who is there, and what waits. */
export class Room {
  readonly connections = new Set<Connection>();
  readonly awareness: Awareness;
  /** Milliseconds of the monotonic clock since when nobody is in it (R20). */
  emptySince: number;
  /** The draft has been deleted; nothing more can be done here. */
  isGone = false;

  readonly #ports: RoomPorts;
  readonly #draft: DraftBytes;
  readonly #knowledge: StateIndex;
  readonly #owners: Map<number, string>;
  readonly #queue = new Queue();
  readonly #deleted = () => this.#knowledge.deletedRanges();
  #lastAnswer: { sequence: number; theirs: ReadonlyMap<number, number>; frame: Frame } | null =
    null;
  #answeredAt = 0;
  #implied: { sequence: number; found: Promise<void> } | null = null;
  readonly #news = new FreshRead(() => this.#readNews());
  #status: DocumentStatus;
  #generation: number;

  constructor(
    readonly documentId: string,
    stored: StoredDraft,
    ports: RoomPorts,
    knowledge = stateIndexOf(stored),
  ) {
    this.#ports = ports;
    this.#draft = new DraftBytes(stored.base, stored.tail);
    this.#knowledge = knowledge;
    this.#owners = new Map(stored.owners);
    this.#status = stored.status;
    this.#generation = stored.generation;
    this.emptySince = ports.ticks();
    this.awareness = new Awareness({
      now: ports.now,
      ticks: ports.ticks,
      framesPerSecond: ports.limits.awarenessFramesPerSecond,
      cursorBytes: ports.limits.cursorBytes,
      connections: this.connections,
      committedThrough: () => this.#queue.settled,
      isAnothers: (clientId, connection) => this.#ownerOf(clientId, connection) === "another",
      bind: (clientId, connection, bound) => this.#bind(clientId, connection, bound),
    });
  }

  get sequence(): number {
    return this.#draft.sequence;
  }

  get status(): DocumentStatus {
    return this.#status;
  }

  get generation(): number {
    return this.#generation;
  }

  get draft(): DraftBytes {
    return this.#draft;
  }

  /** How many entries wait for their commit, those in the running transaction included. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** How many entries no transaction has taken yet. */
  get untaken(): number {
    return this.#queue.untaken;
  }

  /** Bytes of words that wait. */
  get bytesWaiting(): number {
    return this.#queue.bytes;
  }

  /** How many Yjs clients have written in it. */
  get clients(): number {
    return this.#knowledge.clocks.size;
  }

  /** Bytes in memory for the draft and for what waits. */
  get bytesHeld(): number {
    return this.#draft.size + this.#queue.bytes;
  }

  add(connection: Connection): void {
    this.connections.add(connection);
  }

  remove(connection: Connection): void {
    this.awareness.remove(connection);
    this.connections.delete(connection);
    if (this.connections.size === 0) this.emptySince = this.#ports.ticks();
  }

  /** Somebody read the draft: it stays loaded for a while (R20). */
  visited(): void {
    if (this.connections.size === 0) this.emptySince = this.#ports.ticks();
  }

  closeAll(code: CloseCode): void {
    for (const connection of this.connections) connection.close(code);
  }

  /** Tells a connection what it may do and where the draft stands. */
  tellStatus(connection: Connection): void {
    const access = connection.state.kind === "live" ? "write" : "read";
    const { status, generation } = this;
    connection.notify({ kind: "status", access, status, generation });
  }

  /** The status changed: in a frozen draft nobody writes any more, and all are told (R16). */
  tellEverybody(): void {
    for (const connection of this.connections) {
      if (connection.state.kind === "live" && this.#status !== "draft") {
        connection.state = { kind: "read-only", room: this };
      }
      this.tellStatus(connection);
    }
  }

  /** A commit failed: tells those whose words wait, once (R12). */
  tellDelay(): void {
    for (const { connection } of this.#queue.entries) {
      if (connection.toldOfDelay) continue;
      connection.toldOfDelay = true;
      connection.notify({ kind: "not-saved-yet" });
    }
  }

  /** Commits work again: tells those who were told otherwise (R12). */
  tellRecovery(): void {
    for (const connection of this.connections) {
      if (!connection.toldOfDelay) continue;
      connection.toldOfDelay = false;
      connection.notify({ kind: "saving-again" });
    }
  }

  /**
   * Answers a sync step 1 from bytes, then asks for what the client has beyond them: both cover
   * committed words only (R6).
   */
  answer(connection: Connection, theirs: ReadonlyMap<number, number>): void {
    connection.sendSync(this.#step2For(theirs));
    this.askForMore(connection);
    if (connection.synced) return;
    connection.synced = true;
    connection.ports.onJoined();
    this.awareness.welcome(connection);
  }

  #step2For(theirs: ReadonlyMap<number, number>): Frame {
    const last = this.#lastAnswer;
    this.#answeredAt = this.#ports.ticks();
    // Many who come at once ask the same: newcomers, or everybody after a restart.
    if (last?.sequence === this.sequence && isSame(last.theirs, theirs)) return last.frame;
    const { clocks } = this.#knowledge;
    // To find out what somebody lacks of so many clients costs more than to send it all.
    const isWhole = theirs.size === 0 || clocks.size > MOST_COMPARED;
    const stored = isWhole ? this.#draft.stored : null;
    const frame = stored
      ? storedFrames(stored)
      : step2Frame(this.#draft.since(theirs, clocks, this.#deleted));
    this.#lastAnswer = { sequence: this.sequence, theirs, frame };
    return frame;
  }

  /** Frees what is kept only because many who come at once ask the same. */
  forgetAnswers(before: number): void {
    if (this.#answeredAt > before) return;
    this.#lastAnswer = null;
    this.#draft.forgetWhole();
  }

  /** The draft as committed, as one update that holds all of it. Not to be changed. */
  whole(): Uint8Array {
    return this.#draft.whole(this.#deleted);
  }

  /** The same as updates in order, for a worker. */
  parts(): Uint8Array[] {
    return this.#draft.parts(this.#deleted);
  }

  /** Sends our sync step 1, unless the last one is still unanswered. */
  askForMore(connection: Connection): void {
    if (connection.openSteps > 0) return;
    connection.openSteps += 1;
    connection.send(frameOf(encodeSyncStep1(this.#knowledge.stateVector())));
  }

  /** A barrier: everything that came before it on the connection is committed, or not (R11). */
  barrier(connection: Connection, n: number): void {
    connection.barrier(n, this.#queue.settled);
  }

  /** Judges an update of this connection by what the room knows now (R6). Changes nothing. */
  judge(connection: Connection, update: Uint8Array, bounds: UpdateBounds): Verdict {
    const ownerOf = (clientId: number) => this.#ownerOf(clientId, connection);
    return validate(update, this.#knowledge, ownerOf, bounds);
  }

  /**
   * Finds out what a document of the committed words deletes by itself: a returning client repeats it
   * with its step 2, though nobody deleted it by name. Once for each sequence number.
   */
  async findImpliedDeletions(): Promise<void> {
    if (this.#implied?.sequence !== this.sequence) {
      const { sequence } = this;
      const finding = this.#ports.compact(this.parts(), this.documentId);
      this.#implied = {
        sequence,
        found: finding.then((found) => this.learnDeletions(found.deleted)),
      };
    }
    await this.#implied.found;
  }

  /** These ids are deleted by what is committed. */
  learnDeletions(deleted: IdRanges): void {
    this.#knowledge.commit(new Map(), deleted);
  }

  /** The barriers that follow wait for everything that waits now: words of it were repeated (R6). */
  repeat(connection: Connection): void {
    connection.after = this.#queue.accepted;
  }

  /** Whether these words would make the draft larger than it may be (R22); deletions never do. */
  isFullFor(words: AcceptedUpdate): boolean {
    if (words.sections.length === 0) return false;
    return this.bytesHeld + words.bytes.length > this.#ports.limits.draftBytes;
  }

  /** Takes accepted words in; they wait for the committer (R9). */
  accept(
    connection: Connection,
    words: AcceptedUpdate,
    claims: readonly number[],
    weight: number,
    onCommitted: (() => void) | null = null,
  ): void {
    // The bytes lie in the socket's read buffer, which is larger and will be used again.
    const kept = { ...words, bytes: new Uint8Array(words.bytes) };
    const userId = userOf(connection);
    const entry = { connection, userId, words: kept, claims, weight, onCommitted };
    connection.after = this.#queue.add(entry).number;
    this.#knowledge.addWaiting(kept);
    this.#ports.onWaiting(this);
  }

  #bind(clientId: number, connection: Connection, bound: () => void): void {
    if (this.#owners.has(clientId)) {
      bound();
      return;
    }
    const userId = userOf(connection);
    // Whoever brings thousands of pages an hour is not shown in them.
    if (this.#ports.newClients.take(userId, 1) > 0) return;
    const claims = [clientId];
    this.#queue.add({ connection, userId, words: null, claims, weight: 0, onCommitted: bound });
    this.#ports.onWaiting(this);
  }

  /** Hands the committer what waits, at most as much as one merge may hold (R9). */
  take(): Batch | null {
    if (this.#queue.length > this.#queue.untaken || this.#queue.untaken === 0) return null;
    const entries = this.#queue.take(this.#ports.limits.mergedUpdates);
    try {
      return makeBatch(this, entries);
    } catch (error) {
      this.#queue.putBack();
      throw error;
    }
  }

  /** The transaction failed: what was taken waits again, in its place (R12). */
  putBack(): void {
    this.#queue.putBack();
  }

  /** The batch is committed at `sequence`: tells the others, then the senders (R10). */
  async committed(batch: Batch, sequence: number): Promise<void> {
    const { update } = batch.request;
    // Another process wrote in between; its rows come first (R23).
    if (update) while (sequence > this.sequence + 1 && !this.isGone) await this.catchUp();
    for (const { claims, userId } of batch.entries) {
      for (const clientId of claims) this.#owners.set(clientId, userId);
    }
    if (update && sequence === this.sequence + 1) {
      for (const { words } of batch.entries) if (words) this.#knowledge.commitWords(words);
      this.#draft.append({ sequence, bytes: update });
      this.#relay(updateFrame(update), batch.onlySender);
    }
    this.#queue.finish();
    this.#forgetWaiting();
    this.#sendReceipts();
    for (const entry of batch.entries) entry.onCommitted?.();
    if (update) this.#ports.onGrowth(this);
  }

  /**
   * The draft was closed before the batch was committed (R16): all words that wait are refused and
   * stay with their writers (R17). Bindings are no words, and are tried again by themselves.
   */
  refuseAll(now: DraftStatus | null): void {
    const { settled } = this.#queue;
    const refused: Entry[] = [];
    for (const entry of this.#queue.empty()) {
      if (now && !entry.words) this.#queue.keep(entry);
      else refused.push(entry);
    }
    for (const connection of this.connections) {
      if (connection.after <= settled) continue;
      connection.refuseBarriers("frozen");
      connection.refusal = "frozen";
      connection.after = 0;
    }
    this.#queue.discard(refused);
    this.#forgetWaiting();
    this.awareness.wordsSettled();
    if (now) this.#setFacts(now);
    else this.#vanish();
    if (this.#queue.length > 0) this.#ports.onWaiting(this);
  }

  /** Some client ids of the batch belong to someone else: judges everything that waits anew (R7). */
  foreign(owners: ReadonlyMap<number, string>): void {
    for (const [clientId, userId] of owners) this.#owners.set(clientId, userId);
    this.#judgeWaiting();
    if (this.#queue.length > 0) this.#ports.onWaiting(this);
  }

  /** After a failed commit: what of the waiting words is committed after all, or still fits (R12). */
  async recheck(): Promise<void> {
    const before = this.sequence;
    await this.catchUp();
    if (this.sequence !== before) this.#judgeWaiting();
  }

  /** Reads what others committed, and whose these client ids are; relays it. */
  async catchUp(clientIds: readonly number[] = []): Promise<void> {
    if (clientIds.length > 0) {
      const owners = await this.#ports.log.owners(this.documentId, clientIds);
      for (const [clientId, userId] of owners) this.#owners.set(clientId, userId);
    }
    await this.#news.run();
  }

  async #readNews(): Promise<void> {
    const news = await this.#ports.log.since(this.documentId, this.sequence);
    if (!news) return this.#vanish();
    if (news.rows) for (const row of news.rows) this.#takeIn(row);
    else await this.#readAll();
    this.#setFacts(news);
  }

  /** Compaction by another process went past us: its base stands for rows that we lack (R23). */
  async #readAll(): Promise<void> {
    const stored = await this.#ports.log.load(this.documentId);
    if (!stored) return this.#vanish();
    if (stored.base && stored.base.sequence > this.sequence) this.#takeInBase(stored.base);
    for (const row of stored.tail) this.#takeIn(row);
    for (const [clientId, userId] of stored.owners) this.#owners.set(clientId, userId);
  }

  #takeIn(row: LogRow): void {
    if (row.sequence !== this.sequence + 1) return;
    const { clocks, deleted, types } = readState(row.bytes);
    this.#knowledge.commit(clocks, deleted, types);
    this.#draft.append(row);
    this.#relay(updateFrame(row.bytes), null);
  }

  #takeInBase(base: LogRow): void {
    const { clocks, deleted, types } = readState(base.bytes);
    const before = new Map(this.#knowledge.clocks);
    this.#knowledge.commit(clocks, deleted, types);
    this.#draft.rebase(base);
    const news = this.#draft.since(before, this.#knowledge.clocks, this.#deleted);
    this.#relay(updateFrame(news), null);
  }

  #judgeWaiting(): void {
    const entries = this.#queue.empty();
    this.#knowledge.resetWaiting([]);
    const dropped = entries.filter((entry) => !this.#stillFits(entry));
    this.#queue.discard(dropped);
    this.#sendReceipts();
  }

  /** Whether the entry stays in the queue, changed to what of it is not committed yet. */
  #stillFits(entry: Entry): boolean {
    const { connection, words, claims, userId } = entry;
    if (!words) {
      const isTaken = claims.some((clientId) => (this.#owners.get(clientId) ?? userId) !== userId);
      if (isTaken) this.awareness.unbind(connection);
      else this.#queue.keep(entry);
      return !isTaken;
    }
    const verdict = this.judge(connection, words.bytes, UNBOUNDED);
    switch (verdict.kind) {
      case "words":
        entry.words = verdict.words;
        this.#knowledge.addWaiting(verdict.words);
        this.#queue.keep(entry);
        return true;
      case "known":
        entry.words = null;
        this.#queue.keep(entry);
        return true;
      case "foreign":
        connection.close(CLOSE.freshDocument);
        return false;
      case "gap":
      case "malformed":
        connection.refuseBarriers("resync");
        connection.refusal = "resync";
        this.askForMore(connection);
        return false;
    }
  }

  #sendReceipts(): void {
    const { settled } = this.#queue;
    for (const connection of this.connections) {
      if (connection.hasBarriers) connection.settle(settled);
    }
    this.awareness.wordsSettled();
  }

  #forgetWaiting(): void {
    const still: AcceptedUpdate[] = [];
    for (const { words } of this.#queue.entries) if (words) still.push(words);
    this.#knowledge.resetWaiting(still);
  }

  #relay(frame: Frame, except: Connection | null): void {
    for (const connection of this.connections) {
      if (connection !== except && connection.synced) connection.send(frame);
    }
  }

  #setFacts(facts: DraftStatus): void {
    const isReopened = facts.generation !== this.#generation;
    if (facts.status === this.#status && !isReopened) return;
    this.#status = facts.status;
    this.#generation = facts.generation;
    this.#ports.onFacts(this, isReopened);
  }

  #vanish(): void {
    this.isGone = true;
    this.closeAll(CLOSE.noSuchDraft);
  }

  #ownerOf(clientId: number, connection: Connection): Owner {
    const owner = this.#owners.get(clientId) ?? this.#queue.claimant(clientId);
    if (owner === undefined) return "nobody";
    return owner === connection.identity?.actor.userId ? "sender" : "another";
  }
}

/** Clients of a draft up to which a returning page is sent what it lacks alone. */
const MOST_COMPARED = 20_000;

/** What was accepted once is not measured again. */
const UNBOUNDED: UpdateBounds = { bytes: Infinity, newClients: Infinity };

function isSame(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  if (a.size !== b.size) return false;
  for (const [client, clock] of a) if (b.get(client) !== clock) return false;
  return true;
}

function userOf(connection: Connection): string {
  if (!connection.identity) throw new Error("words of nobody");
  return connection.identity.actor.userId;
}
