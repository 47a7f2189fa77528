import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NOT_COMPARED } from "#server/services/audit/compared-tables.ts";
import { loadActor } from "#server/auth/index.ts";
import { runCommand } from "#tests/support/command.ts";
import { FROM, PASSWORD, openWorkspace, refusal, value, type Workspace } from "./workspace.ts";

// Each command is a process of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

let workspace: Workspace;
let url: string;
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "commands-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function open(): Promise<void> {
  workspace = await openWorkspace();
  url = workspace.database.url;
}

/** Runs a command on the test's database. */
const run = (command: string, args: string[], environment: Record<string, string> = {}) =>
  runCommand(command, args, { DATABASE_URL: url, DATA_DIR: dataDir, ...environment });

const SET_UP = [
  ["--organization", "First Example Organization"],
  ["--short-name", "First"],
  ["--name", "Ada Admin"],
  ["--email", "ada@example.org"],
].flat();

describe("npm run setup", () => {
  it("sets up an empty workspace once, with the password from the environment", async () => {
    await open();
    const done = await run("setup", SET_UP, { ADMIN_PASSWORD: PASSWORD });
    expect(done).toMatchObject({ code: 0, stderr: "" });
    expect(done.stdout).toContain("ada@example.org");
    value(await workspace.auth.signIn("ada@example.org", PASSWORD, FROM));

    const again = await run("setup", SET_UP, { ADMIN_PASSWORD: PASSWORD });
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("set up already");
  });

  it("makes its first person a drafter too, who can begin a document, unless they say no", async () => {
    const rolesAfter = async (more: string[]) => {
      await open();
      const done = await run("setup", [...SET_UP, ...more], { ADMIN_PASSWORD: PASSWORD });
      expect(done).toMatchObject({ code: 0, stderr: "" });
      const { userId } = value(await workspace.auth.signIn("ada@example.org", PASSWORD, FROM));
      const [membership] = (await loadActor(workspace.database.client, userId))?.memberships ?? [];
      return [...(membership?.roles ?? [])].toSorted();
    };
    expect(await rolesAfter([])).toEqual(["admin", "drafter"]);
    expect(await rolesAfter(["--drafter", "no"])).toEqual(["admin"]);
    await open();
    const unclear = await run("setup", [...SET_UP, "--drafter", "perhaps"], {
      ADMIN_PASSWORD: PASSWORD,
    });
    expect(unclear.code).toBe(1);
    expect(unclear.stderr).toContain("yes or no");
    expect(await workspace.system.isEmpty()).toBe(true);
  });

  it("names what is missing, and takes no password as an option", async () => {
    await open();
    const nothing = await run("setup", []);
    expect(nothing.code).toBe(1);
    expect(nothing.stderr).toContain("--organization, --short-name, --name, --email");
    const noPassword = await run("setup", SET_UP);
    expect(noPassword.code).toBe(1);
    expect(noPassword.stderr).toContain("ADMIN_PASSWORD");
    const typed = await run("setup", [...SET_UP, "--password", PASSWORD]);
    expect(typed.code).toBe(1);
    expect(typed.stderr).toContain("Unknown option '--password'");
    const weak = await run("setup", SET_UP, { ADMIN_PASSWORD: "short" });
    expect(weak.code).toBe(1);
    expect(weak.stderr).toContain("Use at least 12 characters");
    expect(await workspace.system.isEmpty()).toBe(true);
  });

  it("says what is wrong with DATABASE_URL", async () => {
    url = "mysql://somewhere";
    const wrong = await run("setup", SET_UP, { ADMIN_PASSWORD: PASSWORD });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/^DATABASE_URL must be/);
    expect(wrong.stderr).not.toContain(" at ");
  });
});

