import { expect, it } from "vitest";
import { asBrought, standInParty } from "#tests/services/brought-lines.ts";
import { openCoalition } from "#tests/services/workspace.ts";
import { searchedIn } from "./searched.ts";

it("finds a matter that came with an archive, and nobody and no organization that only the archive names", async () => {
  const coalition = await openCoalition();
  const { people, slug } = coalition;
  await standInParty(coalition, slug);
  await asBrought(coalition, ({ matterId }) => matterId !== null);
  const { feed, found } = await searchedIn(coalition);
  await feed.catchUp();
  for (const actor of [people.drafter, people.admin, people.ilrcDrafter, people.stranger]) {
    for (const words of ["Elsewhere", "LAE", "Ana Ruiz"]) {
      expect(await found(actor, words), words).toEqual([]);
    }
  }
  expect((await found(people.drafter, "priorities")).length).toBeGreaterThan(0);
  // Those that are here are found as before.
  expect((await found(people.drafter, "ILRC")).length).toBeGreaterThan(0);
});
