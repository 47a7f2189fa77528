import { fc } from "#tests/support/fast-check.ts";
import { describe, expect, it } from "vitest";
import { decodeAuthorship, encodeAuthorship } from "#app/protocol/authorship.ts";
import { CLOSE, CLOSE_REASONS, isPermanentClose } from "#app/protocol/close-codes.ts";
import { holdsId, type IdRange, subtractIds, unionIds } from "#app/protocol/id-ranges.ts";
import {
  BARRIER_REFUSALS,
  encodeNotice,
  encodeReceipt,
  encodeReceiptRequest,
  encodeRefused,
} from "#app/protocol/messages.ts";
import { decodeMessage, encodeSyncUpdate } from "#tests/support/client-messages.ts";
import type { Notice } from "#app/protocol/notices.ts";
import { parseRoomAddress, roomAddress } from "#app/protocol/room-address.ts";
import { frameOf, step2Frame, updateFrame } from "#server/rooms/socket/frames.ts";
import { IdSet } from "#server/rooms/update/id-set.ts";

describe("messages", () => {
  it("come out as they went in [R11]", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (n) => {
        expect(decodeMessage(encodeReceiptRequest(n))).toEqual({ type: "receipt-request", n });
        expect(decodeMessage(encodeReceipt(n))).toEqual({ type: "receipt", n });
        for (const code of BARRIER_REFUSALS) {
          expect(decodeMessage(encodeRefused(n, code))).toEqual({ type: "refused", n, code });
        }
      }),
    );
  });

  it("carry every notice", () => {
    const notices: Notice[] = [
      { kind: "status", access: "read", status: "in_review", generation: 3 },
      { kind: "read-only" },
      { kind: "draft-full" },
      { kind: "not-saved-yet" },
      { kind: "saving-again" },
    ];
    for (const notice of notices) {
      expect(decodeMessage(encodeNotice(notice))).toEqual({ type: "notice", notice });
    }
  });

  it("that this build does not know are nothing, so that a newer server may send them", () => {
    expect(decodeMessage(Uint8Array.of(99, 1))).toBeNull();
    expect(decodeMessage(encodeNotice({ kind: "later" } as unknown as Notice))).toBeNull();
    expect(decodeMessage(Uint8Array.of(6, 1, 3, 97, 98, 99))).toBeNull();
    expect(decodeMessage(Uint8Array.of(7, 1, 123))).toBeNull();
  });
});

describe("close codes", () => {
  it("each has a reason that fits into a close frame [R2]", () => {
    for (const code of Object.values(CLOSE)) {
      expect(Buffer.byteLength(CLOSE_REASONS[code])).toBeLessThanOrEqual(123);
    }
  });

  it("of 44xx end reconnecting, others do not [R2]", () => {
    const permanent = Object.values(CLOSE).filter(isPermanentClose).sort();
    expect(permanent).toEqual([4400, 4401, 4404, 4409, 4426, 4429]);
  });
});

describe("a room's address", () => {
  it("comes out as it went in [R4, R17]", () => {
    expect(parseRoomAddress(roomAddress("abc-1", { schema: 3, generation: 2 }))).toEqual({
      documentId: "abc-1",
      schema: 3,
      generation: 2,
      person: null,
      listens: false,
    });
    expect(parseRoomAddress(`${roomAddress("abc-1", { schema: 3 })}&notices=1`)?.listens).toBe(
      true,
    );
    expect(parseRoomAddress(roomAddress("abc-1", { schema: 3 }))?.generation).toBeNull();
  });

  it("is none where the path or the id is anything else [R1]", () => {
    const others = [
      "/",
      "/rooms",
      "/rooms/",
      "/rooms/a/b",
      "/rooms/a%2Fb",
      "/rooms/-a",
      "/Rooms/a",
    ];
    for (const path of [...others, `/rooms/${"a".repeat(65)}`, "//rooms/a", "http://x/rooms/a"]) {
      expect(parseRoomAddress(`${path}?schema=1`)).toBeNull();
    }
  });
});

