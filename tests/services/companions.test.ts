import { describe, expect, it } from "vitest";
import { isCompanionForm, isCompanionStep } from "#app/domain/companion-paper.ts";
import { COURTS } from "#app/domain/layout.ts";
import { COURT_PROFILES } from "#app/domain/layout.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { committedProse } from "./ports.ts";
import { openCoalition, refusal, value } from "./workspace.ts";

async function complaint(layoutProfile: "nd-cal" | "ddc" = "nd-cal") {
  const coalition = await openCoalition();
  const { services, people, slug } = coalition;
  const form = { kind: "complaint", title: "Weekly reports", layoutProfile } as const;
  const { documentId } = value(await services.documents.create(people.drafter, slug, form));
  const checklist = async () =>
    value(await services.companions.show(people.drafter, documentId)).papers;
  return { ...coalition, documentId, checklist };
}

describe("the papers that go with a complaint [L32]", () => {
  it("are listed as the court asks for them, each there or missing", async () => {
    const { services, people, documentId, checklist } = await complaint();
    for (const layoutProfile of COURT_PROFILES) {
      value(await services.documents.setLayout(people.drafter, documentId, { layoutProfile }));
      expect((await checklist()).map(({ paper }) => paper)).toEqual(
        COURTS[layoutProfile].papers.map(({ paper }) => paper),
      );
    }
    const papers = await checklist();
    for (const { paper, document, missing } of papers) {
      expect(document, paper).toBeNull();
      // Nobody has recorded counsel, nor where the United States attorney is.
      if (paper === "cover-sheet")
        expect(missing).toContain("I(c) Attorneys: firm name, address and telephone");
      if (paper === "summons") expect(missing).toContain("Civil action number");
    }
  });

  it("are begun under the complaint's caption, and are there from then on", async () => {
    const { services, people, documentId, checklist, database } = await complaint();
    for (const companion of [
      "disclosure-statement",
      "interested-entities",
      "proof-of-service",
      "related-cases",
    ] as const) {
      const begun = value(
        await services.companions.begin(people.drafter, documentId, { companion }),
      );
      const [paper, suit] = await Promise.all(
        [begun.documentId, documentId].map((id) =>
          database.client.document.findUniqueOrThrow({ where: { id } }),
        ),
      );
      expect(paper?.docketId).toBe(suit?.docketId);
      const [made, of] = [paper, suit].map((row) => readDetails(row?.facts ?? "").caption);
      expect(made).toMatchObject({ companion, plaintiffs: of?.plaintiffs, court: of?.court });
      const { document } = (await checklist()).find(({ paper: one }) => one === companion)!;
      expect(document).toMatchObject({ id: begun.documentId, status: "draft" });
      const prose = (await committedProse(database, begun.documentId))!.prose;
      expect(plainText(prose)).not.toContain("Claims for relief");
    }
    const missing = (await checklist()).filter(({ document, paper }) => {
      return document === null && !isCompanionForm(paper) && !isCompanionStep(paper);
    });
    expect(missing).toEqual([]);
  });

  it("are seen by whoever sees the complaint, and begun by drafters alone", async () => {
    const { services, people, documentId } = await complaint("ddc");
    const { show, begin } = services.companions;
    const form = { companion: "proof-of-service" } as const;
    expect(value(await show(people.observer, documentId)).may.create).toBe(false);
    expect(await show(people.stranger, documentId)).toMatchObject(refusal("not-found"));
    expect(await begin(people.observer, documentId, form)).toMatchObject(refusal("forbidden"));
    expect(await begin(people.stranger, documentId, form)).toMatchObject(refusal("not-found"));
  });
});
