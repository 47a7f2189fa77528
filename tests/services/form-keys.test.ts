import { describe, expect, it } from "vitest";
import { keyedForm } from "#server/services/form-keys.ts";
import { openReview } from "./papers.ts";
import { openCoalition, refused, value } from "./workspace.ts";

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

  it("is told from another form that comes with its key, which was not done", async () => {
    const { services, people, organizations, database } = await openCoalition();
    const invite = (name: string) =>
      services.organizations.invite(
        { ...people.admin, sent: form(`${KEY}1`) },
        organizations.council,
        { email: `${name}@example.org`, name, roles: ["drafter"] },
      );
    value(await invite("ana"));
    const { sentence } = refused(await invite("ben"), "conflict");
    expect(sentence).toContain("This one says something else and was not done yet");
    expect(refused(await invite("ana"), "conflict").sentence).toContain("was done then");
    expect(await database.client.invitation.count({ where: { email: "ben@example.org" } })).toBe(0);
  });

  it("hears that it had arrived, and not that its document is a draft no more", async () => {
    const { services, people, documentId, database } = await openReview();
    const submit = () =>
      services.reviews.submit({ ...people.drafter, sent: form(`${KEY}1`) }, documentId, {});
    value(await submit());
    expect(refused(await submit(), "conflict").sentence).toContain("had arrived");
    expect(await database.client.version.count({ where: { documentId } })).toBe(1);
  });

  it("keeps no hash of a password", () => {
    const [one, other] = ["1", "2"].map(
      (word) =>
        keyedForm({ userId: "ana", sent: form(`${KEY}1`) }, [
          { reason: "x", password: word, newPassword: word },
        ])?.hash,
    );
    expect(one).toBe(other);
  });
});
