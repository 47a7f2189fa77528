import { expect, it } from "vitest";
import { EXEMPTIONS, exemptionsOn } from "#app/domain/public-page/exemptions.ts";
import { pictureAltText } from "#app/domain/public-page/picture.ts";
import { publishedPage } from "#app/domain/public-page/published.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import type { TimelineEntry } from "#app/domain/timeline/entries.ts";
import { timelineLines } from "#app/domain/timeline/lines.ts";
import { cardDataOf } from "#server/typesetting/input.ts";

const outcome = (exemptions: string[]) => ({
  outcome: "produced-in-part",
  exemptions,
  office: null,
  part: null,
  dated: null,
});

const page = publishedPage.parse({
  title: { en: "Records about priorities", es: "Documentos sobre prioridades" },
  narrative: { en: ["What it is about."], es: [] },
  firstPublishedOn: null,
  organizations: ["A", "B", "C", "D", "E", "F"].map((name) => ({
    name: `Org ${name}`,
    city: null,
    isLead: name === "A",
  })),
  filings: [
    {
      documentId: "d",
      kind: "request",
      heading: { en: "Heading" },
      filedOn: "2021-09-09",
      state: "stands",
      itemCount: 2,
      items: [
        {
          words: { en: "All of it" },
          filed: [
            { label: "1", outcomes: [outcome(["(b)(7)(E)", "(b)(5) (deliberative process)"])] },
            { label: "2", outcomes: [] },
          ],
        },
        { words: { en: "More" }, filed: [{ label: "3", outcomes: [outcome(["(b)(7)(E)"])] }] },
      ],
    },
  ],
  documents: [],
  suits: [],
  timeline: null,
  resources: [],
  callToAction: null,
  asOf: "2022-01-05",
});

it("[L69] explains each exemption that is claimed once, in the statute’s order, in both languages", () => {
  expect(exemptionsOn(page)).toEqual(["(b)(5)", "(b)(7)(E)"]);
  for (const { exemptions } of Object.values(CATALOG)) {
    expect(Object.keys(exemptions)).toEqual([...EXEMPTIONS]);
    for (const sentence of Object.values(exemptions)) expect(sentence).toMatch(/^\p{Lu}[^.]+\.$/u);
  }
  expect(CATALOG.es.exemptions["(b)(7)(E)"]).toContain("técnicas");
});

it("[L69] draws the picture for sharing from the matter: title, what is asked and answered, parties, day", () => {
  expect(pictureAltText(page, "en")).toBe(
    "Records about priorities. 1 request · 3 items, 2 answered. Org A, Org B, Org C, Org D and 2 others. As of January 5, 2022",
  );
  expect(pictureAltText(page, "es")).toBe(
    "Documentos sobre prioridades. 1 solicitud · 3 puntos, 2 con respuesta. Org A, Org B, Org C, Org D y otras 2. Al 5 de enero de 2022",
  );
});

it("[L69] counts on the picture requests that stand, each item once, and no referral as an answer", () => {
  const [filing] = page.filings;
  if (!filing) throw new Error("no filing");
  const filed = filing.items.flatMap((item) => item.filed);
  const all = { words: { en: "All", es: null }, pages: null, filed };
  const sent = (kind: "referred" | "consulted" | "withdrawn") => ({
    ...filing,
    documentId: kind,
    items: [
      {
        ...all,
        filed: [{ label: "1", outcomes: [{ ...outcome([]), outcome: kind, isInvented: false }] }],
      },
    ],
  });
  const filings = [
    { ...filing, items: [...filing.items, { ...all, filed }] },
    { ...filing, documentId: "old", state: "superseded" as const },
    { ...filing, documentId: "gone", state: "withdrawn" as const },
    { ...filing, documentId: "appeal", kind: "appeal" as const },
    sent("referred"),
    sent("consulted"),
    sent("withdrawn"),
  ];
  expect(pictureAltText({ ...page, filings }, "en")).toContain("4 requests · 6 items, 2 answered");
});

it("leaves out of the picture what no typeface draws, and makes long words smaller", () => {
  const card = { title: "Récords 記録", counts: "", organizations: "A", asOf: "B" };
  const input = { card, language: "en", createdAt: new Date(0) } as const;
  const ascii = (point: number) => point < 0x2000;
  expect(cardDataOf(input, ascii)).toMatchObject({ title: "Récords ", size: 68 });
  const long = { ...input, card: { ...card, title: "x".repeat(200) } };
  expect(cardDataOf(long, ascii).size).toBe(42);
  const names = (letters: number) =>
    cardDataOf({ ...input, card: { ...card, organizations: "x".repeat(letters) } }, ascii);
  expect([220, 440, 600].map((letters) => names(letters).namesSize)).toEqual([30, 22, 16]);
});

it("[L69, L73] tells the pages of all releases, with “at least” where one doesn’t give the count", () => {
  const pages = {
    releases: 3,
    full: { pages: 12_345, isAtLeast: true },
    part: { pages: 0, isAtLeast: false },
    withheld: { pages: null, isAtLeast: false },
    isInvented: false,
  };
  expect(CATALOG.en.pages(pages)).toBe(
    "Pages so far, in 3 releases: at least 12,345 released in full, 0 released in part and how many were withheld is not recorded.",
  );
  expect(CATALOG.es.pages({ ...pages, releases: 1 })).toBe(
    "Páginas hasta ahora, en una entrega: al menos 12,345 entregadas por completo, 0 entregadas en parte y no consta cuántas se retuvieron.",
  );
});

it("[L69] says the title of a request once in its timeline, and then where it stands", () => {
  const about = { en: "A long title of a request", es: "Un título largo" };
  const entry = (key: string, own: typeof about | null, aboutId = "d"): TimelineEntry => ({
    key,
    lane: "request",
    on: "2021-09-09",
    until: null,
    what: { kind: "filed", paper: "request" },
    about: own,
    aboutId,
    isInvented: false,
  });
  const entries = [entry("a", null), entry("b", about), entry("c", about)];
  expect(timelineLines(entries, "en").map(({ beside }) => beside)).toEqual([
    [],
    ["A long title of a request"],
    ["see 2"],
  ]);
  expect(timelineLines(entries, "es")[2]?.beside).toEqual(["véase 2"]);
  const twins = [...entries, entry("d", about, "another")];
  expect(timelineLines(twins, "en").map(({ beside }) => beside)).toEqual([
    [],
    ["A long title of a request"],
    ["A long title of a request"],
    ["A long title of a request"],
  ]);
});

it("[L69] reads a page that was published before it told of sites, presses and pages", () => {
  expect(page.organizations[0]).toMatchObject({ website: null, pressName: null });
  expect(page.filings[0]?.pages).toBeNull();
});
