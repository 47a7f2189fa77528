import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { openReview, submit } from "./papers.ts";
import { addresses, remindersOf, stopTokenOf } from "./reminders.ts";
import { signByBoth } from "./sign-and-file.ts";
import { DAY, FROM, PASSWORD, value } from "./workspace.ts";

const REASON = "Privileged: the strategy changed.";

/** A version under review that ILRC has signed, with a reminder of everything until then taken. */
async function signed() {
  const story = await remindersOf(await openReview());
  const { services, reviewers, organizations, documentId, work, taken } = story;
  const version = await submit(story);
  const form = { ...version, organizationId: organizations.ilrc, password: PASSWORD };
  value(await services.reviews.signOff(reviewers.ilrc, documentId, form, FROM));
  await work();
  taken();
  return { ...story, version };
}
type Story = Awaited<ReturnType<typeof signed>>;

/** The same with a version that both have signed. */
async function approved() {
  const story = await remindersOf(await openReview());
  const version = await submit(story);
  await signByBoth(story, version);
  await story.work();
  story.taken();
  return { ...story, version };
}

const atHome = async ({ services }: Story, actor: Actor, group: "said" | "asked" = "said") => {
  const { groups } = value(await services.home.show(actor));
  return groups.find(({ name }) => name === group)?.entries ?? [];
};
const mailed = async (story: Story) => {
  await story.work();
  return story.taken();
};
const to = ({ name, email }: Actor) => `"${name}" <${email}>`;

/** Events of a version: who does each, and what each person is told of it; null for nothing. */
const EVENTS = {
  recalled: {
    begin: signed,
    act: ({ services, people, documentId }: Story) =>
      services.reviews.recall(people.ilrcDrafter, documentId, { reason: REASON }),
    told: ({ people, reviewers }: Story) =>
      [
        [reviewers.ilrc, "ilrc-drafter (ILRC) recalled version 1, and your signature is void"],
        [people.drafter, "ilrc-drafter (ILRC) recalled version 1"],
        [people.ilrcDrafter, null],
        [people.staff, null],
        [reviewers.council, null],
      ] as const,
  },
  "asked for changes": {
    begin: signed,
    act: ({ services, reviewers, organizations, documentId, version }: Story) =>
      services.reviews.requestChanges(reviewers.council, documentId, {
        ...version,
        organizationId: organizations.council,
        reason: REASON,
      }),
    told: ({ people, reviewers }: Story) =>
      [
        [
          reviewers.ilrc,
          "council-reviewer (Council) asked for changes to version 1, and your signature is void",
        ],
        // Whoever may make them is asked to.
        [people.drafter, null],
        [people.staff, null],
        [reviewers.council, null],
      ] as const,
  },
  reopened: {
    begin: approved,
    act: ({ services, people, documentId }: Story) =>
      services.reviews.reopen(people.ilrcDrafter, documentId, { reason: REASON }),
    told: ({ people, reviewers }: Story) => {
      const what = "ilrc-drafter (ILRC) reopened version 1, which was approved";
      return [
        [reviewers.ilrc, `${what}, and your signature is void`],
        [reviewers.council, `${what}, and your signature is void`],
        [people.drafter, what],
        [people.staff, what],
        [people.ilrcDrafter, null],
      ] as const;
    },
  },
  "void since a party left": {
    begin: approved,
    act: async ({ services, people, organizations, database }: Story) => {
      const matter = await database.client.matter.findFirstOrThrow();
      return services.matters.leave(people.ilrcAdmin, organizations.ilrc, matter.id);
    },
    told: ({ people, reviewers }: Story) => {
      const what = "ILRC left the matter, so version 1 is a draft again";
      return [
        [reviewers.council, `${what}, and your signature is void`],
        [people.drafter, what],
        [people.staff, what],
        // They see nothing of the matter any more.
        [reviewers.ilrc, null],
      ] as const;
    },
  },
  "void since a party was removed": {
    begin: approved,
    act: ({ services, people, organizations, slug }: Story) =>
      services.matters.removeParty(people.admin, slug, { organizationId: organizations.ilrc }),
    told: ({ people, reviewers }: Story) => {
      const what = "Ada Demo (Council) removed ILRC from the matter, so version 1 is a draft again";
      return [
        [reviewers.council, `${what}, and your signature is void`],
        [people.drafter, what],
        [people.staff, what],
        [reviewers.ilrc, null],
      ] as const;
    },
  },
};

