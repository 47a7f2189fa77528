import type { Finding } from "#app/domain/readiness.ts";
import { describe, expect, it } from "vitest";
import { DOCUMENT_STATUSES, type DocumentStatus } from "#app/domain/document.ts";
import type { DocumentEventType } from "#app/domain/document-state.ts";
import { FILING_TEXT_LIMIT } from "#app/domain/filing.ts";
import {
  newDraft,
  transition,
  type DocumentEvent,
  type DocumentState,
} from "#app/domain/lifecycle.ts";
import { possibleIn } from "#app/domain/document-steps.ts";
import { REASON_LIMIT } from "#app/domain/reason.ts";
import { REFUSAL_SENTENCE, type Refusal, type RefusalCode } from "#app/domain/refusal.ts";
import { missingApprovals, standingApprovals } from "#app/domain/sign-off.ts";
import { CAST } from "#tests/support/cast.ts";
import { LEAD, MATTER, OUTSIDE, PARTY } from "./cast.ts";
import {
  COPY,
  LEAD_SIGNS,
  PARTY_SIGNS,
  STATES,
  TAKEN,
  TODAY,
  V1,
  V2,
  event,
  play,
} from "./document-cast.ts";

/** Into which status each event leads from each status; null where it is refused as wrong-status. */
const TABLE: Readonly<
  Record<DocumentEventType, Readonly<Record<DocumentStatus, DocumentStatus | null>>>
> = {
  submit: row("in_review", null, null, null, null, null),
  "sign-off": row(null, "in_review", null, null, null, null),
  "request-changes": row(null, "draft", null, null, null, null),
  recall: row(null, "draft", null, null, null, null),
  reopen: row(null, null, "draft", null, null, null),
  "make-filing-copy": row(null, null, "approved", null, null, null),
  "take-filing-copy": row(null, null, "approved", null, null, null),
  "discard-filing-copy": row(null, null, "approved", null, null, null),
  file: row(null, null, "filed", null, null, null),
  "correct-filing": row(null, null, null, "filed", "superseded", "withdrawn"),
  supersede: row(null, null, null, "superseded", null, null),
  withdraw: row(null, null, null, "withdrawn", null, null),
  "set-required": row("draft", null, null, null, null, null),
  "remove-party": row("draft", "draft", "draft", "filed", "superseded", "withdrawn"),
};

function row(...cells: (DocumentStatus | null)[]): Record<DocumentStatus, DocumentStatus | null> {
  return Object.fromEntries(
    DOCUMENT_STATUSES.map((status, index) => [status, cells[index] ?? null]),
  ) as Record<DocumentStatus, DocumentStatus | null>;
}

function refusalOf(state: DocumentState, happening: DocumentEvent): Refusal {
  const before = structuredClone(state);
  const outcome = transition(state, happening);
  if (outcome.ok) throw new Error(`${happening.type} was allowed`);
  expect(state).toEqual(before);
  return outcome.refusal;
}

/** Events of a filing copy that stands. */
const ABOUT_A_COPY: readonly DocumentEventType[] = [
  "take-filing-copy",
  "discard-filing-copy",
  "file",
];

const EVENT_TYPES = Object.keys(TABLE) as DocumentEventType[];

