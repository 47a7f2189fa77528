import { describe, expect, it } from "vitest";
import { ROLES } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { findActs } from "#app/domain/search/acts.ts";
import { fc } from "#tests/support/fast-check.ts";
import { LEAD, MATTER, OUTSIDE, PARTY, person } from "./cast.ts";

const matters = [
  { slug: "ice", title: "ICE detention contracts", subject: MATTER, hasDocket: false },
  {
    slug: "cbp",
    title: "CBP checkpoints",
    subject: { ...MATTER, matterId: "two" },
    hasDocket: true,
  },
];
const titles = (actor: Parameters<typeof findActs>[0], query: string) =>
  findActs(actor, matters, query).map(({ title, where }) =>
    where ? `${title} · ${where}` : title,
  );

describe("[Q1] what one can do, found by words", () => {
  const drafter = person({ [LEAD]: ["drafter"] });

  it("is found by what one calls it, and by the matter", () => {
    expect(titles(drafter, "new complaint ice")).toEqual([
      "New complaint · ICE detention contracts",
    ]);
    expect(titles(drafter, "New Complaint in CBP")).toContain("New complaint · CBP checkpoints");
    expect(titles(drafter, "begin foia request ice")).toEqual([
      "New FOIA request · ICE detention contracts",
    ]);
    expect(titles(drafter, "sign out")).toEqual(["Sign out"]);
    expect(titles(drafter, "log out")).toEqual(["Sign out"]);
    expect(titles(drafter, "passk")).toEqual(["Your passkeys"]);
    expect(titles(drafter, "record")[0]).toBe("Record");
    expect(titles(drafter, "audit")).toEqual(["Record"]);
    expect(titles(drafter, "templates")).toEqual([`Templates and clauses · ${name(LEAD)}`]);
    expect(titles(person({ [LEAD]: ["admin"] }), "invite")).toEqual([
      `Invite people · ${name(LEAD)}`,
    ]);
  });

  it("stands not before what is called so: the name of a thing alone finds no act", () => {
    expect(titles(drafter, "complaint")).toEqual([]);
    expect(titles(drafter, "ICE")).toEqual([]);
    expect(titles(drafter, "   ")).toEqual([]);
    expect(titles(drafter, "§ (b)(7)(E)")).toEqual([]);
  });

  it("offers a paper of a lawsuit only where there is a lawsuit", () => {
    expect(titles(drafter, "new declaration ice")).toEqual([]);
    expect(titles(drafter, "new declaration cbp")).toEqual(["New declaration · CBP checkpoints"]);
  });

  it("offers at most five at a time", () => {
    expect(findActs(drafter, matters, "new")).toHaveLength(5);
  });

  it("offers nobody what they may not do, whatever their roles are", () => {
    const roles = fc.uniqueArray(fc.constantFrom(...ROLES));
    const actors = fc
      .record({ lead: roles, party: roles, outside: roles, workspaceAdmin: fc.boolean() })
      .map(({ lead, party, outside, workspaceAdmin }) =>
        person({ [LEAD]: lead, [PARTY]: party, [OUTSIDE]: outside }, { workspaceAdmin }),
      );
    const queries = fc.constantFrom(
      "new",
      "new docket",
      "invite",
      "people",
      "record",
      "templates",
      "days",
      "jobs",
      "add",
    );
    let offered = 0;
    fc.assert(
      fc.property(actors, queries, (actor, query) => {
        for (const { path } of findActs(actor, matters, query, 100)) {
          offered += 1;
          expect(isAllowed(actor, path), path).toBe(true);
        }
      }),
    );
    expect(offered).toBeGreaterThan(100);
  });
});

/** Asked of the permission that the page behind that address asks. */
function isAllowed(actor: Parameters<typeof findActs>[0], path: string): boolean {
  const [, organizationId = ""] = /^\/organizations\/([^/]+)/u.exec(path) ?? [];
  const ofAny = (permission: "matter.create") =>
    [LEAD, PARTY, OUTSIDE].some((id) => may(actor, permission, { organizationId: id }).ok);
  if (path.includes("/documents/new")) return may(actor, "document.create", { matter: MATTER }).ok;
  if (path.endsWith("/dockets/new")) return may(actor, "docket.create", { matter: MATTER }).ok;
  if (path === "/matters/new") return ofAny("matter.create");
  if (path === "/organizations/new") return may(actor, "organization.create", {}).ok;
  if (path === "/closed-days") return may(actor, "workspace.set-calendar", {}).ok;
  if (path === "/jobs") return may(actor, "workspace.mend-jobs", {}).ok;
  if (path.endsWith("/invite"))
    return may(actor, "organization.manage-people", { organizationId }).ok;
  if (organizationId) return may(actor, "organization.view", { organizationId }).ok;
  return (
    ["/", "/from-word", "/verify", "/help", "/record", "/logout"].includes(path) ||
    path.startsWith("/account")
  );
}

function name(id: string): string {
  return person({ [id]: [] }).memberships[0]?.organizationShortName ?? "";
}
