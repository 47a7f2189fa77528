import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { hashSecret } from "#server/auth/index.ts";
import { readIcs } from "#tests/support/ics.ts";
import { writeFiledMatters } from "./filed-matters.ts";
import { openReview, submit } from "./papers.ts";
import { openPublished, pageForm, shown } from "./published-page.ts";
import { addresses, remindersOf } from "./reminders.ts";
import { signByBoth } from "./sign-and-file.ts";
import { talkOf } from "./talk.ts";
import { freshBrowser } from "./with-passkey.ts";
import {
  DAY,
  FROM,
  openCoalition,
  PASSWORD,
  refusal,
  refused,
  value,
  type Coalition,
} from "./workspace.ts";

const AGREES = { chain: { intact: true }, rowDifferences: [] };

type Here = Pick<Coalition, "services" | "people">;

/** Archives it as its lead's administrator does, who has seen what is due. */
async function archive({ services, people }: Here, slug: string, actor: Actor = people.admin) {
  const { seen } = value(await services.matters.showArchive(people.admin, slug));
  return services.matters.archive(actor, slug, { seen });
}

const entriesOf = async ({ services }: Here, actor: Actor) =>
  value(await services.home.show(actor)).groups.flatMap(({ entries }) => entries);

async function sealOf({ database }: Pick<Coalition, "database">, slug: string) {
  const matter = await database.client.matter.findUniqueOrThrow({ where: { slug } });
  return matter.id;
}

