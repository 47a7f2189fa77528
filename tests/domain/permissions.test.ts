import { describe, expect, it } from "vitest";
import { ROLES, type Actor, type Role } from "#app/domain/actor.ts";
import { DOCUMENT_STATUSES } from "#app/domain/document.ts";
import {
  may,
  organizationsToSignFor,
  roomAccess,
  standingIn,
  type Permission,
} from "#app/domain/permissions.ts";
import { RULES } from "#app/domain/permission-matrix.ts";
import type { MatterSubject } from "#app/domain/matter.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import { LEAD, MATTER, OUTSIDE, PARTY, documentIn, person } from "./cast.ts";

/** One cell: ✓ allowed, F forbidden, N not found. */
type Cell = "✓" | "F" | "N";

/**
 * The matrix once more, written out by hand and not derived from the code's own table. Columns are
 * the roles in order (observer, drafter, reviewer, staff, admin); rows say where the person is a
 * member: in the lead organization, in another party, or outside of the matter.
 */
const MATRIX: Readonly<
  Record<
    Exclude<
      Permission,
      | "organization.list"
      | "organization.create"
      | "person.confirm"
      | "workspace.set-calendar"
      | "workspace.mend-drafts"
      | "workspace.mend-jobs"
      | "workspace.take-along"
    >,
    { readonly lead: string; readonly party: string; readonly outsider: string }
  >
> = {
  "matter.view": { lead: "✓✓✓✓✓", party: "✓✓✓✓✓", outsider: "NNNNN" },
  "document.view": { lead: "✓✓✓✓✓", party: "✓✓✓✓✓", outsider: "NNNNN" },
  "document.download": { lead: "✓✓✓✓✓", party: "✓✓✓✓✓", outsider: "NNNNN" },
  "document.let-private-data-stand": { lead: "F✓✓✓F", party: "F✓✓✓F", outsider: "NNNNN" },
  "document.create": { lead: "F✓FFF", party: "F✓FFF", outsider: "NNNNN" },
  "document.edit": { lead: "F✓FFF", party: "F✓FFF", outsider: "NNNNN" },
  "document.name-version": { lead: "F✓FFF", party: "F✓FFF", outsider: "NNNNN" },
  "document.submit": { lead: "F✓FFF", party: "F✓FFF", outsider: "NNNNN" },
  "document.recall": { lead: "F✓FFF", party: "F✓FFF", outsider: "NNNNN" },
  "document.reopen": { lead: "F✓FFF", party: "F✓FFF", outsider: "NNNNN" },
  "document.comment": { lead: "F✓✓✓F", party: "F✓✓✓F", outsider: "NNNNN" },
  "document.comment-within": { lead: "F✓✓✓F", party: "F✓✓✓F", outsider: "NNNNN" },
  "document.decide-suggestion": { lead: "F✓FFF", party: "F✓FFF", outsider: "NNNNN" },
  "document.sign-off": { lead: "FF✓FF", party: "FF✓FF", outsider: "NNNNN" },
  "document.request-changes": { lead: "FF✓FF", party: "FF✓FF", outsider: "NNNNN" },
  "document.invite-guest": { lead: "FFFF✓", party: "FFFF✓", outsider: "NNNNN" },
  "document.end-guest": { lead: "FFFF✓", party: "FFFF✓", outsider: "NNNNN" },
  "matter.edit-facts": { lead: "F✓F✓F", party: "F✓F✓F", outsider: "NNNNN" },
  "matter.watch-names": { lead: "F✓F✓F", party: "F✓F✓F", outsider: "NNNNN" },
  "docket.create": { lead: "F✓F✓F", party: "F✓F✓F", outsider: "NNNNN" },
  "docket.edit": { lead: "F✓F✓F", party: "F✓F✓F", outsider: "NNNNN" },
  "docket.record": { lead: "F✓F✓F", party: "F✓F✓F", outsider: "NNNNN" },
  "agency-record.record": { lead: "FFF✓F", party: "FFF✓F", outsider: "NNNNN" },
  "agency-record.record-production": { lead: "F✓F✓F", party: "F✓F✓F", outsider: "NNNNN" },
  "document.file": { lead: "FFF✓F", party: "FFFFF", outsider: "NNNNN" },
  "document.correct-filing": { lead: "FFF✓F", party: "FFFFF", outsider: "NNNNN" },
  "document.supersede": { lead: "FFF✓F", party: "FFFFF", outsider: "NNNNN" },
  "document.withdraw": { lead: "FFF✓F", party: "FFFFF", outsider: "NNNNN" },
  "matter.publish": { lead: "FFF✓F", party: "FFFFF", outsider: "NNNNN" },
  "matter.unpublish": { lead: "FFF✓F", party: "FFFFF", outsider: "NNNNN" },
  "matter.follow": { lead: "✓✓✓✓✓", party: "✓✓✓✓✓", outsider: "NNNNN" },
  "matter.archive": { lead: "FFFF✓", party: "FFFFF", outsider: "NNNNN" },
  "matter.take-along": { lead: "FFF✓✓", party: "FFF✓✓", outsider: "NNNNN" },
  // Also who made it, whatever their role: below.
  "matter.correct": { lead: "FFF✓F", party: "FFFFF", outsider: "NNNNN" },
  "matter.edit-narrative": { lead: "FFF✓F", party: "FFFFF", outsider: "NNNNN" },
  "matter.hand-over-lead": { lead: "FFFF✓", party: "FFFFF", outsider: "NNNNN" },
  "matter.leave": { lead: "FFFF✓", party: "FFFF✓", outsider: "NNNNN" },
  "matter.change-parties": { lead: "FFFF✓", party: "FFFFF", outsider: "NNNNN" },
  "document.set-required-organizations": { lead: "FFFF✓", party: "FFFFF", outsider: "NNNNN" },
  // For what concerns one organization the subject is the person's own organization in the rows
  // lead and party, and somebody else's in the row outsider.
  "matter.create": { lead: "FFFF✓", party: "FFFF✓", outsider: "NNNNN" },
  "matter.accept": { lead: "FFFF✓", party: "FFFF✓", outsider: "NNNNN" },
  "organization.view": { lead: "✓✓✓✓✓", party: "✓✓✓✓✓", outsider: "NNNNN" },
  "organization.manage-people": { lead: "FFFF✓", party: "FFFF✓", outsider: "NNNNN" },
  "organization.edit": { lead: "FFFF✓", party: "FFFF✓", outsider: "NNNNN" },
  "organization.keep-texts": { lead: "F✓✓✓F", party: "F✓✓✓F", outsider: "NNNNN" },
};

