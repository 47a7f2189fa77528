import type { KnownField } from "#app/document/details/filing-fields.ts";
import {
  eventField,
  requestField,
  type EventSource,
  type RequestSource,
} from "#app/document/details/sourced-fields.ts";
import type { BlockKind } from "#app/document/nodes/kinds.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { FiledRequest, TemplateDetails } from "./template-details.ts";

/** A run of text: plain, with one mark, or created by `field`, `reference` or `footnote`. */
export type TemplateRun =
  | string
  | { readonly text: string; readonly mark: "italic" | "underline" }
  | { readonly node: ProseNode };

export const italic = (text: string): TemplateRun => ({ text, mark: "italic" });

/** Creates the blocks of a template, each with its own id. */
export interface Writer {
  body(...runs: TemplateRun[]): ProseNode;
  heading(level: number, ...runs: TemplateRun[]): ProseNode;
  /** A numbered paragraph of a complaint. */
  numbered(level: number, ...runs: TemplateRun[]): ProseNode;
  /** An item of a request. */
  item(level: number, ...runs: TemplateRun[]): ProseNode;
  ordered(level: number, ...runs: TemplateRun[]): ProseNode;
  /** A block whose lines stay together, such as an address; an empty one leaves room. */
  lines(...lines: string[]): ProseNode;
  pageBreak(): ProseNode;
  caption(): ProseNode;
  signatureBlock(organizationId: string): ProseNode;
  /** The line of an exhibit of the document's details. */
  exhibit(id: string): ProseNode;
  footnote(...runs: TemplateRun[]): TemplateRun;
  /** A detail of the document, or a value from the record, the clock or the docket. */
  field(name: KnownField): TemplateRun;
  /** A value of that filed request (L35). */
  ofRequest(source: RequestSource, request: { readonly documentId: string }): TemplateRun;
  /** A day of that event of the agency record. */
  ofEvent(source: EventSource, event: { readonly id: string }): TemplateRun;
  /** A reference to these blocks of the template. */
  reference(...blocks: ProseNode[]): TemplateRun;
  /** A reference to exhibits of the details, by their ids. */
  exhibitReference(...ids: string[]): TemplateRun;
  /** A table with a header row; each cell is one paragraph. */
  table(...rows: (readonly TemplateRun[])[][]): ProseNode;
}

/**
 * The signature blocks of the parties, drawn from the document's details. A party without an id
 * gets a prompt.
 */
export function signatures(write: Writer, { parties, partyIds }: KnownParties): ProseNode[] {
  return parties.map((party, index) => {
    const id = partyIds[index];
    return id === undefined
      ? write.lines("[Name]", "[Title]", party, "[E-mail, telephone]")
      : write.signatureBlock(id);
  });
}

interface KnownParties {
  readonly parties: readonly string[];
  readonly partyIds: readonly string[];
}

export function createWriter(newBlockId: () => string): Writer {
  const block = (kind: BlockKind, level: number, content: readonly ProseNode[]): ProseNode => ({
    type: "block",
    attrs: { id: newBlockId(), kind, level },
    ...(content.length > 0 ? { content } : {}),
  });
  const write =
    (kind: BlockKind) =>
    (level: number, ...runs: TemplateRun[]) =>
      block(kind, level, runs.map(textOf));
  return {
    body: (...runs) => block("body", 1, runs.map(textOf)),
    heading: write("heading"),
    numbered: write("numbered"),
    item: write("requestItem"),
    ordered: write("ordered"),
    lines: (...lines) =>
      block(
        "body",
        1,
        lines.flatMap((line, index): ProseNode[] => {
          const before: ProseNode[] = index === 0 ? [] : [{ type: "hardBreak" }];
          return line === "" ? before : [...before, textOf(line)];
        }),
      ),
    pageBreak: () => ({ type: "pageBreak" }),
    caption: () => ({ type: "caption", attrs: { id: newBlockId() } }),
    signatureBlock: (organization) => ({
      type: "signatureBlock",
      attrs: { id: newBlockId(), organization },
    }),
    exhibit: (id) => ({ type: "exhibit", attrs: { id } }),
    footnote: (...runs) => ({
      node: { type: "footnote", attrs: { id: newBlockId() }, content: runs.map(textOf) },
    }),
    field,
    ofRequest: (source, { documentId }) => field(requestField(source, documentId)),
    ofEvent: (source, { id }) => field(eventField(source, id)),
    reference: (...blocks) => ({
      node: { type: "crossReference", attrs: { targets: blocks.map(({ attrs }) => attrs?.id) } },
    }),
    exhibitReference: (...ids) => ({ node: { type: "crossReference", attrs: { targets: ids } } }),
    table: (...rows) => ({
      type: "table",
      content: rows.map((cells, row) => ({
        type: "tableRow",
        content: cells.map((runs) => ({
          type: row === 0 ? "tableHeader" : "tableCell",
          content: [block("body", 1, runs.map(textOf))],
        })),
      })),
    }),
  };
}

const field = (name: KnownField): TemplateRun => ({
  node: { type: "field", attrs: { name } },
});

function textOf(run: TemplateRun): ProseNode {
  if (typeof run === "string") return { type: "text", text: run };
  if ("node" in run) return run.node;
  return { type: "text", text: run.text, marks: [{ type: run.mark }] };
}

/** Joins the runs of several clauses into those of one sentence. */
export function joined(
  clauses: readonly (readonly TemplateRun[])[],
  between: string,
): TemplateRun[] {
  return clauses.flatMap((runs, at) => (at === 0 ? [...runs] : [between, ...runs]));
}

/** "tracking number", or "tracking numbers" of a request that has several. */
export function numberTerm({ trackingNumbers }: FiledRequest): string {
  return `tracking number${new Set(trackingNumbers).size > 1 ? "s" : ""}`;
}

/** The facts, with prompts in place of missing ones. */
export function withPrompts(details: TemplateDetails) {
  const given = details.parties ?? [];
  const known = given.flatMap((name, at) =>
    name.trim() === "" ? [] : [{ name, city: details.cities?.[at] ?? null }],
  );
  const parties = known.map(({ name }) => name);
  return {
    title: details.title?.trim() || "[Subject in one line]",
    agency: details.agency?.trim() || "[Agency or component]",
    department: details.department?.trim() || null,
    parties: parties.length > 0 ? parties : ["[Organization]"],
    /** In the same order; null if not recorded. */
    cities: parties.length > 0 ? known.map(({ city }) => city) : [null],
    // Ids correspond to the names only if none was replaced.
    partyIds: parties.length === given.length ? (details.partyIds ?? []) : [],
    several: parties.length > 1,
  };
}

/** The contact as a phrase: "A person, e-mail a@example.org, telephone …"; a prompt if unknown. */
export function contactText(contact: TemplateDetails["contact"]): string {
  if (!contact) return "[name, e-mail, telephone]";
  const { name, email, telephone } = contact;
  return [
    name,
    email === null ? "e-mail [e-mail address]" : `e-mail ${email}`,
    ...(telephone === null ? [] : [`telephone ${telephone}`]),
  ].join(", ");
}
