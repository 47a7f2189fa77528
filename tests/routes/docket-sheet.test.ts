import { describe, expect, it } from "vitest";
import { value } from "#tests/services/workspace.ts";
import { openSite } from "./site.ts";

async function openSuit() {
  const site = await openSite();
  const { services, people, slug } = site;
  const form = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;
  value(await services.documents.create(people.drafter, slug, form));
  const [docket] = value(await services.matters.show(people.drafter, slug)).dockets;
  return { ...site, page: `/matters/${slug}/dockets/${docket?.id}` };
}

const field = (document: Document, name: string) =>
  document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${name}"]`)?.value;

describe("the docket sheet, without scripts", () => {
  it("shows each kind as a short form of its own, which records and leads back to its line", async () => {
    const { as, page } = await openSuit();
    const staff = await as("staff");
    const kinds = await staff.get(`${page}/events/new`);
    expect(kinds.words).toContain("Schedule of productions");
    const form = await staff.get(`${page}/events/new?kind=service&on=agency`);
    expect(form.document.querySelector<HTMLInputElement>("[value=agency]")?.checked).toBe(true);
    expect(field(form.document, "pagesAMonth")).toBeUndefined();
    const saved = await staff.post(`${page}/events/new?kind=service`, {
      kind: "service",
      on: "agency",
      method: "certified-mail",
      article: "7019 1120",
      dated: "2021-10-05",
    });
    expect(saved.location).toMatch(new RegExp(`^${page}#entry-`, "u"));
    const shown = await staff.get(page);
    expect(shown.words).toContain("Service on the agency");
    expect(shown.words).toContain("7019 1120");
    const observer = await (await as("observer")).get(page);
    expect(observer.words).toContain("7019 1120");
    expect(observer.words).not.toContain("Record an entry");
    expect((await (await as("observer")).get(`${page}/events/new`)).status).toBe(403);
    expect((await staff.get(`${page}/events/new?kind=nonsense`)).status).toBe(404);
  });

  it("says what is wrong and the rule, and everything typed is still there", async () => {
    const { as, page } = await openSuit();
    const staff = await as("staff");
    const typed = {
      kind: "answer",
      dated: "2031-01-01",
      text: "ANSWER to Complaint",
      number: "18",
    };
    const refused = await staff.post(`${page}/events/new?kind=answer`, typed);
    expect(refused.status).toBe(400);
    expect(refused.words).toContain("January 1, 2031 is still to come");
    for (const [name, value] of Object.entries(typed)) {
      expect([name, field(refused.document, name)]).toEqual([name, value]);
    }
    const missing = await staff.post(`${page}/events/new?kind=productionSchedule`, {
      kind: "productionSchedule",
      pagesAMonth: "many",
    });
    expect(missing.words).toContain("Enter a number of pages");
  });

  it("lists the releases of a schedule in their table alone, not once more under the order that set it", async () => {
    const { as, page } = await openSuit();
    const staff = await as("staff");
    const order = {
      kind: "order",
      dated: "2021-10-04",
      number: "9",
      text: "ORDER on the schedule",
    };
    const saved = await staff.post(`${page}/events/new?kind=order`, order);
    const under = /#entry-(.+)$/u.exec(saved.location ?? "")?.[1] ?? "";
    const schedule = {
      kind: "productionSchedule",
      firstOn: "2021-10-01",
      pagesAMonth: "500",
      under,
    };
    const set = await staff.post(`${page}/events/new?kind=productionSchedule`, schedule);
    expect(set.location).toContain("#entry-");
    const { document } = await staff.get(page);
    const entry = document.querySelector(`[id="entry-${under}"]`)?.textContent ?? "";
    expect(entry).toContain("500 pages a month");
    expect(entry).not.toMatch(/day, (?:October|November) 1, 2021/u);
  });

  it("is pasted: shown first, added then, and lines that can’t be read stay in the form", async () => {
    const { as, page } = await openSuit();
    const staff = await as("staff");
    const pasted = "10/04/2021\t1\tCOMPLAINT against ICE\n13/40/2021\t2\tSummons";
    const preview = await staff.post(`${page}/paste`, { intent: "preview", pasted });
    expect(preview.words).toContain("1 entry");
    expect(preview.words).toContain("Line 2:");
    expect(
      [...preview.document.querySelectorAll<HTMLTextAreaElement>("[name=pasted]")].map(
        ({ value: sent }) => sent,
      ),
    ).toEqual([pasted, pasted]);
    expect((await staff.get(page)).words).not.toContain("COMPLAINT against ICE");
    const added = await staff.post(`${page}/paste`, { intent: "add", pasted });
    expect(added.words).toContain("1 entry was added.");
    expect(field(added.document, "pasted")).toBe("13/40/2021 2 Summons");
    expect((await staff.get(page)).words).toContain("COMPLAINT against ICE");
    const mended = { intent: "add", pasted: "10/05/2021 2 Summons" };
    expect((await staff.post(`${page}/paste`, mended)).location).toBe(page);
    const nothing = await staff.post(`${page}/paste`, { intent: "add", pasted: "no day at all" });
    expect([nothing.status, field(nothing.document, "pasted")]).toEqual([400, "no day at all"]);
  });

  it.each([
    [80, 11_500],
    [1_000, 140_000],
  ])("takes a pasted sheet of %i entries, as long as courts write them", async (count, bytes) => {
    const { as, page, database } = await openSuit();
    const staff = await as("staff");
    const pasted = Array.from({ length: count }, (_, at) => {
      const day = String((at % 28) + 1).padStart(2, "0");
      const words = `STIPULATION WITH PROPOSED ORDER ${at} to extend the time to respond, filed by Immigrant Legal Resource Center. (Counsel, Cora) `;
      return `09/${day}/2021\t${at + 1}\t${words}(Entered: 09/${day}/2021)`;
    }).join("\n");
    expect(pasted.length).toBeGreaterThan(bytes);
    const preview = await staff.post(`${page}/paste`, { intent: "preview", pasted });
    expect(preview.status).toBe(200);
    expect(preview.words).toContain(`${count.toLocaleString("en-US")} entries`);
    const ticked = [...preview.document.querySelectorAll<HTMLInputElement>("[name=taken]:checked")];
    const taken = ticked.map(({ value: tick }) => tick);
    const added = await staff.post(`${page}/paste`, { intent: "add", pasted, taken });
    expect([added.status, added.location]).toEqual([302, page]);
    expect(await database.client.docketEvent.count()).toBe(count);
  });

  it("shows a correction beside what it corrects, and what was taken back crossed out", async () => {
    const { as, page, services, people, slug } = await openSuit();
    const staff = await as("staff");
    const docketId = page.split("/").at(-1) ?? "";
    const other = { kind: "other", isDone: false, noAppeal: false, dated: "2021-10-04" } as const;
    const { eventId } = value(
      await services.dockets.recordEvent(people.staff, slug, docketId, {
        ...other,
        text: "A call",
      }),
    );
    const entry = `${page}/events/${eventId}`;
    const filled = await staff.get(entry);
    expect([field(filled.document, "dated"), field(filled.document, "text")]).toEqual([
      "2021-10-04",
      "A call",
    ]);
    const corrected = await staff.post(entry, {
      intent: "correct",
      kind: "other",
      dated: "2021-10-05",
      text: "A call",
    });
    expect(corrected.location).toMatch(/#entry-/u);
    const shown = await staff.get(page);
    expect(shown.document.querySelector("del")?.textContent).toContain("Oct 4, 2021");
    expect((await staff.get(entry)).status).toBe(404);
    const latest = `${page}/events/${corrected.location?.split("#entry-")[1]}`;
    expect((await staff.post(latest, { intent: "retract", reason: "" })).status).toBe(400);
    const retracted = await staff.post(latest, { intent: "retract", reason: "Another suit." });
    expect(retracted.location).toBe(page);
    expect((await staff.get(page)).words).toContain("Another suit.");
  });
});
