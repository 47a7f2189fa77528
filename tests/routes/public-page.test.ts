import { describe, expect, it, onTestFinished, vi } from "vitest";
import { baseOf } from "#app/document/details/form-base.ts";
import { formOfPage } from "#app/document/public-page/page-form.ts";
import { sha256 } from "#server/digest.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { writeFiledMatters } from "#tests/services/filed-matters.ts";
import { paperCards } from "#tests/services/ports.ts";
import { value } from "#tests/services/workspace.ts";
import { control, openSite, type Answer } from "./site.ts";

/** A site whose matter has a page that staff of the lead have written; published where `isPublic`. */
async function openPage(isPublic = true) {
  const site = await openSite();
  const { services, people, slug } = site;
  const view = async () => value(await services.publicPage.show(people.staff, slug));
  const { content, slug: address } = await view();
  const filled = formOfPage(content, address);
  value(
    await services.publicPage.editPage(people.staff, slug, {
      ...emptied(filled),
      titleEn: "Records <about> priorities & more",
      titleEs: "Documentos sobre prioridades",
      narrativeEn: "First paragraph.\n\nSecond </script> paragraph.",
      narrativeEs: "Primer párrafo.",
      slug: address,
      showTimeline: true,
      base: baseOf(filled),
    }),
  );
  const publish = async (noteEn?: string) => {
    const { candidate } = await view();
    const form = { seen: candidate.hash, kind: "update", noteEn, noteEs: undefined } as const;
    value(await services.publicPage.publish(people.staff, slug, { ...form, reason: undefined }));
  };
  if (isPublic) await publish();
  return { ...site, page: `/p/${address}`, view, publish, edit: `/matters/${slug}/public` };
}

/** As a form sends it: what is empty is left out. */
function emptied(filled: ReturnType<typeof formOfPage>) {
  const blank = <T extends string>(typed: T) => (typed === "" ? undefined : typed);
  return {
    ...filled,
    firstPublishedOn: blank(filled.firstPublishedOn),
    noticeEn: blank(filled.noticeEn),
    noticeEs: blank(filled.noticeEs),
    callTitleEn: blank(filled.callTitleEn),
    callTitleEs: blank(filled.callTitleEs),
    callTextEn: blank(filled.callTextEn),
    callTextEs: blank(filled.callTextEs),
    callButtonEn: blank(filled.callButtonEn),
    callButtonEs: blank(filled.callButtonEs),
    callLink: blank(filled.callLink),
  };
}

const robots = ({ document }: Answer) =>
  document.querySelector('meta[name="robots"]')?.getAttribute("content") ?? null;

