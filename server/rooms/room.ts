import type { DocumentStatus } from "~/domain/document";
import type { CloseCode } from "~/protocol/close-codes";
import { CLOSE } from "~/protocol/close-codes";
import type { Limits } from "~/protocol/limits";
import { encodeSyncStep1 } from "~/protocol/messages";
import { Awareness } from "./awareness";
import { type Batch, makeBatch } from "./batch";
import type { Connection } from "./connection";
import { DraftBytes } from "./draft-bytes";
import type { Entry } from "./entry";
import { type Frame, frameOf, step2Frame, updateFrame } from "./frames";
import { Knowledge } from "./knowledge";
import type { DraftFacts, LogRow, StoredDraft, UpdateLog } from "./update-log";
import { type Owner, validate, type Verdict } from "./validator";
import { readKnowledge, type Words } from "./words";

export interface RoomPorts {
  readonly log: UpdateLog;
  readonly limits: Limits;
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
  #knowledge: Knowledge;
  #owners: Map<number, string>;
  /** Ids that entries still waiting would bind. */
  readonly #claims = new Map<number, string>();
  #status: DocumentStatus;
  #generation: number;
  #waiting: Entry[] = [];
  #taken: Batch | null = null;
  #accepted = 0;
  #settled = 0;
  #waitingBytes = 0;
  /** The reading that runs, or ran last, and the one that begins after it. */
  #catchingUp: Promise<void> | null = null;
  #nextCatchUp: Promise<void> | null = null;

  constructor(
    readonly documentId: string,
    stored: StoredDraft,
    ports: RoomPorts,
  ) {
    this.#ports = ports;
    this.#draft = new DraftBytes(stored.base, stored.tail);
    this.#knowledge = knowledgeOf(stored);
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
    return this.#waiting.length + (this.#taken?.entries.length ?? 0);
  }

  get hasUntaken(): boolean {
    return this.#waiting.length > 0;
  }

  /** Bytes of words that wait. */
  get bytesWaiting(): number {
    return this.#waitingBytes;
  }

  /** Bytes in memory for the draft and for what waits. */
  get bytesHeld(): number {
    return this.#draft.size + this.#waitingBytes;
  }

  /** Somebody read the draft: it stays loaded for a while (R20). */
  visited(): void {
    if (this.connections.size === 0) this.emptySince = this.#ports.ticks();
  }

