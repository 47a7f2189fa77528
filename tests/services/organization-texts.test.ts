import { describe, expect, it } from "vitest";
import type { ProseNode } from "#app/document/prose.ts";
import { ORGANIZATION_TEXT_LIMITS } from "#app/domain/organization-texts.ts";
import { SCHEMA_VERSION } from "#app/document/schema-version.ts";
import type { KeepClauseForm } from "#app/domain/forms/organization-texts.ts";
import { committedProse } from "./ports.ts";
import { openReview, recordSigner, submit, writeText } from "./papers.ts";
import { failingTexts } from "./failing-texts.ts";
import { refused, value, type Knobs } from "./workspace.ts";

const paragraph = (id: string, ...content: ProseNode[]): ProseNode => ({
  type: "block",
  attrs: { id, kind: "body", level: 1 },
  content,
});
const text = (words: string): ProseNode => ({ type: "text", text: words });

const FEES = "The requesters ask for a waiver of all fees, naïvely perhaps.";

function clause(organizationId: string, changed: Partial<KeepClauseForm> = {}): KeepClauseForm {
  return {
    organizationId,
    name: "Fee waiver",
    note: "For the news media",
    schemaVersion: SCHEMA_VERSION,
    content: JSON.stringify([paragraph("a", text(FEES))]),
    keepNames: false,
    ...changed,
  };
}

const openTexts = async (knobs: Knobs = {}) => {
  const review = await openReview(knobs);
  const { services, organizations, people } = review;
  const ilrcDrafter = people.ilrcDrafter;
  const { organizationTexts: texts } = services;
  const keep = async (changed: Partial<KeepClauseForm> = {}) =>
    value(
      await texts.keepClause(
        people.drafter,
        review.documentId,
        clause(organizations.council, changed),
      ),
    ).clauseId;
  return { ...review, texts, keep, ilrcDrafter };
};

