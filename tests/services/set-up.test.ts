import { describe, expect, it } from "vitest";
import type { WorkspaceSetUpForm } from "#app/domain/forms/set-up.ts";
import { createAuth } from "#server/auth/index.ts";
import { createSetUp } from "#server/services/set-up/index.ts";
import {
  DAY,
  FROM,
  MINUTE,
  PASSWORD,
  openWorkspace,
  refusal,
  refused,
  value,
  type Workspace,
} from "./workspace.ts";

const form = (token: string, more: Partial<WorkspaceSetUpForm> = {}): WorkspaceSetUpForm => ({
  token,
  organization: "First Example Organization",
  shortName: "First",
  city: undefined,
  name: "Ada Admin",
  email: "ada@example.org",
  password: PASSWORD,
  writes: "yes",
  ...more,
});

/** An empty workspace with a token of its log. */
async function openEmpty() {
  const workspace = await openWorkspace();
  const { setUp } = workspace.services;
  const token = await setUp.issueToken();
  if (token === null) throw new Error("an empty workspace gives a token");
  return { ...workspace, setUp, token };
}

/** Another process on the same database. */
function otherProcess(resources: Workspace["resources"]) {
  const { database, clock, log } = resources;
  const auth = createAuth({ database, clock, log, secureCookies: false });
  return createSetUp({ ...resources, auth });
}

describe("[P7] setting a workspace up in the browser", () => {
  it("makes the first organization, its administrator, and a session of theirs", async () => {
    const { setUp, token, auth, database, system } = await openEmpty();
    const { cookie } = value(await setUp.complete(form(token), FROM, null));
    const [pair = ""] = cookie.split(";");
    const signedIn = await auth.actorFromCookies(pair);
    expect(signedIn?.actor).toMatchObject({
      email: "ada@example.org",
      workspaceAdmin: true,
      memberships: [{ organizationShortName: "First", roles: new Set(["drafter", "admin"]) }],
    });
    expect(await setUp.isOpen()).toBe(false);
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "workspace.set-up" },
    });
    expect(JSON.parse(line.details)).toEqual({
      administrator: "ada@example.org",
      through: "browser",
    });
    expect(await system.verifyRecord()).toMatchObject({ intact: true });
  });

  it("takes the token as people type it", async () => {
    const { setUp, token } = await openEmpty();
    expect(token).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/u);
    const typed = ` ${token.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l")} `;
    value(await setUp.complete(form(typed, { writes: "no" }), FROM, null));
  });

  it("keeps no token in the database, and gives none once it is set up", async () => {
    const { setUp, token, database } = await openEmpty();
    const rows = JSON.stringify(await database.client.ceremony.findMany());
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(token.replaceAll("-", ""));
    value(await setUp.complete(form(token), FROM, null));
    expect(await setUp.issueToken()).toBeNull();
  });

  it("refuses without a token of this log, and says where one is", async () => {
    const { setUp, token, system } = await openEmpty();
    for (const wrong of ["0000-0000-0000-0000-0000", token.slice(0, -1), "x".repeat(60)]) {
      const { sentence } = refused(
        await setUp.complete(form(wrong), FROM, null),
        "wrong-credentials",
      );
      expect(sentence).toContain("Nothing was set up");
    }
    refused(await setUp.complete(form(""), FROM, null), "bad-input");
    expect(await system.isEmpty()).toBe(true);
  });

  it("keeps the token where the form is refused, so that it can be sent again", async () => {
    const { setUp, token } = await openEmpty();
    const weak = await setUp.complete(form(token, { password: "Ada Admin 2021" }), FROM, null);
    expect(weak).toMatchObject(refusal("bad-input"));
    value(await setUp.complete(form(token), FROM, null));
  });

  it("is done once: of several at the same moment, with one token or two, one sets it up", async () => {
    const { setUp, token, database } = await openEmpty();
    const second = (await setUp.issueToken()) ?? "";
    const outcomes = await Promise.all(
      [token, token, second, second].map((each, at) =>
        setUp.complete(form(each, { email: `person-${at}@example.org` }), FROM, null),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    for (const outcome of outcomes.filter(({ ok }) => !ok)) {
      expect(outcome).toMatchObject(refusal("conflict"));
    }
    expect(await database.client.user.count()).toBe(1);
    expect(await database.client.session.count()).toBe(1);
    expect(await setUp.complete(form(second), FROM, null)).toMatchObject(refusal("conflict"));
  });

  it("is over when the command has set it up meanwhile, or another process", async () => {
    const { setUp, token, system, resources } = await openEmpty();
    const other = otherProcess(resources);
    expect(await other.isOpen()).toBe(true);
    const organization = { name: "By Command", shortName: "Command", city: undefined };
    const administrator = { name: "Cy", email: "cy@example.org", password: PASSWORD };
    value(await system.setUp({ organization, administrator }));
    for (const process of [setUp, other]) {
      expect(await process.isOpen()).toBe(false);
      expect(await process.complete(form(token), FROM, null)).toMatchObject(refusal("conflict"));
    }
  });

  it("takes a token in whichever process, not only where it was printed", async () => {
    const { setUp, resources } = await openEmpty();
    const other = otherProcess(resources);
    const token = (await other.issueToken()) ?? "";
    value(await setUp.complete(form(token), FROM, null));
    expect(await other.isOpen()).toBe(false);
  });

  it("ends a token after a day, and leaves that of a later start", async () => {
    const { setUp, token, pass } = await openEmpty();
    pass(DAY - MINUTE);
    const later = (await setUp.issueToken()) ?? "";
    pass(2 * MINUTE);
    expect(await setUp.complete(form(token), FROM, null)).toMatchObject(
      refusal("wrong-credentials"),
    );
    value(await setUp.complete(form(later), FROM, null));
  });

  it("lets nobody guess: after ten tries an address waits, the right token or not", async () => {
    const { setUp, token } = await openEmpty();
    for (let tries = 0; tries < 10; tries += 1) {
      refused(await setUp.complete(form("0".repeat(20)), FROM, null), "wrong-credentials");
    }
    expect(await setUp.complete(form(token), FROM, null)).toMatchObject(refusal("too-many-tries"));
    value(await setUp.complete(form(token), { address: "198.51.100.7" }, null));
  });
});
