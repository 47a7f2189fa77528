import { describe, expect, it } from "vitest";
import { openReview } from "#tests/services/papers.ts";
import { NO_PLAN, paperWordBytes } from "#tests/services/paper-word.ts";
import { talkOf } from "#tests/services/talk.ts";
import { value } from "#tests/services/workspace.ts";
import { siteOf } from "./site.ts";

/** A file with a comment of Jane's that the drafter sent, and that waits. */
const open = async () => {
  const site = siteOf(await openReview());
  const { services, people, documentId } = site;
  const said = { author: "Jane Doe", at: null, text: "Jane’s very words." };
  const talk = [{ threadId: null, where: null, place: null, isDone: false, comments: [said] }];
  const upload = { fileName: "Back.docx", bytes: paperWordBytes({ plan: { ...NO_PLAN, talk } }) };
  const { arrivalId } = value(
    await services.wordFiles.arrive(people.drafter, upload, { documentId }),
  );
  return { ...site, arrivalId };
};

describe("a Word file that waits, of another person", () => {
  it("[W7] is neither read, compared, made a draft of, brought in nor thrown away by anybody else", async () => {
    const site = await open();
    const { as, arrivalId, documentId, slug, database, services, people } = site;
    const asked = { arrivalId, text: undefined };
    const { seen, text } = value(
      await services.wordFiles.showReturn(people.drafter, documentId, asked),
    );
    const documents = await database.client.document.count();
    const other = await as("ilrc-drafter");
    for (const path of [
      `/from-word/${arrivalId}`,
      `/from-word/${arrivalId}/draft/${slug}`,
      `/from-word/${arrivalId}/return/${documentId}`,
      `/documents/${documentId}/word-blocks/${arrivalId}?changes=with`,
    ]) {
      const { status, body } = await other.get(path);
      expect([path, status]).toEqual([path, 404]);
      expect(body).not.toContain("Back.docx");
      expect(body).not.toContain("Jane");
    }
    const form = { kind: "letter", title: "Taken", layoutProfile: "letter", changes: "with" };
    await other.post(`/from-word/${arrivalId}/draft/${slug}`, { arrivalId, ...form });
    const bring = { intent: "bring-in", arrivalId, seen, text, organizationId: "" };
    await other.post(`/from-word/${arrivalId}/return/${documentId}`, bring);
    await other.post(`/from-word/${arrivalId}`, { intent: "discard" });
    expect(await database.client.document.count()).toBe(documents);
    expect((await talkOf(site).all(people.drafter)).threads).toEqual([]);
    expect(await database.client.wordArrival.count()).toBe(1);
    value(await services.wordFiles.show(people.drafter, arrivalId));
  });
});

describe("the list of what is open before a draft is submitted", () => {
  it("[W8] names who wrote it in Word as a claim, beside who brought it in", async () => {
    const { as, arrivalId, documentId, services, people } = await open();
    const asked = { arrivalId, text: undefined };
    const by = people.drafter;
    const { seen, text } = value(await services.wordFiles.showReturn(by, documentId, asked));
    value(await services.wordFiles.bringIn(by, documentId, { arrivalId, seen, text }));
    const { words } = await (await as("drafter")).get(`/documents/${documentId}/submit`);
    expect(words).toContain("Comment (Jane Doe, in Word), brought in by drafter");
    expect(words).not.toContain("Comment by drafter");
  });
});
