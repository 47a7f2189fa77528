import { describe, expect, it } from "vitest";
import { acceptAll, value } from "#tests/services/workspace.ts";
import { openReview, submit } from "#tests/services/papers.ts";
import { draftPlace, rewording, talkOf } from "#tests/services/talk.ts";
import { ROUTES, siteOf, type Visitor } from "./site.ts";

/** Words that stand nowhere else: in comments, quotes and proposed text of one organization. */
const CANARY = "zymurgy";

/** In milliseconds: every address is asked several times. */
const WALK_MS = 180_000;

async function openSite() {
  const review = await openReview({ appUrl: null });
  const site = siteOf(review);
  await submit(review);
  const { documentId, slug, organizations, people, services } = site;
  value(await services.reviews.recall(people.drafter, documentId, { reason: "Once more." }));
  const [docket] = value(await services.matters.show(people.drafter, slug)).dockets;
  const real: Readonly<Record<string, string>> = {
    ":documentId": documentId,
    ":slug": slug,
    ":organizationId": organizations.council,
    ":userId": people.drafter.userId,
    ":docketId": docket?.id ?? "none",
    ":number": "1",
    ":page": "1",
  };
  /** Every address that answers a GET, with what there is where there is something. */
  const addresses = Object.values(ROUTES)
    .filter(({ module }) => "default" in module || "loader" in module)
    .map(({ id, module }) => {
      const parts: string[] = [];
      for (let at: string | undefined = id; at !== undefined; at = ROUTES[at]?.parentId) {
        const own: string | undefined = ROUTES[at]?.path;
        if (own) parts.unshift(own);
      }
      const address = `/${parts.join("/")}`.replace(/:\w+/gu, (name) => real[name] ?? "none");
      // The data behind a page is all that is drawn of it, and costs a tenth.
      if (!("default" in module)) return address;
      return address === "/" ? "/_root.data" : `${address}.data`;
    });
  const more = ["/redline.data?from=1&to=draft", ".pdf?version=1", "/preview?layout=letter"];
  const all = [
    ...new Set([...addresses, ...more.map((rest) => `/documents/${documentId}${rest}`)]),
  ];
  expect(all.length).toBeGreaterThan(55);
  return { ...site, review, talk: talkOf(review), all };
}

/** Everything that a visitor is answered, without what differs each time. */
async function walk(visitor: Visitor, addresses: readonly string[]): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  for (const address of addresses) {
    const { status, location, body } = await visitor.get(address);
    pages.set(address, `${status} ${location ?? ""}\n${body}`);
  }
  return pages;
}

describe("a thread of one organization", () => {
  it(
    "[M2] changes not one byte of what partners and outsiders are answered at any address",
    { timeout: WALK_MS },
    async () => {
      const site = await openSite();
      const { talk, organizations, people, reviewers, database, letters, logged, all } = site;
      const visitors = new Map(
        await Promise.all(
          ["drafter", "admin", "stranger"].map(
            async (name) => [name, await site.as(name)] as const,
          ),
        ),
      );
      const at = (addresses: readonly string[]) =>
        Promise.all(
          [...visitors].map(
            async ([name, visitor]) => [name, await walk(visitor, addresses)] as const,
          ),
        );
      // A download of a walk is a line of the record, which is read after one and before the next.
      const isOfRecord = (address: string) => /(?:^|\/)record\.(?:data|jsonl)$/u.test(address);
      const [records, rest] = [all.filter(isOfRecord), all.filter((one) => !isOfRecord(one))];
      expect(records.length).toBeGreaterThan(3);
      const before = [...(await at(rest)), ...(await at(records))];
      const organizationId = organizations.ilrc;
      const place = draftPlace(CANARY, { before: CANARY, after: CANARY });
      const asked = await talk.begin(people.ilrcDrafter, {
        organizationId,
        text: CANARY,
        place,
        mentions: [people.drafter, people.observer, reviewers.ilrc],
      });
      value(await talk.reply(reviewers.ilrc, asked.id, CANARY, [people.drafter]));
      await talk.act(people.ilrcDrafter, { do: "share", threadId: asked.id });
      for (const verb of ["resolve", "reopen"]) {
        await talk.act(reviewers.ilrc, { do: verb, threadId: asked.id });
      }
      // Accepted words are in the draft, which all of them read.
      for (const verb of ["reject", "open-again"]) {
        const { id: threadId } = await talk.begin(people.ilrcDrafter, {
          organizationId,
          place,
          suggestion: rewording("old words", CANARY),
        });
        await talk.act(people.ilrcDrafter, { do: "reject", threadId });
        if (verb === "open-again") {
          await talk.act(people.ilrcDrafter, { do: verb, threadIds: [threadId] });
        }
      }

      const after = [...(await at(records)), ...(await at(rest))];
      const different: unknown[] = [];
      for (const [name, pages] of after) {
        for (const [address, body] of pages) {
          // How much work waits in the whole workspace, by no name: its administrator's to see.
          const isOfWorkspace = address === "/jobs.data";
          const then = before.find(([who, walked]) => who === name && walked.has(address));
          const isSame = isOfWorkspace || body === then?.[1].get(address);
          if (!isSame) different.push([name, address]);
          if (body.includes(CANARY) || body.includes(asked.id)) different.push([name, address]);
        }
      }
      expect(different).toEqual([]);
      // Nothing of it is logged, and recorded are hashes by random ids, which no address hands out; what
      // is queued names a comment, for its own people.
      const lines = await database.client.auditEvent.findMany();
      expect(lines.filter(({ type }) => type.startsWith("suggestion."))).toEqual([]);
      const told = lines.map(({ rows: _hashes, ...line }) => line);
      expect(JSON.stringify(told)).not.toContain(asked.id);
      for (const { rows, ...line } of lines.filter(({ rows }) => rows?.includes(asked.id))) {
        const { type, actorId, organizationId: of, matterId, documentId } = line;
        const nobody = [null, null, null, null];
        expect([type, actorId, of, matterId, documentId]).toEqual(["rows.written", ...nobody]);
        expect(rows).not.toContain(people.ilrcDrafter.userId);
      }
      const said = JSON.stringify([lines, letters, await database.client.job.findMany()]);
      expect(said).not.toContain(CANARY);
      expect(logged()).not.toContain(CANARY);
      // Its own people find it where they look for it.
      const own = await (await site.as("ilrc-admin")).get(`/documents/${site.documentId}/threads`);
      expect(own.body).toContain(CANARY);
    },
  );

  it(
    "[M2] is found by nobody while its organization is no party, and by its own people when it is back",
    { timeout: WALK_MS },
    async () => {
      const site = await openSite();
      const { talk, organizations, people, services, slug, all } = site;
      const { ilrc: organizationId } = organizations;
      await talk.begin(people.ilrcDrafter, { organizationId, text: CANARY });
      value(await services.matters.removeParty(people.admin, slug, { organizationId }));
      const threads = `/documents/${site.documentId}/threads`;
      for (const name of ["drafter", "ilrc-drafter"]) {
        const visitor = await site.as(name);
        const found = [...(await walk(visitor, all))].filter(([, body]) => body.includes(CANARY));
        expect([name, found]).toEqual([name, []]);
      }
      expect((await (await site.as("ilrc-drafter")).get(threads)).status).toBe(404);
      value(await services.matters.inviteParty(people.admin, slug, { organizationId }));
      await acceptAll(site, slug);
      expect((await (await site.as("ilrc-drafter")).get(threads)).body).toContain(CANARY);
      expect((await (await site.as("drafter")).get(threads)).body).not.toContain(CANARY);
    },
  );
});
