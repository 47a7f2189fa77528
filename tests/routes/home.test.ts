import { describe, expect, it } from "vitest";
import { unsubscribeToken } from "#server/services/reminders/unsubscribe.ts";
import { withoutSecret } from "#app/domain/secret-path.ts";
import { writeFiledMatters } from "#tests/services/filed-matters.ts";
import { readIcs } from "#tests/support/ics.ts";
import { openReview } from "#tests/services/papers.ts";
import { talkOf } from "#tests/services/talk.ts";
import { DAY } from "#tests/services/workspace.ts";
import { openSite, ORIGIN, type Site, siteOf } from "./site.ts";

/** A site with one filed request in a matter of its two parties. */
async function openFiled() {
  const site = await openSite();
  const { council, ilrc } = site.organizations;
  await writeFiledMatters(site, [council, ilrc], 1);
  return site;
}

/** The secret address that the account page shows once. */
function shownAddress({ document }: { readonly document: Document }): string {
  const field = document.querySelector<HTMLInputElement>(
    'input[aria-label="Address of your calendar"]',
  );
  return field?.value ?? "";
}

describe("Home", () => {
  it("says what is due with its derivation, source and page, and what else may wait where nothing does", async () => {
    const { as } = await openFiled();
    const page = await (await as("ilrc-drafter")).get("/");
    expect(page.words).toContain("Due within a month");
    expect(page.words).toContain("The agency’s determination · FOIA request 0");
    expect(page.words).toMatch(/Friday, November 5, 2021\s*in 29 days/u);
    expect(page.words).toMatch(/20 working days after the receipt.*Source: 5 U\.S\.C\. 552/u);
    const link = [...page.document.querySelectorAll("main a")].find((one) =>
      one.textContent?.startsWith("The agency’s determination"),
    );
    expect(link?.getAttribute("href")).toMatch(/^\/documents\/request-0/u);
    const other = await (await as("stranger")).get("/");
    expect(page.words).toContain("Apart from what is listed below, nothing is waiting for you.");
    // Their own organization can't work yet.
    expect(other.words).toContain("First steps");
    expect(other.words).not.toContain("FOIA request 0");
  });

  it("has what was said to me and what I worked on first, then what is due, then my matters", async () => {
    const site = siteOf(await openReview({ appUrl: null }));
    const { people, as } = site;
    await writeFiledMatters(site, [site.organizations.council, site.organizations.ilrc], 1);
    await talkOf(site).begin(people.ilrcDrafter, {
      mentions: [people.drafter],
      give: { userId: people.drafter.userId, dueOn: null },
    });
    const page = await (await as("drafter")).get("/");
    const titles = [...page.document.querySelectorAll("main h2")].map((one) => one.textContent);
    expect(titles).toEqual([
      "Said to you",
      "Drafts you worked on",
      "Due within a month",
      "Matters",
    ]);
  });

  it("begins a document at once where one may in one matter, and after a choice where in several", async () => {
    const site = await openSite();
    const begin = async () => {
      const { document } = await (await site.as("drafter")).get("/");
      const top = [...document.querySelectorAll("main a, main summary")].filter((one) =>
        one.textContent?.includes("New document"),
      );
      return {
        button: top[0],
        choices: [...(top[0]?.closest("details")?.querySelectorAll("a") ?? [])].map((one) =>
          one.getAttribute("href"),
        ),
      };
    };
    const path = `/matters/${site.slug}/documents/new`;
    const { button } = await begin();
    expect([button?.tagName, button?.getAttribute("href")]).toEqual(["A", path]);
    expect((await (await site.as("drafter")).get(path)).status).toBe(200);
    await writeFiledMatters(site, [site.organizations.council], 1);
    const several = await begin();
    expect(several.button?.tagName).toBe("SUMMARY");
    expect(several.choices.toSorted()).toEqual(["/matters/matter-0/documents/new", path]);
    const { document } = await (await site.as("observer")).get("/");
    expect(document.querySelector("main")?.textContent).not.toContain("New document");
  });

  it("folds what agencies missed to a line a matter", async () => {
    const site = await openSite();
    const { council, ilrc } = site.organizations;
    await writeFiledMatters(site, [council, ilrc], 2);
    site.pass(40 * DAY);
    const { document } = await (await site.as("ilrc-drafter")).get("/");
    const section = [...document.querySelectorAll("main section")].find((one) =>
      one.querySelector("h2")?.textContent?.startsWith("Missed by"),
    );
    const lines = [...(section?.querySelectorAll("details") ?? [])];
    expect(lines.map((line) => line.hasAttribute("open"))).toEqual([false, false]);
    expect(lines.map((line) => line.querySelector("summary")?.textContent).toSorted()).toEqual([
      expect.stringMatching(/^1 date · Matter 0, /u),
      expect.stringMatching(/^1 date · Matter 1, /u),
    ]);
    expect(lines[0]?.textContent).toContain("The agency’s determination");
  });
});