describe("every event in every status", () => {
  const words: Record<DocumentStatus, string> = {
    draft: "this one is a draft",
    in_review: "this one is in review",
    approved: "this one is approved",
    filed: "this one is filed",
    superseded: "this one has been superseded",
    withdrawn: "this one has been withdrawn",
  };
  // A sign-off of an organization that has signed already is told apart below.
  const late = event("sign-off", { version: V2 });

  const pairs = EVENT_TYPES.flatMap((type) =>
    DOCUMENT_STATUSES.map((status) => ({
      type,
      status,
      to: TABLE[type][status],
      from: status === "approved" && ABOUT_A_COPY.includes(type) ? TAKEN : STATES[status],
      happening: type === "sign-off" && status === "approved" ? late : event(type),
    })),
  );

  it("is a pair of these tests", () => {
    expect(pairs).toHaveLength(14 * 6);
  });

  for (const { type, status, to, from, happening } of pairs.filter((pair) => pair.to !== null)) {
    it(`${type} leads from ${status} to ${to}`, () => {
      const before = structuredClone(from);
      expect(play(from, happening).status).toBe(to);
      expect(from).toEqual(before);
    });
  }

  for (const { type, status, happening } of pairs.filter((pair) => pair.to === null)) {
    it(`${type} is refused while the document is ${status}, in words for just that`, () => {
      const refusal = refusalOf(STATES[status], happening);
      expect(refusal.code).toBe("wrong-status");
      expect(refusal.sentence).toContain(words[status]);
      expect(refusal.sentence).toMatch(
        /^(Only|Changes|Who) .+, and .+\. Nothing was changed; .+\.$/,
      );
    });
  }

  it("has a sentence of its own for each pair that is refused", () => {
    const sentences = EVENT_TYPES.flatMap((type) =>
      DOCUMENT_STATUSES.filter((status) => TABLE[type][status] === null).map(
        (status) => refusalOf(STATES[status], type === "sign-off" ? late : event(type)).sentence,
      ),
    );
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it("tells a reviewer what became of a version, and never to submit it", () => {
    for (const signs of [late, event("request-changes")]) {
      const { sentence } = refusalOf(STATES.draft, signs);
      expect(sentence).toContain("its versions say who took it back, and why");
      expect(sentence).not.toContain("submit it for review");
    }
  });

  it("tells what to do next", () => {
    expect(refusalOf(STATES.draft, event("file")).sentence).toBe(
      "Only an approved document can be filed, and this one is a draft. Nothing was changed; submit it for review first.",
    );
    expect(refusalOf(STATES.filed, event("reopen")).sentence).toBe(
      "Only an approved document can be reopened, and this one is filed. Nothing was changed; a filing never changes, and a new document that supersedes it can correct the text.",
    );
  });

  for (const status of DOCUMENT_STATUSES) {
    it(`offers on the page of what is ${status} exactly what would not be refused for its status`, () => {
      expect(possibleIn(status).sort()).toEqual(
        EVENT_TYPES.filter((type) => TABLE[type][status] !== null).sort(),
      );
    });
  }
});

describe("submitting", () => {
  it("pins the version", () => {
    expect(STATES.in_review).toMatchObject({ status: "in_review", version: V1, signOffs: [] });
  });

  it("is refused while a required organization has no reviewer, and names it", () => {
    const happening = event("submit", { organizationsWithReviewer: new Set([LEAD, OUTSIDE]) });
    const refusal = refusalOf(STATES.draft, happening);
    expect(refusal.code).toBe("reviewer-missing");
    expect(refusal.sentence).toBe(
      "ILRC has no reviewer yet, so nobody could sign there. The draft is unchanged; ask an administrator of ILRC to name a reviewer, then submit again.",
    );
  });

  it("names all required organizations without a reviewer", () => {
    const refusal = refusalOf(
      STATES.draft,
      event("submit", { organizationsWithReviewer: new Set() }),
    );
    expect(refusal.code).toBe("reviewer-missing");
    expect(refusal.sentence).toContain("Council and ILRC have no reviewer yet");
  });

  it("does not mind a party without reviewer that is not required", () => {
    const state = play(STATES.draft, event("set-required", { required: [LEAD_SIGNS] }));
    const happening = event("submit", { organizationsWithReviewer: new Set([LEAD]) });
    expect(play(state, happening).status).toBe("in_review");
  });

  it("is refused while nobody is required to sign", () => {
    const state = play(STATES.draft, event("set-required", { required: [] }));
    const refusal = refusalOf(state, event("submit"));
    expect(refusal).toEqual({
      code: "required-missing",
      sentence: REFUSAL_SENTENCE["required-missing"],
    });
  });

  it("is refused while a check keeps it back, and names each with the place of the first", () => {
    const findings: Finding[] = [
      { check: "bracketed-words", words: "“[the agency]” is left", place: { kind: "nowhere" } },
      {
        check: "incomplete-part",
        words: "a reference is gone",
        place: { kind: "block", id: "b3" },
      },
      { check: "template-prompt", words: "“[Title]” is left", place: { kind: "block", id: "b7" } },
    ];
    const refusal = refusalOf(
      STATES.draft,
      event("submit", { findings, reason: "It belongs there." }),
    );
    expect(refusal).toMatchObject({ code: "text-incomplete", block: "b3" });
    expect(refusal.sentence).toContain("a reference is gone; “[Title]” is left");
    expect(refusal.sentence).not.toContain("the agency");
  });

  it("is refused while what may stand has no reason, and goes on with one", () => {
    const findings: Finding[] = [
      { check: "exhibit-without-file", words: "Exhibit A has no file", place: { kind: "nowhere" } },
    ];
    const refusal = refusalOf(STATES.draft, event("submit", { findings, reason: "  " }));
    expect(refusal.fields).toHaveProperty("reason");
    const explained = event("submit", { findings, reason: "It goes by mail." });
    expect(play(STATES.draft, explained).status).toBe("in_review");
  });
});

describe("signing off", () => {
  const partySigns = event("sign-off", { organizationId: PARTY, by: "other" });

  it("binds the organization, the person, the version's id and its hash", () => {
    expect(play(STATES.in_review, partySigns).signOffs).toEqual([
      {
        ...V1,
        organizationId: PARTY,
        userId: "other",
        at: new Date("2021-09-09T15:00:00Z"),
        decision: "approved",
        reason: null,
        voided: null,
      },
    ]);
  });

  it("approves with the last required organization, in whichever order they sign", () => {
    const one = play(STATES.in_review, partySigns);
    expect(one.status).toBe("in_review");
    expect(missingApprovals(one.required, one.signOffs, V1)).toEqual([LEAD_SIGNS]);
    const both = play(one, event("sign-off"));
    expect(both).toMatchObject({ status: "approved", version: V1 });
    expect(STATES.approved.status).toBe("approved");
  });

  it("approves with one signature where one organization is required", () => {
    const state = play(
      STATES.draft,
      event("set-required", { required: [PARTY_SIGNS] }),
      event("submit"),
      partySigns,
    );
    expect(state.status).toBe("approved");
  });

  it("needs one signature of each organization: a second reviewer of the same has nothing to do", () => {
    const state = play(STATES.in_review, partySigns);
    const refusal = refusalOf(state, event("sign-off", { organizationId: PARTY, by: "third" }));
    expect(refusal).toEqual({
      code: "already-signed",
      sentence: REFUSAL_SENTENCE["already-signed"],
    });
  });

  it("says to the second of two last reviewers that their organization has signed", () => {
    expect(refusalOf(STATES.approved, event("sign-off", { by: "late" })).code).toBe(
      "already-signed",
    );
  });

  const refused: [string, DocumentEvent, RefusalCode][] = [
    [
      "for a party that is not required",
      event("sign-off", { organizationId: OUTSIDE }),
      "not-required",
    ],
    ["on an earlier version", event("sign-off", { version: V2 }), "stale"],
    [
      "on another version with the same hash",
      event("sign-off", { version: { versionId: "v0", hash: V1.hash } }),
      "stale",
    ],
    [
      "on another hash",
      event("sign-off", { version: { versionId: V1.versionId, hash: V2.hash } }),
      "hash-differs",
    ],
  ];
  for (const [what, happening, code] of refused) {
    it(`is refused ${what}, with ${code}`, () => {
      const refusal = refusalOf(STATES.in_review, happening);
      expect(refusal.code).toBe(code);
      expect(refusal.sentence).toMatch(/Nothing was (signed|changed)/);
    });
  }
});

describe("asking for changes", () => {
  const asks = event("request-changes", {
    organizationId: PARTY,
    by: "other",
    reason: "  Too broad. ",
  });

  it("returns the document to draft at once, voids the approvals and keeps all decisions", () => {
    const state = play(STATES.in_review, event("sign-off"), asks);
    expect(state.status).toBe("draft");
    expect(state.signOffs).toMatchObject([
      { organizationId: LEAD, decision: "approved", voided: { because: "changes-requested" } },
      { organizationId: PARTY, decision: "changes-requested", reason: "Too broad.", voided: null },
    ]);
    expect(state).toMatchObject({
      returned: { because: "changes-requested", reason: "Too broad.", version: V1, by: "other" },
    });
  });

  it("is open to an organization that has signed, while others have not", () => {
    const state = play(
      STATES.in_review,
      event("sign-off", { organizationId: PARTY }),
      event("request-changes", { organizationId: PARTY }),
    );
    expect(state.status).toBe("draft");
  });

  const refused: [string, Parameters<typeof event<"request-changes">>[1], RefusalCode][] = [
    ["without a reason", { reason: "" }, "reason-missing"],
    ["with a reason of blanks", { reason: " \n\t " }, "reason-missing"],
    ["for a party that is not required", { organizationId: OUTSIDE }, "not-required"],
    ["on another version", { version: V2 }, "stale"],
    ["on another hash", { version: { ...V1, hash: V2.hash } }, "hash-differs"],
  ];
  for (const [what, parts, code] of refused) {
    it(`is refused ${what}, with ${code}`, () => {
      const refusal = refusalOf(STATES.in_review, event("request-changes", parts));
      expect(refusal.code).toBe(code);
      expect(refusal.sentence).toMatch(/Nothing was (signed|changed)/);
    });
  }
});

describe("going back to draft and out of force", () => {
  const needReason = [
    ["request-changes", "in_review"],
    ["recall", "in_review"],
    ["reopen", "approved"],
    ["withdraw", "filed"],
  ] as const;
  for (const [type, status] of needReason) {
    it(`${type} needs a reason, and says so at the field`, () => {
      for (const reason of ["", "   "]) {
        const refusal = refusalOf(STATES[status], event(type, { reason }));
        expect(refusal.code).toBe("reason-missing");
        expect(refusal.sentence).toBe(REFUSAL_SENTENCE["reason-missing"]);
        expect(refusal.fields?.reason).toMatch(/why/);
      }
    });

    it(`${type} takes a reason of ${REASON_LIMIT} characters and refuses one more`, () => {
      expect(transition(STATES[status], event(type, { reason: "x".repeat(REASON_LIMIT) })).ok).toBe(
        true,
      );
      const refusal = refusalOf(
        STATES[status],
        event(type, { reason: "x".repeat(REASON_LIMIT + 1) }),
      );
      expect(refusal.code).toBe("too-large");
      expect(refusal.fields?.reason).toContain("2,000 characters");
    });
  }

  it("recall voids the approvals given so far", () => {
    const state = play(STATES.in_review, event("sign-off"), event("recall"));
    expect(state).toMatchObject({
      status: "draft",
      returned: { because: "recalled", version: V1 },
    });
    expect(state.signOffs).toMatchObject([{ voided: { because: "recalled" } }]);
  });

  it("reopening voids them all, and says when and why", () => {
    const at = new Date("2021-09-12T10:00:00Z");
    const state = play(STATES.approved, event("reopen", { at }));
    expect(state.signOffs.map((signOff) => signOff.voided)).toEqual([
      { at, because: "reopened" },
      { at, because: "reopened" },
    ]);
    expect(state).toMatchObject({
      returned: { because: "reopened", reason: "The memorandum was withdrawn.", at },
    });
  });

  it("keeps what voided an approval first, however often the document goes round", () => {
    const state = play(
      STATES.in_review,
      event("sign-off"),
      event("recall"),
      event("submit", { version: V2 }),
      event("request-changes", { version: V2 }),
    );
    expect(state.signOffs.map(({ voided }) => voided?.because)).toEqual(["recalled", undefined]);
  });

  it("asks for new signatures on identical text, even on the identical version", () => {
    const again = play(STATES.approved, event("reopen"), event("submit"));
    expect(again.status).toBe("in_review");
    expect(standingApprovals(again.signOffs, V1)).toEqual([]);
    const one = play(again, event("sign-off"));
    expect(one.status).toBe("in_review");
    expect(play(one, event("sign-off", { organizationId: PARTY })).status).toBe("approved");
  });

  it("[R17] raises the generation each time the draft opens again, and never otherwise", () => {
    expect(STATES.withdrawn.generation).toBe(1);
    const once = play(STATES.in_review, event("recall"));
    expect(once.generation).toBe(2);
    const twice = play(once, event("submit"), event("request-changes"));
    expect(twice.generation).toBe(3);
    expect(play(STATES.approved, event("reopen")).generation).toBe(2);
    expect(play(STATES.in_review, event("remove-party")).generation).toBe(2);
    expect(play(STATES.draft, event("remove-party")).generation).toBe(1);
  });
});

const CONFIRMED = {
  filedOn: TODAY,
  zone: "America/New_York",
  addressee: "Office of Information",
  confirmation: null,
};
const ACT_LATER = { by: "staff", at: new Date("2021-09-10T15:00:00Z") };

describe("filing", () => {
  it("records the details beside the version that was signed and the hash of the PDF", () => {
    expect(STATES.filed).toMatchObject({
      status: "filed",
      filing: {
        version: V1,
        pdfHash: "pdf-hash",
        filedOn: TODAY,
        method: "portal",
        confirmation: "2021-TEST-1",
        certifier: null,
        by: CAST.ana.id,
      },
      corrections: [],
    });
    expect(standingApprovals(STATES.filed.signOffs, V1)).toHaveLength(2);
  });

  for (const version of [V2, { ...V1, hash: V2.hash }, { ...V2, hash: V1.hash }]) {
    it(`gets no copy of ${version.versionId} with ${version.hash}, which was not approved`, () => {
      const copy = { ...COPY, version };
      const refusal = refusalOf(STATES.approved, event("make-filing-copy", { copy }));
      expect(refusal.code).toBe("hash-differs");
      expect(refusal.sentence).toContain("not the version that was approved");
    });
  }

  const copiedBy = (certifier: string | null, namedCertifier: string | null) =>
    event("make-filing-copy", { copy: { ...COPY, certifier }, namedCertifier });

  for (const name of [null, "Ana Example"]) {
    it(`is allowed where the text names ${name ?? "nobody"} to certify it and ${name ?? "nobody"} did`, () => {
      const made = play(STATES.approved, copiedBy(name, name), event("take-filing-copy"));
      expect(play(made, event("file"))).toMatchObject({ filing: { certifier: name } });
    });
  }

  const wrongCertifiers: [string | null, string | null, RegExp][] = [
    ["Ana Example", null, /certification is not confirmed/],
    ["Ana Example", "Ben Example", /certified by Ana Example, not by Ben Example/],
    [null, "Ben Example", /names nobody to certify it/],
  ];
  for (const [namedCertifier, certifier, sentence] of wrongCertifiers) {
    it(`is refused where the text names ${namedCertifier ?? "nobody"} and ${certifier ?? "nobody"} certified (embarrassment 9)`, () => {
      const refusal = refusalOf(STATES.approved, copiedBy(certifier, namedCertifier));
      expect(refusal.code).toBe("certifier-missing");
      expect(refusal.sentence).toMatch(sentence);
      expect(refusal.sentence).toContain("No filing copy was made");
    });
  }

  const impossible: [string, object, string][] = [
    ["no day", { printedOn: "" }, "printedOn"],
    ["a day that does not exist", { printedOn: "2021-02-30" }, "printedOn"],
    ["a day eight days ahead", { printedOn: "2021-09-17" }, "printedOn"],
    ["a zone that is none", { zone: "Mars/Olympus" }, "zone"],
    ["an unknown method", { method: "pigeon" }, "method"],
  ];
  for (const [what, parts, field] of impossible) {
    it(`[L21] makes no copy with ${what}, and says so at the field`, () => {
      const copy = { ...COPY, ...parts };
      const refusal = refusalOf(STATES.approved, event("make-filing-copy", { copy }));
      expect(refusal.code).toBe("bad-input");
      expect(refusal.sentence).toContain("What you typed is still here");
      expect(Object.keys(refusal.fields ?? {})).toEqual([field]);
    });
  }

  it("[L21] can be prepared some days ahead, and stays approved until somebody confirms it (embarrassment 16)", () => {
    const ahead = event("make-filing-copy", { copy: { ...COPY, printedOn: "2021-09-16" } });
    const made = play(STATES.approved, ahead);
    expect(made).toMatchObject({ status: "approved", copy: { takenAt: null } });
    expect(play(made, event("take-filing-copy")).status).toBe("approved");
    const facts = { ...CONFIRMED, filedOn: "2021-09-16" };
    const early = refusalOf(play(made, event("take-filing-copy")), event("file", { facts }));
    expect(early.fields).toHaveProperty("filedOn");
  });

  it("[L21] is never confirmed without a copy, of another copy, or of one that nobody took (embarrassment 16)", () => {
    expect(refusalOf(STATES.approved, event("file")).code).toBe("wrong-status");
    expect(refusalOf(TAKEN, event("file", { copyId: "another" })).code).toBe("stale");
    const untaken = play(STATES.approved, event("make-filing-copy"));
    expect(refusalOf(untaken, event("file")).sentence).toContain("Nobody has taken");
    const discarded = play(TAKEN, event("discard-filing-copy"));
    expect(discarded).toEqual(STATES.approved);
    expect(refusalOf(discarded, event("file")).code).toBe("wrong-status");
    const reopened = play(TAKEN, event("reopen"));
    expect(reopened).not.toHaveProperty("copy");
    expect(refusalOf(reopened, event("file")).code).toBe("wrong-status");
  });

  it("[L21] asks for a new copy where it was filed on another day than the pages print", () => {
    const late = { ...ACT_LATER, facts: { ...CONFIRMED, filedOn: "2021-09-10" } };
    const refusal = refusalOf(TAKEN, event("file", late));
    expect(refusal.fields?.["filedOn"]).toContain("prints September 9, 2021");
    expect(refusal.sentence).toContain("discard the copy and make one that prints the other day");
  });

  it("[L21] gets one copy at a time: somebody may be filing the one that stands", () => {
    const refusal = refusalOf(TAKEN, event("make-filing-copy"));
    expect(refusal.code).toBe("conflict");
    const again = play(TAKEN, event("discard-filing-copy"), event("make-filing-copy"));
    expect(again).toMatchObject({ copy: { takenAt: null } });
    expect(refusalOf(TAKEN, event("discard-filing-copy", { reason: " " })).code).toBe(
      "reason-missing",
    );
  });

  it("[L21] keeps when the copy was first taken away", () => {
    const later = event("take-filing-copy", ACT_LATER);
    expect(play(TAKEN, later)).toEqual(TAKEN);
  });

  const facts = {
    filedOn: TODAY,
    zone: "America/New_York",
    addressee: "Office",
    confirmation: null,
  } as const;
  const badFacts: [string, object, string][] = [
    ["no date", { ...facts, filedOn: "" }, "filedOn"],
    ["a date that does not exist", { ...facts, filedOn: "2021-02-30" }, "filedOn"],
    ["a date of tomorrow", { ...facts, filedOn: "2021-09-10" }, "filedOn"],
    ["a zone that is none", { ...facts, zone: "Mars/Olympus" }, "zone"],
    ["no addressee", { ...facts, addressee: "  " }, "addressee"],
    [
      "an endless addressee",
      { ...facts, addressee: "x".repeat(FILING_TEXT_LIMIT + 1) },
      "addressee",
    ],
    [
      "an endless confirmation",
      { ...facts, confirmation: "x".repeat(FILING_TEXT_LIMIT + 1) },
      "confirmation",
    ],
  ];
  for (const [what, given, field] of badFacts) {
    it(`is refused with ${what}, and says so at the field`, () => {
      const refusal = refusalOf(TAKEN, event("file", { facts: given as typeof facts }));
      expect(refusal.code).toBe("bad-input");
      expect(refusal.sentence).toContain("What you typed is still here");
      expect(Object.keys(refusal.fields ?? {})).toEqual([field]);
    });
  }

  it("takes details at their limits and a blank confirmation as none", () => {
    const addressee = "x".repeat(FILING_TEXT_LIMIT);
    const state = play(
      TAKEN,
      event("file", { facts: { ...facts, addressee: ` ${addressee} `, confirmation: "  " } }),
    );
    expect(state).toMatchObject({ filing: { addressee, confirmation: null } });
  });
});

describe("correcting the details of a filing", () => {
  for (const status of ["filed", "superseded", "withdrawn"] as const) {
    it(`shows both what stood and what stands while it is ${status}, and changes nothing else`, () => {
      const before = STATES[status];
      const after = play(before, event("correct-filing", { by: "staff" }));
      expect(after).toEqual({
        ...before,
        filing: { ...("filing" in before ? before.filing : {}), confirmation: "2021-TEST-2" },
        corrections: [
          {
            by: "staff",
            at: new Date("2021-09-09T15:00:00Z"),
            before: { confirmation: "2021-TEST-1" },
            after: { confirmation: "2021-TEST-2" },
          },
        ],
      });
    });
  }

  it("is refused where nothing differs", () => {
    const corrected = play(STATES.filed, event("correct-filing"));
    const refusal = refusalOf(corrected, event("correct-filing"));
    expect(refusal.code).toBe("bad-input");
    expect(refusal.sentence).toContain("the same as those on record");
  });

  it("is refused with details that are not possible", () => {
    const bad = {
      filedOn: "2021-09-11",
      zone: null,
      method: "mail",
      addressee: "",
      confirmation: null,
    } as const;
    const refusal = refusalOf(STATES.filed, event("correct-filing", { facts: bad }));
    expect(refusal.code).toBe("bad-input");
    expect(Object.keys(refusal.fields ?? {}).sort()).toEqual(["addressee", "filedOn"]);
  });
});

describe("superseding and withdrawing", () => {
  const successor = {
    documentId: "successor",
    matterId: MATTER.matterId,
    status: "filed",
  } as const;
  const refused: [string, object, RefusalCode, RegExp][] = [
    ["by itself", { ...successor, documentId: "document" }, "conflict", /supersede itself/],
    [
      "by a document of another matter",
      { ...successor, matterId: "other" },
      "conflict",
      /same matter/,
    ],
    ...(["draft", "in_review", "approved", "superseded", "withdrawn"] as const).map(
      (status): [string, object, RefusalCode, RegExp] => [
        `by one that is ${status}`,
        { ...successor, status },
        "wrong-status",
        /file the new one first/,
      ],
    ),
  ];
  for (const [what, given, code, sentence] of refused) {
    it(`a filing can't be superseded ${what}`, () => {
      const refusal = refusalOf(
        STATES.filed,
        event("supersede", { successor: given as typeof successor }),
      );
      expect(refusal.code).toBe(code);
      expect(refusal.sentence).toMatch(sentence);
    });
  }

  it("keeps filing and signatures on record", () => {
    for (const status of ["superseded", "withdrawn"] as const) {
      expect(STATES[status]).toMatchObject({ filing: { version: V1, pdfHash: "pdf-hash" } });
      expect(standingApprovals(STATES[status].signOffs, V1)).toHaveLength(2);
    }
    expect(STATES.superseded).toMatchObject({ successorId: "successor" });
    expect(STATES.withdrawn).toMatchObject({ reason: "The agency answered in another matter." });
  });
});

describe("who must sign", () => {
  it("is set on a draft, each once", () => {
    const state = play(
      STATES.draft,
      event("set-required", { required: [PARTY_SIGNS, LEAD_SIGNS, PARTY_SIGNS] }),
    );
    expect(state.required).toEqual([PARTY_SIGNS, LEAD_SIGNS]);
  });

  it("can't be an organization that is no party, which the refusal names", () => {
    const stranger = { organizationId: OUTSIDE, name: "Stranger" };
    const refusal = refusalOf(
      STATES.draft,
      event("set-required", { required: [LEAD_SIGNS, stranger] }),
    );
    expect(refusal.code).toBe("not-party");
    expect(refusal.sentence).toContain("Stranger is not a party of the matter");
  });
});

describe("removing a party", () => {
  for (const status of ["in_review", "approved"] as const) {
    it(`voids a review that is ${status} where its signature was required`, () => {
      const state = play(STATES[status], event("remove-party"));
      expect(state).toMatchObject({
        status: "draft",
        required: [LEAD_SIGNS],
        returned: { because: "party-removed", reason: null, version: V1 },
      });
      expect(standingApprovals(state.signOffs, V1)).toEqual([]);
      expect(state.signOffs).toHaveLength(STATES[status].signOffs.length);
    });
  }

  for (const status of DOCUMENT_STATUSES) {
    it(`leaves what is ${status} alone where its signature was not required`, () => {
      expect(play(STATES[status], event("remove-party", { organizationId: OUTSIDE }))).toBe(
        STATES[status],
      );
    });
  }

  for (const status of ["filed", "superseded", "withdrawn"] as const) {
    it(`leaves what is ${status} as it was filed`, () => {
      expect(play(STATES[status], event("remove-party"))).toBe(STATES[status]);
    });
  }

  it("takes it off the list of a draft, and the next review does not wait for it", () => {
    const state = play(STATES.draft, event("remove-party"), event("submit"), event("sign-off"));
    expect(state.status).toBe("approved");
  });
});

describe("a new draft", () => {
  it("has no history and the first generation", () => {
    expect(newDraft({ documentId: "d", matterId: "m", required: [] })).toEqual({
      documentId: "d",
      matterId: "m",
      required: [],
      status: "draft",
      returned: null,
      signOffs: [],
      generation: 1,
    });
  });
});