const PLACES = { lead: LEAD, party: PARTY, outsider: OUTSIDE } as const;

/** Asks with the subject that the permission needs; for a signature, that of the person's own organization. */
function ask(
  actor: Actor,
  permission: keyof typeof MATRIX,
  organizationId: string,
  status: (typeof DOCUMENT_STATUSES)[number] = "draft",
  matter: MatterSubject = MATTER,
): Outcome<void> {
  const document = { ...documentIn(status), matter };
  switch (permission) {
    case "matter.create":
    case "organization.view":
    case "organization.manage-people":
    case "organization.edit":
    case "organization.keep-texts":
    case "matter.accept":
      return may(actor, permission, {
        organizationId: organizationId === OUTSIDE ? LEAD : organizationId,
      });
    case "matter.view":
    case "matter.edit-narrative":
    case "matter.publish":
    case "matter.unpublish":
    case "matter.follow":
    case "matter.archive":
    case "matter.take-along":
    case "matter.change-parties":
    case "matter.hand-over-lead":
    case "document.create":
    case "matter.edit-facts":
    case "matter.watch-names":
    case "docket.create":
    case "docket.edit":
    case "agency-record.record":
    case "agency-record.record-production":
      return may(actor, permission, { matter });
    case "matter.correct":
      return may(actor, permission, { matter, madeById: "another" });
    case "matter.leave":
      return may(actor, permission, { matter, organizationId });
    case "document.comment-within":
    case "document.sign-off":
    case "document.request-changes":
    case "document.invite-guest":
      return may(actor, permission, { document, organizationId });
    default:
      return may(actor, permission, { document });
  }
}

function cellOf(outcome: Outcome<void>): Cell {
  if (outcome.ok) return "✓";
  if (outcome.refusal.code === "forbidden") return "F";
  if (outcome.refusal.code === "not-found") return "N";
  throw new Error(`unexpected refusal: ${outcome.refusal.code}`);
}

