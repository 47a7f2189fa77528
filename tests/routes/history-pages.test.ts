import { describe, expect, it } from "vitest";
import { WrittenDraft } from "#tests/services/written-draft.ts";
import { openCoalition } from "#tests/services/workspace.ts";
import { siteOf } from "./site.ts";

const HOUR = 60 * 60_000;

describe("[M24] two states of a draft that are picked on the history’s page", () => {
  it("are compared at an address of their own, which anybody who may read the draft can open", async () => {
    const site = siteOf(await openCoalition({ appUrl: null }));
    const { people, pass } = site;
    const draft = await WrittenDraft.open(site);
    for (const words of ["First sitting. ", "Second sitting. ", "Third sitting. "]) {
      pass(HOUR);
      await draft.commit(people.drafter.userId, (text) => text.insert(1, words));
    }
    const observer = await site.as("observer");
    const history = await observer.get(`/documents/${draft.documentId}/history`);
    const form = [...history.document.querySelectorAll("form")].find((one) =>
      one.getAttribute("action")?.endsWith("/redline"),
    );
    const offered = (name: string) =>
      [...(form?.querySelectorAll(`select[name=${name}] option`) ?? [])].map(
        (option) => option.getAttribute("value") ?? "",
      );
    const [latest = "", earlier = ""] = offered("from").filter((value) => value.startsWith("at-"));
    expect(offered("to")).toEqual(expect.arrayContaining(["draft", latest, earlier]));

    const between = async (from: string, to: string) => {
      const query = new URLSearchParams({ from, to });
      const page = await observer.get(`${form?.getAttribute("action")}?${query.toString()}`);
      expect(page.status).toBe(200);
      const changed = [...page.document.querySelectorAll("main ins")].map((ins) => ins.textContent);
      return { page, changed: changed.join("|") };
    };
    const picked = await between(earlier, latest);
    expect(picked.changed).toContain("Second sitting.");
    expect(picked.changed).not.toContain("Third sitting.");
    // A text that is no version is named by its moment.
    expect(picked.page.document.querySelector("h1")?.textContent).toMatch(
      /^From the draft of .+ to the draft of /u,
    );
    const toNow = await between(earlier, "draft");
    expect(toNow.changed).toContain("Third sitting.");

    const address = `${form?.getAttribute("action")}?from=${earlier}&to=${latest}`;
    expect((await (await site.as("stranger")).get(address)).status).toBe(404);
    expect((await observer.get(address.replace(latest, "at-7-7"))).status).toBe(404);
    expect((await observer.get(address.replace(latest, "at-x"))).status).toBe(404);
  });
});
