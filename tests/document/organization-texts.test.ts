import { describe, expect, it } from "vitest";
import { DOCUMENT_KINDS } from "#app/domain/document.ts";
import { begunText, shownTemplate } from "#app/document/organization-texts/begin.ts";
import { ownIdsOf, withFreshIds } from "#app/document/organization-texts/fresh-ids.ts";
import { keepAsClause, keepAsTemplate } from "#app/document/organization-texts/keep.ts";
import { peopleOf, withoutPeopleIn } from "#app/document/organization-texts/people-in-text.ts";
import { clauseText } from "#app/document/organization-texts/clause-text.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { bracketedIn } from "#app/document/readiness/bracketed.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { proseToHtml } from "#app/document/rendering/html.ts";
import { firstTemplate } from "#app/document/templates/index.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { fc } from "#tests/support/fast-check.ts";

const block = (id: string, ...content: ProseNode[]): ProseNode => ({
  type: "block",
  attrs: { id, kind: "numbered", level: 1 },
  content,
});
const text = (words: string): ProseNode => ({ type: "text", text: words });
const to = (...targets: string[]): ProseNode => ({
  type: "crossReference",
  attrs: { targets, ranges: [] },
});
const field = (name: string): ProseNode => ({ type: "field", attrs: { name } });

const withoutPeople = (whole: string, people: Parameters<typeof withoutPeopleIn>[1]) => {
  const { pieces, count } = withoutPeopleIn([whole], people);
  return { text: pieces.join(""), count };
};

let made = 0;
const newId = () => `new${(made += 1)}`;

describe("paragraphs that are kept as a clause", () => {
  it("keep their footnotes and the references among them", () => {
    const note: ProseNode = {
      type: "footnote",
      attrs: { id: "n" },
      content: [text("See "), to("a")],
    };
    const { nodes, left } = keepAsClause([block("a", text("One."), note), block("b", to("a"))], {
      people: [],
    });
    expect(nodes).toEqual([block("a", text("One."), note), block("b", to("a"))]);
    expect(left).toEqual({ references: 0, values: 0, people: 0, drawn: 0 });
  });

  it("have a prompt where a reference led out of them, which submit finds", () => {
    const { nodes, left } = keepAsClause([block("a", text("As in "), to("elsewhere"))], {
      people: [],
      citationOf: () => "¶ 12",
    });
    expect(left.references).toBe(1);
    const [, prompt] = nodes[0]?.content ?? [];
    expect(prompt).toEqual(text("[reference to ¶ 12 of the earlier text]"));
    expect(bracketedIn(prompt?.text ?? "")).toHaveLength(1);
    // One end outside is enough: half a range says something else.
    const range: ProseNode = {
      type: "crossReference",
      attrs: { targets: ["a", "z"], ranges: [["a", "z"]] },
    };
    expect(keepAsClause([block("a", range)], { people: [] }).left.references).toBe(1);
  });

  it("keep the fields of a document as fields, and lose what belongs to one matter's record", () => {
    const names = ["caseNumber", "suitFiled", "certifierOf_org", "determinationDue_doc", "unheard"];
    const { nodes, left } = keepAsClause([block("a", ...names.map(field))], { people: [] });
    expect(nodes[0]?.content).toEqual([
      field("caseNumber"),
      field("suitFiled"),
      field("certifier"),
      text("[date by which a determination was due]"),
      text("[a value]"),
    ]);
    expect(left.values).toBe(2);
    expect(JSON.stringify(nodes)).not.toMatch(/_doc|_org/u);
  });

  it("do without captions, signature blocks and exhibits", () => {
    const drawn: ProseNode[] = [
      { type: "caption", attrs: { id: "c" } },
      { type: "signatureBlock", attrs: { id: "s", organization: "council" } },
      { type: "exhibit", attrs: { id: "e" } },
    ];
    const { nodes, left } = keepAsClause([...drawn, block("a", text("Words."))], { people: [] });
    expect(nodes).toEqual([block("a", text("Words."))]);
    expect(left.drawn).toBe(3);
  });

  it("name no person of the details unless they are asked to, nor how to reach them", () => {
    const link = { type: "link", attrs: { href: "mailto:ana@example.org" } };
    const words = [
      text("Ana Example, of Example & Co., ana@example.org."),
      { ...text("Write us"), marks: [link, { type: "bold" }] } as ProseNode,
    ];
    const people = peopleOf({
      organizations: [],
      caption: null,
      signers: [
        {
          ...SIGNER,
          name: "Ana Example",
          email: "ana@example.org",
        },
      ],
      certifier: null,
      furtherCertifiers: [],
    });
    const { nodes, left } = keepAsClause([block("a", ...words)], { people });
    expect(JSON.stringify(nodes)).not.toMatch(/ana@|Ana/u);
    expect(nodes[0]?.content?.[0]).toEqual(text("[Name], of Example & Co., [E-mail]."));
    expect(nodes[0]?.content?.[1]?.marks).toEqual([{ type: "bold" }]);
    expect(left.people).toBe(2);
    expect(keepAsClause([block("a", ...words)], { people: null }).nodes).toEqual([
      block("a", ...words),
    ]);
  });

  it("are kept as they were, kept again", () => {
    const nodes = firstTemplate("complaint", newId, { parties: ["A", "B"] }).content;
    const once = keepAsClause(nodes, { people: [] });
    const again = keepAsClause(once.nodes, { people: [] });
    expect(again.nodes).toEqual(once.nodes);
    expect(again.left).toEqual({ references: 0, values: 0, people: 0, drawn: 0 });
  });

  it("are found by their words, with those of notes and cells", () => {
    const cell: ProseNode = { type: "tableCell", content: [block("c", text("in a cell"))] };
    const table: ProseNode = { type: "table", content: [{ type: "tableRow", content: [cell] }] };
    const note: ProseNode = { type: "footnote", attrs: { id: "n" }, content: [text("below")] };
    const words = clauseText({ type: "doc", content: [block("a", text("Above"), note), table] });
    expect(words).toMatch(/Above.*below/u);
    expect(words).toContain("in a cell");
  });
});