describe("the matrix of who may", () => {
  it("has a row for every permission, and these tests one for each", () => {
    expect(
      [
        ...Object.keys(MATRIX),
        "organization.list",
        "organization.create",
        "person.confirm",
        "workspace.set-calendar",
        "workspace.mend-drafts",
        "workspace.mend-jobs",
        "workspace.take-along",
      ].sort(),
    ).toEqual(Object.keys(RULES).sort());
  });

  for (const permission of Object.keys(MATRIX) as (keyof typeof MATRIX)[]) {
    describe(`the row ${permission}`, () => {
      for (const where of ["lead", "party", "outsider"] as const) {
        const cells = [...MATRIX[permission][where]] as Cell[];
        it(`has five cells for ${where}`, () => expect(cells).toHaveLength(ROLES.length));
        for (const [index, role] of ROLES.entries()) {
          const expected = cells[index]!;
          const verb = { "✓": "is allowed to", F: "is forbidden to", N: "finds nothing for" }[
            expected
          ];
          it(`${role} of ${where} ${verb} ${permission}`, () => {
            const outcome = ask(person({ [PLACES[where]]: [role] }), permission, PLACES[where]);
            expect(cellOf(outcome)).toBe(expected);
          });
        }
      }
    });
  }

  for (const role of ROLES) {
    const lists = role === "admin";
    it(`organization.list: ${role} ${lists ? "is allowed" : "is forbidden"}, wherever they are`, () => {
      for (const organizationId of [LEAD, PARTY, OUTSIDE]) {
        expect(cellOf(may(person({ [organizationId]: [role] }), "organization.list", {}))).toBe(
          lists ? "✓" : "F",
        );
      }
    });

    for (const permission of [
      "organization.create",
      "person.confirm",
      "workspace.set-calendar",
      "workspace.mend-drafts",
      "workspace.mend-jobs",
    ] as const) {
      it(`${permission}: ${role} is forbidden, and allowed only as the workspace's administrator`, () => {
        for (const organizationId of [LEAD, PARTY, OUTSIDE]) {
          const places = { [organizationId]: [role] };
          expect(cellOf(may(person(places), permission, {}))).toBe("F");
          expect(cellOf(may(person(places, { workspaceAdmin: true }), permission, {}))).toBe("✓");
        }
      });
    }
  }
});

describe("somebody without a membership", () => {
  const nobody = {
    "a person without any membership": person({}),
    "a member of a party without any role": person({ [LEAD]: [], [PARTY]: [] }),
    "the workspace’s administrator without a membership": person({}, { workspaceAdmin: true }),
  };
  for (const [who, actor] of Object.entries(nobody)) {
    for (const permission of Object.keys(MATRIX) as (keyof typeof MATRIX)[]) {
      it(`${who} finds nothing for ${permission}`, () => {
        expect(cellOf(ask(actor, permission, LEAD))).toBe("N");
      });
    }
  }

  it("gets the sentence of a matter that does not exist, without a word about the matter", () => {
    const outcome = may(person({ [OUTSIDE]: [...ROLES] }), "document.sign-off", {
      document: documentIn("in_review"),
      organizationId: OUTSIDE,
    });
    const missing = may(person({}), "matter.view", { matter: MATTER });
    expect(outcome).toEqual(missing);
  });
});

describe("correcting a matter's title and agency", () => {
  const correct = (actor: Actor) =>
    cellOf(may(actor, "matter.correct", { matter: MATTER, madeById: actor.userId }));

  it("is for who made it, whatever their role, as long as they belong to one of its parties", () => {
    for (const role of ROLES) expect(correct(person({ [LEAD]: [role] }))).toBe("✓");
    expect(correct(person({ [PARTY]: ["observer"] }))).toBe("✓");
    expect(correct(person({ [OUTSIDE]: [...ROLES] }))).toBe("N");
    expect(correct(person({}))).toBe("N");
  });
});

