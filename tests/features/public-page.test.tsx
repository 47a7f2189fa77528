import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { PageLanguage } from "#app/domain/public-page/content.ts";
import { type PublishedPage, publishedPage } from "#app/domain/public-page/published.ts";
import { PublicPage } from "#app/features/public-page/PublicPage.tsx";

const PAGE: PublishedPage = {
  title: { en: "Reports on enforcement", es: "Informes" },
  notice: null,
  narrative: { en: ["The Council asked."], es: ["El Consejo preguntó."] },
  firstPublishedOn: null,
  organizations: [],
  filings: [],
  documents: [],
  suits: [],
  timeline: null,
  resources: [],
  callToAction: null,
  asOf: "2026-11-30",
};
/** Late in the evening in Washington. */
const HERE = "2026-11-30T03:00:00.000Z";

function drawn(
  language: PageLanguage,
  firstPublishedOn: string | null,
  updatedAt = HERE,
  part: Partial<PublishedPage> = {},
) {
  const page = { ...PAGE, firstPublishedOn, ...part };
  const shown = { slug: "m", page, publishedAt: HERE, updatedAt, updates: [], withdrawnFiles: [] };
  return renderToStaticMarkup(
    <PublicPage shown={shown} language={language} origin="https://example.org" />,
  );
}

/** The line of dates below the heading, as it reads. */
function datesOf(html: string): string {
  const [, line = ""] = /<\/h1><p class="meta">(.*?)<\/p>/su.exec(html) ?? [];
  return line.replaceAll(/<[^>]*>/gu, "");
}

test("a page that stood elsewhere before has one date of publication, and says when it was published here, which holds if it was withdrawn in between", () => {
  expect(datesOf(drawn("en", "2021-09-09"))).toBe(
    "First published September 9, 2021 · Published here November 29, 2026",
  );
  expect(datesOf(drawn("es", "2021-09-09"))).toBe(
    "Publicado por primera vez el 9 de septiembre de 2021 · Publicado aquí el 29 de noviembre de 2026",
  );
});

test("a page that stood nowhere before was published on the day on which it came here", () => {
  const changed = "2026-12-01T15:00:00.000Z";
  expect(datesOf(drawn("en", null))).toBe("Published November 29, 2026");
  expect(datesOf(drawn("en", null, changed))).toBe(
    "Published November 29, 2026 · Last updated December 1, 2026",
  );
  expect(datesOf(drawn("es", null))).toBe("Publicado el 29 de noviembre de 2026");
});

test("programs are told the first day as the date of publication", () => {
  expect(drawn("en", "2021-09-09")).toContain('"datePublished":"2021-09-09"');
  expect(drawn("en", null)).toContain(`"datePublished":"${HERE}"`);
});

test("no answer is said to be missing of an item that has a determination, and of one without it is", () => {
  const outcome = {
    outcome: "no-records" as const,
    exemptions: [],
    office: null,
    part: null,
    dated: "2021-12-01",
    isInvented: false,
  };
  const shownWith = (filed: PublishedPage["filings"][number]["items"][number]["filed"]) => {
    const filing = {
      documentId: "d",
      kind: "request" as const,
      heading: { en: "The request", es: null },
      filedOn: "2021-09-09",
      state: "stands" as const,
      itemCount: 1,
      items: [{ words: { en: "All of it", es: null }, pages: null, filed }],
    };
    const filings = publishedPage.shape.filings.parse([filing]);
    return (["en", "es"] as const).map((language) => drawn(language, null, HERE, { filings }));
  };
  const [english, spanish] = shownWith([{ label: "1", outcomes: [outcome] }]);
  expect(english).not.toContain("No answer on record");
  expect(spanish).not.toContain("No consta ninguna respuesta");
  const [without, sin] = shownWith([{ label: "1", outcomes: [] }]);
  expect(without).toContain("No answer on record.");
  expect(sin).toContain("No consta ninguna respuesta.");
});
