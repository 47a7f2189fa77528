import { describe, expect, it } from "vitest";
import { ROLES, type Actor, type Role } from "#app/domain/actor.ts";
import type { ThreadChange } from "#app/domain/margin/thread-change.ts";
import { openReview, type Review } from "./papers.ts";
import type { Suggested } from "#app/document/suggestion/index.ts";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { acceptedAsNew, beginningOf, draftPlace, rewording, talkOf } from "./talk.ts";
import { acceptAll, refused, value } from "./workspace.ts";

type Verb = ThreadChange["do"];

/**
 * The outcome of each verb, by the sender's role in order: observer, drafter, reviewer, staff, admin. ✓
 * done, F forbidden, N not found, S stale, 0 done with nothing. `own`: who sees the thread, and did not
 * write it; `other`: somebody of another party, where the thread is one organization's. Written by hand.
 */
const MATRIX: Readonly<Record<Verb, { readonly own: string; readonly other: string }>> = {
  begin: { own: "F✓✓✓F", other: "FFFFF" },
  reply: { own: "F✓✓✓F", other: "NNNNN" },
  edit: { own: "FFFFF", other: "NNNNN" },
  remove: { own: "FFFFF", other: "NNNNN" },
  resolve: { own: "F✓✓✓F", other: "NNNNN" },
  reopen: { own: "F✓✓✓F", other: "NNNNN" },
  share: { own: "FFFFF", other: "NNNNN" },
  give: { own: "F✓✓✓F", other: "NNNNN" },
  "take-back": { own: "F✓✓✓F", other: "NNNNN" },
  done: { own: "FFFFF", other: "NNNNN" },
  agree: { own: "F✓✓✓F", other: "NNNNN" },
  read: { own: "✓✓✓✓✓", other: "00000" },
  move: { own: "F✓FFF", other: "FSFFF" },
  accept: { own: "F✓FFF", other: "FNFFF" },
  "open-again": { own: "F✓FFF", other: "FNFFF" },
  reject: { own: "F✓FFF", other: "FNFFF" },
  withdraw: { own: "FFFFF", other: "NNNNN" },
};
const DECIDING: readonly Verb[] = ["accept", "open-again", "reject", "withdraw"];

const open = async () => {
  const review = await openReview();
  return { ...review, talk: talkOf(review) };
};

/** One person for each role in each of the three organizations. */
async function everyRole(review: Review): Promise<Map<string, Actor>> {
  const people = new Map<string, Actor>();
  for (const [place, organizationId] of Object.entries(review.organizations)) {
    for (const role of ROLES) {
      const email = `every-${place}-${role}@example.org`;
      people.set(
        `${place} ${role}`,
        await review.person(email, [{ organizationId, roles: [role] }]),
      );
    }
  }
  return people;
}

describe("who may what beside a text", () => {
  for (const scope of ["everybody", "council", "ilrc"] as const) {
    it(`[M2][M3] in threads of ${scope}: every role of every organization, every verb`, async () => {
      const review = await open();
      const { talk, organizations, people } = review;
      const everybody = await everyRole(review);
      const author = scope === "ilrc" ? people.ilrcDrafter : people.drafter;
      const organizationId = scope === "everybody" ? null : organizations[scope];
      const begin = (verb: Verb) =>
        talk.begin(author, {
          organizationId,
          give: { userId: author.userId, dueOn: null },
          suggestion: DECIDING.includes(verb) ? rewording("old words", "new words") : null,
        });
      const wrong: unknown[] = [];
      for (const verb of Object.keys(MATRIX) as Verb[]) {
        let thread = await begin(verb);
        for (const [name, actor] of everybody) {
          const [place = "", role] = name.split(" ") as [string, Role];
          const seen = scope === "everybody" || place === scope;
          const cells = scope === "everybody" && verb === "share" ? "F✓✓✓F" : MATRIX[verb].own;
          const row = place === "outside" ? "NNNNN" : seen ? cells : MATRIX[verb].other;
          const expected = [...row][ROLES.indexOf(role)];
          const shown = verb === "accept" ? await talk.suggested(author, thread) : undefined;
          const change = changeOf(verb, { thread, shown, organizationId });
          const outcome = await talk.send(actor, change);
          const became = outcome.ok
            ? outcome.value.threads.length > 0
              ? "✓"
              : "0"
            : ({ forbidden: "F", "not-found": "N", stale: "S" }[
                outcome.refusal.code as "forbidden"
              ] ?? outcome.refusal.code);
          if (became !== expected) wrong.push({ verb, name, expected, became });
          // Each verb meets a new thread where the last one changed it.
          if (became === "✓") thread = await begin(verb);
        }
      }
      expect(wrong).toEqual([]);
    });
  }

  it("[M3] asks for the role in the organization whose thread it is, not in another of the same person", async () => {
    const review = await open();
    const { talk, organizations, people } = review;
    const { council, ilrc } = organizations;
    const both = await review.person("both@example.org", [
      { organizationId: council, roles: ["observer"] },
      { organizationId: ilrc, roles: ["drafter"] },
    ]);
    const { id } = await talk.begin(people.drafter, { organizationId: council, text: "Ours." });
    expect(await talk.words(both)).toEqual(["Ours."]);
    refused(await talk.reply(both, id, "x"), "forbidden");
    const { scopes } = await talk.all(both);
    expect(scopes.map((scope) => scope.id)).toEqual([ilrc]);
    // To everybody they speak for the organization in which they may.
    const shared = await talk.begin(both);
    expect(shared.by.organization).toBe("ILRC");
  });
});

