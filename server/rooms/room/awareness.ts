import type { PresentPerson } from "#server/cluster/index.ts";
import type { Frame } from "#server/rooms/socket/frames.ts";
import type { Member } from "./member.ts";
import {
  type AwarenessPorts,
  cursorIn,
  entriesIn,
  type GoneClient,
  isNull,
  type Presence,
  partsOf,
  presenceFrame,
  RisingClock,
  type ShownAs,
  stateJson,
} from "./presence.ts";

/** The most people of other processes that are shown in a room. */
const MOST_ELSEWHERE = 2_000;

/** Presence in the room, as the server asserts it (R14). Nothing of it is stored. */
export class Awareness {
  readonly #ports: AwarenessPorts;
  readonly #clock: RisingClock;
  readonly #states = new Map<number, Presence>();
  readonly #shownAs = new Map<Member, ShownAs>();
  readonly #dirty = new Set<number>();
  /** Pages that are here under a client id that is still shown as another process's. */
  readonly #returning = new Map<number, { readonly member: Member; readonly json: Uint8Array }>();
  /** Client ids with a next cursor. */
  readonly #held = new Set<number>();
  /** Client ids removed since the last frame and not shown again, with the clock of the removal. */
  readonly #gone = new Map<number, { readonly clock: number; readonly isElsewhere: boolean }>();
  #flushedAt = -Infinity;
  #callOff: (() => void) | null = null;

  constructor(ports: AwarenessPorts) {
    this.#ports = ports;
    this.#clock = new RisingClock(ports.now);
  }

  /** The number of people shown, of this process and of others. */
  get size(): number {
    return this.#states.size;
  }

  /**
   * Takes a client's own cursor and nothing else. What it says of others is ignored; stock clients
   * repeat every state they receive. A cursor is held until the room's entries up to `after`, which
   * the member sent before it, are committed. Throws BadAwareness.
   */
  receive(member: Member, payload: Uint8Array, after: number): void {
    for (const [clientId, json] of entriesIn(payload)) this.#entry(member, clientId, json, after);
  }

