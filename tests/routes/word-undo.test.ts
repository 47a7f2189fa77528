import { describe, expect, it } from "vitest";
import { openReview } from "#tests/services/papers.ts";
import { NO_PLAN, paperWordBytes } from "#tests/services/paper-word.ts";
import { talkOf } from "#tests/services/talk.ts";
import { value } from "#tests/services/workspace.ts";
import { siteOf } from "./site.ts";

/** A comment of Jane's that the drafter of the coalition's ILRC brought in, for everybody or its people. */
const open = async (scope: "everybody" | "ilrc") => {
  const site = siteOf(await openReview());
  const { services, people, documentId, organizations } = site;
  const by = people.ilrcDrafter;
  const said = { author: "Jane Doe", at: null, text: "Is this so?" };
  const talk = [{ threadId: null, where: null, place: null, isDone: false, comments: [said] }];
  const upload = { fileName: "Back.docx", bytes: paperWordBytes({ plan: { ...NO_PLAN, talk } }) };
  const { arrivalId } = value(await services.wordFiles.arrive(by, upload, { documentId }));
  const asked = { arrivalId, text: undefined };
  const { seen, text } = value(await services.wordFiles.showReturn(by, documentId, asked));
  const organizationId = scope === "ilrc" ? organizations.ilrc : undefined;
  const form = { arrivalId, seen, text, organizationId };
  const { returnId } = value(await services.wordFiles.bringIn(by, documentId, form));
  return { ...site, returnId, path: `/documents/${documentId}/word-returns/${returnId}` };
};

describe("the page on which a file that was brought in is taken back", () => {
  it("[W10] is led to from the versions of its document, and from the card of what it brought", async () => {
    const site = await open("everybody");
    const { as, path, people, documentId, returnId } = site;
    const { document } = await (await as("drafter")).get(`/documents/${documentId}/versions`);
    expect(document.querySelector(`a[href="${path}"]`)?.textContent).toBe("Back.docx");
    const [thread] = (await talkOf(site).all(people.drafter)).threads;
    expect(thread?.wordReturn).toEqual({ documentId, returnId });
  });

  it("[M2] is named to nobody who sees nothing of what it brought", async () => {
    const { as, path, documentId } = await open("ilrc");
    const versions = `/documents/${documentId}/versions`;
    expect((await (await as("drafter")).get(versions)).body).not.toContain(path);
    expect((await (await as("drafter")).get(versions)).words).not.toContain("Back.docx");
    expect((await (await as("ilrc-drafter")).get(versions)).body).toContain(path);
  });
});
