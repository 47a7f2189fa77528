import { describe, expect, it } from "vitest";
import { refuse } from "#app/domain/refusal.ts";
import type { TypesetRequest, TypesetInput } from "#server/typesetting/index.ts";
import { createPreviews } from "#server/services/documents/preview.ts";
import { paperTypesetter } from "./ports.ts";
import { openCoalition, refusal, refused, value, type Coalition } from "./workspace.ts";

const COMPLAINT = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;

async function draft({ services, people, slug }: Coalition): Promise<string> {
  return value(await services.documents.create(people.drafter, slug, COMPLAINT)).documentId;
}

/** As if another process had saved a detail. */
async function changeDetails({ database }: Coalition, id: string): Promise<void> {
  const where = { id };
  const { facts } = await database.client.document.findUniqueOrThrow({ where });
  const caption = { ...(JSON.parse(facts) as { caption: object }).caption, district: "Elsewhere" };
  await database.client.document.update({
    where,
    data: {
      facts: JSON.stringify({ ...(JSON.parse(facts) as object), caption }),
      factsRevision: { increment: 1 },
    },
  });
}

async function withRecorder() {
  const set: TypesetInput[] = [];
  const coalition = await openCoalition({
    previewTypesetter: {
      typeset: (input, asked) => {
        set.push(input);
        return paperTypesetter.typeset(input, asked);
      },
    },
  });
  return { coalition, set, id: await draft(coalition) };
}