function changeOf(
  verb: Verb,
  {
    thread,
    shown,
    organizationId,
  }: {
    readonly thread: Pick<ThreadView, "id" | "by" | "comments">;
    readonly shown: Suggested | undefined;
    readonly organizationId: string | null;
  },
): unknown {
  const threadId = thread.id;
  const commentId = thread.comments[0]?.id;
  switch (verb) {
    case "begin":
      return beginningOf({ organizationId });
    case "reply":
      return { do: verb, threadId, commentId: crypto.randomUUID(), text: "x", mentions: [] };
    case "edit":
      return { do: verb, threadId, commentId, text: "x", mentions: [] };
    case "remove":
      return { do: verb, threadId, commentId };
    case "give":
      return { do: verb, threadId, userId: thread.by.userId, dueOn: "2021-10-15" };
    case "done":
      return { do: verb, threadId, isDone: true };
    case "agree":
      return { do: verb, threadId, commentId, agrees: true };
    case "read":
      return { do: verb, threadIds: [threadId] };
    case "move":
      return {
        do: verb,
        moves: [
          { threadId, from: draftPlace("these words"), to: draftPlace("", { blockId: "block-2" }) },
        ],
      };
    case "accept":
      return { do: verb, suggestions: [acceptedAsNew(shown, thread.id)] };
    case "open-again":
      return { do: verb, threadIds: [threadId] };
    default:
      return { do: verb, threadId };
  }
}

