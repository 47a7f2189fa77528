import { describe, expect, it } from "vitest";
import { AUDIT_EVENT_TYPES, type AuditValue } from "#app/domain/audit-event.ts";
import {
  plainSentence,
  quoted,
  RECORD_KINDS,
  type NamedLine,
} from "#app/domain/audit-record/entry.ts";
import { RECORD_ENTRIES } from "#app/domain/audit-record/index.ts";
import { recordAddress } from "#app/domain/audit-record/address.ts";
import { readRecordFilter, recordQuery } from "#app/domain/audit-record/filter.ts";
import { loneHeadIn } from "#app/domain/chain-head.ts";
import { fc } from "#tests/support/fast-check.ts";

/** Names everything by what it is. */
const lineWith = (details: NamedLine["details"], who: string | null = "Ana"): NamedLine => ({
  details,
  organizationId: "ilrc",
  who,
  paper: "a paper",
  isOfPaper: true,
  matter: "a matter",
  organization: "ILRC",
  personNamed: () => "Ben",
  organizationNamed: () => "Council",
  versionNamed: () => null,
  lawsuit: () => "a lawsuit",
  attachment: () => "a file",
  paperPage: (words) => words,
  matterPage: (words) => words,
  organizationPage: (words) => words,
});

const said = (type: (typeof AUDIT_EVENT_TYPES)[number], line: NamedLine) =>
  plainSentence(RECORD_ENTRIES[type].says(line));

/** Whether it reads as a whole sentence, of words alone. */
const SENTENCE = /^[A-Z0-9a-z].*[.”]$/u;
const NO_WORDS = /undefined|null|NaN|\[object|\s{2}| [.,]/u;

describe("the sentences of the record", () => {
  it("are whole for every type of line, of which nothing more is known", () => {
    for (const type of AUDIT_EVENT_TYPES) {
      for (const who of ["Ana", null]) {
        const sentence = said(type, lineWith({}, who));
        expect(sentence, type).toMatch(SENTENCE);
        expect(sentence, type).not.toMatch(NO_WORDS);
      }
    }
  });

  it("are whole for lines whose details are of another kind than this build writes", () => {
    const names =
      "before after number count what reason roles names note due suggestions comments hashes dated method filedOn name email via".split(
        " ",
      );
    const odd = fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.constantFrom("2021-10-07", "event", "a word"),
        fc.constant<AuditValue>(["x"]),
        fc.constant<AuditValue>({ x: 1 }),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...AUDIT_EVENT_TYPES), odd, (type, details) => {
        const sentence = said(type, lineWith(details));
        expect(sentence).toMatch(SENTENCE);
        expect(sentence).not.toMatch(NO_WORDS);
      }),
      { numRuns: 2_000 },
    );
  });

  it("say for whom, which version, why and how many, where the line has it", () => {
    const cases: readonly [Parameters<typeof said>[0], NamedLine["details"], string][] = [
      [
        "document.signed-off",
        { versionId: "v", passkey: "ab" },
        "Ana signed off a version of a paper for ILRC, by passkey.",
      ],
      [
        "document.changes-requested",
        { reason: "Count III is gone." },
        "Ana asked for changes in a version of a paper for ILRC. Reason: “Count III is gone.”",
      ],
      [
        "document.filed",
        { filedOn: "2021-10-07", method: "e-mail", addressee: "ICE FOIA Office" },
        "Ana confirmed that the filing copy of a paper was filed, on Thursday, October 7, 2021, by e-mail, with “ICE FOIA Office”.",
      ],
      [
        "person.roles-set",
        { userId: "b", before: ["drafter"], after: ["drafter", "admin"] },
        "Ana changed the roles of Ben in ILRC from drafter to drafter and administrator.",
      ],
      [
        "word.brought-in",
        { isAll: true, suggestions: 3, comments: 1 },
        "Ana brought a Word file in beside a paper: 3 changes and 1 comment.",
      ],
      [
        "document.approved",
        { requiredOrganizationIds: ["a"] },
        "A paper was approved: Council signed a version.",
      ],
      [
        "document.facts-edited",
        { before: { caption: null }, after: { caption: {} } },
        "Ana edited the parties, signers and addresses of a paper.",
      ],
      [
        "document.facts-edited",
        { before: { caption: null }, after: { caption: {} }, follows: "docket" },
        "The parties, signers and addresses of a paper followed its docket.",
      ],
      [
        "document.facts-edited",
        { before: { sourced: [] }, after: { sourced: [] } },
        "Ana updated the values that a paper takes from the record.",
      ],
      [
        "matter.edited",
        {
          before: { shared: { signers: [], organizations: [], addressee: null } },
          after: { shared: { signers: [{ id: "s" }], organizations: [], addressee: null } },
        },
        "Ana recorded the parties, signers and addresses of a matter.",
      ],
      [
        "matter.edited",
        {
          before: { shared: { signers: [{ id: "s" }], organizations: [], addressee: null } },
          after: { shared: { signers: [], organizations: [], addressee: null } },
        },
        "Ana edited the parties, signers and addresses of a matter.",
      ],
      [
        "session.sign-in-refused",
        { userId: "b", count: 3 },
        "3 tries to sign in to the account of Ben within an hour: refused.",
      ],
    ];
    for (const [type, details, sentence] of cases) {
      expect(said(type, lineWith(details)).replace(/^a/u, "A")).toBe(sentence);
    }
  });

  it("hold no reason for which something private may stand, and no old or new address", () => {
    const line = lineWith({ reason: "Her number is 123", before: "a@b.org", after: "c@d.org" });
    expect(said("document.scan-overridden", line)).not.toContain("123");
    expect(said("person.address-changed", line)).not.toContain("@");
    expect(said("person.address-change-asked", line)).not.toContain("@");
  });

  it("quote no more of a long reason than its beginning", () => {
    expect(quoted("word ".repeat(1_000))?.length).toBeLessThan(310);
    expect(quoted("  ")).toBeNull();
    expect(quoted(7)).toBeNull();
  });

  it("are of a kind that one can choose", () => {
    for (const { kind } of Object.values(RECORD_ENTRIES)) expect(RECORD_KINDS).toHaveProperty(kind);
  });
});

