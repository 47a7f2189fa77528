import { encodeNotice } from "#app/protocol/messages.ts";
import type { DraftStatus } from "#server/rooms/log/update-log.ts";
import { type Frame, frameOf } from "#server/rooms/socket/frames.ts";

/** One open page of one person, in a draft's room or only listening (R39). */
export interface Connection {
  readonly userId: string;
  /** The organizations whose own threads the person may read (M2). */
  readonly threadOrganizations: ReadonlySet<string>;
  send(frame: Frame): void;
  /** Tells who only listens what the draft is now; null where there is none any more. */
  hear(draft: DraftStatus | null): void;
}

/**
 * The connections of this process by draft. Notices of threads go to all of them (M5), whether the
 * draft is in memory or nobody but a version's page hears of it (R39).
 */
export class Connections {
  readonly #byDraft = new Map<string, Set<Connection>>();

  add(documentId: string, connection: Connection): void {
    const those = this.#byDraft.get(documentId);
    if (those) those.add(connection);
    else this.#byDraft.set(documentId, new Set([connection]));
  }

  remove(documentId: string, connection: Connection): void {
    const those = this.#byDraft.get(documentId);
    those?.delete(connection);
    if (those?.size === 0) this.#byDraft.delete(documentId);
  }

  of(documentId: string): ReadonlySet<Connection> {
    return this.#byDraft.get(documentId) ?? NONE;
  }

  /** Tells those whose people may read them that threads changed (M2, M5). */
  tellThreads(documentId: string, ids: readonly string[], organizationId: string | null): void {
    const those = this.of(documentId);
    if (those.size === 0) return;
    const frame = frameOf(encodeNotice({ kind: "threads", ids }));
    for (const connection of those) {
      if (organizationId === null || connection.threadOrganizations.has(organizationId)) {
        connection.send(frame);
      }
    }
  }

  /** Has every page ask for its threads: what changed them may have been missed (R23). */
  tellAllThreads(): void {
    for (const documentId of this.#byDraft.keys()) this.tellThreads(documentId, [], null);
  }
}

const NONE: ReadonlySet<Connection> = new Set();
