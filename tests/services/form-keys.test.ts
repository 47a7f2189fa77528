import { describe, expect, it } from "vitest";
import { openCoalition, value } from "./workspace.ts";

/** A form of a page, as often as its sender sends it. */
const form = (key: string) => ({ key, isDone: false });
const KEY = "0".repeat(31);

describe("[M31] a form that is sent again because its answer was lost", () => {
  it("is done once, and says so; sent with another key it is another act", async () => {
    const { services, people, slug, database } = await openCoalition();
    const draft = { kind: "letter", title: "To the agency", layoutProfile: "letter" } as const;
    const create = (key: string) =>
      services.documents.create({ ...people.drafter, sent: form(KEY + key) }, slug, draft);
    value(await create("1"));
    expect(await create("1")).toMatchObject({
      ok: false,
      refusal: { code: "conflict", sentence: expect.stringContaining("It was not done again") },
    });
    value(await create("2"));
    expect(await database.client.document.count({ where: { title: draft.title } })).toBe(2);
  });

  it("is done where it was refused before, and by somebody else whose key is the same", async () => {
    const { services, people, slug, pass, database } = await openCoalition();
    const draft = { kind: "letter", title: "To the agency", layoutProfile: "letter" } as const;
    const sent = () => form(`${KEY}1`);
    const refused = { ...people.drafter, sent: sent() };
    expect(await services.documents.create(refused, "none", draft)).toMatchObject({ ok: false });
    value(await services.documents.create({ ...people.drafter, sent: sent() }, slug, draft));
    value(await services.documents.create({ ...people.ilrcDrafter, sent: sent() }, slug, draft));
    pass(2 * 24 * 60 * 60_000);
    value(
      await services.documents.create({ ...people.drafter, sent: form(`${KEY}2`) }, slug, draft),
    );
    const kept = await database.client.formKey.findMany({
      where: { userId: people.drafter.userId },
    });
    expect(kept.map(({ key }) => key)).toEqual([`${KEY}2`]);
  });

  it("may take several commands to be done", async () => {
    const { services, people, slug } = await openCoalition();
    const draft = { kind: "letter", title: "To the agency", layoutProfile: "letter" } as const;
    const actor = { ...people.drafter, sent: form(`${KEY}1`) };
    for (const title of ["First", "Second"]) {
      const { documentId } = value(
        await services.documents.create(actor, slug, { ...draft, title }),
      );
      expect(documentId).not.toBe("");
    }
  });
});