  /** A commit failed: tells those whose words wait, once (R12). */
  tellDelay(): void {
    for (const { connection } of this.#waiting) {
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

  add(connection: Connection): void {
    this.connections.add(connection);
  }

  remove(connection: Connection): void {
    this.awareness.remove(connection);
    this.connections.delete(connection);
    if (this.connections.size === 0) this.emptySince = this.#ports.ticks();
  }

  /** Tells a connection what it may do and where the draft stands. */
  tellStatus(connection: Connection): void {
    const access = connection.state.kind === "live" ? "write" : "read";
    const { status, generation } = this;
    connection.notify({ kind: "status", access, status, generation });
  }

  /** The draft's status changed: from a frozen one nobody writes any more, and all are told (R16). */
  tellEverybody(): void {
    for (const connection of this.connections) {
      if (connection.state.kind === "live" && this.#status !== "draft") {
        connection.state = { kind: "read-only", room: this };
      }
      this.tellStatus(connection);
    }
  }

  closeAll(code: CloseCode): void {
    for (const connection of this.connections) connection.close(code);
  }

  /**
   * Answers a sync step 1 from bytes, then asks for what the client has beyond them: both cover
   * committed words only (R6). Throws where the state vector does not decode.
   */
  answer(connection: Connection, stateVector: Uint8Array): void {
    connection.sendSync(step2Frame(this.#draft.since(stateVector)));
    this.askForMore(connection);
    if (connection.synced) return;
    connection.synced = true;
    connection.ports.onJoined();
    this.awareness.welcome(connection);
  }

  /** Sends our sync step 1, unless the last one is still unanswered. */
  askForMore(connection: Connection): void {
    if (connection.openSteps > 0) return;
    connection.openSteps += 1;
    connection.send(frameOf(encodeSyncStep1(this.#knowledge.stateVector())));
  }

  /** A barrier: everything that came before it on the connection is committed, or not (R11). */
  barrier(connection: Connection, n: number): void {
    connection.barrier(n, this.#settled);
  }

  /** Judges an update of this connection by what the room knows now (R6). Changes nothing. */
  judge(connection: Connection, update: Uint8Array, maxBytes: number): Verdict {
    return validate(
      update,
      this.#knowledge,
      (clientId) => this.#ownerOf(clientId, connection),
      maxBytes,
    );
  }

  /** The barriers that follow wait for everything that waits now: words of it were repeated (R6). */
  repeat(connection: Connection): void {
    connection.after = this.#accepted;
  }

  /** Whether these words would make the draft larger than it may be (R22); deletions never do. */
  isFullFor(words: Words): boolean {
    if (words.sections.length === 0) return false;
    const size = this.#draft.size + this.#waitingBytes + words.bytes.length;
    return size > this.#ports.limits.draftBytes;
  }

  /** Takes accepted words in; they wait for the committer (R9). */
  accept(connection: Connection, words: Words, claims: readonly number[], weight: number): void {
    // The bytes lie in the socket's read buffer, which is larger and will be used again.
    const bytes = new Uint8Array(words.bytes);
    this.#enqueue(connection, { ...words, bytes }, claims, weight, null);
  }

  #bind(clientId: number, connection: Connection, bound: () => void): void {
    if (this.#owners.has(clientId)) bound();
    else this.#enqueue(connection, null, [clientId], 0, bound);
  }

  #enqueue(
    connection: Connection,
    words: Words | null,
    claims: readonly number[],
    weight: number,
    onCommitted: (() => void) | null,
  ): void {
    const { identity } = connection;
    if (!identity) throw new Error("words of nobody");
    const { userId } = identity.actor;
    this.#accepted += 1;
    const number = this.#accepted;
    const size = words?.bytes.length ?? 0;
    this.#waiting.push({ number, connection, userId, words, claims, size, weight, onCommitted });
    for (const clientId of claims) this.#claims.set(clientId, userId);
    if (words) {
      this.#knowledge.addWaiting(words);
      this.#waitingBytes += size;
      connection.after = number;
      connection.addWaiting(weight);
    }
    this.#ports.onWaiting(this);
  }

  /** Hands the committer what waits, at most as much as one merge may hold (R9). */
  take(): Batch | null {
    if (this.#taken || this.#waiting.length === 0) return null;
    const entries = this.#waiting.splice(0, this.#ports.limits.mergedUpdates);
    this.#taken = makeBatch(this, entries);
    return this.#taken;
  }

  /** The transaction of the batch failed: what was taken waits again, in its place (R12). */
  putBack(batch: Batch): void {
    this.#taken = null;
    this.#waiting.unshift(...batch.entries);
  }

  /** The batch is committed at `sequence`: tells the others, then the senders (R10). */
  async committed(batch: Batch, sequence: number): Promise<void> {
    const { update } = batch.request;
    // Another process wrote in between; its rows come first (R23).
    if (update) while (sequence > this.sequence + 1 && !this.isGone) await this.catchUp();
    this.#taken = null;
    for (const { claims, userId } of batch.entries) {
      for (const clientId of claims) this.#owners.set(clientId, userId);
    }
    const isNews = update !== null && sequence === this.sequence + 1;
    if (isNews) {
      for (const { words } of batch.entries) if (words) this.#knowledge.commitWords(words);
      this.#draft.append({ sequence, bytes: update });
    }
    this.#resetWaiting();
    if (isNews) this.#relay(updateFrame(update), batch.onlySender);
    this.#settle(batch.entries);
    if (update) this.#ports.onGrowth(this);
  }

  /**
   * The draft was closed before the batch was committed (R16): everything that waits is refused and
   * stays with its writers (R17).
   */
  refuseAll(batch: Batch, now: DraftFacts | null): void {
    this.#taken = null;
    const entries = [...batch.entries, ...this.#waiting];
    this.#waiting = [];
    const bindings: Entry[] = [];
    for (const entry of entries) {
      // A binding is no word: it is tried again by itself.
      if (!entry.words && entry.onCommitted && now) bindings.push(entry);
    }
    for (const connection of this.connections) {
      if (connection.after <= this.#settled) continue;
      connection.refuseBarriers("frozen");
      connection.refusal = "frozen";
    }
    this.#release(entries);
    this.#waiting = bindings;
    this.#settled = this.#accepted;
    this.#resetWaiting();
    if (now) this.#setFacts(now);
    else this.#vanish();
    if (bindings.length > 0) this.#ports.onWaiting(this);
  }

  /** Some client ids of the batch belong to someone else: judges everything that waits anew (R7). */
  foreign(batch: Batch, owners: ReadonlyMap<number, string>): void {
    this.putBack(batch);
    for (const [clientId, userId] of owners) this.#owners.set(clientId, userId);
    this.#judgeWaiting();
    if (this.#waiting.length > 0) this.#ports.onWaiting(this);
  }

  /**
   * Reads what others committed, and whose these client ids are; relays it. The reading begins after
   * the call; calls that come before it begins share it.
   */
  async catchUp(clientIds: readonly number[] = []): Promise<void> {
    if (clientIds.length > 0) {
      const owners = await this.#ports.log.owners(this.documentId, clientIds);
      for (const [clientId, userId] of owners) this.#owners.set(clientId, userId);
    }
    this.#nextCatchUp ??= this.#startCatchUp(this.#catchingUp);
    await this.#nextCatchUp;
  }

  async #startCatchUp(after: Promise<void> | null): Promise<void> {
    await after?.catch(() => undefined);
    const reading = this.#readNews();
    this.#catchingUp = reading;
    this.#nextCatchUp = null;
    await reading;
  }

  async #readNews(): Promise<void> {
    const news = await this.#ports.log.since(this.documentId, this.sequence);
    if (!news) {
      this.#vanish();
      return;
    }
    if (news.rows) {
      for (const row of news.rows) this.#takeIn(row);
    } else {
      const stored = await this.#ports.log.load(this.documentId);
      if (!stored) {
        this.#vanish();
        return;
      }
      // Compaction went past us: the base stands for the rows that we lack.
      if (stored.base && stored.base.sequence > this.sequence) this.#takeInBase(stored.base);
      for (const row of stored.tail) this.#takeIn(row);
      this.#owners = new Map([...this.#owners, ...stored.owners]);
    }
    this.#setFacts(news);
  }

  #takeIn(row: LogRow): void {
    if (row.sequence !== this.sequence + 1) return;
    const { clocks, deleted } = readKnowledge(row.bytes);
    this.#knowledge.commit(clocks, deleted);
    this.#draft.append(row);
    this.#relay(updateFrame(row.bytes), null);
  }

  #takeInBase(base: LogRow): void {
    const { clocks, deleted } = readKnowledge(base.bytes);
    const stateVector = this.#knowledge.stateVector();
    this.#knowledge.commit(clocks, deleted);
    this.#draft.rebase(base);
    this.#relay(updateFrame(this.#draft.since(stateVector)), null);
  }

  /** After a failed commit: what of the waiting words is committed after all, or still fits (R12). */
  async recheck(): Promise<void> {
    const before = this.sequence;
    await this.catchUp();
    if (this.sequence !== before) this.#judgeWaiting();
  }

  #judgeWaiting(): void {
    const entries = this.#waiting;
    this.#waiting = [];
    this.#claims.clear();
    this.#knowledge.resetWaiting([]);
    for (const entry of entries) this.#judgeAgain(entry);
    this.#settleEmpty();
  }

  #judgeAgain(entry: Entry): void {
    const { connection, words, claims, userId } = entry;
    const taken = claims.some((clientId) => (this.#owners.get(clientId) ?? userId) !== userId);
    if (!words) {
      if (taken) this.awareness.unbind(connection);
      else this.#keepWaiting(entry);
      return;
    }
    const verdict = this.judge(connection, words.bytes, Infinity);
    switch (verdict.kind) {
      case "words":
        entry.words = verdict.words;
        this.#keepWaiting(entry);
        return;
      case "known":
        entry.words = null;
        this.#keepWaiting(entry);
        return;
      case "foreign":
        this.#release([entry]);
        connection.close(CLOSE.freshDocument);
        return;
      case "gap":
      case "malformed":
        this.#release([entry]);
        connection.refuseBarriers("resync");
        connection.refusal = "resync";
        this.askForMore(connection);
    }
  }

  #keepWaiting(entry: Entry): void {
    this.#waiting.push(entry);
    for (const clientId of entry.claims) this.#claims.set(clientId, entry.userId);
    if (entry.words) this.#knowledge.addWaiting(entry.words);
  }

  /** Entries at the front of which nothing is left to commit are settled at once. */
  #settleEmpty(): void {
    const done: Entry[] = [];
    for (const entry of this.#waiting) {
      if (entry.words || entry.claims.length > 0) break;
      done.push(entry);
    }
    this.#waiting.splice(0, done.length);
    if (done.length > 0) this.#settle(done);
    else if (this.waiting === 0) this.#settle([]);
  }

  #settle(entries: readonly Entry[]): void {
    this.#release(entries);
    const last = entries.at(-1)?.number ?? this.#settled;
    this.#settled = this.waiting === 0 ? this.#accepted : Math.max(this.#settled, last);
    for (const connection of this.connections) {
      if (connection.hasBarriers) connection.settle(this.#settled);
    }
    for (const entry of entries) entry.onCommitted?.();
  }

  /** What these entries held of their connections' allowance is free again (R12, R22). */
  #release(entries: readonly Entry[]): void {
    for (const { connection, size, weight } of entries) {
      this.#waitingBytes -= size;
      if (weight > 0) connection.freeWaiting(weight);
    }
  }

  #resetWaiting(): void {
    this.#claims.clear();
    const still: Words[] = [];
    for (const entry of this.#waiting) {
      for (const clientId of entry.claims) this.#claims.set(clientId, entry.userId);
      if (entry.words) still.push(entry.words);
    }
    this.#knowledge.resetWaiting(still);
  }

  #relay(frame: Frame, except: Connection | null): void {
    for (const connection of this.connections) {
      if (connection !== except && connection.synced) connection.send(frame);
    }
  }

  #setFacts(facts: DraftFacts): void {
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
    const owner = this.#owners.get(clientId) ?? this.#claims.get(clientId);
    if (owner === undefined) return "nobody";
    return owner === connection.identity?.actor.userId ? "sender" : "another";
  }
}

function knowledgeOf(stored: StoredDraft): Knowledge {
  const knowledge = new Knowledge();
  for (const { bytes } of stored.base ? [stored.base, ...stored.tail] : stored.tail) {
    const { clocks, deleted } = readKnowledge(bytes);
    knowledge.commit(clocks, deleted);
  }
  return knowledge;
}
