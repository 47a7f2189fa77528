import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { form } from "./filed-request.ts";
import { openPublished, pageForm, publish } from "./published-page.ts";
import { value } from "./workspace.ts";

async function open() {
  const published = await openPublished();
  const { services, people, documentId } = published;
  /** Home's entries about public pages. */
  const told = async (actor: Actor = people.staff) =>
    value(await services.home.show(actor))
      .groups.flatMap(({ entries }) => entries)
      .filter(({ key }) => key.startsWith("overtaken:"));
  const letter = async (fields: object) =>
    value(await services.agencyRecord.record(people.staff, documentId, form(fields)));
  return { ...published, told, letter };
}

describe("[L43] a public page that the record has overtaken", () => {
  it("stands on the home of the lead's staff, with what differs, until it is published anew", async () => {
    const site = await open();
    const { services, people, slug, told, letter } = site;
    expect(await told()).toEqual([]);
    await letter({ kind: "interimResponse", dated: "2021-09-20", outcome: "no-records" });
    const [entry, ...others] = await told();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      what: "Look at the public page: the record says something else now",
      path: `/matters/${slug}/public`,
    });
    expect(entry?.why).toContain("What differs: requests and answers and timeline.");
    for (const actor of [people.drafter, people.observer, people.ilrcDrafter, people.stranger]) {
      expect(await told(actor)).toEqual([]);
    }
    value(await publish(site, { noteEn: "A letter came.", reason: "x" }));
    expect(await told()).toEqual([]);
    await letter({ kind: "acknowledged", dated: "2021-09-21" });
    expect(await told()).toHaveLength(1);
    value(await services.publicPage.withdraw(people.staff, slug, { reason: "Not now." }));
    expect(await told()).toEqual([]);
  });

  it("is not one whose next words staff are writing, nor one of which nothing public was recorded", async () => {
    const site = await open();
    const { services, people, slug, told, letter } = site;
    const words = await pageForm(site, { narrativeEn: "Other words.", titleEn: "Another title" });
    value(await services.publicPage.editPage(people.staff, slug, words));
    value(await services.publicPage.editOffer(people.staff, slug, { files: [] }));
    await letter({ kind: "other", what: "A call", dated: "2021-09-20" });
    expect(await told()).toEqual([]);
  });
});