describe("signing for an organization", () => {
  const acts = ["document.sign-off", "document.request-changes"] as const;
  const cases: [string, Actor, string, Cell][] = [
    ["a reviewer of the lead, for another party", person({ [LEAD]: ["reviewer"] }), PARTY, "F"],
    ["a reviewer of a party, for the lead", person({ [PARTY]: ["reviewer"] }), LEAD, "F"],
    [
      "a reviewer of a party, for an organization outside",
      person({ [PARTY]: ["reviewer"] }),
      OUTSIDE,
      "F",
    ],
    [
      "a drafter of the lead who reviews in another party, for the lead",
      person({ [LEAD]: ["drafter", "admin"], [PARTY]: ["reviewer"] }),
      LEAD,
      "F",
    ],
    [
      "a drafter of the lead who reviews in another party, for that party",
      person({ [LEAD]: ["drafter", "admin"], [PARTY]: ["reviewer"] }),
      PARTY,
      "✓",
    ],
    [
      "a member of a party who reviews only outside of the matter, for the outside organization",
      person({ [LEAD]: ["drafter"], [OUTSIDE]: ["reviewer"] }),
      OUTSIDE,
      "F",
    ],
    ["a reviewer from outside, for a party", person({ [OUTSIDE]: ["reviewer"] }), PARTY, "N"],
    [
      "every role but reviewer, for their own",
      person({ [LEAD]: ["observer", "drafter", "staff", "admin"] }),
      LEAD,
      "F",
    ],
    [
      "the workspace’s administrator, for their own",
      person({ [LEAD]: ["admin"] }, { workspaceAdmin: true }),
      LEAD,
      "F",
    ],
  ];
  for (const [who, actor, organizationId, expected] of cases) {
    for (const act of acts) {
      it(`${act}: ${who}: ${expected}`, () => {
        expect(cellOf(may(actor, act, { document: documentIn("in_review"), organizationId }))).toBe(
          expected,
        );
      });
    }
  }

  it("offers a reviewer only the required organizations of their own", () => {
    const both = person({ [LEAD]: ["reviewer"], [PARTY]: ["reviewer"], [OUTSIDE]: ["reviewer"] });
    expect(organizationsToSignFor(both, documentIn("in_review"))).toEqual([LEAD, PARTY]);
    expect(organizationsToSignFor(both, documentIn("in_review", [PARTY]))).toEqual([PARTY]);
    expect(
      organizationsToSignFor(person({ [LEAD]: ["drafter"] }), documentIn("in_review")),
    ).toEqual([]);
  });
});

describe("several places and roles", () => {
  it("adds the roles of one person up", () => {
    const actor = person({ [LEAD]: ["drafter", "staff"] });
    expect(may(actor, "document.submit", { document: documentIn("draft") }).ok).toBe(true);
    expect(may(actor, "document.file", { document: documentIn("approved") }).ok).toBe(true);
  });

  it("does not lend the lead's place to a role that is held elsewhere", () => {
    const actor = person({ [LEAD]: ["drafter"], [PARTY]: ["staff"], [OUTSIDE]: ["admin"] });
    expect(cellOf(may(actor, "document.file", { document: documentIn("approved") }))).toBe("F");
    expect(cellOf(may(actor, "matter.change-parties", { matter: MATTER }))).toBe("F");
    expect(cellOf(may(actor, "matter.create", { organizationId: LEAD }))).toBe("F");
  });

  it("does not let an administrator manage the people of another party", () => {
    expect(
      cellOf(
        may(person({ [LEAD]: ["admin"] }), "organization.manage-people", { organizationId: PARTY }),
      ),
    ).toBe("N");
  });

  it("lets an actor stand for the party that gives the role asked for, else for the first", () => {
    const actor = person({ [OUTSIDE]: ["drafter"], [LEAD]: ["staff"], [PARTY]: ["drafter"] });
    expect(standingIn(actor, MATTER)?.organizationId).toBe(PARTY);
    expect(standingIn(actor, MATTER, "staff")?.organizationId).toBe(LEAD);
    expect(standingIn(actor, MATTER, "admin")?.organizationId).toBe(LEAD);
    expect(standingIn(person({ [OUTSIDE]: ["drafter"], [LEAD]: [] }), MATTER)).toBeNull();
  });
});

