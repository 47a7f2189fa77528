import { describe, expect, it } from "vitest";
import { AGENCY_EVENT_KINDS } from "#app/domain/agency-record/event.ts";
import { OUTCOMES } from "#app/domain/agency-record/outcome.ts";
import type { AuditValue } from "#app/domain/audit-event.ts";
import { RECORD_ENTRIES } from "#app/domain/audit-record/index.ts";
import { MISSED_DECISIONS } from "#app/domain/deadlines/missed.ts";
import { FILING_METHODS } from "#app/domain/filing.ts";
import { addWebhookForm } from "#app/domain/forms/webhook.ts";
import {
  isWebhookEventType,
  leavingDetails,
  topicOf,
  topicsOf,
  typesOf,
  WEBHOOK_EVENTS,
  WEBHOOK_TOPIC_NAMES,
} from "#app/domain/webhooks/events.ts";
import { waitAfterFailures } from "#app/domain/webhooks/limits.ts";
import { fc } from "#tests/support/fast-check.ts";

const TYPES = Object.keys(WEBHOOK_EVENTS).filter(isWebhookEventType);

describe("[I3] events of webhooks", () => {
  it("are lines that all people of the matter's parties read, and no others", () => {
    expect(TYPES.length).toBeGreaterThan(20);
    for (const type of TYPES) expect(RECORD_ENTRIES[type].readers, type).toEqual(["parties"]);
  });

  it("each belong to one topic, and every topic has some", () => {
    for (const topic of WEBHOOK_TOPIC_NAMES) {
      const types = typesOf([topic]);
      expect(types.length).toBeGreaterThan(0);
      expect(types.every((type) => topicOf(type) === topic)).toBe(true);
    }
    expect([...typesOf(WEBHOOK_TOPIC_NAMES)].sort()).toEqual([...TYPES].sort());
    expect(typesOf([])).toEqual([]);
    expect(topicsOf("filing  nonsense record")).toEqual(["filing", "record"]);
  });

  it("hold no word that somebody wrote, whatever stands in their lines", () => {
    const words = "The agency’s privileged memorandum says";
    const value = fc.oneof(
      fc.string().map((some) => `${some} ${words}`),
      fc.constantFrom<AuditValue>(words, [words], { a: words }, null, 1.5, -1, 2_000_000),
      fc.constantFrom<AuditValue>("2021-10-07", "e-mail", true, 3, "a-b_c"),
    );
    const names = [...new Set(TYPES.flatMap((type) => Object.keys(WEBHOOK_EVENTS[type].details)))];
    const details = fc.dictionary(
      fc.constantFrom(...names, "reason", "title", "addressee", "hash", "text", "answer"),
      value,
    );
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), details, (type, some) => {
        const left = leavingDetails(type, some);
        expect(JSON.stringify(left)).not.toContain("privileged");
        for (const [name, leaving] of Object.entries(left)) {
          expect(Object.keys(WEBHOOK_EVENTS[type].details)).toContain(name);
          expect(["string", "number", "boolean"]).toContain(typeof leaving);
          expect(leaving).toBe(some[name]);
          if (typeof leaving === "string") expect(leaving).toMatch(/^[\w-]{1,64}$/u);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("bring along days, ids and choices as their lines have them", () => {
    expect(
      leavingDetails("agency-record.recorded", {
        what: "event",
        eventId: "a1",
        kind: "determination",
        dated: "2021-10-07",
        note: "Words of the letter",
        hash: "00",
      }),
    ).toEqual({ what: "event", eventId: "a1", kind: "determination", dated: "2021-10-07" });
    expect(leavingDetails("document.filed", { filedOn: "2021-02-30", method: "e-mail" })).toEqual({
      method: "e-mail",
    });
  });

  it("bring along every choice that the program's own lists have", () => {
    const lists = { kind: AGENCY_EVENT_KINDS, outcome: OUTCOMES };
    for (const [name, choices] of Object.entries(lists)) {
      for (const choice of choices) {
        const details = { [name]: choice };
        expect(leavingDetails("agency-record.recorded", details)).toEqual(details);
      }
    }
    for (const method of FILING_METHODS) {
      expect(leavingDetails("document.filed", { method })).toEqual({ method });
    }
    for (const decision of MISSED_DECISIONS) {
      expect(leavingDetails("deadline.settled", { decision })).toEqual({ decision });
    }
  });
});

describe("[I3] a webhook that fails", () => {
  it("is tried after ever longer waits, of four hours and a fifth at most", () => {
    const minutes = (failures: number, random = 0) => waitAfterFailures(failures, random) / 60_000;
    expect([1, 2, 3, 4, 8, 9, 20, 10_000].map((count) => minutes(count))).toEqual([
      1, 2, 4, 8, 128, 240, 240, 240,
    ]);
    expect(minutes(1, 1)).toBeCloseTo(1.2);
    expect(minutes(50, 1)).toBeCloseTo(288);
  });
});

describe("[I3] the form of a webhook", () => {
  const url = (address: string) =>
    addWebhookForm.safeParse({ name: "Case list", url: address, topics: ["filing"] }).success;

  it("takes whole addresses of the web, without a name and a password in them", () => {
    expect(url("https://hooks.example.org/desk?key=1")).toBe(true);
    expect(url("http://10.2.0.1:8080/desk")).toBe(true);
    for (const address of [
      "hooks.example.org",
      "ftp://hooks.example.org",
      "javascript:alert(1)",
      "https://",
      "https://name:password@hooks.example.org",
      "https://hooks.example.org/#part",
      "https://hooks.example.org/a b",
      "https://[::1",
      `https://hooks.example.org/${"a".repeat(500)}`,
      "https://hooks.example.org\r\nX: y",
    ]) {
      expect(url(address), address).toBe(false);
    }
  });

  it("asks for at least one topic, of those that there are", () => {
    const topics = (chosen: readonly string[]) =>
      addWebhookForm.safeParse({ name: "n", url: "https://hooks.example.org", topics: chosen });
    expect(topics([]).success).toBe(false);
    expect(topics(["drafts"]).success).toBe(false);
    expect(topics(["record", "filing", "record"]).data?.topics).toEqual(["filing", "record"]);
  });
});