describe("[R44] archiving a matter", () => {
  it("is for administrators of the lead alone, and says who otherwise", async () => {
    const coalition = await openCoalition();
    const { services, people, slug } = coalition;
    for (const actor of [people.drafter, people.staff, people.observer, people.ilrcAdmin]) {
      const told = refused(await services.matters.showArchive(actor, slug), "forbidden");
      expect(told.sentence).toContain("an administrator of the lead organization");
      refused(await archive(coalition, slug, actor), "forbidden");
      refused(await services.matters.unarchive(actor, slug), "forbidden");
    }
    refused(await services.matters.showArchive(people.stranger, slug), "not-found");
    refused(await archive(coalition, slug, people.stranger), "not-found");
    value(await archive(coalition, slug));
    refused(await services.matters.unarchive(people.ilrcAdmin, slug), "forbidden");
    refused(await services.matters.unarchive(people.stranger, slug), "not-found");
  });

  it("tells what is due first, and archives nothing where something came up since", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, slug: other } = coalition;
    const matters = await writeFiledMatters(
      coalition,
      [organizations.council, organizations.ilrc],
      1,
    );
    coalition.pass(40 * DAY);
    const before = value(await services.matters.showArchive(people.admin, "matter-0"));
    expect(before.deadlines).toMatchObject([
      { what: "The agency’s determination", due: { on: "2021-11-05" } },
    ]);
    await matters.sue("2021-11-15");
    coalition.pass(60 * DAY);
    const { seen } = before;
    const told = refused(
      await services.matters.archive(people.admin, "matter-0", { seen }),
      "stale",
    );
    expect(told.sentence).toMatch(/^Something was recorded .* nothing was archived\./u);
    expect(value(await services.matters.show(people.admin, "matter-0")).archived).toBeNull();
    // Nor at the very moment.
    const now = value(await services.matters.showArchive(people.admin, other));
    coalition.beforeNextWrite(() =>
      services.documents.create(people.drafter, other, {
        kind: "request",
        title: "At the same moment",
        layoutProfile: "letter",
      }),
    );
    refused(await services.matters.archive(people.admin, other, { seen: now.seen }), "stale");
    value(await archive(coalition, "matter-0"));
    refused(await archive(coalition, "matter-0"), "conflict");
  });

  it("takes it from Home, calendars and mail, and brings all of it back", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, pass } = coalition;
    await writeFiledMatters(coalition, [organizations.council, organizations.ilrc], 1);
    const { link } = value(
      await services.calendar.createAddress(
        people.ilrcDrafter,
        await freshBrowser(coalition, people.ilrcDrafter),
      ),
    );
    const secret = /\/calendar\/(?<secret>[\w-]{43})\.ics$/u.exec(link)?.groups?.["secret"] ?? "";
    expect(hashSecret(secret)).not.toBe("");
    const days = async () =>
      readIcs(value(await services.calendar.read(secret, "192.0.2.9")).text).events.length;
    const due = async () =>
      (await entriesOf(coalition, people.ilrcDrafter)).filter((entry) => entry.due !== null);
    expect([(await due()).length, await days()]).toEqual([1, 1]);
    value(await archive(coalition, "matter-0"));
    expect([await due(), await days()]).toEqual([[], 0]);
    const home = value(await services.home.show(people.ilrcDrafter));
    expect(home.matters.find(({ slug }) => slug === "matter-0")).toMatchObject({
      archivedAt: coalition.clock().toISOString(),
      may: { createDocument: false },
    });
    // Its own page tells it as before.
    expect(value(await services.deadlines.ofMatter(people.ilrcDrafter, "matter-0")).next).not.toBe(
      null,
    );
    pass(1000);
    value(await services.matters.unarchive(people.admin, "matter-0"));
    expect([(await due()).length, await days()]).toEqual([1, 1]);
    expect(value(await services.matters.show(people.admin, "matter-0")).archived).toBeNull();
  });

  it("tells who works in it, by name, on Home and by mail, and of both acts the last alone", async () => {
    const story = await remindersOf(await openReview());
    const { services, people, slug, work, taken, pass } = story;
    await work();
    taken();
    value(await archive(story, slug));
    await work();
    const letters = taken();
    const to = addresses(letters).join(" ");
    expect(to).toContain(people.ilrcDrafter.email);
    expect(to).not.toContain(`<${people.admin.email}>`);
    expect(to).not.toContain(`<${people.stranger.email}>`);
    expect(await entriesOf(story, people.ilrcDrafter)).toMatchObject([
      { what: `${people.admin.name} (Council) archived the matter`, path: `/matters/${slug}` },
    ]);
    pass(1000);
    value(await services.matters.unarchive(people.admin, slug));
    const said = (await entriesOf(story, people.ilrcDrafter)).map(({ what }) => what);
    expect(said).toContain(`${people.admin.name} (Council) brought the matter back`);
    expect(said.join(" ")).not.toContain("archived the matter");
  });

  it("asks nobody for a signature, and lets none be given; brought back, the same one is asked", async () => {
    const review = await openReview();
    const { services, reviewers, organizations, documentId, slug } = review;
    const version = await submit(review);
    const asks = async () =>
      (await entriesOf(review, reviewers.ilrc)).filter(({ what }) => what.startsWith("Sign off"));
    expect(await asks()).toHaveLength(1);
    value(await archive(review, slug));
    expect(await asks()).toEqual([]);
    const sign = () =>
      services.reviews.signOff(
        reviewers.ilrc,
        documentId,
        { ...version, organizationId: organizations.ilrc, password: PASSWORD },
        FROM,
      );
    expect(refused(await sign(), "archived").sentence).toContain("can bring it back");
    value(await services.matters.unarchive(review.people.admin, slug));
    expect(await asks()).toHaveLength(1);
    value(await sign());
  });

  it("closes its rooms at once, in every process: the record tells that rights changed", async () => {
    const review = await openReview();
    const { services, people, slug, documentId, revoked, statusChanges, database } = review;
    const matterId = await sealOf(review, slug);
    revoked.length = 0;
    statusChanges.length = 0;
    value(await archive(review, slug));
    expect(revoked).toEqual([{ matterId }]);
    expect(statusChanges).toContain(documentId);
    expect(value(await services.documents.show(people.drafter, documentId))).toMatchObject({
      access: "read",
      matter: { isArchived: true },
      may: { edit: false, comment: false, submit: false },
    });
    expect((await services.documents.subject(documentId))?.matter.isArchived).toBe(true);
    value(await services.matters.unarchive(people.admin, slug));
    expect(revoked).toEqual([{ matterId }, { matterId }]);
    const lines = await database.client.auditEvent.findMany({
      where: { matterId, type: { in: ["matter.archived", "matter.unarchived"] } },
      orderBy: { sequence: "asc" },
    });
    expect(lines.map(({ type, actorId }) => [type, actorId])).toEqual([
      ["matter.archived", people.admin.userId],
      ["matter.unarchived", people.admin.userId],
    ]);
  });

  it("takes no word beside a text, but one's own can be taken back", async () => {
    const review = await openReview();
    const { people, slug, services, documentId } = review;
    const talk = talkOf(review);
    const thread = await talk.begin(people.drafter, { text: "Too much said." });
    const given = await talk.begin(people.drafter, {
      text: "For you.",
      give: { userId: people.ilrcDrafter.userId, dueOn: null },
    });
    value(await archive(review, slug));
    refused(await talk.reply(people.ilrcDrafter, thread.id, "Indeed."), "archived");
    refused(
      await talk.send(people.ilrcDrafter, { do: "resolve", threadId: thread.id }),
      "archived",
    );
    refused(
      await talk.send(people.ilrcDrafter, { do: "done", threadId: given.id, isDone: true }),
      "archived",
    );
    expect((await entriesOf(review, people.ilrcDrafter)).map(({ what }) => what)).toEqual([
      `${people.admin.name} (Council) archived the matter`,
    ]);
    const [comment] = thread.comments;
    value(
      await talk.send(people.drafter, {
        do: "remove",
        threadId: thread.id,
        commentId: comment?.id ?? "",
      }),
    );
    const { threads } = value(await services.threads.show(people.ilrcDrafter, documentId));
    expect(threads.find(({ id }) => id === thread.id)?.comments[0]?.text).toBe("");
  });

  it("leaves its public page standing, which can be taken down at once and not changed", async () => {
    const published = await openPublished();
    const { services, people, slug } = published;
    value(await archive(published, slug));
    const { slug: address, may, state } = await shown(published, people.staff);
    expect([state, may]).toEqual(["published", { edit: false, withdraw: true }]);
    value(await services.publicPage.read(address));
    refused(
      await services.publicPage.editPage(people.staff, slug, await pageForm(published)),
      "archived",
    );
    const reason = "A name stood on it.";
    refused(await services.publicPage.withdraw(people.drafter, slug, { reason }), "forbidden");
    value(await services.publicPage.withdraw(people.staff, slug, { reason }));
    expect((await shown(published, people.staff)).state).toBe("withdrawn");
  });

  it("keeps what an organization was asked until it is back; any party can leave meanwhile", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, slug } = coalition;
    const matterId = await sealOf(coalition, slug);
    const organizationId = organizations.outside;
    value(await services.matters.inviteParty(people.admin, slug, { organizationId }));
    const outsideAdmin = await coalition.person("outside-admin@example.org", [
      { organizationId, roles: ["admin"] },
    ]);
    const asked = async () =>
      value(await services.matters.ofOrganization(outsideAdmin, organizationId)).asked.length;
    expect(await asked()).toBe(1);
    const view = value(await services.matters.showArchive(people.admin, slug));
    expect(view.asked).toHaveLength(1);
    value(await archive(coalition, slug));
    expect(await asked()).toBe(0);
    expect(await services.matters.accept(outsideAdmin, organizationId, matterId)).toMatchObject(
      refusal("archived"),
    );
    value(await services.matters.leave(people.ilrcAdmin, organizations.ilrc, matterId));
    refused(await services.matters.show(people.ilrcDrafter, slug), "not-found");
    value(await services.matters.unarchive(people.admin, slug));
    expect(await asked()).toBe(1);
    value(await services.matters.accept(outsideAdmin, organizationId, matterId));
  });

  it("takes nothing from what was agreed: the record verifies, the filed paper is handed out", async () => {
    const review = await openReview();
    await signByBoth(review, await submit(review));
    value(await archive(review, review.slug));
    const { documentId, services, people } = review;
    expect(value(await services.documents.show(people.observer, documentId)).status).toBe(
      "approved",
    );
    refused(
      await services.reviews.reopen(people.drafter, documentId, { reason: "No." }),
      "archived",
    );
    expect(await review.system.verifyAll([], true)).toMatchObject(AGREES);
  });
});
