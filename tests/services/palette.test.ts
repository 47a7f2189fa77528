import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import type { SearchView } from "#app/domain/search/found.ts";
import { openCoalition, refused, value, type Coalition } from "./workspace.ts";

const shown = ({ groups }: SearchView) =>
  groups.map(({ kind, items }) => [kind, items.map(({ title }) => title)]);

async function letter({ services, people, slug }: Coalition, title: string): Promise<string> {
  const form = { kind: "letter", title, layoutProfile: "letter" } as const;
  return value(await services.documents.create(people.drafter, slug, form)).documentId;
}

describe("[Q1] the box that finds everything", () => {
  it("offers before anything is typed what one looked at last, and its matter", async () => {
    const coalition = await openCoalition();
    const { services, people, pass } = coalition;
    const first = await letter(coalition, "First letter");
    const second = await letter(coalition, "Second letter");
    for (const documentId of [first, second, first]) {
      pass(1000);
      value(await services.home.lookAt(people.drafter, documentId));
    }
    const recent = async (actor: Actor) => shown(value(await services.palette.search(actor, " ")));
    expect(await recent(people.drafter)).toEqual([
      ["document", ["First letter", "Second letter"]],
      ["matter", ["Records about the priorities"]],
    ]);
    // Somebody else's are not mine.
    expect(await recent(people.observer)).toEqual([]);
  });

  it("[Q2] offers nothing of a matter that one's organization has left, although one looked at it", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, slug, database } = coalition;
    const documentId = await letter(coalition, "A letter");
    value(await services.home.lookAt(people.ilrcDrafter, documentId));
    const titles = async () =>
      JSON.stringify(value(await services.palette.search(people.ilrcDrafter, "")));
    expect(await titles()).toContain("A letter");
    expect(await titles()).toContain("Records about the priorities");
    const { id } = await database.client.matter.findUniqueOrThrow({ where: { slug } });
    value(await services.matters.leave(people.ilrcAdmin, organizations.ilrc, id));
    expect(value(await services.palette.search(people.ilrcDrafter, "")).groups).toEqual([]);
    const acts = value(await services.palette.search(people.ilrcDrafter, "new letter"));
    expect(acts.groups).toEqual([]);
  });

  it("puts what one may do before what is found, and leaves it away where one kind is asked for", async () => {
    const { services, people, slug } = await openCoalition();
    const find = async (query: string, kind?: "act" | "document") =>
      value(await services.palette.search(people.drafter, query, kind ? { kind } : {}));
    const [group] = (await find("new complaint")).groups;
    expect(group).toMatchObject({
      kind: "act",
      items: [
        {
          title: "New complaint",
          where: "Records about the priorities",
          path: `/matters/${slug}/documents/new?kind=complaint`,
        },
      ],
    });
    expect((await find("new complaint", "act")).groups).toHaveLength(1);
    expect((await find("new complaint", "document")).groups).toEqual([]);
    // An observer begins nothing.
    const seen = value(await services.palette.search(people.observer, "new complaint"));
    expect(seen.groups).toEqual([]);
  });

  it("answers sixty searches in ten seconds, and says then when to come back; others search on", async () => {
    const { services, people } = await openCoalition();
    // At once: a slow machine takes longer than that for one after the other.
    const many = Array.from({ length: 62 }, () =>
      services.palette.search(people.drafter, "sign out"),
    );
    const over = (await Promise.all(many)).filter(({ ok }) => !ok);
    expect(over).toHaveLength(2);
    refused(over[0]!, "too-many-tries");
    expect(over[0]).toMatchObject({
      refusal: { sentence: expect.stringContaining("wait ten seconds") },
    });
    expect(shown(value(await services.palette.search(people.observer, "sign out")))).toEqual([
      ["act", ["Sign out"]],
    ]);
  });
});
