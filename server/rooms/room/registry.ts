import type { Room } from "./room.ts";

/** The loaded rooms. */
export class Registry {
  readonly #load: (documentId: string) => Promise<Room | null>;
  readonly #rooms = new Map<string, Room>();
  readonly #loading = new Map<string, Promise<Room | null>>();
  /** Called with a room that was loaded, and with one that is gone from memory. */
  onOpened: (room: Room) => void = () => undefined;
  onClosed: (room: Room) => void = () => undefined;

  constructor(load: (documentId: string) => Promise<Room | null>) {
    this.#load = load;
  }

  /** The room of a draft; loads it if needed, once for all concurrent callers (R20). */
  async open(documentId: string): Promise<Room | null> {
    const room = this.#rooms.get(documentId);
    if (room) return room;
    let loading = this.#loading.get(documentId);
    if (!loading) {
      loading = this.#enter(documentId).finally(() => this.#loading.delete(documentId));
      this.#loading.set(documentId, loading);
    }
    return loading;
  }

  async #enter(documentId: string): Promise<Room | null> {
    const room = await this.#load(documentId);
    if (room) {
      this.#rooms.set(documentId, room);
      this.onOpened(room);
    }
    return room;
  }

  /** The room if it is loaded or being loaded; null otherwise. */
  async loaded(documentId: string): Promise<Room | null> {
    return this.#rooms.get(documentId) ?? (await this.#loading.get(documentId)) ?? null;
  }

  get(documentId: string): Room | undefined {
    return this.#rooms.get(documentId);
  }

  delete(room: Room): void {
    if (this.#rooms.get(room.documentId) !== room) return;
    this.#rooms.delete(room.documentId);
    this.onClosed(room);
  }

  values(): IterableIterator<Room> {
    return this.#rooms.values();
  }

  get size(): number {
    return this.#rooms.size;
  }
}
