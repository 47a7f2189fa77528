import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { itemOutcomeForm } from "#app/domain/agency-record/form.ts";
import type { SummaryForm } from "#app/document/public-page/record-forms.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import { form } from "./filed-request.ts";
import { openPublished, publish, shown } from "./published-page.ts";
import { refused, value } from "./workspace.ts";

type ItemOutcomeForm = z.output<typeof itemOutcomeForm>;

const NOTE = { noteEn: "An answer came." };

/** A published page, to whose request the agency sent an interim and a final letter. */
async function openAnswered() {
  const published = await openPublished();
  const { services, people, documentId, slug } = published;
  const { staff } = people;
  const view = await shown(published);
  const items = view.filings[0]?.items ?? [];
  const letter = async (fields: object) =>
    value(await services.agencyRecord.record(staff, documentId, form(fields))).eventId;
  await letter({ kind: "received", received: "2021-09-09", office: "ICE FOIA", isProper: true });
  const interim = await letter({ kind: "interimResponse", dated: "2021-09-15" });
  const said = (over: Partial<ItemOutcomeForm>): ItemOutcomeForm => ({
    itemIds: [items[2]?.id ?? ""],
    outcome: "produced-in-part",
    exemptions: undefined,
    office: undefined,
    part: undefined,
    replaces: false,
    ...over,
  });
  const says = async (eventId: string, over: Partial<ItemOutcomeForm>) =>
    value(await services.agencyRecord.recordOutcome(staff, eventId, said(over)));
  await says(interim, { exemptions: "(b)(6)" });
  const elsewhere = { office: "USCIS", part: "the attachments" };
  await says(interim, { outcome: "referred", ...elsewhere });
  const final = await letter({
    kind: "determined",
    dated: "2021-09-28",
    statesReasonsAndAppeal: true,
    outcome: "produced-in-full",
  });
  const headed = async (headingEn: string) => {
    const summary: SummaryForm = {
      headingEn,
      headingEs: undefined,
      leadInEn: undefined,
      leadInEs: undefined,
      items: items.map(({ id, words }) => ({
        id: undefined,
        wordsEn: words,
        wordsEs: undefined,
        itemIds: [id],
      })),
    };
    value(await services.publicPage.editSummary(staff, slug, documentId, summary));
  };
  /** The published page's outcomes of its third item, with the day of each letter, in their order. */
  const told = async () =>
    (await published.read()).page.filings[0]?.items[2]?.filed[0]?.outcomes
      .map(({ outcome, dated, office, part }) => [outcome, dated, office ?? part] as const)
      // Outcomes of an item in one letter have no order.
      .toSorted(([one, day], [other, otherDay]) =>
        day === otherDay ? one.localeCompare(other) : 0,
      );
  const releases = async (itemIds: readonly string[], pagesFull: number) =>
    value(
      await services.agencyRecord.recordProduction(staff, final, {
        dated: "2021-09-28",
        itemIds: [...itemIds],
        number: undefined,
        batesFrom: undefined,
        batesTo: undefined,
        pagesFull,
        pagesPart: undefined,
        pagesWithheld: undefined,
        pagesReviewed: undefined,
        note: undefined,
      }),
    );
  return { ...published, letter, says, headed, told, final, items, releases };
}

describe("[L17] the public page of a request that was answered in several letters", () => {
  it("tells of each with its day: the final letter takes no interim one's place (embarrassment 12)", async () => {
    const answered = await openAnswered();
    await answered.headed("The reports");
    value(await publish(answered, NOTE));
    expect(await answered.told()).toEqual([
      ["produced-in-part", "2021-09-15", null],
      ["referred", "2021-09-15", "USCIS"],
      ["produced-in-full", "2021-09-28", null],
    ]);
  });

  it("says that everything came with a reason only, until the letter is recorded as replacing the earlier one (embarrassment 12)", async () => {
    const answered = await openAnswered();
    const { headed, letter, says, told } = answered;
    await headed("ICE released everything");
    const refusal = refused(await publish(answered, NOTE), "reason-missing");
    expect(refusal.sentence).toContain("everything was released, but the record does not");

    const appeal = await letter({ kind: "other", what: "A new answer", dated: "2021-10-01" });
    await says(appeal, { outcome: "produced-in-full", replaces: true });
    value(await publish(answered, NOTE));
    expect(await told()).toEqual([["produced-in-full", "2021-10-01", null]]);
  });

  it("[L64, L69] tells with an item the pages of the releases that are of it alone, and with the request all of them", async () => {
    const answered = await openAnswered();
    const [first = "", second = ""] = answered.items.slice(1).map(({ id }) => id);
    await answered.releases([first], 12);
    await answered.releases([first, second], 30);
    await answered.releases([], 100);
    await answered.headed("The reports");
    value(await publish(answered, NOTE));
    const [filing] = (await answered.read()).page.filings;
    expect(filing?.pages).toMatchObject({ releases: 3, full: { pages: 142, isAtLeast: false } });
    expect(filing?.items.map(({ pages }) => [pages?.releases, pages?.full.pages])).toEqual([
      [undefined, undefined],
      [1, 12],
      [undefined, undefined],
      [undefined, undefined],
    ]);
    const [, item] = filing?.items ?? [];
    expect(item?.pages && CATALOG.en.pagesOfThese(item.pages)).toContain(
      "in one release of this alone: 12 released in full",
    );
    expect(item?.pages && CATALOG.es.pagesOfThese(item.pages)).toContain(
      "una entrega solo de esto",
    );
  });
});
