import { describe, expect, it } from "vitest";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { done } from "#app/domain/refusal.ts";
import type { TypesetInput } from "#server/typesetting/index.ts";
import { openReview, submit, writeText } from "./papers.ts";
import { paperTypesetter } from "./ports.ts";
import { freshBrowser } from "./with-passkey.ts";
import { cookieHeader, refused, value } from "./workspace.ts";

const FORGED = "Words that nobody has seen.";

describe("the text of a document whose version is pinned", () => {
  it("is the version's, and the draft is shown in its place only where it says the same [L1]", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    const { number } = await submit(review);
    const { html } = value(await services.versions.show(people.drafter, documentId, number));
    const pinned = async (draft: string) =>
      value(
        await services.versions.pinned(people.drafter, documentId, number, async () =>
          done({ html: draft }),
        ),
      );
    expect(await pinned(html)).toMatchObject({ html, isDraft: true });
    // Where the draft can't be drawn now, the page waits for its room.
    expect(await pinned("")).toMatchObject({ html, isDraft: true });
    expect(await pinned(html.replace("records", "recorda"))).toMatchObject({
      html,
      isDraft: false,
    });
    expect(review.logged()).toContain("a draft is not the version of it");
    expect(review.logged()).toContain('"level":50');
    expect(review.logged()).not.toContain("recorda");
  });

  it("is shown where the draft can't be read, and not where the version is not that of the record [L1]", async () => {
    const review = await openReview();
    const { services, people, documentId, database } = review;
    const { number } = await submit(review);
    const damaged = async () => {
      throw new Error(`row 3 of the log of draft ${documentId} is damaged`);
    };
    const pinned = () => services.versions.pinned(people.drafter, documentId, number, damaged);
    expect(value(await pinned()).isDraft).toBe(false);
    await database.client.version.updateMany({ data: { content: "{}" } });
    refused(await pinned(), "record-differs");
  });
});

describe("rows of a draft that somebody changed while a version is pinned", () => {
  it("are not in the preview’s pages, which show the version with its number and hash [L1]", async () => {
    const set: TypesetInput[] = [];
    const typeset: typeof paperTypesetter.typeset = (input, asked) => {
      set.push(input);
      return paperTypesetter.typeset(input, asked);
    };
    const review = await openReview({ previewTypesetter: { typeset } });
    const { services, people, documentId } = review;
    const { number, hash: sha256 } = await submit(review);
    await writeText(review, documentId, FORGED);
    const shown = value(await services.documents.preview.pages(people.drafter, documentId));
    expect(shown).toMatchObject({ change: null, leftOut: 0 });
    expect(set).toMatchObject([{ marking: { kind: "version", number, sha256 } }]);
    expect(JSON.stringify(set)).not.toContain(FORGED);
    // The draft has them.
    const draft = value(await review.resources.drafts.prose(documentId));
    expect(JSON.stringify(draft.prose)).toContain(FORGED);
  });

  it("are neither on a guest’s page nor among the paragraphs that a guest chooses from [L1]", async () => {
    const review = await openReview({ posted: "sent" });
    const { services, people, organizations, documentId, letters } = review;
    const { number } = await submit(review);
    const { html } = value(await services.versions.show(people.drafter, documentId, number));
    const guest = { name: "Jane Doe", email: "jane@firm.example.com", until: "2021-10-20" };
    const form = { ...guest, organizationId: organizations.council, level: "comment" as const };
    const browser = await freshBrowser(review, people.admin);
    value(await services.guests.invite(people.admin, documentId, form, browser));
    const token = /\/guest\/([\w-]{43})/u.exec(letters.at(-1)?.text ?? "")?.[1] ?? "";
    const asked = value(await services.guests.askCode({ token, cookies: null }));
    const code = /^\d{4} \d{4}/u.exec(letters.at(-1)?.subject ?? "")?.[0] ?? "";
    const cookies = cookieHeader(asked.cookie);
    const entered = value(await services.guests.enter({ token, cookies }, { code }));
    const linkId = entered.path.slice("/shared/".length);
    const request = { linkId, cookies: cookieHeader(entered.cookie) };
    const read = async () =>
      value(await services.guests.read(request, async () => done({ html: `<p>${FORGED}</p>` })));
    const before = await read();
    await writeText(review, documentId, FORGED);
    const after = await read();
    expect([before.html, after.html]).toEqual([html, html]);
    expect(after.paragraphs.length).toBeGreaterThan(1);
    expect(after.paragraphs).toEqual(before.paragraphs);
    expect(JSON.stringify(after)).not.toContain(FORGED);
  });
});

describe("a changed byte in a draft", () => {
  it("is found by audit:verify, which names draft and row [R42]", async () => {
    const { database, documentId } = await openReview();
    expect((await verifyAll(database)).differences).toEqual([]);
    const { client } = database;
    const base = await client.draftBase.findUniqueOrThrow({ where: { documentId } });
    const bytes = new Uint8Array(base.bytes);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await client.draftBase.update({ where: { documentId }, data: { bytes } });
    expect((await verifyAll(database)).differences).toEqual([
      {
        documentId,
        line: null,
        why: `row ${base.sequence} of its draft is damaged: its bytes have another checksum`,
      },
    ]);
  });
});
