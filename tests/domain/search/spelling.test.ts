import { expect, it } from "vitest";
import { parseSearchQuery } from "#app/domain/search/query.ts";
import { respelled } from "#app/domain/search/spelling.ts";

const TITLES = ["ICE detention contracts", "Surveillance purchases, 2021", "O’Brien v. Núñez"];
const meant = (typed: string) => respelled(parseSearchQuery(typed), TITLES)?.text ?? null;

it("another spelling is the nearest word of a title, in the title's letters", () => {
  expect(meant("detenton")).toBe("detention");
  expect(meant("detnetion of contrcts")).toBe("detention of contracts");
  expect(meant("surveilance")).toBe("Surveillance");
  expect(meant("Obrien nunes")).toBe("Brien Núñez");
  expect(meant('"detenton contracts", 2021')).toBe('"detention contracts", 2021');
});

it("is none for words that are there, numbers, short ones and those far off", () => {
  for (const typed of ["detention", "2022", "21-cv-02168", "IEC", "elephants", "", "§ 552"]) {
    expect([typed, meant(typed)]).toEqual([typed, null]);
  }
});

it("takes milliseconds among thousands of titles", () => {
  const titles = Array.from(
    { length: 2_000 },
    (_, at) => `${"detention contracts of the agency ".repeat(4)}${at}x`,
  );
  const began = process.cpuUsage();
  for (let round = 0; round < 5; round += 1)
    respelled(parseSearchQuery("detenton ".repeat(12)), titles);
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(2_000);
});