describe("an organization's clauses [issue 32]", () => {
  it("are kept by its drafters, reviewers and staff, and by nobody else", async () => {
    const { texts, people, reviewers, documentId, organizations } = await openTexts();
    for (const actor of [people.drafter, people.staff, reviewers.council]) {
      value(await texts.keepClause(actor, documentId, clause(organizations.council)));
    }
    for (const actor of [people.observer, people.admin]) {
      const { sentence } = refused(
        await texts.keepClause(actor, documentId, clause(organizations.council)),
        "forbidden",
      );
      expect(sentence).toContain("keep its templates and clauses");
      refused(await texts.admitClause(actor, documentId, organizations.council), "forbidden");
    }
    // Of the same matter, and of none.
    refused(
      await texts.keepClause(people.ilrcDrafter, documentId, clause(organizations.council)),
      "not-found",
    );
    refused(
      await texts.keepClause(people.stranger, documentId, clause(organizations.council)),
      "not-found",
    );
    for (const of of [organizations.council, "none", undefined]) {
      refused(await texts.admitClause(people.stranger, documentId, of), "not-found");
    }
    refused(
      await texts.admitClause(people.ilrcDrafter, documentId, organizations.council),
      "not-found",
    );
  });

  it("are read by all of its people and found by their words; others see none of them, not even by id", async () => {
    const { texts, people, documentId, organizations, keep } = await openTexts();
    const { council } = organizations;
    const id = await keep();
    for (const actor of [people.observer, people.admin, people.drafter]) {
      const found = value(await texts.show(actor, council, "FEES naive"));
      expect(found.clauses.map((one) => one.id)).toEqual([id]);
      expect(value(await texts.show(actor, council, "fees nowhere"))).toMatchObject({
        clauses: [],
        total: 1,
      });
      expect(value(await texts.showOne(actor, "clause", council, id)).html).toContain("waiver");
      expect(value(await texts.library(actor, documentId, "")).clauses).toHaveLength(1);
      expect(value(await texts.clause(actor, documentId, id)).prose.content).toHaveLength(1);
    }
    const other = people.ilrcDrafter;
    refused(await texts.show(other, council, ""), "not-found");
    refused(await texts.showOne(other, "clause", council, id), "not-found");
    // Also asked for as if it were one of their own organization's.
    refused(await texts.showOne(other, "clause", organizations.ilrc, id), "not-found");
    refused(await texts.clause(other, documentId, id), "not-found");
    expect(value(await texts.library(other, documentId, "fees"))).toMatchObject({ clauses: [] });
    expect(JSON.stringify(value(await texts.library(other, documentId, "")))).not.toContain("Fee");
    refused(await texts.library(people.stranger, documentId, ""), "not-found");
  });

  it("belong to whose roles the sign-in carries alone [P8]", async () => {
    const { texts, people, documentId, organizations, keep } = await openTexts();
    await keep();
    const both = { ...people.drafter, memberships: people.ilrcDrafter.memberships };
    expect(value(await texts.library(both, documentId, ""))).toMatchObject({ clauses: [] });
    refused(await texts.show(both, organizations.council, ""), "not-found");
  });

  it("go to no organization that is not party to the matter", async () => {
    const coalition = await openTexts();
    const { texts, documentId, organizations } = coalition;
    const elsewhere = await coalition.organization("Elsewhere");
    const both = await coalition.person("both@example.org", [
      { organizationId: organizations.council, roles: ["drafter"] },
      { organizationId: elsewhere, roles: ["drafter"] },
    ]);
    const { fields } = refused(
      await texts.keepClause(both, documentId, clause(elsewhere)),
      "bad-input",
    );
    expect(fields?.["organizationId"]).toBeDefined();
    const offered = value(await texts.library(both, documentId, "")).organizations;
    expect(offered.map(({ id }) => id)).toEqual([organizations.council]);
  });

  it("say in the record that they were kept, to nobody but their organization, and no word of them", async () => {
    const { texts, people, organizations, keep, database, logged } = await openTexts();
    const id = await keep();
    const { council } = organizations;
    value(await texts.changeClause(people.staff, council, id, { name: "Fees", revision: 1 }));
    value(await texts.removeClause(people.staff, council, id, { revision: 2 }));
    const lines = await database.client.auditEvent.findMany({
      where: { type: { startsWith: "clause." } },
      orderBy: { sequence: "asc" },
    });
    expect(lines.map(({ type }) => type)).toEqual([
      "clause.added",
      "clause.changed",
      "clause.removed",
    ]);
    for (const { organizationId, matterId, documentId } of lines) {
      expect({ organizationId, matterId, documentId }).toEqual({
        organizationId: council,
        matterId: null,
        documentId: null,
      });
    }
    expect(JSON.stringify(lines)).not.toContain("naïvely");
    expect(logged()).not.toContain("naïvely");
  });

  it("are renamed and removed as they were seen, and not over what another did meanwhile", async () => {
    const { texts, people, organizations, keep } = await openTexts();
    const { council } = organizations;
    const id = await keep();
    const change = (name: string, revision: number) =>
      texts.changeClause(people.drafter, council, id, { name, revision });
    value(await change("First", 1));
    expect(refused(await change("Second", 1), "conflict").sentence).toContain("Somebody else");
    refused(await texts.removeClause(people.drafter, council, id, { revision: 1 }), "conflict");
    const { name, note, revision } = value(
      await texts.showOne(people.drafter, "clause", council, id),
    );
    expect({ name, note, revision }).toEqual({ name: "First", note: "", revision: 2 });
    refused(
      await texts.changeClause(people.ilrcDrafter, council, id, { name: "X", revision: 2 }),
      "not-found",
    );
    refused(await texts.removeClause(people.observer, council, id, { revision: 2 }), "forbidden");
    value(await texts.removeClause(people.staff, council, id, { revision: 2 }));
    refused(await texts.showOne(people.drafter, "clause", council, id), "not-found");
  });

  it("refuse what is no text of ours, too much, or of another release, and keep nothing of it", async () => {
    const { texts, people, documentId, organizations, database } = await openTexts();
    const send = async (changed: Partial<KeepClauseForm>, code: Parameters<typeof refused>[1]) =>
      refused(
        await texts.keepClause(people.drafter, documentId, clause(organizations.council, changed)),
        code,
      ).sentence;
    const nodes = (...content: unknown[]) => ({ content: JSON.stringify(content) });
    await send({ content: "not JSON" }, "bad-input");
    await send({ content: '{"type":"doc"}' }, "bad-input");
    await send({ content: `${"[".repeat(5_000)}${"]".repeat(5_000)}` }, "bad-input");
    for (const wrong of [
      null,
      7,
      [],
      {},
      { type: 7 },
      { type: "block", content: {} },
      { type: "block", content: [null] },
      { type: "block", content: [{ type: "text", text: 7 }] },
      { type: "block", content: [{ type: "text", text: "x", marks: {} }] },
    ]) {
      expect(await send(nodes(wrong), "bad-input")).toContain("nothing was kept");
    }
    for (const wrong of [
      { type: "script" },
      { type: "block", content: [{ type: "text", text: "x\u0000y" }] },
      { type: "block", attrs: { id: "<b>" } },
      { type: "block", content: [{ type: "text", text: "x", marks: [null] }] },
      { type: "tableRow", content: [] },
    ]) {
      expect(await send(nodes(wrong), "text-incomplete")).toContain("Nothing was kept");
    }
    await send(nodes(), "text-incomplete");
    await send(nodes({ type: "caption", attrs: { id: "c" } }), "bad-input");
    await send(nodes({ type: "block", attrs: { id: "a", kind: "body", level: 1 } }), "bad-input");
    await send(
      nodes(paragraph("a", text("x".repeat(ORGANIZATION_TEXT_LIMITS.clause)))),
      "too-large",
    );
    expect(await send({ schemaVersion: SCHEMA_VERSION + 1 }, "conflict")).toContain(
      "another release",
    );
    expect(await database.client.clause.count()).toBe(0);
    const bytes = new TextEncoder().encode(JSON.stringify({ name: "x" }));
    refused(
      await texts.sendClause(people.drafter, documentId, organizations.council, bytes),
      "bad-input",
    );
    refused(
      await texts.sendClause(
        people.drafter,
        documentId,
        organizations.council,
        new TextEncoder().encode("{"),
      ),
      "bad-input",
    );
  });

  it("of a newer release are not shown as less than they are, and stay as they are", async () => {
    const { texts, people, documentId, organizations, keep, database } = await openTexts();
    const id = await keep();
    await database.client.clause.update({
      where: { id },
      data: { schemaVersion: SCHEMA_VERSION + 1 },
    });
    const { council } = organizations;
    refused(await texts.showOne(people.drafter, "clause", council, id), "conflict");
    refused(await texts.clause(people.drafter, documentId, id), "conflict");
    const { content } = await database.client.clause.findUniqueOrThrow({ where: { id } });
    expect(content).toContain("waiver of all fees");
  });

  it("are kept up to a number, and then say so", async () => {
    const { texts, people, documentId, organizations, database } = await openTexts();
    const { council: organizationId } = organizations;
    const at = new Date();
    await database.client.clause.createMany({
      data: Array.from({ length: ORGANIZATION_TEXT_LIMITS.clauses }, (_, number) => ({
        id: `clause-${number}`,
        organizationId,
        name: `Clause ${number}`,
        note: "",
        schemaVersion: SCHEMA_VERSION,
        content: "{}",
        words: `number ${number}`,
        revision: 1,
        createdById: people.drafter.userId,
        createdAt: at,
        changedById: people.drafter.userId,
        changedAt: at,
      })),
    });
    const { sentence } = refused(
      await texts.keepClause(people.drafter, documentId, clause(organizationId)),
      "too-large",
    );
    expect(sentence).toContain("300 clauses already");
    // Each is looked through.
    const found = value(await texts.show(people.drafter, organizationId, "number 299"));
    expect(found.clauses.map(({ id }) => id)).toEqual(["clause-299"]);
  });

  it("name nobody of the paper that they were taken from, unless somebody asks", async () => {
    const { texts, people, documentId, organizations, keep, ...review } = await openTexts();
    await recordSigner(
      { ...review, people },
      {
        organizationId: organizations.council,
        name: "Ana Example",
      },
    );
    const content = JSON.stringify([paragraph("a", text("Ask Ana Example about it."))]);
    const shown = async (id: string) =>
      value(await texts.showOne(people.drafter, "clause", organizations.council, id)).html;
    // Signers reach a paper's details with the organizations that sign it.
    const { signers } = value(
      await review.services.documents.showDetails(people.drafter, documentId),
    ).form as { readonly signers: readonly unknown[] };
    expect(signers.length).toBeGreaterThan(0);
    expect(await shown(await keep({ content }))).toContain("Ask [Name] about it.");
    expect(await shown(await keep({ content, keepNames: true }))).toContain("Ask Ana Example");
  });
});

