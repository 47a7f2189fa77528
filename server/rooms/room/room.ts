import type { DocumentStatus } from "#app/domain/document.ts";
import { CLOSE, type CloseCode } from "#app/protocol/close-codes.ts";
import type { Limits } from "#app/protocol/limits.ts";
import type { PresentPerson } from "#server/cluster/index.ts";
import type { DraftStatus, LogRow, StoredDraft, UpdateLog } from "#server/rooms/log/update-log.ts";
import { type Frame, updateFrame } from "#server/rooms/socket/frames.ts";
import {
  type AcceptedUpdate,
  insertsNothing,
  storedUpdate,
} from "#server/rooms/update/accepted-update.ts";
import type { StateIndex } from "#server/rooms/update/state-index.ts";
import { Awareness } from "./awareness.ts";
import type { Batch } from "./batch.ts";
import type { HourlyAllowance } from "./hourly-allowance.ts";
import { ConflictChecks, type MeasureConflicts } from "./conflict-checks.ts";
import { Draft } from "./draft.ts";
import { FreshRead } from "./fresh-read.ts";
import { ImpliedDeletions, type Compact } from "./implied-deletions.ts";
import type { Member } from "./member.ts";
import type { Scheduler } from "#server/scheduler.ts";
import { PendingUpdates, updatesIn } from "./pending-updates.ts";
import { SyncAnswers } from "./sync-answers.ts";

interface RoomPorts {
  readonly log: UpdateLog;
  readonly compact: Compact;
  readonly measureConflicts: MeasureConflicts;
  readonly limits: Limits;
  readonly newClients: HourlyAllowance;
  readonly now: () => number;
  readonly monotonicNow: () => number;
  readonly scheduler: Scheduler;
  /** Called when the room has pending updates. */
  readonly onWaiting: (room: Room) => void;
  /**
   * Called when the draft's status (R16) or generation changed: it was reopened or restored (R17).
   */
  readonly onStatus: (room: Room, isReopened: boolean) => void;
  /** Called when rows or bytes were added. */
  readonly onGrowth: (room: Room) => void;
  /** Called when this process committed a row of it (R23). */
  readonly onCommitted: (room: Room, sequence: number) => void;
  /** Called with what changed among the people on this process's connections (R24). */
  readonly onPresence: (
    room: Room,
    states: readonly PresentPerson[],
    gone: readonly number[],
  ) => void;
}

/** The most reads of rows that are committed: one is enough, unless the draft is restored. */
const READS = 5;

/** A live draft: its members, its pending updates, and the relaying of both. */
export class Room {
  readonly members = new Set<Member>();
  readonly awareness: Awareness;
  readonly pending: PendingUpdates;
  readonly conflicts: ConflictChecks;
  /** Milliseconds of the monotonic clock since when it is empty (R20). */
  emptySince: number;
  /** Whether the draft has been deleted; nothing more can be done here. */
  isGone = false;

  readonly #ports: RoomPorts;
  readonly #draft: Draft;
  readonly #answers: SyncAnswers;
  readonly #implied: ImpliedDeletions;
  readonly #changesRead = new FreshRead(() => this.#readChanges());
  #status: DocumentStatus;
  #generation: number;
  /** The generation of the text in memory: what waits is for this one and no other (R17). */
  readonly #ofText: number;