const SIGNER = readDetails(
  JSON.stringify({
    organizations: [{ id: "o", name: "O" }],
    signers: [{ id: "s", organizationId: "o", name: "Somebody" }],
  }),
).signers[0] as NonNullable<ReturnType<typeof readDetails>["signers"][number]>;

describe("a name that stays behind", () => {
  it("is that of a plaintiff, too, who is none of the organizations", () => {
    const details = readDetails("{}");
    const [organization] = readDetails(
      JSON.stringify({ organizations: [{ id: "o", name: "Our Council" }] }),
    ).organizations;
    const plaintiff = (name: string) => ({ name, isAgency: false }) as never;
    const people = peopleOf({
      ...details,
      organizations: organization ? [organization] : [],
      caption: { plaintiffs: ["Our Council", "Jane Roe"].map(plaintiff) } as never,
    });
    expect(people).toEqual([{ words: "Jane Roe", prompt: "[Plaintiff]" }]);
  });

  it("is found across marks, in capitals and with the signs of a printer, and not in other words", () => {
    const people = [
      { words: "Bartholomew O'Neil-Quill", prompt: "[Name]" },
      { words: "May", prompt: "[Plaintiff]" },
    ];
    const bold = (words: string): ProseNode => ({ ...text(words), marks: [{ type: "bold" }] });
    const kept = (...content: ProseNode[]) =>
      keepAsClause([block("a", ...content)], { people }).nodes[0]?.content;
    expect(kept(text("By "), bold("Bartholomew"), text(" O’Neil-"), bold("Quill, Esq."))).toEqual([
      text("By "),
      bold("[Name]"),
      bold(", Esq."),
    ]);
    expect(kept(text("BARTHOLOMEW O’NEIL‑QUILL"))).toEqual([text("[Name]")]);
    expect(kept(text("Bartholomew\u00A0O'Neil-Quill"), text("s may, May MAY"))).toEqual([
      text("Bartholomew\u00A0O'Neil-Quill"),
      text("s may, [Plaintiff] MAY"),
    ]);
    // A letter that grows when it is made small moves nothing.
    expect(kept(text("İİ Bartholomew O'Neil-Quill."))).toEqual([text("İİ [Name].")]);
  });

  it("leaves of any text, however it is divided, what it leaves of the whole", () => {
    const words = fc.constantFrom("Ana", " ", "\u00A0", "Li", "ana li", "İ", ", ", "’s", "X");
    const people = [{ words: "Ana Li", prompt: "[Name]" }];
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (pieces) => {
        const divided = withoutPeopleIn(pieces, people);
        const whole = withoutPeople(pieces.join(""), people);
        expect(divided.pieces).toHaveLength(pieces.length);
        expect({ text: divided.pieces.join(""), count: divided.count }).toEqual(whole);
      }),
    );
  });

  it("is none where the details only say that it is not recorded", () => {
    const people = peopleOf({
      ...readDetails("{}"),
      signers: [{ ...SIGNER, name: "[Name: not recorded]", telephone: "[not recorded]" }],
    });
    expect(people).toEqual([]);
    expect(withoutPeople("Tracking number [not recorded].", people).count).toBe(0);
  });

  it("is taken out where it is a word of its own, and nowhere else", () => {
    const people = [{ words: "Ana Li", prompt: "[Name]" }];
    expect(withoutPeople("Ana Li, Ana Lind, Diana Li; Ana Li’s", people)).toEqual({
      text: "[Name], Ana Lind, Diana Li; [Name]’s",
      count: 2,
    });
    expect(withoutPeople("Ana LiAna Li", people).count).toBe(0);
  });

  it("stands nowhere as a word of its own, whatever the text", () => {
    const words = fc.constantFrom("Ana Li", "Ana", "Li", " ", "x", ", ", "’s ");
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (pieces) => {
        const whole = pieces.join("");
        const { text: left } = withoutPeople(whole, [{ words: "Ana Li", prompt: "[Name]" }]);
        expect(left).not.toMatch(/(?<![\p{L}\p{N}])Ana Li(?![\p{L}\p{N}])/u);
      }),
    );
  });
});