describe("a thread of one organization", () => {
  it("[M2] is seen by its own people alone, of every role, and told to their desks alone (embarrassment 14)", async () => {
    const { talk, people, organizations, threadNotices } = await open();
    const { council } = organizations;
    const { id } = await talk.begin(people.drafter, { organizationId: council, text: "Ours." });
    for (const own of [people.drafter, people.staff, people.observer, people.admin]) {
      expect(await talk.words(own)).toEqual(["Ours."]);
    }
    expect(await talk.words(people.ilrcDrafter)).toEqual([]);
    expect(threadNotices.every(({ organizationId }) => organizationId === council)).toBe(true);
    // It is answered like a thread that never was.
    const told = async (threadId: string) =>
      refused(await talk.reply(people.ilrcDrafter, threadId, "x"), "not-found");
    expect(await told(id)).toEqual(await told(crypto.randomUUID()));
  });

  it("[M2] becomes everybody's only when each author has agreed, and says for whom it waits", async () => {
    const { talk, people, organizations, threadNotices } = await open();
    const { council } = organizations;
    const begun = await talk.begin(people.drafter, { organizationId: council, text: "One." });
    const threadId = begun.id;
    value(await talk.reply(people.staff, threadId, "Two."));
    const share = { do: "share", threadId } as const;
    refused(await talk.send(people.admin, share), "forbidden");
    const asked = await talk.act(people.drafter, share);
    expect(asked).toMatchObject({
      organization: { shortName: "Council" },
      sharing: { waitsFor: [{ name: "staff" }], youAgreed: true },
    });
    expect(await talk.words(people.ilrcDrafter)).toEqual([]);
    // A reply that is written afterwards waits for its author, too.
    value(await talk.reply(people.drafter, threadId, "Three."));
    const waiting = await talk.act(people.staff, share);
    expect(waiting.sharing).toMatchObject({ waitsFor: [{ name: "drafter" }], youAgreed: true });
    expect(await talk.words(people.ilrcDrafter)).toEqual([]);
    expect(threadNotices.every(({ organizationId }) => organizationId === council)).toBe(true);
    const shared = await talk.act(people.drafter, share);
    expect(shared).toMatchObject({ organization: null, sharing: null });
    expect(threadNotices.at(-1)).toMatchObject({ ids: [threadId], organizationId: null });
    expect(await talk.words(people.ilrcDrafter)).toEqual(["One.", "Two.", "Three."]);
  });

  it("[M2] [M6] tells whom its comments name once they can read it, and not before", async () => {
    const { talk, people, organizations, services } = await open();
    const { name } = people.ilrcDrafter;
    const begun = await talk.begin(people.drafter, {
      organizationId: organizations.council,
      text: `Shall we ask @${name}?`,
      mentions: [people.ilrcDrafter],
    });
    const said = async () =>
      value(await services.home.show(people.ilrcDrafter)).groups.flatMap(({ entries }) =>
        entries.map(({ what }) => what),
      );
    expect(await said()).not.toContain("drafter mentioned you");
    await talk.act(people.drafter, { do: "share", threadId: begun.id });
    expect(await said()).toContain("drafter mentioned you");
  });

  it("[M2] is not shared with words that were changed after their author agreed, nor with the name of one who did not", async () => {
    const { talk, people, organizations } = await open();
    const { id: threadId, comments } = await talk.begin(people.drafter, {
      organizationId: organizations.council,
      text: "One.",
    });
    const [said] = value(await talk.reply(people.staff, threadId, "A slip.")).threads;
    const slip = said!.comments[1]!.id;
    value(await talk.reply(people.staff, threadId, "Stays."));
    await talk.act(people.staff, { do: "share", threadId });
    const changed = await talk.act(people.staff, {
      do: "edit",
      threadId,
      commentId: slip,
      text: "Harsher.",
      mentions: [],
    });
    expect(changed.sharing?.waitsFor.map(({ name }) => name).sort()).toEqual(["drafter", "staff"]);
    await talk.act(people.staff, { do: "remove", threadId, commentId: slip });
    await talk.act(people.drafter, { do: "share", threadId });
    const shared = (await talk.all(people.ilrcDrafter)).threads[0];
    expect(shared?.comments.map(({ text, author }) => [text, author.name])).toEqual([
      ["One.", "drafter"],
      ["Stays.", "staff"],
    ]);
    expect(shared?.comments[0]?.id).toBe(comments[0]?.id);
  });

  it("[M2] is not shared while somebody who agreed to nothing is named as who closed it", async () => {
    const review = await open();
    const { talk, people, organizations } = review;
    const { council: organizationId } = organizations;
    const { drafter, staff, ilrcDrafter } = people;
    const { id: threadId } = await talk.begin(drafter, { organizationId, text: "One." });
    await talk.act(staff, { do: "resolve", threadId });
    const share = { do: "share", threadId } as const;
    expect(refused(await talk.send(drafter, share), "conflict").sentence).toContain(
      "open it again first",
    );
    expect(await talk.words(ilrcDrafter)).toEqual([]);
    await talk.act(drafter, { do: "reopen", threadId });
    await talk.act(drafter, { do: "resolve", threadId });
    await talk.act(drafter, share);
    expect((await talk.all(ilrcDrafter)).threads[0]?.resolved?.by.name).toBe("drafter");

    const { id: proposed } = await talk.begin(drafter, {
      organizationId,
      text: "",
      suggestion: rewording("The agency may answer.", "The agency must answer."),
    });
    const other = await review.person("other-drafter@example.org", [
      { organizationId, roles: ["drafter"] },
    ]);
    await talk.act(other, { do: "reject", threadId: proposed });
    refused(await talk.send(drafter, { do: "share", threadId: proposed }), "conflict");
  });

  it("[M2] takes no answer that was written for fewer readers than it has when it arrives", async () => {
    const { talk, people, organizations } = await open();
    const { council: organizationId } = organizations;
    const { id: threadId, comments } = await talk.begin(people.drafter, { organizationId });
    await talk.act(people.drafter, { do: "share", threadId });
    const late = {
      do: "reply",
      threadId,
      commentId: crypto.randomUUID(),
      text: "Only for us.",
      mentions: [],
      organizationId,
    };
    expect(refused(await talk.send(people.staff, late), "conflict").sentence).toContain(
      "Your words were not sent",
    );
    const edit = { ...late, do: "edit", commentId: comments[0]!.id };
    refused(await talk.send(people.drafter, edit), "conflict");
    await talk.act(people.staff, { ...late, organizationId: null });
    expect(await talk.words(people.ilrcDrafter)).toEqual(["Is this so?", "Only for us."]);
  });

  it("[M2] is out of everybody's sight while its organization is no party, and back when it returns", async () => {
    const review = await open();
    const { talk, people, organizations, services, slug, actor } = review;
    const { ilrc: organizationId } = organizations;
    await talk.begin(people.ilrcDrafter, { organizationId, text: "Only ours." });
    const shared = await talk.begin(people.ilrcDrafter, { text: "For all." });
    value(await services.matters.removeParty(people.admin, slug, { organizationId }));
    expect(await talk.words(people.drafter)).toEqual(["For all."]);
    // People who have left still have a name and an organization in what was said to all.
    expect((await talk.all(people.drafter)).threads[0]?.by).toMatchObject({
      name: "ilrc-drafter",
      organization: "ILRC",
    });
    const left = await actor(people.ilrcDrafter.userId);
    refused(await services.threads.show(left, review.documentId), "not-found");
    refused(await services.threads.admit(left, review.documentId, 60), "not-found");
    refused(await talk.reply(left, shared.id, "x"), "not-found");
    // Nor is it seen by one of its people who is in the matter through another organization.
    const both = await review.person("both@example.org", [
      { organizationId, roles: ["drafter"] },
      { organizationId: organizations.council, roles: ["drafter"] },
    ]);
    expect(await talk.words(both)).toEqual(["For all."]);
    value(await services.matters.inviteParty(people.admin, slug, { organizationId }));
    await acceptAll(review, slug);
    expect((await talk.words(people.ilrcDrafter)).sort()).toEqual(["For all.", "Only ours."]);
    expect(await talk.words(people.drafter)).toEqual(["For all."]);
  });
});