describe("the sentence of a refusal", () => {
  it("names for each permission who may do it and what it is", () => {
    const sentences = new Map<string, Permission>();
    for (const permission of Object.keys(MATRIX) as (keyof typeof MATRIX)[]) {
      const bystander: Role = permission === "document.comment" ? "observer" : "admin";
      const role =
        MATRIX[permission].party[ROLES.indexOf(bystander)] === "F" ? bystander : "observer";
      const outcome = ask(person({ [PARTY]: [role] }), permission, PARTY);
      if (outcome.ok) continue;
      expect(outcome.refusal.sentence).toMatch(/^Only .+ may .+\. Nothing was changed; ask .+\.$/);
      expect([...sentences.keys()]).not.toContain(outcome.refusal.sentence);
      sentences.set(outcome.refusal.sentence, permission);
    }
    // Five are refused to nobody inside: reading, hearing of it, and the people of one's own organization.
    expect(sentences.size).toBe(Object.keys(MATRIX).length - 5);
  });

  it("reads as a lawyer would say it", () => {
    const outcome = may(person({ [PARTY]: ["staff"] }), "document.file", {
      document: documentIn("approved"),
    });
    expect(outcome.ok ? "" : outcome.refusal.sentence).toBe(
      "Only a member of staff of the lead organization may file this document. Nothing was changed; ask the lead organization if you should be able to.",
    );
  });
});

const OF_OPEN_DRAFTS = [
  "document.edit",
  "document.name-version",
  "document.decide-suggestion",
] as const;

describe("the status of the document", () => {
  for (const status of DOCUMENT_STATUSES) {
    for (const permission of OF_OPEN_DRAFTS) {
      for (const organizationId of [LEAD, PARTY]) {
        it(`${permission}: a drafter of ${organizationId} is ${status === "draft" ? "allowed" : "told that the text is frozen"} while it is ${status}`, () => {
          const outcome = may(person({ [organizationId]: ["drafter"] }), permission, {
            document: documentIn(status),
          });
          expect(outcome.ok ? "ok" : outcome.refusal.code).toBe(
            status === "draft" ? "ok" : "frozen",
          );
        });
      }
    }

    for (const permission of Object.keys(MATRIX) as (keyof typeof MATRIX)[]) {
      if ((OF_OPEN_DRAFTS as readonly string[]).includes(permission)) continue;
      it(`${permission} is decided alike while it is ${status}: when is the lifecycle's to say`, () => {
        for (const where of ["lead", "party", "outsider"] as const) {
          for (const [index, role] of ROLES.entries()) {
            const outcome = ask(
              person({ [PLACES[where]]: [role] }),
              permission,
              PLACES[where],
              status,
            );
            expect(cellOf(outcome), `${role} of ${where}`).toBe(
              [...MATRIX[permission][where]][index],
            );
          }
        }
      });
    }

    for (const where of ["lead", "party", "outsider"] as const) {
      for (const role of ROLES) {
        const expected =
          where === "outsider"
            ? "none"
            : role === "drafter" && status === "draft"
              ? "write"
              : "read";
        it(`[R3] ${role} of ${where} has ${expected} in the room while it is ${status}`, () => {
          expect(roomAccess(person({ [PLACES[where]]: [role] }), documentIn(status))).toBe(
            expected,
          );
        });
      }
    }

    it(`[R3] nobody without a role in a party gets into the room while it is ${status}`, () => {
      expect(roomAccess(person({}, { workspaceAdmin: true }), documentIn(status))).toBe("none");
      expect(roomAccess(person({ [LEAD]: [] }), documentIn(status))).toBe("none");
    });
  }
});

describe("[R44] a matter that was archived", () => {
  const ARCHIVED = { ...MATTER, isArchived: true };
  /** All that is possible in it, written out by hand. */
  const STAYS = [
    "matter.view",
    "document.view",
    "document.download",
    "matter.archive",
    "matter.take-along",
    "matter.unpublish",
    "matter.leave",
  ];
  /** Acts of no matter. */
  const OUTSIDE_OF_IT = [
    "matter.create",
    "matter.accept",
    "organization.view",
    "organization.manage-people",
    "organization.edit",
    "organization.keep-texts",
  ];

  for (const permission of Object.keys(MATRIX) as (keyof typeof MATRIX)[]) {
    const stays = [...STAYS, ...OUTSIDE_OF_IT].includes(permission);
    it(`${permission} ${stays ? "is decided as before" : "is refused to everybody who had it, with the sentence of the archive"}`, () => {
      for (const status of DOCUMENT_STATUSES) {
        for (const where of ["lead", "party", "outsider"] as const) {
          for (const role of ROLES) {
            const actor = person({ [PLACES[where]]: [role] });
            const before = ask(actor, permission, PLACES[where], status);
            const now = ask(actor, permission, PLACES[where], status, ARCHIVED);
            const had = before.ok || before.refusal.code === "frozen";
            if (stays || !had) expect(now, `${role} of ${where}`).toEqual(before);
            else expect(now).toMatchObject({ ok: false, refusal: { code: "archived" } });
          }
        }
      }
    });
  }

  it("[R3] is read in its rooms by everybody of its parties, and written by nobody", () => {
    const document = { ...documentIn("draft"), matter: ARCHIVED };
    for (const role of ROLES) {
      expect(roomAccess(person({ [LEAD]: [role] }), document)).toBe("read");
      expect(roomAccess(person({ [OUTSIDE]: [role] }), document)).toBe("none");
    }
  });

  it("says who can bring it back, and that nothing was lost", () => {
    const outcome = may(person({ [PARTY]: ["drafter"] }), "document.edit", {
      document: { ...documentIn("draft"), matter: ARCHIVED },
    });
    expect(outcome.ok ? "" : outcome.refusal.sentence).toBe(
      "This matter is archived: it can be read, and nobody writes, signs or files in it. Nothing was lost; an administrator of the organization that leads it can bring it back.",
    );
  });
});