describe("having looked at a draft", () => {
  it("is kept for who may see it, and refused to everybody else with its status", async () => {
    const { as, nobody, database, services, people, slug } = await openSite();
    const form = { kind: "letter", title: "Letter", layoutProfile: "letter" } as const;
    const made = await services.documents.create(people.drafter, slug, form);
    const path = made.ok ? `/documents/${made.value.documentId}/looked` : "";
    expect((await nobody.post(path, {})).status).toBe(302);
    expect((await (await as("stranger")).post(path, {})).status).toBe(404);
    expect(await database.client.draftRead.count()).toBe(0);
    expect((await (await as("observer")).post(path, {})).status).toBe(204);
    expect(await database.client.draftRead.count()).toBe(1);
  });
});

describe("the address of one's calendar", () => {
  it("is shown once, works without a session, and ends when it is revoked", async () => {
    const { as, nobody } = await openFiled();
    const drafter = await as("ilrc-drafter");
    const made = await drafter.post("/account", { intent: "make-calendar" });
    const address = shownAddress(made);
    expect(address).toMatch(new RegExp(`^${ORIGIN}/calendar/[\\w-]{43}\\.ics$`, "u"));
    const again = await drafter.get("/account");
    expect(again.words).toContain("You have an address since");
    expect(again.body).not.toContain(new URL(address).pathname);

    const path = new URL(address).pathname;
    const fetched = await nobody.get(path);
    expect(fetched.status).toBe(200);
    expect(fetched.headers.get("Content-Type")).toBe("text/calendar; charset=utf-8");
    expect(fetched.headers.get("X-Robots-Tag")).toBe("noindex");
    expect(fetched.headers.get("Cache-Control")).toContain("private");
    expect(fetched.headers.get("Set-Cookie")).toBeNull();
    expect(readIcs(fetched.body).events).toHaveLength(1);
    const tag = fetched.headers.get("ETag") ?? "";
    const unchanged = await nobody.send(
      new Request(address, { headers: { "If-None-Match": `"other", ${tag}` } }),
    );
    expect([unchanged.status, unchanged.body]).toEqual([304, ""]);

    const revoked = await drafter.post("/account", { intent: "revoke-calendar" });
    expect(revoked.words).toContain("The address of your calendar was revoked.");
    expect((await nobody.get(path)).status).toBe(404);
  });

  it("answers alike for what was once a secret and what never was", async () => {
    const { as, nobody } = await openFiled();
    const drafter = await as("ilrc-drafter");
    const address = new URL(
      shownAddress(await drafter.post("/account", { intent: "make-calendar" })),
    );
    await drafter.post("/account", { intent: "revoke-calendar" });
    const [was, never] = [
      await nobody.get(address.pathname),
      await nobody.get(`/calendar/${"x".repeat(43)}.ics`),
    ];
    expect([was.status, was.body]).toEqual([never.status, never.body]);
    expect((await nobody.get(`/calendar/${"x".repeat(5000)}.ics`)).status).toBe(404);
  });

  it("is left out of the log, as are the secrets of other links", () => {
    expect(withoutSecret("/calendar/abc.ics")).toBe("/calendar/…");
    expect(withoutSecret("/invitations/abc")).toBe("/invitations/…");
    expect(withoutSecret("/mail/unsubscribe/abc.def")).toBe("/mail/…");
    expect(withoutSecret("/mail/own-factor/abc")).toBe("/mail/…");
    expect(withoutSecret("/password/abc")).toBe("/password/…");
    expect(withoutSecret("/address/abc")).toBe("/address/…");
    expect(withoutSecret("/account/address")).toBe("/account/address");
    for (const [mistyped, of] of [
      ["/Calendar/abc.ics", "Calendar"],
      ["//calendar/abc.ics", "calendar"],
      ["/%63alendar/abc.ics", "calendar"],
      ["/calendar%2Fabc.ics", "calendar"],
      ["/calendar%252Fabc.ics", "calendar"],
      ["/calendar%20/abc", "calendar"],
      ["/calendar%0A/abc", "calendar"],
      ["/calendar/%/abc", "calendar"],
      ["/invitations.data/abc", "invitations"],
      ["/invitations%3Fabc", "invitations"],
      ["/invitations;/abc", "invitations"],
    ] as const) {
      expect([mistyped, withoutSecret(mistyped)]).toEqual([mistyped, `/${of}/…`]);
    }
    expect(withoutSecret("/calendars/abc")).toBe("/calendars/abc");
    expect(withoutSecret("/documents/abc/review")).toBe("/documents/abc/review");
    expect(withoutSecret("/calendar/")).toBe("/calendar/");
  });
});