describe("ids of what is put into a text", () => {
  it("are new each time, and references among the paragraphs follow them", () => {
    const nodes = [block("a", text("x")), block("b", to("a", "elsewhere"))];
    const fresh = withFreshIds(nodes, newId);
    const [first, second] = fresh;
    expect(ownIdsOf(fresh).has("a")).toBe(false);
    expect(second?.content?.[0]?.attrs?.["targets"]).toEqual([first?.attrs?.["id"], "elsewhere"]);
    const again = ownIdsOf(withFreshIds(nodes, newId));
    expect([...ownIdsOf(fresh)].some((id) => again.has(id))).toBe(false);
  });

  it("are unique, also where the kept text had one twice or none", () => {
    const bare: ProseNode = { type: "block", attrs: { id: null, kind: "body", level: 1 } };
    const fresh = withFreshIds([block("a"), block("a"), bare], newId);
    expect(new Set(fresh.map(({ attrs }) => attrs?.["id"])).size).toBe(3);
  });
});

describe("a text that is kept as a template", () => {
  it.each(DOCUMENT_KINDS)("begins a valid %s for other parties and other exhibits", (kind) => {
    const parties = ["Old Council", "Old Center"];
    const prose = firstTemplate(kind, newId, { parties, partyIds: ["old-1", "old-2"] });
    const { nodes } = keepAsTemplate(prose.content, { people: [] });
    const template = canonicalProse({ type: "doc", content: nodes });
    expect(JSON.stringify(template)).not.toMatch(/"old-/u);
    const begun = begunText(template, newId, { partyIds: ["p", "q", "r"], exhibitIds: ["x"] });
    expect(canonicalProse(begun)).toBeDefined();
    const signs = begun.content.filter(({ type }) => type === "signatureBlock");
    const signed = prose.content.some(({ type }) => type === "signatureBlock");
    expect(signs.map(({ attrs }) => attrs?.["organization"])).toEqual(
      signed ? ["p", "q", "r"] : [],
    );
    // Parts without text of their own stay in place.
    const types = (nodes: readonly ProseNode[]) =>
      nodes.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1]);
    expect(types(begun.content)).toEqual(types(prose.content));
  });

  it("says in words where the parties sign and the exhibits are listed", () => {
    const nodes: ProseNode[] = [
      block("a", text("Words.")),
      { type: "exhibit", attrs: { id: "e1" } },
      { type: "exhibit", attrs: { id: "e2" } },
      { type: "signatureBlock", attrs: { id: "s", organization: "council" } },
    ];
    const kept = keepAsTemplate(nodes, { people: [] });
    expect(kept.left.drawn).toBe(1);
    const html = proseToHtml(shownTemplate({ type: "doc", content: kept.nodes }));
    expect(html).toContain("[Signature blocks of the parties]");
    expect(html.split("[Lines of the document’s exhibits]")).toHaveLength(2);
  });

  it("is never an empty text, even where all of it was drawn from details", () => {
    const { nodes } = keepAsTemplate([{ type: "exhibit", attrs: { id: "e" } }], { people: [] });
    const begun = begunText({ type: "doc", content: nodes }, newId, {
      partyIds: [],
      exhibitIds: [],
    });
    expect(canonicalProse(begun).content).toHaveLength(1);
  });
});