describe("the types", () => {
  it("do not let a decision be asked for without its subject, nor does the decision then say yes", () => {
    const everyone = person({ [LEAD]: [...ROLES], [PARTY]: [...ROLES] });
    // @ts-expect-error a document is missing
    expect(may(everyone, "document.edit", { matter: MATTER }).ok).toBe(false);
    // @ts-expect-error the organization to sign for is missing
    expect(cellOf(may(everyone, "document.sign-off", { document: documentIn("in_review") }))).toBe(
      "F",
    );
    // @ts-expect-error the matter is missing
    expect(cellOf(may(everyone, "matter.publish", {}))).toBe("N");
    // @ts-expect-error the organization is missing
    expect(cellOf(may(everyone, "organization.manage-people", {}))).toBe("N");
    // @ts-expect-error no such permission
    expect(() => may(everyone, "document.shred", { document: documentIn("draft") })).toThrow(
      TypeError,
    );
  });
});

describe("a guest", () => {
  const guest = (mayComment: boolean): Actor => ({
    ...person({}),
    guest: {
      linkId: "link",
      documentId: "document",
      organizationId: PARTY,
      mayComment,
      mayReadVersions: true,
    },
  });

  it("[R45] sees the one document, comments where the link says so, and has no other right at all", () => {
    for (const permission of Object.keys(MATRIX) as (keyof typeof MATRIX)[]) {
      for (const status of DOCUMENT_STATUSES) {
        for (const organizationId of [LEAD, PARTY, OUTSIDE]) {
          const asked = ask(guest(true), permission, organizationId, status);
          const expected =
            permission === "document.view" || permission === "document.comment" ? "✓" : "N";
          expect(cellOf(asked), permission).toBe(expected);
        }
      }
    }
    const read = { document: documentIn("draft") };
    expect(cellOf(may(guest(false), "document.view", read))).toBe("✓");
    expect(cellOf(may(guest(false), "document.comment", read))).toBe("F");
  });

  it("[R45] has no right by a role that their account may hold beside the link", () => {
    const both = { ...guest(true), ...person({ [LEAD]: [...ROLES] }), workspaceAdmin: true };
    const actor: Actor = { ...both, guest: guest(true).guest! };
    expect(cellOf(may(actor, "document.edit", { document: documentIn("draft") }))).toBe("N");
    expect(cellOf(may(actor, "workspace.mend-jobs", {}))).toBe("N");
  });

  it("[R45] finds nothing of another document, in the archive, and once their party has left", () => {
    const document = documentIn("draft");
    const another = { ...document, documentId: "another" };
    const archived = { ...document, matter: { ...document.matter, isArchived: true } };
    const left = { ...document, matter: { ...document.matter, partyIds: new Set([LEAD]) } };
    for (const other of [another, archived, left]) {
      expect(cellOf(may(guest(true), "document.view", { document: other }))).toBe("N");
      expect(cellOf(may(guest(true), "document.comment", { document: other }))).toBe("N");
    }
  });

  it("[R45] comes into no room, whatever the status", () => {
    for (const status of DOCUMENT_STATUSES) {
      expect(roomAccess(guest(true), documentIn(status))).toBe("none");
    }
  });
});