  constructor(
    readonly documentId: string,
    stored: StoredDraft,
    ports: RoomPorts,
    index?: StateIndex,
  ) {
    this.#ports = ports;
    this.#draft = new Draft(stored, index);
    this.#answers = new SyncAnswers(this.#draft, ports.monotonicNow);
    this.#implied = new ImpliedDeletions(this.#draft, (parts) => ports.compact(parts, documentId));
    this.pending = new PendingUpdates(this.#draft, {
      limits: ports.limits,
      newClients: ports.newClients,
      onWaiting: () => ports.onWaiting(this),
      onTaken: (member) => this.awareness.remove(member),
      onAccepted: (update) => this.conflicts.add(update),
    });
    this.conflicts = new ConflictChecks(this.#draft, {
      measure: (input) => ports.measureConflicts(input, documentId),
      pending: () => this.pending.updates,
    });
    this.#status = stored.status;
    this.#generation = stored.generation;
    this.#ofText = stored.generation;
    this.emptySince = ports.monotonicNow();
    this.awareness = new Awareness({
      now: ports.now,
      monotonicNow: ports.monotonicNow,
      scheduler: ports.scheduler,
      framesPerSecond: ports.limits.awarenessFramesPerSecond,
      cursorBytes: ports.limits.cursorBytes,
      members: this.members,
      committedThrough: () => this.pending.committedThrough,
      isAnothers: (clientId, userId) => this.pending.ownerOf(clientId, userId) === "another",
      bind: (clientId, member, bound) => this.pending.bind(clientId, member, bound),
      tellOthers: (states, gone) => ports.onPresence(this, states, gone),
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

  get draft(): Draft {
    return this.#draft;
  }

  /** The number of Yjs clients that have written in it. */
  get clients(): number {
    return this.#draft.index.clocks.size;
  }

  /** Bytes in memory for the draft and its pending updates. */
  get bytesHeld(): number {
    return this.#draft.bytes.size + this.pending.bytes;
  }

  add(member: Member): void {
    this.members.add(member);
  }

  remove(member: Member): void {
    this.awareness.remove(member);
    this.members.delete(member);
    if (this.members.size === 0) this.emptySince = this.#ports.monotonicNow();
  }

  /** Call when the draft was read: it stays loaded for a while (R20). */
  visited(): void {
    if (this.members.size === 0) this.emptySince = this.#ports.monotonicNow();
  }

  closeAll(code: CloseCode): void {
    for (const member of this.members) member.close(code);
  }

  /** Sends the status to all members (R16). */
  tellStatus(): void {
    for (const member of this.members) member.statusChanged();
  }

  /** Tells the members with pending updates that a commit failed (R12). */
  tellDelay(): void {
    for (const { member } of this.pending.untaken) member.delayed();
  }

  /** Tells all members that commits work again (R12). */
  tellRecovery(): void {
    for (const member of this.members) member.recovered();
  }

  /** The answer to a sync step 1 with these clocks. */
  answerTo(clocks: ReadonlyMap<number, number>): Frame {
    return this.#answers.answerTo(clocks);
  }

  /** Frees cached answers that nobody has requested since. */
  forgetAnswers(before: number): void {
    this.#answers.forget(before);
  }

  /** The state vector of what is committed, for our own sync step 1. */
  stateVector(): Uint8Array {
    return this.#draft.index.stateVector();
  }

  /** Finds the deletions that a document of the committed updates performs by itself. */
  findImpliedDeletions(): Promise<void> {
    return this.#implied.find();
  }

  /** Whether this would make the draft larger than its limit (R22); deletions never do. */
  isFullFor(update: AcceptedUpdate): boolean {
    if (insertsNothing(update)) return false;
    return this.bytesHeld + update.bytes.length > this.#ports.limits.draftBytes;
  }

  /** Takes a batch for the committer, at most as much as one merge may hold (R9). */
  take(): Batch | null {
    return this.pending.take({ documentId: this.documentId, generation: this.#ofText });
  }

  /**
   * Call when the batch is committed at `sequence`: relays it to the others, then confirms to the
   * senders (R10). Returns a promise where rows of other processes must be read before.
   */
  committed(batch: Batch, sequence: number): Promise<void> | null {
    const { update: bytes } = batch.request;
    if (bytes) this.#ports.onCommitted(this, sequence);
    if (!bytes || this.sequence >= sequence - 1) {
      this.#tell(batch, sequence);
      return null;
    }
    // Another process wrote in between; its rows come first (R23).
    return this.#reach(sequence - 1).then(() => this.#tell(batch, sequence));
  }

  #tell(batch: Batch, sequence: number): void {
    const { update: bytes } = batch.request;
    for (const { claims, userId } of batch.entries) {
      for (const clientId of claims) this.#draft.addOwner(clientId, userId);
    }
    if (bytes && sequence === this.sequence + 1) {
      this.#draft.append({ sequence, bytes }, updatesIn(batch.entries));
      this.#relay(updateFrame(bytes), batch.onlySender);
    }
    this.pending.finish();
    this.#tellSettled();
    for (const entry of batch.entries) entry.onCommitted?.();
    if (bytes) this.#ports.onGrowth(this);
  }

  /**
   * Call when the draft was closed before the batch was committed (R16): refuses all pending
   * updates, which stay with their writers (R17). Bindings hold no text, and are retried
   * automatically.
   */
  refuseAll(now: DraftStatus | null): void {
    this.pending.refuseAll(now !== null, (committedThrough) => {
      for (const member of this.members) member.frozen(committedThrough);
    });
    this.awareness.releaseCursors();
    if (now) this.#setStatus(now);
    else this.#vanish();
    if (this.pending.length > 0) this.#ports.onWaiting(this);
  }

  /**
   * Call when some client ids of the batch belong to someone else: validates all pending updates
   * again (R7).
   */
  foreign(owners: ReadonlyMap<number, string>): void {
    this.#draft.addOwners(owners);
    this.#judgeAgain();
    if (this.pending.length > 0) this.#ports.onWaiting(this);
  }

  /**
   * Call after a failed commit: finds out which pending updates are committed after all, or still
   * fit (R12).
   */
  async recheck(): Promise<void> {
    const before = this.sequence;
    await this.catchUp();
    if (this.sequence !== before) this.#judgeAgain();
  }

  /** Reads what other processes committed, and the owners of these client ids; relays it. */
  async catchUp(clientIds: readonly number[] = []): Promise<void> {
    if (clientIds.length > 0) {
      this.#draft.addOwners(await this.#ports.log.owners(this.documentId, clientIds));
    }
    await this.#changesRead.run();
  }

  /** Shows people whom another process serves, and those who have left it (R24). */
  showElsewhere(
    processId: string,
    states: readonly PresentPerson[],
    gone: readonly number[],
  ): void {
    this.#draft.addOwners(this.awareness.showElsewhere(processId, states, gone));
  }

  /** Reads rows of other processes up to `sequence`, which are committed. */
  async #reach(sequence: number): Promise<void> {
    for (let tries = 0; tries < READS; tries += 1) {
      // Restored meanwhile (R35): all pages load anew.
      if (this.sequence >= sequence || this.isGone || this.#generation !== this.#ofText) return;
      await this.catchUp();
    }
  }

  async #readChanges(): Promise<void> {
    const news = await this.#ports.log.since(this.documentId, this.sequence);
    if (!news) return this.#vanish();
    // Restored or reopened (R17, R35): the rows continue another text, and all pages load anew.
    if (news.generation !== this.#ofText) return this.#setStatus(news);
    const before = this.sequence;
    const unknown = new Set<number>();
    for (const row of news.rows ?? []) for (const id of this.#takeIn(row)) unknown.add(id);
    if (!news.rows) await this.#readAll();
    if (unknown.size > 0) {
      this.#draft.addOwners(await this.#ports.log.owners(this.documentId, [...unknown]));
    }
    if (this.sequence !== before) this.#ports.onGrowth(this);
    this.#setStatus(news);
  }

  /** Another process compacted rows that we lack: reads the whole draft (R23). */
  async #readAll(): Promise<void> {
    const stored = await this.#ports.log.load(this.documentId);
    if (!stored) return this.#vanish();
    if (stored.base && stored.base.sequence > this.sequence) {
      this.#relay(updateFrame(this.#draft.takeBase(stored.base)), null);
      this.conflicts.replaced();
    }
    for (const row of stored.tail) this.#takeIn(row);
    this.#draft.addOwners(stored.owners);
  }

  /** Takes the next row in and relays it; returns its clients whose owners are not known here. */
  #takeIn(row: LogRow): number[] {
    if (row.sequence !== this.sequence + 1) return [];
    this.conflicts.add(storedUpdate(row.bytes));
    const unknown = this.#draft.appendStored(row);
    this.#relay(updateFrame(row.bytes), null);
    return unknown;
  }

  #judgeAgain(): void {
    this.pending.judgeAgain();
    this.#tellSettled();
  }

  #tellSettled(): void {
    const { committedThrough } = this.pending;
    for (const member of this.members) member.committed(committedThrough);
    this.awareness.releaseCursors();
  }

  #relay(frame: Frame, except: Member | null): void {
    for (const member of this.members) {
      if (member !== except && member.isSynced) member.send(frame);
    }
  }

  #setStatus(draft: DraftStatus): void {
    const isReopened = draft.generation !== this.#generation;
    if (draft.status === this.#status && !isReopened) return;
    this.#status = draft.status;
    this.#generation = draft.generation;
    this.#ports.onStatus(this, isReopened);
  }

  #vanish(): void {
    this.isGone = true;
    this.closeAll(CLOSE.noSuchDraft);
  }
}