describe("[M30] whoever signed, wrote or was to file", () => {
  it.each(Object.entries(EVENTS))(
    "hears on Home and by mail that it was %s, with who and why",
    async (name, event) => {
      const story = await event.begin();
      value(await event.act(story));
      const letters = await mailed(story);
      for (const [person, what] of event.told(story)) {
        const lines = (await atHome(story, person)).filter(({ key }) =>
          key.startsWith("taken-back:"),
        );
        expect([person.name, lines.map((line) => line.what)]).toEqual([
          person.name,
          what === null ? [] : [what],
        ]);
        if (what !== null && !name.startsWith("void")) expect(lines[0]?.why).toBe(`“${REASON}”`);
        const own = letters.filter(
          (letter) =>
            addresses([letter])[0] === to(person) && letter.subject?.includes("version 1"),
        );
        expect([person.name, own.map(({ subject }) => subject)]).toEqual([
          person.name,
          what === null ? [] : [`${what}: Weekly reports`],
        ]);
      }
      // The reason may hold words of the draft.
      for (const { text, html } of letters)
        expect(`${text}${String(html)}`).not.toContain("Privileged");
    },
  );

  it("is told no more once they opened the draft since, or it was submitted again", async () => {
    const story = await signed();
    const { services, people, reviewers, documentId, pass } = story;
    value(await services.reviews.recall(people.ilrcDrafter, documentId, { reason: REASON }));
    pass(60_000);
    value(await services.home.lookAt(people.drafter, documentId));
    expect(await atHome(story, people.drafter)).toEqual([]);
    expect(await atHome(story, reviewers.ilrc)).toHaveLength(1);
    await submit(story);
    expect(await atHome(story, reviewers.ilrc)).toEqual([]);
  });

  it("gets it as they chose: in the day's letter without its reason, or never; and stops it with one click", async () => {
    const story = await signed();
    const { services, people, reviewers, documentId, choose, sweep, work, taken, pass } = story;
    const only = { deadlines: "never", "sign-offs": "never" } as const;
    await choose(reviewers.ilrc.userId, { ...only, "taken-back": "daily" });
    await sweep();
    await work();
    taken();
    pass(60_000);
    value(await services.reviews.recall(people.ilrcDrafter, documentId, { reason: REASON }));
    const letters = await mailed(story);
    expect(addresses(letters)).toEqual([to(people.drafter)]);
    value(await services.letters.stop(stopTokenOf(letters[0])));
    pass(DAY);
    await sweep();
    await work();
    const [day] = taken().filter((letter) => addresses([letter])[0] === to(reviewers.ilrc));
    expect(day?.text).toContain("recalled version 1, and your signature is void");
    expect(day?.text).not.toContain("Privileged");
    await submit(story);
    value(await services.reviews.recall(people.ilrcDrafter, documentId, { reason: REASON }));
    const again = await mailed(story);
    expect(again.filter(({ subject }) => subject?.includes("recalled"))).toEqual([]);
  });
});