describe("npm run admin", () => {
  it("lets a locked-out administrator in again, with a password that is shown once", async () => {
    await open();
    await run("setup", SET_UP, { ADMIN_PASSWORD: PASSWORD });
    const done = await run("admin", ["recover", "--email", "ada@example.org", "--generate"]);
    expect(done).toMatchObject({ code: 0, stderr: "" });
    const password = /shown this once: (\S+)/.exec(done.stdout)?.[1] ?? "";
    expect(await workspace.auth.signIn("ada@example.org", PASSWORD, FROM)).toMatchObject(
      refusal("wrong-credentials"),
    );
    value(await workspace.auth.signIn("ada@example.org", password, FROM));
  });

  it("adds an organization and prints the link for its administrator", async () => {
    await open();
    await run("setup", SET_UP, { ADMIN_PASSWORD: PASSWORD });
    const args = [
      ["add-organization", "--organization", "Second Example Organization"],
      ["--short-name", "Second", "--name", "Sam", "--email", "sam@example.org"],
    ].flat();
    const done = await run("admin", args, { APP_URL: "https://desk.example.org" });
    expect(done).toMatchObject({ code: 0, stderr: "" });
    const token = /https:\/\/desk\.example\.org\/invitations\/(\S+)/.exec(done.stdout)?.[1] ?? "";
    // The command's clock is today's, the test's stands still in 2021: the link is open in both.
    const offer = value(await workspace.services.invitations.show(null, token));
    expect(offer).toMatchObject({ email: "sam@example.org", roles: ["admin"] });
    const again = await run("admin", args);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("There is an organization called");
  });

  it("says what it can do when it is asked for something else", async () => {
    await open();
    for (const args of [
      [],
      ["delete-everything"],
      ["recover", "twice"],
      ["recover", "--nonsense"],
    ]) {
      const ended = await run("admin", args);
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain("npm run admin -- recover");
    }
    expect(await run("admin", ["--help"])).toMatchObject({ code: 0, stderr: "" });
    const nobody = await run("admin", ["recover", "--email", "x@example.org", "--generate"]);
    expect(nobody.code).toBe(1);
    expect(nobody.stderr).toContain("There is no account with the address x@example.org");
  });
});

describe("whoever asks for help, or mistypes", () => {
  it("opens no database, and so brings none up to date", async () => {
    url = `file:${path.join(dataDir, "none.db")}`;
    for (const command of ["setup", "admin", "audit-verify"]) {
      for (const args of [["--help"], ["--nonsense"]]) {
        const ended = await run(command, args);
        expect([command, args, ended.code]).toEqual([command, args, args[0] === "--help" ? 0 : 1]);
        expect(`${ended.stdout}${ended.stderr}`).toContain("npm run");
      }
    }
    expect(await readdir(dataDir)).toEqual([]);
  });
});

describe("npm run audit:verify", () => {
  it("distinguishes an intact record from a changed one, and names the line", async () => {
    await open();
    value(
      await workspace.system.setUp({
        organization: { name: "First Example Organization", shortName: "First", city: undefined },
        administrator: { name: "Ada Admin", email: "ada@example.org", password: PASSWORD },
      }),
    );
    const whole = await run("audit-verify", []);
    expect(whole).toMatchObject({ code: 0, stderr: "" });
    expect(whole.stdout).toMatch(/whole: 3 lines, the last with the hash [0-9a-f]{64}/);
    const lastLine = (said: string) => said.trimEnd().split("\n").at(-1);
    expect(lastLine(whole.stdout)).toMatch(/^Not compared: time stamps .*; the words of drafts/u);
    for (const { said } of NOT_COMPARED) expect(lastLine(whole.stdout)).toContain(said);
    const without = await run("audit-verify", ["--without-files"]);
    expect(lastLine(without.stdout)).toMatch(/^Not compared: the bytes of exhibits/u);
    await workspace.database.client.membershipRole.deleteMany();
    const tampered = await run("audit-verify", []);
    expect(tampered.code).toBe(1);
    expect(tampered.stderr).toMatch(/^MembershipRole \S+\/admin, line \d: it is gone\.$/mu);
    await workspace.database.client.auditEvent.update({
      where: { sequence: 2 },
      data: { actorId: "somebody-else" },
    });
    const broken = await run("audit-verify", []);
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain("The record is broken at line 2.");
  });

  it("compares a head that was kept in a file, and adds the one of now to it", async () => {
    await open();
    value(
      await workspace.system.setUp({
        organization: { name: "First Example Organization", shortName: "First", city: undefined },
        administrator: { name: "Ada Admin", email: "ada@example.org", password: PASSWORD },
      }),
    );
    const file = path.join(dataDir, "heads.txt");
    const first = await run("audit-verify", ["--write-head", file]);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(await readFile(file, "utf8")).toMatch(/^\S+Z 3:[0-9a-f]{64}\n$/);
    const again = await run("audit-verify", ["--head", file]);
    expect(again.stdout).toContain("It holds every head that was kept outside: 1.");
    const other = await run("audit-verify", ["--head", `3:${"0".repeat(64)}`]);
    expect(other.code).toBe(1);
    expect(other.stderr).toContain("The record is broken at line 3.");
    const none = await run("audit-verify", ["--head", "yesterday"]);
    expect(none.stderr).toContain("is neither a head");
    const letter = await run("audit-verify", ["--mail-head", "records@partner.example"]);
    expect(letter.stderr).toContain("no mail server is configured (SMTP_URL)");
  });
});