const range = fc.record({ clock: fc.nat(60), length: fc.integer({ min: 0, max: 9 }) });
const ranges = fc
  .array(fc.tuple(fc.constantFrom(1, 2), fc.array(range, { maxLength: 25 })), { maxLength: 3 })
  .map((pairs) => new Map<number, IdRange[]>(pairs));

/** The same as a plain set of ids. */
function idsOf(of: ReadonlyMap<number, readonly IdRange[]>): Set<string> {
  const ids = new Set<string>();
  for (const [client, list] of of) {
    for (const { clock, length } of list) {
      for (let id = clock; id < clock + length; id += 1) ids.add(`${client}:${id}`);
    }
  }
  return ids;
}

describe("ranges of ids", () => {
  it("unite, subtract and hold as sets do", () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const [one, other] = [unionIds(a), unionIds(b)];
        expect(idsOf(unionIds(a, b))).toEqual(new Set([...idsOf(a), ...idsOf(b)]));
        const difference = new Set([...idsOf(a)].filter((id) => !idsOf(b).has(id)));
        expect(idsOf(subtractIds(one, other))).toEqual(difference);
        expect(holdsId(one, 1, 7)).toBe(idsOf(a).has("1:7"));
      }),
    );
  });

  it("grow in a set in any order, and by many at once", () => {
    fc.assert(
      fc.property(fc.array(ranges, { maxLength: 6 }), ranges, (all, asked) => {
        const set = new IdSet();
        for (const [index, each] of all.entries()) {
          if (index % 2 === 0) set.addAll(unionIds(each));
          else
            for (const [client, list] of each)
              for (const r of list) set.add(client, r.clock, r.length);
        }
        const united = unionIds(...all);
        expect(set.toRanges()).toEqual(united);
        const missing = new Map<number, IdRange[]>();
        for (const [client, list] of unionIds(asked)) {
          const out: IdRange[] = [];
          for (const { clock, length } of list) set.missing(client, clock, length, out);
          missing.set(client, out);
        }
        expect(idsOf(missing)).toEqual(idsOf(subtractIds(unionIds(asked), united)));
        expect(set.has(2, 5)).toBe(idsOf(united).has("2:5"));
      }),
    );
  });

  it("come out of the database as they went in [R9]", () => {
    fc.assert(
      fc.property(ranges, ranges, (inserted, deleted) => {
        const authorship = { inserted: unionIds(inserted), deleted: unionIds(deleted) };
        expect(decodeAuthorship(encodeAuthorship(authorship))).toEqual(authorship);
      }),
    );
    expect(() => decodeAuthorship(Uint8Array.of(9, 0, 0))).toThrow("unknown format");
  });
});

describe("frames", () => {
  it("are what the WebSocket standard says, at every size of header", () => {
    for (const size of [0, 1, 125, 126, 65_535, 65_536, 70_000]) {
      const message = new Uint8Array(size).fill(7);
      const frame = frameOf(message);
      expect(frame[0]).toBe(0x82);
      const header = size < 126 ? 2 : size < 65_536 ? 4 : 10;
      expect(frame.length).toBe(header + size);
      const length =
        header === 2 ? frame[1] : header === 4 ? frame.readUInt16BE(2) : frame.readBigUInt64BE(2);
      expect(Number(length)).toBe(size);
      expect(frame.subarray(header).every((byte) => byte === 7)).toBe(true);
    }
  });

  it("of an update hold the message that y-protocols has for it", () => {
    for (const size of [2, 120, 127, 128, 20_000]) {
      const update = new Uint8Array(size).fill(3);
      expect(updateFrame(update)).toEqual(frameOf(encodeSyncUpdate(update)));
      expect(step2Frame(update).at(-size - lengthOfVarUint(size) - 1)).toBe(1);
    }
  });
});

function lengthOfVarUint(value: number): number {
  return value < 128 ? 1 : 1 + lengthOfVarUint(Math.floor(value / 128));
}