describe("[M30] a version under review that nobody of an organization could sign any more", () => {
  /** The only reviewers of Council lose their role, or are removed. */
  const ways = {
    removed: ({ services, people, reviewers, organizations }: Story) =>
      services.organizations.removePerson(
        people.admin,
        organizations.council,
        reviewers.council.userId,
      ),
    demoted: ({ services, people, reviewers, organizations }: Story) =>
      services.organizations.setRoles(people.admin, organizations.council, {
        userId: reviewers.council.userId,
        roles: ["observer"],
      }),
  };

  it.each(Object.entries(ways))(
    "is told on Home and by mail to all who can do something, where the last was %s",
    async (_way, act) => {
      const story = await signed();
      const { people, organizations, documentId } = story;
      value(await act(story));
      const letters = await mailed(story);
      const what = "Council has no reviewer, so its review can’t end";
      const rows = [
        [people.admin, `/organizations/${organizations.council}`],
        [people.drafter, `/documents/${documentId}/review`],
        [people.ilrcDrafter, `/documents/${documentId}/review`],
      ] as const;
      for (const [person, path] of rows) {
        expect(await atHome(story, person, "asked")).toContainEqual(
          expect.objectContaining({ what, path }),
        );
      }
      expect(await atHome(story, people.staff, "asked")).toEqual([]);
      expect(addresses(letters)).toEqual(rows.map(([person]) => to(person)).toSorted());
      expect(letters[0]?.subject).toBe(`${what}: Weekly reports`);
    },
  );

  it("is in the letter of the day on which it became so, although the version was submitted before", async () => {
    const story = await signed();
    const { people, choose, sweep, work, taken, pass } = story;
    await choose(people.drafter.userId, {
      "taken-back": "daily",
      deadlines: "never",
      changes: "never",
    });
    pass(DAY);
    await sweep();
    await work();
    taken();
    pass(60_000);
    value(await ways.demoted(story));
    await mailed(story);
    pass(DAY);
    await sweep();
    const letters = (await mailed(story)).filter(
      (letter) => addresses([letter])[0] === to(people.drafter),
    );
    expect(letters.map(({ text }) => text).join()).toContain("Council has no reviewer");
  });

  it("is named before, unless its organization has signed", async () => {
    const { services, people, reviewers, organizations } = await signed();
    const { ilrc } = organizations;
    const { userId } = reviewers.ilrcSecond;
    value(await services.organizations.removePerson(people.ilrcAdmin, ilrc, userId));
    const of = value(await services.organizations.people(people.ilrcAdmin, ilrc));
    expect(of.people.flatMap(({ waitsFor }) => waitsFor)).toEqual([]);
  });

  it("is named before: where the last would be removed, and where the organization would leave", async () => {
    const { services, people, reviewers, organizations } = await signed();
    const of = value(await services.organizations.people(people.admin, organizations.council));
    const waiting = of.people.map(({ userId, waitsFor }) => [userId, waitsFor] as const);
    for (const [userId, titles] of waiting) {
      expect(titles).toEqual(userId === reviewers.council.userId ? ["Weekly reports"] : []);
    }
    const own = value(await services.matters.ofOrganization(people.ilrcAdmin, organizations.ilrc));
    expect(own.matters).toMatchObject([{ naming: { voids: ["Weekly reports"] } }]);
  });

  it("is not told of while another reviewer is there, or it has signed", async () => {
    const story = await signed();
    const { services, people, reviewers, organizations } = story;
    for (const { userId } of [reviewers.ilrc, reviewers.ilrcSecond]) {
      value(
        await services.organizations.removePerson(people.ilrcAdmin, organizations.ilrc, userId),
      );
      expect(await atHome(story, people.ilrcAdmin, "asked")).toEqual([]);
    }
    expect(await mailed(story)).toEqual([]);
  });
});

describe("[M30] whoever asked for changes", () => {
  it("reads what the drafters answer beside the version that follows", async () => {
    const story = await signed();
    const { services, people, reviewers, organizations, documentId, version } = story;
    const asked = { ...version, organizationId: organizations.council, reason: REASON };
    value(await services.reviews.requestChanges(reviewers.council, documentId, asked));
    const answer = "The strategy is out of item 2. Item 3 stays, since the agency named it.";
    value(await services.reviews.submit(people.drafter, documentId, { answer }));
    expect(value(await services.reviews.show(reviewers.council, documentId)).answer).toBe(answer);
    expect((await mailed(story)).map(({ text }) => text).join()).not.toContain("item 2");
  });
});