describe("a published page", () => {
  it("is read by anybody, without a script, in English and in Spanish", async () => {
    const { nobody, page } = await openPage();
    const english = await nobody.get(page);
    expect([english.status, english.words]).toEqual([
      200,
      expect.stringContaining("First paragraph."),
    ]);
    expect(english.document.documentElement.lang).toBe("en");
    const scripts = [...english.document.querySelectorAll("script")];
    expect(scripts.map(({ type }) => type)).toEqual(["application/ld+json"]);
    expect(english.body).not.toMatch(/modulepreload|\son\w+=|javascript:/u);
    // The block of data holds what staff wrote, and can't be ended by it.
    const data = JSON.parse(scripts[0]?.textContent ?? "") as Record<string, unknown>;
    expect(data).toMatchObject({
      "@type": "Article",
      headline: "Records <about> priorities & more",
    });

    const spanish = await nobody.get(`${page}?lang=es`);
    expect(spanish.document.documentElement.lang).toBe("es");
    expect(spanish.words).toContain("Primer párrafo.");
    expect(spanish.words).toContain("Todavía no hay documentos publicados.");
    for (const { document } of [english, spanish]) {
      const found = [...document.querySelectorAll<HTMLLinkElement>("link[hreflang]")];
      expect(found.map(({ hreflang, href }) => [hreflang, new URL(href).search])).toEqual([
        ["en", ""],
        ["es", "?lang=es"],
        ["x-default", ""],
      ]);
    }
  });

  it("says in its head what is shared of it, and may be listed; its headers let every cache keep it", async () => {
    const { nobody, page } = await openPage();
    const shown = await nobody.get(page);
    const meta = (name: string) =>
      shown.document.querySelector(`meta[property="${name}"]`)?.getAttribute("content");
    expect([meta("og:title"), meta("og:type"), meta("og:description")]).toEqual([
      "Records <about> priorities & more",
      "article",
      "First paragraph.",
    ]);
    expect(robots(shown)).toBeNull();
    const data = JSON.parse(
      shown.document.querySelector('script[type="application/ld+json"]')?.textContent ?? "",
    ) as { readonly datePublished: string };
    expect(data.datePublished).toBe(meta("article:published_time"));
    const tag = shown.headers.get("ETag") ?? "";
    expect([shown.headers.get("Cache-Control"), tag, shown.headers.get("Set-Cookie")]).toEqual([
      "public, no-cache",
      expect.stringMatching(/^W\/"/u),
      null,
    ]);
    const again = (headers: HeadersInit, method = "GET") =>
      nobody.send(new Request(`https://desk.example.org${page}`, { headers, method }));
    expect([(await again({ "If-None-Match": tag })).status]).toEqual([304]);
    const head = await again({}, "HEAD");
    expect([head.status, head.body, head.headers.get("ETag")]).toEqual([200, "", tag]);
  });

  it("[L69] [L72] is shared with a picture that is kept as long as the page stands, and is gone with it", async () => {
    const { nobody, page, services, people, slug } = await openPage();
    const { document } = await nobody.get(`${page}?lang=es`);
    const meta = (name: string) =>
      document
        .querySelector(`meta[property="${name}"], meta[name="${name}"]`)
        ?.getAttribute("content") ?? "";
    expect(meta("twitter:card")).toBe("summary_large_image");
    expect([meta("og:image:width"), meta("og:image:height")]).toEqual(["1200", "630"]);
    expect(meta("og:image:alt")).toContain("Documentos sobre prioridades");
    expect(meta("twitter:image")).toBe(meta("og:image"));
    const address = new URL(meta("og:image"));
    expect(address.pathname).toBe(`${page}/picture.png`);
    const picture = await nobody.get(address.pathname + address.search);
    expect([picture.status, picture.headers.get("Content-Type")]).toEqual([200, "image/png"]);
    const tag = picture.headers.get("ETag") ?? "";
    expect(tag).toMatch(/^W\/"/u);
    const again = new Request(address, { headers: { "If-None-Match": tag } });
    expect((await nobody.send(again)).status).toBe(304);
    value(await services.publicPage.withdraw(people.staff, slug, { reason: "It was wrong." }));
    expect((await nobody.get(address.pathname)).status).toBe(404);
    expect((await nobody.get("/p/nothing/picture.png")).status).toBe(404);
  });

  it("[L69] has its picture drawn once, however many strangers ask for it at once, and how", async () => {
    const { nobody, page, publish, services, people, organizations } = await openPage();
    const draws = vi.spyOn(paperCards, "card");
    onTestFinished(() => draws.mockRestore());
    const askAll = async () => {
      const addresses = Array.from({ length: 20 }, (_, at) => `${page}/picture.png?of=${at}`);
      const answers = await Promise.all(addresses.map((address) => nobody.get(address)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      await nobody.get(`${page}/picture.png.data`);
    };
    await askAll();
    expect(draws).toHaveBeenCalledOnce();
    const contact = { website: undefined, pressName: "Press office", pressEmail: undefined };
    value(await services.organizations.setContact(people.admin, organizations.council, contact));
    await publish("Whom the press asks.");
    await askAll();
    expect(draws).toHaveBeenCalledTimes(2);
  });

  it("[L69] leads to each organization’s own site, and names whom the press asks", async () => {
    const { nobody, page, services, people, organizations, publish } = await openPage();
    const contact = { pressName: "Press office", pressEmail: "press@example.org" };
    for (const website of [
      "http://www.example.org",
      "https://x",
      "https://a@b.org",
      "javascript:1",
    ]) {
      const refusedSite = await services.organizations.setContact(
        people.admin,
        organizations.council,
        {
          ...contact,
          website,
        },
      );
      expect(refusedSite).toMatchObject({ ok: false, refusal: { code: "bad-input" } });
    }
    const form = { ...contact, website: "https://www.example.org/about" };
    const { organizations: verbs } = services;
    expect(await verbs.setContact(people.staff, organizations.council, form)).toMatchObject({
      ok: false,
    });
    value(await verbs.setContact(people.admin, organizations.council, form));
    expect((await nobody.get(page)).words).not.toContain("Press office");
    await publish("The organization’s site.");
    const { document, words } = await nobody.get(page);
    const link = document.querySelector(`a[href="${form.website}"]`);
    expect([link?.textContent, link?.getAttribute("rel")]).toEqual([
      "Council Example Organization",
      "noopener",
    ]);
    expect(words).toContain("Press contact: Press office, press@example.org");
    expect(document.querySelector('a[href="mailto:press@example.org"]')).not.toBeNull();
  });

  it("[L69] tells in its feed what the page is about when it was published first", async () => {
    const { nobody, page } = await openPage();
    const { body } = await nobody.get(`${page}/feed`);
    expect(body).toContain("First paragraph.");
    // The page of today says how many; what was so on the day of the first entry is not known.
    expect(body).not.toMatch(/\d (?:requests?|items?|lawsuits?)\b/u);
  });

  it("is followed by a feed in three formats, which names nobody but the organizations", async () => {
    const { nobody, page, publish, services, people, slug, view } = await openPage();
    const { content, slug: address } = await view();
    const filled = formOfPage(content, address);
    value(
      await services.publicPage.editPage(people.staff, slug, {
        ...emptied(filled),
        narrativeEn: "Changed.",
        base: baseOf(filled),
      }),
    );
    await publish("A word & another changed.");
    const atom = await nobody.get(`${page}/feed`);
    expect(atom.headers.get("Content-Type")).toContain("application/atom+xml");
    expect(atom.body).toContain("A word &amp; another changed.");
    const rss = await nobody.get(`${page}/feed?as=rss`);
    expect(rss.body).toContain("<rss");
    const json = JSON.parse((await nobody.get(`${page}/feed?as=json`)).body) as {
      items: unknown[];
    };
    expect(json.items).toHaveLength(2);
    for (const { body } of [atom, rss]) expect(body).not.toContain(people.staff.name);
  });

  it("stands in the list of all published matters", async () => {
    const { nobody, page } = await openPage();
    const index = await nobody.get("/p");
    expect(index.document.querySelector(`a[href="${page}"]`)?.textContent).toContain("Records");
  });
});

describe("a page that is not public", () => {
  it("[L40] [embarrassment 11] is for strangers the same as no page at all, and not listed", async () => {
    const { nobody, page } = await openPage(false);
    const [draft, nothing] = [await nobody.get(page), await nobody.get("/p/nothing-here")];
    expect([draft.status, nothing.status]).toEqual([404, 404]);
    expect(draft.body).toBe(nothing.body);
    // It names no organization.
    expect(nothing.body).not.toMatch(/published by/iu);
    expect([...draft.headers]).toEqual([...nothing.headers]);
    expect(robots(draft)).toBe("noindex");
    expect((await nobody.get("/p")).words).toContain("Nothing has been published yet.");
    for (const below of ["/feed", `/files/${"0".repeat(64)}`]) {
      expect([below, (await nobody.get(`${page}${below}`)).status]).toEqual([below, 404]);
    }
  });

  it("is previewed by the matter's own people alone, and says that it is a preview", async () => {
    const site = await openPage(false);
    const preview = await (await site.as("observer")).get(`${site.edit}/preview?lang=es`);
    expect([preview.status, robots(preview)]).toEqual([200, "noindex"]);
    expect(preview.body).toContain("que coordina este trabajo");
    expect(preview.body).toContain("Vista previa");
    expect(preview.headers.get("Cache-Control")).toBe("no-store");
    expect((await site.nobody.get(`${site.edit}/preview`)).status).toBe(302);
    expect((await (await site.as("stranger")).get(`${site.edit}/preview`)).status).toBe(404);
  });

  it("[L40] says so at its address once it was withdrawn, with the reason", async () => {
    const site = await openPage();
    const staff = await site.as("staff");
    const form = { intent: "withdraw", reason: "It named the wrong court." };
    expect((await staff.post(site.edit, form)).words).toContain("The page is withdrawn.");
    const gone = await site.nobody.get(site.page);
    expect([gone.status, robots(gone)]).toEqual([410, "noindex"]);
    expect(gone.words).toContain("It named the wrong court.");
    expect(gone.words).not.toContain("First paragraph.");
  });
});

describe("the screens of a public page", () => {
  it("are edited by staff of the lead, without scripts; others see where it stands", async () => {
    const site = await openPage(false);
    const observer = await site.as("observer");
    expect((await observer.get(site.edit)).words).toContain("Not public.");
    for (const part of ["words", "days", "documents", "resources"]) {
      expect([part, (await observer.get(`${site.edit}/${part}`)).status]).toEqual([part, 403]);
    }
    const staff = await site.as("staff");
    const insert = JSON.stringify({ type: "insert", payload: { name: "resources" } });
    const longer = await staff.post(`${site.edit}/resources`, { __intent__: insert });
    expect(longer.words).toContain("resource 1");
    const wrong = await staff.post(`${site.edit}/resources`, {
      "resources[0].titleEn": "A map",
      "resources[0].textEn": "Of data.",
      "resources[0].link": "javascript:alert(1)",
      "resources[0].figure": "100+",
    });
    expect([wrong.status, wrong.words]).toEqual([
      400,
      expect.stringContaining("Enter an address that begins with https://."),
    ]);
    expect(wrong.words).toContain("Say where the number is from.");
    expect(control(wrong, "Title").value).toBe("A map");
    const saved = await staff.post(`${site.edit}/days`, {
      "milestones[0].on": "2021-01-20",
      "milestones[0].wordsEn": "A memorandum",
      "milestones[0].source": "Its own page",
    });
    expect([saved.status, saved.location]).toEqual([302, site.edit]);
    const matter = await staff.get(`/matters/${site.slug}`);
    expect(matter.document.querySelector(".timeline-list")?.textContent).toContain("A memorandum");
  });

  it("publish what was shown, and say where it is", async () => {
    const site = await openPage(false);
    const staff = await site.as("staff");
    const shown = await staff.get(site.edit);
    const seen = shown.document.querySelector<HTMLInputElement>('input[name="seen"]')?.value ?? "";
    const late = await staff.post(site.edit, {
      intent: "publish",
      seen: "another",
      kind: "update",
    });
    expect([late.status, late.words]).toEqual([409, expect.stringContaining("has changed since")]);
    const done = await staff.post(site.edit, { intent: "publish", seen, kind: "update" });
    expect(done.words).toContain("The page is public now");
    expect((await site.nobody.get(site.page)).status).toBe(200);
  });
});

describe("the addresses that programs ask for", () => {
  it("name the published pages in each language, and let search engines read those alone", async () => {
    const { nobody, page } = await openPage();
    const robotsText = (await nobody.get("/robots.txt")).body;
    expect(robotsText).toContain("Disallow: /\n");
    expect(robotsText).toContain("Allow: /p/\n");
    expect(robotsText).toContain("Allow: /sitemap.xml\n");
    expect(robotsText).toContain("Sitemap: https://desk.example.org/sitemap.xml\n");
    const sitemap = await nobody.get("/sitemap.xml");
    expect(sitemap.headers.get("Content-Type")).toBe("application/xml; charset=utf-8");
    const listed = [...sitemap.body.matchAll(/<loc>(.*?)<\/loc><lastmod>(.*?)<\/lastmod>/gu)];
    expect(listed.map(([, address]) => address)).toEqual(
      ["/p", page].flatMap((path) => [
        `https://desk.example.org${path}`,
        `https://desk.example.org${path}?lang=es`,
      ]),
    );
    for (const [, , day] of listed) expect(Number.isNaN(Date.parse(day ?? ""))).toBe(false);
  });

  it("name every published page, also those beyond the list that people read", async () => {
    const { nobody, database, clock, people } = await openPage();
    const { client } = database;
    const { organizationId = "" } = (await client.matterParty.findFirst()) ?? {};
    await writeFiledMatters({ database, clock, people }, [organizationId], 210);
    const published = (await client.publicPage.findFirst())?.published ?? "";
    const updatedAt = clock();
    await client.publicPage.createMany({
      data: Array.from({ length: 210 }, (_, number) => ({
        matterId: `matter-${number}`,
        slug: `page-${number}`,
        content: "{}",
        revision: 1,
        status: "published",
        published,
        publishedAt: updatedAt,
        // Without a day there is no page at its address either.
        updatedAt: number === 209 ? null : updatedAt,
      })),
    });
    await database.write(async (tx) => {
      for (let number = 0; number < 210; number += 1) {
        const matterId = `matter-${number}`;
        const details = { sha256: sha256(published) };
        await appendEvent(tx, updatedAt, {
          type: "matter.published",
          actorId: null,
          matterId,
          details,
        });
      }
    });
    const { body } = await nobody.get("/sitemap.xml");
    expect(body.match(/<loc>/gu)).toHaveLength(2 * (1 + 1 + 209));
    expect(body).not.toContain("<lastmod></lastmod>");
    expect(body).not.toContain("page-209<");
  });

  it("name no page that is not published", async () => {
    const { nobody } = await openPage(false);
    const { status, body } = await nobody.get("/sitemap.xml");
    expect([status, body.includes("<loc>")]).toEqual([200, false]);
  });

  it("say where a hole is reported, for less than a year from now", async () => {
    const { nobody, clock } = await openPage(false);
    const { status, body } = await nobody.get("/.well-known/security.txt");
    expect(status).toBe(200);
    expect(body).toContain("Contact: mailto:security@desk.example.org\n");
    expect(body).toContain("Canonical: https://desk.example.org/.well-known/security.txt\n");
    const days =
      (Date.parse(/Expires: (.*)/u.exec(body)?.[1] ?? "") - clock().getTime()) / 86_400_000;
    expect(days).toBeGreaterThan(90);
    expect(days).toBeLessThan(365);
  });
});