describe("letters", () => {
  it("come when one has chosen, and the page says where none are sent", async () => {
    const { as, people, database } = await openSite();
    const drafter = await as("drafter");
    const before = await drafter.get("/account");
    expect(before.words).toContain("This server sends no e-mail reminders now.");
    const times = {
      "sign-offs": "daily",
      changes: "never",
      "changes-met": "at-once",
      "taken-back": "at-once",
      mentions: "daily",
      answers: "never",
      suggestions: "at-once",
      followed: "daily",
      deadlines: "at-once",
    };
    const saved = await drafter.post("/account", { intent: "letters", ...times });
    expect(saved.words).toContain("Your e-mail reminders were changed.");
    const chosen = [...saved.document.querySelectorAll<HTMLInputElement>("input[type=radio]")];
    const values = chosen.filter((one) => one.defaultChecked && one.name in times);
    expect(Object.fromEntries(values.map(({ name, value }) => [name, value]))).toEqual(times);
    const wrong = await drafter.post("/account", {
      intent: "letters",
      ...times,
      changes: "hourly",
    });
    expect(wrong.status).toBe(400);
    const rows = await database.client.mailPreference.findMany({
      where: { userId: people.drafter.userId, kind: "changes" },
    });
    expect(rows.map(({ how }) => how)).toEqual(["never"]);
  });

  const stop = async ({ database, people, clock }: Site) => {
    const token = await unsubscribeToken(
      database.client,
      clock(),
      people.drafter.userId,
      "deadlines",
    );
    return {
      path: `/mail/unsubscribe/${token}`,
      chosen: () => database.client.mailPreference.findMany({ select: { kind: true, how: true } }),
    };
  };

  it("are stopped by a mail program's one click, whatever kind of form it sends [RFC 8058]", async () => {
    const site = await openSite();
    const { path, chosen } = await stop(site);
    expect((await site.nobody.get(path)).words).toContain(
      "E-mails about dates that come near will stop.",
    );
    expect(await chosen()).toEqual([]);
    const form = new FormData();
    form.set("List-Unsubscribe", "One-Click");
    const answer = await site.nobody.send(
      new Request(ORIGIN + path, { method: "POST", body: form }),
    );
    expect(answer.status).toBe(200);
    expect(await chosen()).toEqual([{ kind: "deadlines", how: "never" }]);
    const plain = await site.nobody.post(path, { "List-Unsubscribe": "One-Click" });
    expect(plain.status).toBe(200);
    expect(plain.words).toContain("You get no more of these e-mails");
  });

  it("are stopped by nothing that was not signed here", async () => {
    const site = await openSite();
    const { path, chosen } = await stop(site);
    const answer = await site.nobody.post(`${path}x`, { "List-Unsubscribe": "One-Click" });
    expect(answer.status).toBe(404);
    expect((await site.nobody.get("/mail/unsubscribe/a.b")).status).toBe(404);
    expect(await chosen()).toEqual([]);
  });
});

describe("jobs that failed", () => {
  async function openFailed() {
    const site = await openSite();
    const at = site.clock();
    await site.database.client.job.create({
      data: {
        id: "job",
        key: "mail:sign-offs:version:person",
        kind: "mail.reminder",
        payload: "{}",
        runAt: at,
        attempts: 12,
        failedAt: at,
        lastError: "The mail server did not take the e-mail.",
        createdAt: at,
      },
    });
    const row = () => site.database.client.job.findUniqueOrThrow({ where: { id: "job" } });
    return { ...site, row };
  }

  it("are seen by the workspace's administrator, who has them tried again", async () => {
    const { as, row } = await openFailed();
    const admin = await as("admin");
    expect((await admin.get("/organizations")).words).toContain("Jobs that failed (1)");
    const page = await admin.get("/jobs");
    expect(page.words).toContain("Send an e-mail about what waits for somebody");
    expect(page.words).toContain("The mail server did not take the e-mail.");
    const answer = await admin.post("/jobs", { intent: "retry", jobId: "job" });
    expect(answer.words).toContain("The job is tried again now.");
    expect(answer.words).toContain("No job was given up.");
    expect(await row()).toMatchObject({ attempts: 0, failedAt: null, doneAt: null });
    expect((await admin.post("/jobs", { intent: "retry", jobId: "job" })).status).toBe(404);
  });

  it("are discarded for good, which is recorded", async () => {
    const { as, row, database, people } = await openFailed();
    const admin = await as("admin");
    const answer = await admin.post("/jobs", { intent: "discard", jobId: "job" });
    expect(answer.words).toContain("The job was discarded.");
    expect((await row()).doneAt).not.toBeNull();
    const [line] = await database.client.auditEvent.findMany({
      where: { type: "job.discarded" },
      orderBy: { sequence: "asc" },
    });
    expect(line).toMatchObject({ actorId: people.admin.userId });
  });

  it("are nobody else's to see or mend", async () => {
    const { as, row } = await openFailed();
    const drafter = await as("ilrc-admin");
    expect((await drafter.get("/jobs")).status).toBe(403);
    expect((await drafter.post("/jobs", { intent: "discard", jobId: "job" })).status).toBe(403);
    expect((await row()).doneAt).toBeNull();
  });
});
