/** A person who is in a draft: the Yjs client id of their page, and their awareness state as JSON. */
export type PresentPerson = readonly [clientId: number, stateJson: string];

/**
 * Messages between the processes of one workspace (R23, R24): which drafts have new rows, and
 * never text of a draft. Everything but presence can be read from the database as well, so that a
 * lost message only delays.
 */
export type ClusterMessage =
  /** The sender committed this draft up to that sequence number. */
  | { readonly kind: "rows"; readonly documentId: string; readonly sequence: number }
  /**
   * The sender has the draft in memory up to that sequence number, and wants to be told of it. Who
   * has it too answers with the same (`isAnswer`), with the people there, and with what is missing.
   */
  | {
      readonly kind: "open";
      readonly documentId: string;
      readonly sequence: number;
      readonly isAnswer: boolean;
    }
  /** The sender no longer has the draft in memory. */
  | { readonly kind: "closed"; readonly documentId: string }
  /** People on the sender's connections; their cursors may refer to text up to `sequence`. */
  | {
      readonly kind: "presence";
      readonly documentId: string;
      readonly sequence: number;
      readonly states: readonly PresentPerson[];
      readonly gone: readonly number[];
    }
  /** Threads beside the draft changed; of one organization's, or of everybody's (null). */
  | {
      readonly kind: "threads";
      readonly documentId: string;
      readonly ids: readonly string[];
      readonly organizationId: string | null;
    }
  /** Commits of the draft are suspended (R16), until `release` or a few seconds later. */
  | { readonly kind: "hold"; readonly documentId: string; readonly id: string }
  | { readonly kind: "release"; readonly documentId: string; readonly id: string }
  /** The audit record has new lines. */
  | { readonly kind: "recorded" }
  /** A sign of life; the sender knows by its return that it is heard. */
  | { readonly kind: "alive"; readonly beat: number }
  /** The sender stops. */
  | { readonly kind: "stopping" };

/** PostgreSQL refuses a notification of 8,000 bytes or more. */
export const PAYLOAD_BYTES = 7_900;

interface Envelope {
  readonly from: string;
  readonly messages: readonly ClusterMessage[];
}

/**
 * Packs messages into as few payloads as possible, in order. Of several `rows` of one draft only
 * the last remains. A message that is too large for a payload is left out: presence is, where a
 * cursor is unusually large.
 */
export function packMessages(from: string, messages: readonly ClusterMessage[]): string[] {
  const last = new Map<string, number>();
  for (const [index, message] of messages.entries()) {
    if (message.kind === "rows") last.set(message.documentId, index);
  }
  const payloads: string[] = [];
  const start = `{"from":${JSON.stringify(from)},"messages":[`;
  const envelope = Buffer.byteLength(start) + 2;
  let parts: string[] = [];
  let size = envelope;
  const finish = () => {
    if (parts.length > 0) payloads.push(`${start}${parts.join(",")}]}`);
    parts = [];
    size = envelope;
  };
  for (const [index, message] of messages.entries()) {
    if (message.kind === "rows" && last.get(message.documentId) !== index) continue;
    const json = JSON.stringify(message);
    const bytes = Buffer.byteLength(json) + 1;
    if (envelope + bytes > PAYLOAD_BYTES) continue;
    if (size + bytes > PAYLOAD_BYTES) finish();
    parts.push(json);
    size += bytes;
  }
  finish();
  return payloads;
}

/** The content of a payload; null where it is none of this workspace's. */
export function readPayload(payload: string): Envelope | null {
  try {
    const value: unknown = JSON.parse(payload);
    if (typeof value !== "object" || value === null) return null;
    const { from, messages } = value as Partial<Record<keyof Envelope, unknown>>;
    if (typeof from !== "string" || !Array.isArray(messages)) return null;
    return { from, messages: messages.filter(isMessage) };
  } catch {
    // Not JSON: of another program on this database.
    return null;
  }
}

/** Kinds that a later release added are ignored: neighboring releases run side by side (R30). */
function isMessage(value: unknown): value is ClusterMessage {
  return typeof value === "object" && value !== null && "kind" in value;
}