describe("an organization's templates [issue 32]", () => {
  const kept = async (knobs: Knobs = {}) => {
    const review = await openTexts(knobs);
    const { texts, people, documentId, organizations } = review;
    await writeText(review, documentId, "Words of our own that every request begins with.");
    const { templateId } = value(
      await texts.keepTemplate(people.drafter, documentId, {
        organizationId: organizations.council,
        name: "Our request",
      }),
    );
    const begin = (
      actor: typeof people.drafter,
      form: { readonly kind?: "request" | "letter"; readonly templateId?: string } = {},
    ) =>
      review.services.documents.create(actor, review.slug, {
        kind: "request",
        title: "Another request",
        layoutProfile: "letter",
        templateId,
        ...form,
      });
    return { ...review, templateId, begin };
  };

  it("are offered to its own people for documents of that kind, and begin them with ids of their own", async () => {
    const { services, people, slug, begin, templateId, database, documentId } = await kept();
    const choices = value(await services.documents.choices(people.drafter, slug));
    expect(choices.templates).toMatchObject([
      { id: templateId, kind: "request", name: "Our request" },
    ]);
    const made = value(await begin(people.drafter)).documentId;
    const [now, before] = [
      await committedProse(database, made),
      await committedProse(database, documentId),
    ];
    const words = JSON.stringify(now?.prose);
    expect(words).toContain("Words of our own that every request begins with.");
    const ids = (prose: unknown) => JSON.stringify(prose).match(/"id":"[^"]+"/gu) ?? [];
    const old = new Set(ids(before?.prose));
    expect(ids(now?.prose).filter((id) => old.has(id))).toEqual([]);
    expect(words).not.toContain("the-parties");
  });

  it("begin none, nor is one begun without them, where the texts' worker has no room: nothing is written", async () => {
    const { texts, fail, sentence } = failingTexts();
    const { database, people, begin, templateId } = await kept({ texts });
    const before = await database.client.document.count();
    fail();
    for (const form of [{}, { templateId: undefined }]) {
      const told = refused(await begin(people.drafter, form), "unavailable");
      expect(told.sentence).toBe(sentence);
    }
    expect(await database.client.document.count()).toBe(before);
    expect(await database.client.template.count({ where: { id: templateId } })).toBe(1);
  });

  it("that a newer release kept begin no document, and say so", async () => {
    const { database, people, begin, templateId } = await kept();
    const data = { schemaVersion: SCHEMA_VERSION + 1 };
    await database.client.template.update({ where: { id: templateId }, data });
    const before = await database.client.document.count();
    const { sentence } = refused(await begin(people.drafter), "conflict");
    expect(sentence).toContain("another release");
    expect(await database.client.document.count()).toBe(before);
  });

  it("are not there for the other parties, who can't begin a document with one by its id", async () => {
    const { services, people, slug, begin, templateId, texts, organizations } = await kept();
    const { council } = organizations;
    expect(value(await services.documents.choices(people.ilrcDrafter, slug)).templates).toEqual([]);
    const { fields } = refused(await begin(people.ilrcDrafter), "bad-input");
    const nowhere = refused(await begin(people.ilrcDrafter, { templateId: "none" }), "bad-input");
    expect(fields).toEqual(nowhere.fields);
    refused(await texts.showOne(people.ilrcDrafter, "template", council, templateId), "not-found");
    refused(
      await texts.removeTemplate(people.ilrcDrafter, council, templateId, { revision: 1 }),
      "not-found",
    );
  });

  it("begin no document of another kind, and none once they are removed", async () => {
    const { people, begin, templateId, texts, organizations } = await kept();
    const other = refused(await begin(people.drafter, { kind: "letter" }), "bad-input");
    expect(other.fields?.["templateId"]).toContain("another kind");
    value(
      await texts.removeTemplate(people.drafter, organizations.council, templateId, {
        revision: 1,
      }),
    );
    refused(await begin(people.drafter), "bad-input");
  });

  it("are kept of a draft, and of a version that is frozen, by who reads it and keeps texts", async () => {
    const review = await kept();
    const { texts, people, reviewers, documentId, organizations } = review;
    await submit(review);
    const { council: organizationId } = organizations;
    const form = { organizationId, name: "As submitted", version: 1 };
    value(await texts.keepTemplate(reviewers.council, documentId, form));
    expect(value(await texts.keepTemplateChoices(reviewers.council, documentId, 1))).toMatchObject({
      version: 1,
      organizations: [{ id: organizationId }],
    });
    refused(
      await texts.keepTemplate(people.drafter, documentId, { ...form, version: 9 }),
      "not-found",
    );
    refused(await texts.keepTemplate(people.observer, documentId, form), "forbidden");
    refused(await texts.keepTemplateChoices(people.observer, documentId, undefined), "forbidden");
    refused(await texts.keepTemplateChoices(people.stranger, documentId, undefined), "not-found");
    refused(await texts.keepTemplate(people.stranger, documentId, form), "not-found");
  });

  it("stay sealed in the record: one that is changed in the database is named by it", async () => {
    const { database, templateId } = await kept();
    const line = await database.client.auditEvent.findFirst({ where: { type: "template.added" } });
    expect(line).toMatchObject({ matterId: null, documentId: null });
    expect(line?.details).toContain("Our request");
    expect(line?.details).not.toContain("Words of our own");
    expect(line?.rows).toContain(templateId);
  });
});
