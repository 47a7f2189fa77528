import { createHash } from "node:crypto";
import { fc } from "#tests/support/fast-check.ts";
import { beforeAll, describe, expect, it } from "vitest";
import {
  AUDIT_EVENT_TYPES,
  CHAIN_START,
  canonicalDetails,
  chainedText,
  isAuditEventType,
  nextLine,
  verifyChain,
  type AuditEvent,
  type AuditLine,
  type AuditValue,
} from "#app/domain/audit-event.ts";
import { seedOf } from "#tests/support/seed.ts";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

const seed = seedOf();
beforeAll(() => console.log(`audit chain properties: SEED=${seed}`));

function happening(parts: Partial<AuditEvent> = {}): AuditEvent {
  return {
    type: "document.submitted",
    at: new Date("2021-09-09T15:00:00.123Z"),
    actorId: "user",
    organizationId: "org",
    matterId: "matter",
    documentId: "document",
    details: {},
    ...parts,
  };
}

function record(...events: readonly AuditEvent[]): AuditLine[] {
  const lines: AuditLine[] = [];
  for (const event of events) lines.push(nextLine(lines.at(-1) ?? CHAIN_START, event, sha256));
  return lines;
}

describe("a line of the record", () => {
  it("is hashed as canonical JSON, whose letters are fixed for ever", () => {
    const line = nextLine(
      CHAIN_START,
      happening({ matterId: null, details: { b: [1, true, null], a: "é" } }),
      sha256,
    );
    expect(chainedText(line)).toBe(
      `{"actorId":"user","at":"2021-09-09T15:00:00.123Z","details":{"a":"é","b":[1,true,null]},"documentId":"document","matterId":null,"organizationId":"org","previousHash":"${"0".repeat(64)}","sequence":1,"type":"document.submitted"}`,
    );
    expect(line.hash).toBe(sha256(chainedText(line)));
    expect(line.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("holds whatever its type was called when it was written, also one that is written no more", () => {
    const former = happening({ type: "comment.made" as AuditEvent["type"] });
    expect(isAuditEventType(former.type)).toBe(false);
    const lines = record(happening(), former, happening());
    expect(verifyChain(lines, sha256).intact).toBe(true);
  });

  it("does not depend on the order in which details were written", () => {
    expect(canonicalDetails({ b: 1, a: { d: 2, c: 3 } })).toBe('{"a":{"c":3,"d":2},"b":1}');
    expect(canonicalDetails({ a: { c: 3, d: 2 }, b: 1 })).toBe('{"a":{"c":3,"d":2},"b":1}');
  });

  it("takes nothing beside its own fields into the hash, such as a column that a database adds", () => {
    const [line] = record(happening());
    expect(chainedText({ ...line!, extra: "x" } as AuditLine)).toBe(chainedText(line!));
  });

  it("refuses what JSON can't carry and a time that is none", () => {
    expect(() => nextLine(CHAIN_START, happening({ details: { n: NaN } }), sha256)).toThrow("NaN");
    expect(() => nextLine(CHAIN_START, happening({ at: new Date(NaN) }), sha256)).toThrow(
      RangeError,
    );
  });
});

describe("the names of events", () => {
  it("are each there once, as noun.what-happened", () => {
    expect(new Set(AUDIT_EVENT_TYPES).size).toBe(AUDIT_EVENT_TYPES.length);
    for (const name of AUDIT_EVENT_TYPES) expect(name).toMatch(/^[a-z-]+\.[a-z-]+$/);
  });

  it("are distinguished from others", () => {
    expect(isAuditEventType("document.filed")).toBe(true);
    expect(isAuditEventType("workspace.restored")).toBe(true);
    expect(isAuditEventType("document.shredded")).toBe(false);
  });
});

describe("verifying the record", () => {
  const lines = record(
    ...["a", "b", "c", "d", "e"].map((letter) => happening({ details: { letter } })),
  );
  const [one, two, three, four, five] = lines as [
    AuditLine,
    AuditLine,
    AuditLine,
    AuditLine,
    AuditLine,
  ];
  const head = { sequence: 5, hash: five.hash };

  it("finds an untouched record intact and answers its head", () => {
    expect(verifyChain(lines, sha256)).toEqual({ intact: true, head });
    expect(verifyChain(lines, sha256, CHAIN_START, head)).toEqual({ intact: true, head });
    expect(verifyChain([], sha256)).toEqual({ intact: true, head: CHAIN_START });
  });

  it("can be done in pieces", () => {
    const first = verifyChain([one, two], sha256);
    expect(first).toEqual({ intact: true, head: { sequence: 2, hash: two.hash } });
    expect(verifyChain([three, four, five], sha256, { sequence: 2, hash: two.hash }, head)).toEqual(
      { intact: true, head },
    );
  });

  const changes: [string, Partial<AuditLine>][] = [
    ["its details", { details: { letter: "x" } }],
    ["its time, by a millisecond", { at: new Date(three.at.getTime() + 1) }],
    ["its time, to none", { at: new Date(NaN) }],
    ["who did it", { actorId: "someone else" }],
    ["who did it, to nobody", { actorId: null }],
    ["its type", { type: "document.recalled" }],
    ["its organization", { organizationId: "another" }],
    ["its matter", { matterId: null }],
    ["its document", { documentId: "another" }],
    ["its hash", { hash: "f".repeat(64) }],
  ];
  for (const [what, parts] of changes) {
    it(`names the line in which someone changed ${what}`, () => {
      expect(verifyChain([one, two, { ...three, ...parts }, four, five], sha256)).toEqual({
        intact: false,
        sequence: 3,
        why: "Line 3 was changed after it was written.",
      });
    });
  }

  it("names the line after one that was rewritten together with its hash", () => {
    const rewritten = nextLine(two, happening({ details: { letter: "x" } }), sha256);
    expect(verifyChain([one, two, rewritten, four, five], sha256)).toMatchObject({
      intact: false,
      sequence: 4,
      why: expect.stringContaining("does not follow the line before it") as string,
    });
  });

  it("names the place of a line that was left out, added or moved", () => {
    expect(verifyChain([one, two, four, five], sha256)).toMatchObject({
      sequence: 3,
      why: "Line 3 should stand here, and line 4 does.",
    });
    expect(verifyChain([one, two, two, three], sha256)).toMatchObject({ sequence: 3 });
    expect(verifyChain([one, three, two, four], sha256)).toMatchObject({ sequence: 2 });
    expect(verifyChain([two], sha256)).toMatchObject({ sequence: 1 });
  });

  it("sees by the head that the end was cut off, prolonged or rewritten", () => {
    expect(verifyChain([one, two], sha256, CHAIN_START, head)).toMatchObject({
      intact: false,
      sequence: 3,
      why: expect.stringContaining("missing at the end") as string,
    });
    const added = nextLine(five, happening(), sha256);
    expect(verifyChain([...lines, added], sha256, CHAIN_START, head)).toMatchObject({
      intact: false,
      sequence: 6,
      why: expect.stringContaining("added at the end") as string,
    });
    const rewritten = nextLine(four, happening({ actorId: "x" }), sha256);
    expect(
      verifyChain([one, two, three, four, rewritten], sha256, CHAIN_START, head),
    ).toMatchObject({ intact: false, sequence: 5 });
  });

  it("finds any one change in any record, at the line that was changed", () => {
    const details = fc.dictionary(
      fc.string({ unit: "binary" }),
      fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as AuditValue),
      { noNullPrototype: true },
    );
    const event = fc
      .record({
        type: fc.constantFrom(...AUDIT_EVENT_TYPES),
        at: fc.date({ noInvalidDate: true }),
        actorId: fc.option(fc.string({ unit: "binary" })),
        details,
      })
      .map((parts) => happening(parts));
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        event,
        (events, at, other) => {
          const written = record(...events);
          // As it comes back from a database: details through their canonical text.
          const read = written.map((line) => ({
            ...line,
            at: new Date(line.at.getTime()),
            details: JSON.parse(canonicalDetails(line.details)) as AuditEvent["details"],
          }));
          expect(verifyChain(read, sha256).intact).toBe(true);
          const index = at % read.length;
          const forged = { ...read[index]!, ...other };
          fc.pre(chainedText(forged) !== chainedText(read[index]!));
          const verdict = verifyChain(read.with(index, forged), sha256);
          expect(verdict).toMatchObject({ intact: false, sequence: index + 1 });
        },
      ),
      { seed, numRuns: 300 },
    );
  });
});