describe("[M30] the lead, and a place in a matter", () => {
  it("is offered by mail to those who answer for the organization, and everybody who works there hears who leads then", async () => {
    const story = await signed();
    const { services, people, organizations, slug, database } = story;
    const matter = await database.client.matter.findFirstOrThrow();
    value(
      await services.matters.offerLead(people.admin, slug, { organizationId: organizations.ilrc }),
    );
    const [letter, ...others] = await mailed(story);
    expect([addresses(letter ? [letter] : []), others]).toEqual([[to(people.ilrcAdmin)], []]);
    expect(letter?.subject).toBe(`Ada Demo asks ILRC to lead: ${matter.title}`);
    value(await services.matters.acceptLead(people.ilrcAdmin, organizations.ilrc, matter.id));
    const what = "ILRC leads now; ilrc-admin (ILRC) accepted the lead";
    const works = [people.admin, people.drafter, people.staff, people.ilrcDrafter];
    for (const person of works) {
      expect((await atHome(story, person)).map((line) => line.what)).toContain(what);
    }
    expect(await atHome(story, people.observer)).toEqual([]);
    expect(addresses(await mailed(story))).toEqual(works.map(to).toSorted());
  });

  it("is told of who leads now alone, where it moved twice", async () => {
    const story = await signed();
    const { services, people, organizations, slug, database, pass } = story;
    const { council, ilrc } = organizations;
    const { id } = await database.client.matter.findFirstOrThrow();
    const move = async (from: Actor, by: Actor, organizationId: string) => {
      pass(1_000);
      value(await services.matters.offerLead(from, slug, { organizationId }));
      value(await services.matters.acceptLead(by, organizationId, id));
    };
    const leads = async () =>
      (await atHome(story, people.staff))
        .map(({ what }) => what)
        .filter((what) => what.includes("leads now"));
    await move(people.admin, people.ilrcAdmin, ilrc);
    await move(people.ilrcAdmin, people.admin, council);
    expect(await leads()).toEqual(["Council leads now; Ada Demo (Council) accepted the lead"]);
    await move(people.admin, people.ilrcAdmin, ilrc);
    expect(await leads()).toEqual(["ILRC leads now; ilrc-admin (ILRC) accepted the lead"]);
  });

  it("is offered by mail where a party is invited", async () => {
    const story = await signed();
    const { services, people, organizations, slug } = story;
    value(
      await services.matters.inviteParty(people.admin, slug, {
        organizationId: organizations.outside,
      }),
    );
    const letters = await mailed(story);
    expect(addresses(letters)).toEqual([to(people.stranger)]);
    expect(letters[0]?.subject).toContain("Ada Demo asks Outside to be a party");
    expect(letters[0]?.text).toContain(`/organizations/${organizations.outside}/matters`);
  });
});

describe("[M30] whoever works in a matter", () => {
  it("hears on Home for a week, and by mail, that a party left", async () => {
    const story = await signed();
    const { services, people, organizations, database, pass } = story;
    const matter = await database.client.matter.findFirstOrThrow();
    value(await services.matters.leave(people.ilrcAdmin, organizations.ilrc, matter.id));
    const what = "ILRC left the matter";
    for (const person of [people.admin, people.staff, people.drafter]) {
      expect((await atHome(story, person)).map((line) => line.what)).toContain(what);
    }
    expect(await atHome(story, people.ilrcAdmin)).toEqual([]);
    // Also whoever worked in it for that party.
    const own = "ilrc-admin took ILRC out of the matter";
    expect((await atHome(story, people.ilrcDrafter)).map((line) => line.what)).toEqual([own]);
    const subjects = (await mailed(story)).map(({ subject }) => subject);
    expect(subjects).toContain(`${own}: ${matter.title}`);
    expect(subjects.filter((subject) => subject === `${what}: ${matter.title}`)).toHaveLength(3);
    pass(8 * DAY);
    expect((await atHome(story, people.staff)).map((line) => line.what)).not.toContain(what);
  });

  it("hears that their own organization was removed, for a week, and no name that the matter got since", async () => {
    const story = await signed();
    const { services, people, organizations, database, slug, pass } = story;
    const matter = await database.client.matter.findFirstOrThrow();
    const gone = { organizationId: organizations.ilrc };
    value(await services.matters.removeParty(people.admin, slug, gone));
    const what = "Ada Demo removed ILRC from the matter";
    const lineOf = async (person: Actor) =>
      (await atHome(story, person)).find((line) => line.what === what);
    expect(await lineOf(people.ilrcDrafter)).toMatchObject({
      about: matter.title,
      path: `/organizations/${organizations.ilrc}`,
      why: expect.stringContaining("Nobody of ILRC can open it any more"),
    });
    // The signer hears it, too.
    expect(await lineOf(story.reviewers.ilrc)).toBeDefined();
    const letters = (await mailed(story)).filter(({ subject }) => subject?.startsWith(what));
    expect(addresses(letters)).toContain(to(people.ilrcDrafter));
    const renamed = { title: "Privileged name", narrative: matter.narrative };
    value(await services.matters.editNarrative(people.staff, slug, renamed));
    expect(await lineOf(people.ilrcDrafter)).toMatchObject({ about: "A matter" });
    pass(8 * DAY);
    expect(await lineOf(people.ilrcDrafter)).toBeUndefined();
  });
});
