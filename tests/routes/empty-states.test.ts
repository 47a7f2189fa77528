import { describe, expect, it } from "vitest";
import { FROM, cookieHeader, tokenOf, value } from "#tests/services/workspace.ts";
import { openSite, ROUTES, type Answer, type Site, type Visitor } from "./site.ts";

/** Addresses of files, and of what ends the walk. */
const NO_PAGE = /\.(?:pdf|docx|json|ics|png|xml|txt|mjs)(?:\?|$)|^\/(?:logout|theme)|\/feed$/u;
/** A walk that finds more than these has gone in circles. */
const MOST_PAGES = 400;

interface Walked {
  /** Every page that was read, by its address. */
  readonly pages: ReadonlyMap<string, Answer>;
  /** Words of an empty place, with the page on which it stands. */
  readonly empty: ReadonlyMap<string, string>;
}

/** Where a link of this page leads, if that is another page of the workspace. */
function pageOf(href: string | null, from: string): string | null {
  const { origin, pathname, search } = new URL(href ?? "", `https://desk.example.org${from}`);
  if (origin !== "https://desk.example.org" || NO_PAGE.test(pathname + search)) return null;
  return pathname + search;
}

/** Reads a page, wherever it leads on its own. */
async function read(visitor: Visitor, address: string): Promise<Answer> {
  let answer = await visitor.get(address);
  for (let step = 0; step < 3 && answer.location !== null; step += 1) {
    const to = pageOf(answer.location, address);
    if (to === null) return answer;
    answer = await visitor.get(to);
  }
  return answer;
}

/** Follows every link from Home, once each; of pages that differ by their query alone, the first. */
async function walk(visitor: Visitor, begin: readonly string[] = ["/"]): Promise<Walked> {
  const pages = new Map<string, Answer>();
  const empty = new Map<string, string>();
  const known = new Set<string>(begin);
  const open = [...begin];
  for (let address = open.shift(); address !== undefined; address = open.shift()) {
    expect(pages.size, "pages").toBeLessThan(MOST_PAGES);
    const answer = await read(visitor, address);
    pages.set(address, answer);
    if (answer.status !== 200) continue;
    for (const place of answer.document.querySelectorAll("[data-empty]")) {
      empty.set((place.textContent ?? "").replace(/\s+/gu, " ").trim(), address);
    }
    for (const link of answer.document.querySelectorAll("a[href]")) {
      const to = pageOf(link.getAttribute("href"), address);
      const once = to?.split("?")[0] ?? "";
      if (to === null || known.has(once)) continue;
      known.add(once);
      open.push(to);
    }
  }
  return { pages, empty };
}

/** Faults of the empty places that somebody walked through. */
function deadEnds({ pages }: Walked): string[] {
  return [...pages].flatMap(([address, { status, document }]) => {
    if (status !== 200) return [`${address} answers ${status}`];
    return [...document.querySelectorAll("[data-empty]")].flatMap((place) => {
      const ways = [...place.querySelectorAll("a[href], button")];
      const says = (place.textContent ?? "").slice(0, 60);
      if (ways.length === 0) return [`${address} has no way on at “${says}”`];
      return ways.flatMap((way) => {
        const href = way.getAttribute("href") ?? "";
        if (href.startsWith("#") && document.getElementById(href.slice(1)) === null) {
          return [`${address} leads to ${href}, which is not on it`];
        }
        const to = pageOf(href, address);
        return to === address && !href.includes("#")
          ? [`${address} leads to itself at “${says}”`]
          : [];
      });
    });
  });
}

/** Somebody who has just accepted an invitation to the Council. */
async function invited(site: Site, role: "drafter" | "observer" | "reviewer" | "staff") {
  const { services, people, organizations } = site;
  const email = `new-${role}@example.org`;
  const link = value(
    await services.organizations.invite(people.admin, organizations.council, {
      email,
      name: `New ${role}`,
      roles: [role],
    }),
  );
  const joined = value(
    await services.invitations.accept(
      tokenOf(link),
      { name: `New ${role}`, password: "a lamp beside the river" },
      FROM,
    ),
  );
  return site.withCookie(cookieHeader(joined.cookie));
}

describe("[Help] where there is nothing yet", () => {
  it("the first administrator finds a way on from each page", async () => {
    const site = await openSite();
    const walked = await walk(await site.as("stranger"));
    expect(deadEnds(walked)).toEqual([]);
    expect([...walked.empty.keys()].join("\n")).toContain("Create the first matter");
    expect(walked.pages.get("/")?.words).toContain("First steps");
    expect(site.failures).toEqual([]);
  });

  it.each(["drafter", "observer", "reviewer", "staff"] as const)(
    "who was invited as %s finds one that they may take, in a matter without a document",
    async (role) => {
      const site = await openSite();
      const walked = await walk(await invited(site, role));
      expect(deadEnds(walked)).toEqual([]);
      const places = [...walked.empty.keys()].join("\n");
      expect(places).toContain("No document yet");
      expect(places.includes("Start the first draft")).toBe(role === "drafter");
      expect(walked.pages.get("/")?.words).toContain("Ada Demo invited you to");
      expect(site.failures).toEqual([]);
    },
  );

  it.each(["drafter", "observer", "staff", "admin", "ilrc-drafter"] as const)(
    "%s finds one in a matter with its first draft",
    async (name) => {
      const site = await openSite();
      const { services, people, slug } = site;
      for (const [kind, layoutProfile] of [
        ["request", "letter"],
        ["complaint", "nd-cal"],
      ] as const) {
        value(
          await services.documents.create(people.drafter, slug, {
            kind,
            title: kind,
            layoutProfile,
          }),
        );
      }
      const walked = await walk(await site.as(name));
      expect(deadEnds(walked)).toEqual([]);
      const addresses = [...walked.pages.keys()];
      expect(addresses.some((one) => /^\/documents\/[^/]+\/facts$/u.test(one))).toBe(
        name.endsWith("drafter"),
      );
      expect(walked.empty.size).toBeGreaterThan(3);
      expect(site.failures).toEqual([]);
    },
  );

  it("who drafts for another organization alone is led to the details of no draft here", async () => {
    const site = await openSite();
    const { services, people, slug, organizations, database } = site;
    value(
      await services.documents.create(people.drafter, slug, {
        kind: "request",
        title: "request",
        layoutProfile: "letter",
      }),
    );
    for (const name of ["observer", "staff"] as const) {
      await database.client.membership.create({
        data: {
          id: `elsewhere-${name}`,
          userId: people[name].userId,
          organizationId: organizations.outside,
          createdAt: site.clock(),
          roles: { create: [{ role: "drafter" }] },
        },
      });
      const walked = await walk(await site.as(name));
      expect(deadEnds(walked)).toEqual([]);
      const addresses = [...walked.pages.keys()];
      expect(addresses.filter((one) => /^\/documents\/[^/]+\/facts$/u.test(one))).toEqual([]);
      expect(addresses).toContain("/organizations");
    }
  });

  it("the walk comes to all kinds of pages", async () => {
    const site = await openSite();
    const { pages } = await walk(await site.as("drafter"));
    expect(Object.keys(ROUTES).length).toBeGreaterThan(50);
    expect(pages.size).toBeGreaterThan(20);
  });
});
