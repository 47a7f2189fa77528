import { DOCUMENT_STATUSES, type DocumentStatus } from "#app/domain/document.ts";

/**
 * Notices that the server sends unasked; the page turns each into words:
 *
 * - `status`: the access of this connection, with the draft's status and generation. Sent with the
 * answer to a connection's first barrier and on every change (R16).
 * - `read-only`: edits arrived over a connection that may only read; they were not kept (R8).
 * - `draft-full`: the draft has reached its largest size; the edits were not kept (R22).
 * - `not-saved-yet`: a commit failed and is being retried; nothing is lost (R12).
 * - `saving-again`: commits work again (R12).
 * - `threads`: these threads beside the text changed; only to connections whose people may read them
 * (M2, M5). Without ids, any of them may have (R24).
 */
export type Notice =
  | {
      readonly kind: "status";
      readonly access: "read" | "write";
      readonly status: DocumentStatus;
      readonly generation: number;
    }
  | { readonly kind: "read-only" }
  | { readonly kind: "draft-full" }
  | { readonly kind: "not-saved-yet" }
  | { readonly kind: "saving-again" }
  | { readonly kind: "threads"; readonly ids: readonly string[] };

/**
 * Parses a notice's JSON; null for one that this build does not know, so that newer servers may add
 * some.
 */
export function parseNotice(json: string): Notice | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Not JSON: no notice that this build knows.
    return null;
  }
  if (typeof value !== "object" || value === null || !("kind" in value)) return null;
  switch (value.kind) {
    case "read-only":
    case "draft-full":
    case "not-saved-yet":
    case "saving-again":
      return { kind: value.kind };
    case "status":
      return parseStatus(value);
    case "threads":
      return parseThreads(value);
    default:
      return null;
  }
}

function parseStatus(value: object): Notice | null {
  const { access, status, generation } = value as Record<string, unknown>;
  if (access !== "read" && access !== "write") return null;
  if (typeof generation !== "number") return null;
  const known = DOCUMENT_STATUSES.find((candidate) => candidate === status);
  return known ? { kind: "status", access, status: known, generation } : null;
}

function parseThreads(value: object): Notice | null {
  const { ids } = value as Record<string, unknown>;
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === "string")) return null;
  return { kind: "threads", ids };
}