describe("what one asks the record for", () => {
  it("takes the fields of a form that nobody filled in as not chosen", () => {
    expect(recordAddress(recordQuery.parse({ person: "", day: "", kind: "" }), {})).toBe("");
  });

  it("stands in the address, and is read from it again", () => {
    const filter = recordQuery.parse({
      person: "a b&c",
      kind: "filing",
      from: "2021-10-07",
      page: "3",
      until: "2021-10-07T12:00:00.000Z",
    });
    const address = new URL(recordAddress(filter, {}), "http://desk.example");
    expect(recordQuery.parse(Object.fromEntries(address.searchParams))).toEqual(filter);
  });

  it.each([{ from: "yesterday" }, { page: "0" }, { page: "201" }, { kind: "other" }])(
    "refuses %j",
    (query) => {
      expect(recordQuery.safeParse(query).success).toBe(false);
    },
  );
});

describe("a head alone", () => {
  it("is a hash in one piece or in groups, and nothing else", () => {
    const hash = "0123abcd".repeat(8);
    expect(loneHeadIn(` ${hash}\n`)).toEqual({ sequence: null, hash });
    expect(loneHeadIn("0123abcd ".repeat(8))).toEqual({ sequence: null, hash });
    expect(loneHeadIn(hash.slice(1))).toBeNull();
    expect(loneHeadIn(`${hash}0`)).toBeNull();
  });
});

it("leads from a line about a kept text to that text in its list", () => {
  const line = lineWith({ clauseId: "c1", name: "Fee waiver" });
  const organizationPage = (text: string, rest: string) => ({ text, to: rest });
  const parts = RECORD_ENTRIES["clause.added"].says({ ...line, organizationPage });
  expect(parts).toContainEqual({ text: "clause", to: "/texts#clause-c1" });
  expect(plainSentence(parts)).toBe("Ana kept the clause “Fee waiver”.");
});

describe("what an address asks the record for", () => {
  const read = (query: string) => readRecordFilter(Object.fromEntries(new URLSearchParams(query)));

  it("is refused in a sentence that names the part that no database could be asked for", () => {
    const wrong: Readonly<Record<string, string>> = {
      "person=%00": "whoever did it",
      "person=%EF%BF%BD": "whoever did it",
      "organization=a%0Ab": "the organization",
      [`document=${"x".repeat(65)}`]: "the document",
      "matter=A%20B": "the matter",
      "kind=nonsense": "the kind",
      "from=0000-01-01": "the first day",
      "from=nonsense": "the first day",
      "to=9999-12-31": "the last day",
      "page=201": "the page",
      "until=0000-01-01T00:00:00Z": "when the first page",
      "until=9999-12-31T23:59:59Z": "when the first page",
    };
    for (const [query, part] of Object.entries(wrong)) {
      const asked = read(query);
      expect(asked, query).toMatchObject({ ok: false, refusal: { code: "bad-input" } });
      expect(asked.ok ? "" : asked.refusal.sentence, query).toContain(`in the address, ${part}`);
    }
  });

  it("is read where it can be, with nothing for what a form leaves empty", () => {
    expect(read("person=demo-council-drafter&kind=&from=1900-01-01&to=2999-12-31")).toMatchObject({
      ok: true,
      value: { person: "demo-council-drafter", kind: null, from: "1900-01-01", to: "2999-12-31" },
    });
  });
});