  #entry(member: Member, clientId: number, json: Uint8Array, after: number): void {
    const shownAs = this.#shownAs.get(member);
    if (!shownAs) this.#first(member, clientId, json, after);
    else if (shownAs.clientId === clientId) this.#next(member, clientId, json, after);
  }

  #first(member: Member, clientId: number, json: Uint8Array, after: number): void {
    const shown = this.#states.get(clientId);
    if (isNull(json)) return;
    const cursor = cursorIn(json, this.#ports.cursorBytes);
    if (shown) {
      if (shown.userId !== member.userId) return;
      // A page whose earlier connection nobody has seen end. Where this process has it, the page goes on.
      if (shown.processId) this.#returning.set(clientId, { member, json });
      else if (this.#handOver(clientId, shown, member)) {
        this.#next(member, clientId, json, Math.max(after, shown.next?.after ?? 0));
      }
      this.#welcomeTabs(member);
      return;
    }
    if (this.#ports.isAnothers(clientId, member.userId)) return;
    const shownAs: ShownAs = { clientId, isBound: false };
    this.#shownAs.set(member, shownAs);
    this.#enter(member, clientId, cursor);
    this.#welcomeTabs(member);
    this.#ports.bind(clientId, member, () => {
      shownAs.isBound = true;
      this.#touch(clientId);
    });
  }

  #handOver(clientId: number, shown: Presence, to: Member): boolean {
    const shownAs = shown.member && this.#shownAs.get(shown.member);
    if (!shownAs) return false;
    if (shown.member) this.#shownAs.delete(shown.member);
    this.#shownAs.set(to, shownAs);
    this.#states.set(clientId, { ...shown, member: to, personJson: to.personJson });
    return true;
  }

  #next(member: Member, clientId: number, json: Uint8Array, after: number): void {
    if (isNull(json)) {
      this.#drop(clientId);
      return;
    }
    const cursor = cursorIn(json, this.#ports.cursorBytes);
    const state = this.#states.get(clientId) ?? this.#enter(member, clientId, cursor);
    if ((state.next?.cursor ?? state.cursor) !== cursor) member.used();
    if (after > this.#ports.committedThrough()) {
      state.next = { cursor, after };
      this.#held.add(clientId);
      return;
    }
    state.cursor = cursor;
    this.#release(clientId, state);
    this.#touch(clientId);
  }

  /**
   * Call when updates were committed or refused: releases the cursors that were sent after them.
   * Sent earlier, a cursor would refer to text that the others lack, and would vanish for them.
   */
  releaseCursors(): void {
    if (this.#held.size === 0) return;
    const committedThrough = this.#ports.committedThrough();
    for (const clientId of this.#held) {
      const state = this.#states.get(clientId);
      if (state?.next && state.next.after > committedThrough) continue;
      if (state?.next) {
        state.cursor = state.next.cursor;
        this.#dirty.add(clientId);
      }
      this.#release(clientId, state);
    }
    if (this.#dirty.size === 0) return;
    // Together with the text, so that a page renders both at once.
    if (this.#pause() > 0) this.#schedule();
    else this.#flush();
  }

  #release(clientId: number, state?: Presence): void {
    if (state) state.next = null;
    this.#held.delete(clientId);
  }

  #enter(member: Member, clientId: number, cursor: string): Presence {
    const state: Presence = {
      member,
      processId: null,
      userId: member.userId,
      personJson: member.personJson,
      cursor,
      next: null,
      clock: this.#clock.next(),
      sentAt: -Infinity,
    };
    this.#states.set(clientId, state);
    return state;
  }

  /** Removes a member that leaves, or whose client id turned out to be someone else's, with its state. */
  remove(member: Member): void {
    const shownAs = this.#shownAs.get(member);
    if (!shownAs) return;
    this.#shownAs.delete(member);
    if (this.#states.get(shownAs.clientId)?.member === member) this.#drop(shownAs.clientId);
  }

  #drop(clientId: number): void {
    const state = this.#states.get(clientId);
    if (!state) return;
    this.#states.delete(clientId);
    this.#dirty.delete(clientId);
    this.#held.delete(clientId);
    if (this.#takeOver(clientId) || state.sentAt === -Infinity) return;
    this.#gone.set(clientId, { clock: this.#clock.next(), isElsewhere: state.processId !== null });
    this.#schedule();
  }

  /** Shows the page that waited for another process to give the client id up. */
  #takeOver(clientId: number): boolean {
    const page = this.#returning.get(clientId);
    this.#returning.delete(clientId);
    if (!page || !this.#ports.members.has(page.member) || this.#shownAs.has(page.member)) {
      return false;
    }
    this.#first(page.member, clientId, page.json, 0);
    return this.#states.has(clientId);
  }

  /**
   * Shows people whom another process serves (R24). The clocks are this process's own, so that a
   * browser sees them only rise; of a client id that is here, or with a third process by now, what
   * another one says of its end is ignored. Returns whose client ids these are.
   */
  showElsewhere(
    processId: string,
    states: readonly PresentPerson[],
    gone: readonly number[],
  ): (readonly [clientId: number, userId: string])[] {
    const owners: (readonly [number, string])[] = [];
    for (const [clientId, json] of states) {
      const before = this.#states.get(clientId);
      if (before && !before.processId) continue;
      if (!before && this.#states.size >= MOST_ELSEWHERE) continue;
      const parts = partsOf(json);
      owners.push([clientId, parts.userId]);
      // Told twice, as by a process that hears of this one.
      if (before?.processId === processId && stateJson(before) === stateJson(parts)) continue;
      const clock = this.#clock.next();
      const sentAt = before?.sentAt ?? -Infinity;
      this.#states.set(clientId, { ...parts, member: null, processId, next: null, clock, sentAt });
      this.#touch(clientId);
    }
    for (const clientId of gone) {
      const of = this.#states.get(clientId)?.processId;
      if (of === processId) this.#drop(clientId);
      // Its page is here by now, which whoever still took it for that process's does not know.
      else if (of === null) this.#touch(clientId);
    }
    return owners;
  }

  /** Removes the people of a process that is lost; of all others without an argument. */
  dropElsewhere(processId?: string): void {
    for (const [clientId, state] of this.#states) {
      if (!state.processId) continue;
      if (processId === undefined || state.processId === processId) this.#drop(clientId);
    }
  }

  /** Everybody on this process's own connections, for another process. */
  here(): PresentPerson[] {
    const here: PresentPerson[] = [];
    for (const [clientId, state] of this.#states) {
      if (!state.processId && this.#isShown(state)) here.push([clientId, stateJson(state)]);
    }
    return here;
  }

  /** Sends all states to a member that has just joined. */
  welcome(newcomer: Member): void {
    const others = [...this.#states].filter(
      ([clientId, state]) => this.#isShown(state) && this.#isFor(newcomer, clientId, state),
    );
    if (others.length > 0) newcomer.send(presenceFrame(others, []));
    for (const [, state] of others) state.sentAt = this.#ports.monotonicNow();
  }

  /** Sends a member whose client id has just been told the person's other tabs. */
  #welcomeTabs(member: Member): void {
    const tabs = [...this.#states].filter(
      ([clientId, state]) =>
        state.userId === member.userId &&
        this.#isShown(state) &&
        this.#isFor(member, clientId, state),
    );
    if (tabs.length > 0 && member.isSynced) member.send(presenceFrame(tabs, []));
  }

  /**
   * Whether the member is sent this state. A client is not sent its own: its own is newer, and it
   * would take the older one for its own. Of the person's tabs one may be this very page, on an earlier
   * connection, until its client id is told.
   */
  #isFor(member: Member, clientId: number, state: Presence): boolean {
    if (state.userId !== member.userId) return true;
    const shownAs = this.#shownAs.get(member)?.clientId;
    if (shownAs !== undefined) return shownAs !== clientId;
    for (const [id, page] of this.#returning) if (page.member === member) return id !== clientId;
    return false;
  }

  /**
   * Repeats states last sent `milliseconds` ago: clients forget whom they have not heard of for 30
   * s, and a page in the background repeats itself too rarely.
   */
  renew(milliseconds: number): void {
    const before = this.#ports.monotonicNow() - milliseconds;
    for (const [clientId, state] of this.#states) {
      if (state.sentAt <= before) this.#touch(clientId);
    }
  }

  #isShown({ member }: Presence): boolean {
    return member === null || this.#shownAs.get(member)?.isBound === true;
  }

  /** Stops sending. */
  destroy(): void {
    this.#callOff?.();
    this.#states.clear();
    this.#shownAs.clear();
    this.#returning.clear();
    this.#dirty.clear();
    this.#held.clear();
    this.#gone.clear();
  }

  #touch(clientId: number): void {
    this.#dirty.add(clientId);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#callOff) return;
    this.#callOff = this.#ports.scheduler.after(this.#pause(), () => this.#flush());
  }

  /** Milliseconds until the next frame may be sent. */
  #pause(): number {
    const between = 1000 / this.#ports.framesPerSecond;
    return Math.max(0, this.#flushedAt + between - this.#ports.monotonicNow());
  }

  #flush(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#flushedAt = this.#ports.monotonicNow();
    const changed: [number, Presence][] = [];
    for (const clientId of this.#dirty) {
      const state = this.#states.get(clientId);
      if (!state || !this.#isShown(state)) continue;
      state.clock = this.#clock.next();
      state.sentAt = this.#flushedAt;
      changed.push([clientId, state]);
      this.#gone.delete(clientId);
    }
    this.#dirty.clear();
    const gone = [...this.#gone];
    this.#gone.clear();
    if (changed.length + gone.length === 0) return;
    this.#tellOthers(changed, gone);
    const people = new Set(changed.map(([, state]) => state.userId));
    let shared: Frame | null = null;
    for (const member of this.#ports.members) {
      if (!member.isSynced) continue;
      if (!people.has(member.userId)) {
        shared ??= presenceFrame(changed, gone);
        member.send(shared);
        continue;
      }
      const others = changed.filter(([clientId, state]) => this.#isFor(member, clientId, state));
      if (others.length + gone.length > 0) member.send(presenceFrame(others, gone));
    }
  }

  #tellOthers(changed: readonly [number, Presence][], gone: readonly GoneClient[]): void {
    const states = changed
      .filter(([, { processId }]) => !processId)
      .map(([clientId, state]): PresentPerson => [clientId, stateJson(state)]);
    const left = gone.flatMap(([clientId, { isElsewhere }]) => (isElsewhere ? [] : [clientId]));
    if (states.length + left.length > 0) this.#ports.tellOthers(states, left);
  }
}
