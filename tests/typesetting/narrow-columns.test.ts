import { describe, expect, it } from "vitest";
import { LAYOUT_PROFILES } from "#app/domain/document.ts";
import { placesOf, textOf } from "./reading.ts";
import { suitInput, typesetterForTests } from "./typesetter.ts";
import { block, body, field, prose, reference, table } from "./writing.ts";

const typesetter = typesetterForTests();

const LONG = "Donaudampfschifffahrtsgesellschaftskapita"; // 41 letters
const FORTY = LONG.slice(0, 40);
const CAPITALS = "WWWWWWWWWWMMMMMMMMMM";

describe("a table of many columns", () => {
  it.each(LAYOUT_PROFILES)("keeps words of any length within the page in %s", async (profile) => {
    const text = prose(
      block("numbered", 1, "Before."),
      table(
        true,
        ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"],
        [FORTY, CAPITALS, LONG, "552(a)(4)(B)(iii)", "plain words", "a@example.org", FORTY, FORTY],
        [CAPITALS, FORTY, "short", field("trackingNumber"), reference("gone"), "x", "y", CAPITALS],
      ),
      body("After."),
    );
    const { pdf } = await typesetter.set(suitInput(text, { layoutProfile: profile }));
    for (const page of await placesOf(pdf)) {
      for (const word of page) expect(word.right, word.text).toBeLessThan(612 - 36);
    }
    const read = (await textOf(pdf)).replaceAll(/\s/gu, "");
    expect(read).toContain("plainwords");
  });

  it("breaks no word that has room on a line", async () => {
    const text = prose(table(true, ["Agency", "Answer"], ["immigration authorities", "withheld"]));
    const { pdf } = await typesetter.set(suitInput(text));
    expect(await textOf(pdf)).toContain("immigration authorities");
  });
});

it("break no word that fits a line of its own", async () => {
  const text = prose(
    table(
      true,
      ["On", "How", "Article number", "Sent", "Delivered"],
      [
        "Attorney General of the United States, Washington, D.C.",
        "by certified mail",
        "7021 0000 0000 0000 0000",
        "November 16, 2021",
        "November 18, 2021",
      ],
    ),
  );
  const { pdf } = await typesetter.set(suitInput(text, { layoutProfile: "ddc" }));
  expect(await textOf(pdf)).toContain("Washington,");
});
