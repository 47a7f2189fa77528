import { describe, expect, it } from "vitest";
import {
  type ClusterMessage,
  packMessages,
  PAYLOAD_BYTES,
  readPayload,
} from "#server/cluster/message.ts";

const rows = (documentId: string, sequence: number): ClusterMessage => ({
  kind: "rows",
  documentId,
  sequence,
});
const present = (json: string): ClusterMessage => ({
  kind: "presence",
  documentId: "draft",
  sequence: 1,
  states: [[1, json]],
  gone: [],
});

function read(payloads: readonly string[]): ClusterMessage[] {
  return payloads.flatMap((payload) => [...(readPayload(payload)?.messages ?? [])]);
}

describe("what processes tell each other", () => {
  it("names each draft once, with its last sequence number [R23]", () => {
    const packed = packMessages("a", [rows("x", 1), rows("y", 7), rows("x", 2), rows("x", 3)]);
    expect(packed).toHaveLength(1);
    expect(read(packed)).toEqual([rows("y", 7), rows("x", 3)]);
    expect(readPayload(packed[0] ?? "")?.from).toBe("a");
  });

  it("fits into PostgreSQL's 8,000 bytes however much there is, in order, in any language [R23]", () => {
    const messages = Array.from({ length: 400 }, (_, index) => rows(`draft-ñ-${index}`, index));
    const packed = packMessages("process", messages);
    expect(packed.length).toBeGreaterThan(1);
    for (const payload of packed) {
      expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(PAYLOAD_BYTES);
    }
    expect(read(packed)).toEqual(messages);
  });

  it("leaves out what fits into no payload, and nothing else", () => {
    const packed = packMessages("a", [
      rows("x", 1),
      present("é".repeat(PAYLOAD_BYTES)),
      rows("y", 1),
    ]);
    expect(read(packed)).toEqual([rows("x", 1), rows("y", 1)]);
  });

  it("is ignored where it is no message, or one of a later release [R30]", () => {
    for (const payload of ["", "{", "null", "[]", '{"from":1,"messages":[]}', '{"from":"a"}']) {
      expect(readPayload(payload)).toBeNull();
    }
    expect(readPayload('{"from":"a","messages":[null,5,{"kind":"later"}]}')?.messages).toEqual([
      { kind: "later" },
    ]);
  });
});
