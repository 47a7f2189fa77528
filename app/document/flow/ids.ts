/**
 * Keeps shown ids unique without writing repairs (F3): where two items carry the same id, the one
 * with the lowest (clock, client) keeps it; the others are shown under an id derived from their
 * own. All readers agree.
 */
import type * as Y from "yjs";
import { isBlockId } from "#app/document/nodes/node-id.ts";
import { elementOf } from "./layout.ts";

export class IdRegistry {
  /** The ids whose holders changed since they were last taken. */
  readonly changed = new Set<string>();
  private readonly holders = new Map<string, Set<Y.Item>>();
  private readonly heldBy = new Map<Y.Item, string>();
  private readonly shown = new Map<Y.Item, string>();

  clear(): void {
    this.changed.clear();
    this.holders.clear();
    this.heldBy.clear();
    this.shown.clear();
  }

  /**
   * Registers an item that may carry an id, when it was added or its attributes were read again.
   */
  hold(item: Y.Item): void {
    const id: unknown = elementOf(item).getAttribute("id");
    if (!isBlockId(id)) return;
    let set = this.holders.get(id);
    if (!set) this.holders.set(id, (set = new Set()));
    if (!set.has(item)) {
      set.add(item);
      this.changed.add(id);
    }
    this.heldBy.set(item, id);
  }

  /** Call for a deleted item, and before an item is read again. */
  release(item: Y.Item): void {
    const id = this.heldBy.get(item);
    if (id === undefined) return;
    this.heldBy.delete(item);
    const set = this.holders.get(id);
    if (set?.delete(item)) this.changed.add(id);
    if (set?.size === 0) this.holders.delete(id);
  }

  forget(item: Y.Item): void {
    this.shown.delete(item);
  }

  /** Computes and remembers the id under which an item is shown. */
  show(item: Y.Item): string {
    const id = this.idOf(item);
    this.shown.set(item, id);
    return id;
  }

  /** The id under which it was last shown. */
  shownAs(item: Y.Item): string {
    return this.shown.get(item) ?? this.idOf(item);
  }

  /** The id of a block without a marker that follows the item `key`. */
  implicitId(key: Y.ID | null): string {
    return this.free(key ? derivedId("x", key) : "x-start");
  }

  /**
   * An item without an id gets a derived one that differs from that of a markerless block after it.
   */
  private idOf(item: Y.Item): string {
    const stored: unknown = elementOf(item).getAttribute("id");
    if (!isBlockId(stored)) return this.free(derivedId("own", item.id));
    for (const other of this.holders.get(stored) ?? []) {
      if (isBefore(other.id, item.id)) return this.free(derivedId(stored.slice(0, 30), item.id));
    }
    return stored;
  }

  /** Resolves a collision: a marker may carry the very id that was derived for another. */
  private free(id: string): string {
    let free = id;
    while (this.holders.has(free)) free += "i";
    return free;
  }

  /** The items that lost or regained an id since the last call. */
  takeRenamed(): { readonly items: Y.Item[]; readonly implicit: boolean } {
    const items: Y.Item[] = [];
    let implicit = false;
    if (this.changed.size === 0) return { items, implicit };
    for (const id of this.changed) {
      for (const item of this.holders.get(id) ?? []) {
        if (this.shown.has(item) && this.shown.get(item) !== this.idOf(item)) items.push(item);
      }
      // Only an id of the derived form can collide with a derived one.
      implicit ||= MADE_UP.test(id);
    }
    if (implicit) {
      for (const [item, id] of this.shown)
        if (MADE_UP.test(id) && id !== this.idOf(item)) items.push(item);
    }
    this.changed.clear();
    return { items, implicit };
  }
}

const MADE_UP = /^x-|-[0-9a-z]+-[0-9a-z]+$/u;

/** Whether an id may be one that a reader derived, since the block carries none or another's. */
export function isMadeUp(id: string): boolean {
  return MADE_UP.test(id);
}

function isBefore(a: Y.ID, b: Y.ID): boolean {
  return a.clock < b.clock || (a.clock === b.clock && a.client < b.client);
}

function derivedId(stem: string, id: Y.ID): string {
  return `${stem}-${id.client.toString(36)}-${id.clock.toString(36)}`;
}
