import { describe, expect, it } from "vitest";
import { openCoalition, refusal, refused, value } from "./workspace.ts";

const COMPLAINT = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;

async function complaint() {
  const coalition = await openCoalition();
  const { services, people, slug } = coalition;
  const { documentId } = value(await services.documents.create(people.drafter, slug, COMPLAINT));
  const show = async () => value(await services.documents.show(people.drafter, documentId));
  return { ...coalition, documentId, show };
}

describe("the layout of a draft", () => {
  it("is another court's, with its district in the caption, on the record, told to open desks", async () => {
    const { services, people, documentId, show, statusChanges, database } = await complaint();
    const before = await show();
    value(
      await services.documents.setLayout(people.drafter, documentId, { layoutProfile: "sdny" }),
    );
    const after = await show();
    expect(after.layoutProfile).toBe("sdny");
    expect(after.facts.caption?.district).toBe("Southern District of New York");
    expect(after.factsRevision).toBe(before.factsRevision + 1);
    expect(statusChanges).toEqual([documentId]);
    const line = await database.client.auditEvent.findFirst({ orderBy: { sequence: "desc" } });
    expect(line).toMatchObject({ type: "document.layout-set", documentId });
  });

  it("leaves a district that somebody wrote as it is", async () => {
    const { services, people, documentId, show, database } = await complaint();
    const { facts } = await show();
    const written = { ...facts, caption: { ...facts.caption!, district: "District of Oregon" } };
    await database.client.document.update({
      where: { id: documentId },
      data: { facts: JSON.stringify(written) },
    });
    value(await services.documents.setLayout(people.drafter, documentId, { layoutProfile: "ddc" }));
    expect((await show()).facts.caption?.district).toBe("District of Oregon");
  });

  it("is refused where it does not suit, to readers and to outsiders", async () => {
    const { services, people, documentId, show } = await complaint();
    const set = (who: keyof typeof people, layoutProfile: "sdny" | "letter") =>
      services.documents.setLayout(people[who], documentId, { layoutProfile });
    expect(refused(await set("drafter", "letter"), "bad-input").fields).toHaveProperty(
      "layoutProfile",
    );
    expect(await set("observer", "sdny")).toMatchObject(refusal("forbidden"));
    expect(await set("stranger", "sdny")).toMatchObject(refusal("not-found"));
    expect((await show()).layoutProfile).toBe("nd-cal");
  });
});