describe("a preview", () => {
  it("is the draft as it stands, marked as not filed and without a change number", async () => {
    const { coalition, set, id } = await withRecorder();
    const { services, people } = coalition;
    const view = value(await services.documents.preview.pages(people.observer, id));
    expect(view).toMatchObject({ pages: 1, change: 1, layoutProfile: "nd-cal" });
    expect(set).toMatchObject([
      { layoutProfile: "nd-cal", marking: { kind: "preview" }, preview: true, filing: null },
    ]);
  });

  it("is set once, however many look at it, and once more when a detail changed", async () => {
    const { coalition, set, id } = await withRecorder();
    const { services, people } = coalition;
    const { preview } = services.documents;
    const first = value(await preview.pages(people.drafter, id));
    expect(value(await preview.pages(people.ilrcDrafter, id))).toEqual(first);
    expect(set).toHaveLength(1);
    value(await services.documents.setLayout(people.drafter, id, { layoutProfile: "sdny" }));
    const second = value(await preview.pages(people.drafter, id));
    expect(second.setting).not.toBe(first.setting);
    expect(set).toHaveLength(2);
  });

  it("can be looked at in another court's layout without changing the document", async () => {
    const { coalition, set, id } = await withRecorder();
    const { services, people } = coalition;
    value(await services.documents.preview.pages(people.observer, id, "ddc"));
    expect(set[0]).toMatchObject({
      layoutProfile: "ddc",
      facts: { caption: { district: "District of Columbia" } },
    });
    const shown = value(await services.documents.show(people.observer, id));
    expect(shown).toMatchObject({
      layoutProfile: "nd-cal",
      facts: { caption: { district: "Northern District of California" } },
    });
    expect(await services.documents.preview.pages(people.observer, id, "letter")).toMatchObject(
      refusal("bad-input"),
    );
  });

  it("shows nothing to who is outside of the matter, neither pages nor pictures", async () => {
    const { coalition, id } = await withRecorder();
    const { services, people } = coalition;
    const { preview } = services.documents;
    value(await preview.pages(people.drafter, id));
    const asked = { page: 1, width: 600 };
    expect(await preview.pages(people.stranger, id)).toMatchObject(refusal("not-found"));
    expect(await preview.page(people.stranger, id, asked)).toMatchObject(refusal("not-found"));
    value(await preview.page(people.drafter, id, asked));
  });

  it("gives the same picture the same hash", async () => {
    const { coalition, id } = await withRecorder();
    const { services, people } = coalition;
    const { preview } = services.documents;
    const asked = { page: 1, width: 600 };
    const one = value(await preview.page(people.drafter, id, asked));
    const other = value(await preview.page(people.observer, id, asked));
    const wider = value(await preview.page(people.drafter, id, { ...asked, width: 900 }));
    expect(other.hash).toBe(one.hash);
    expect(wider.hash).not.toBe(one.hash);
  });

  it("[R27] shows no page older than the reader knows, whichever process set them", async () => {
    const { coalition, set, id } = await withRecorder();
    const { services, people } = coalition;
    // Another process: it has caches of its own.
    const other = createPreviews({
      ...coalition.resources,
      previewTypesetter: paperTypesetter,
    });
    const asked = { page: 1, width: 600 };
    value(await services.documents.preview.pages(people.drafter, id));
    const before = value(await services.documents.preview.page(people.drafter, id, asked));
    await changeDetails(coalition, id);
    const { setting } = value(await other.pages(people.drafter, id));
    const picture = await services.documents.preview.page(people.drafter, id, {
      ...asked,
      setting,
    });
    expect(value(picture).hash).not.toBe(before.hash);
    expect(set).toHaveLength(2);
    // The same pages again are not set again.
    value(await services.documents.preview.page(people.drafter, id, { ...asked, setting }));
    expect(set).toHaveLength(2);
  });

  it("tries again after the machine was at its end, but not after a text that can't be set", async () => {
    const answers = [refuse("unavailable"), refuse("text-incomplete", "That block.")];
    let tries = 0;
    const coalition = await openCoalition({
      previewTypesetter: { typeset: async () => answers[Math.min(tries++, 1)]! },
    });
    const { services, people } = coalition;
    const id = await draft(coalition);
    const ask = () => services.documents.preview.pages(people.drafter, id);
    expect(await ask()).toMatchObject(refusal("unavailable"));
    expect(refused(await ask(), "text-incomplete").sentence).toBe("That block.");
    expect(refused(await ask(), "text-incomplete").sentence).toBe("That block.");
    expect(tries).toBe(2);
  });

  it("never keeps a PDF waiting that is handed out", async () => {
    let begun = false;
    const coalition = await openCoalition({
      // Previews that never come to an end.
      previewTypesetter: {
        typeset: () => {
          begun = true;
          return new Promise(() => undefined);
        },
      },
    });
    const { services, people } = coalition;
    const id = await draft(coalition);
    void services.documents.preview.pages(people.drafter, id);
    await expect.poll(() => begun).toBe(true);
    const pdf = value(await services.filings.pdf(people.drafter, id));
    expect(pdf.size).toBeGreaterThan(0);
  });

  it("is dropped before its turn when the viewer turns to another layout, unless others want it", async () => {
    const asked: TypesetRequest[] = [];
    const finish: (() => void)[] = [];
    const coalition = await openCoalition({
      previewTypesetter: {
        typeset: (input, by) => {
          asked.push(by);
          return new Promise((resolve) =>
            finish.push(() => resolve(paperTypesetter.typeset(input, by))),
          );
        },
      },
    });
    const { services, people } = coalition;
    const id = await draft(coalition);
    const { preview } = services.documents;
    const first = preview.pages(people.drafter, id, "nd-cal");
    await expect.poll(() => asked.length).toBe(1);
    const others = preview.pages(people.observer, id, "ddc");
    await expect.poll(() => asked.length).toBe(2);
    const [own, shared] = asked;
    const alsoWanted = preview.pages(people.drafter, id, "ddc");
    await expect.poll(() => own?.isWanted?.()).toBe(false);
    expect(shared?.isWanted?.()).toBe(true);
    const last = preview.pages(people.drafter, id, "sdny");
    await expect.poll(() => asked.length).toBe(3);
    expect(asked.map(({ isWanted }) => isWanted?.())).toEqual([false, true, true]);
    expect(asked.map(({ by }) => by)).toEqual([
      people.drafter.userId,
      people.observer.userId,
      people.drafter.userId,
    ]);
    for (const end of finish) end();
    for (const pages of [first, others, alsoWanted, last]) value(await pages);
  });

  it("is refused to who asks without end, and to nobody else", async () => {
    const { coalition, id } = await withRecorder();
    const { services, people } = coalition;
    const ask = (who: "drafter" | "observer") => services.documents.preview.pages(people[who], id);
    for (let time = 0; time < 900; time += 1) await ask("drafter");
    expect(await ask("drafter")).toMatchObject(refusal("unavailable"));
    value(await ask("observer"));
  });

  it("leaves no line in the record", async () => {
    const { coalition, id } = await withRecorder();
    const { services, people, database } = coalition;
    const before = await database.client.auditEvent.count();
    value(await services.documents.preview.pages(people.drafter, id));
    expect(await database.client.auditEvent.count()).toBe(before);
  });
});
