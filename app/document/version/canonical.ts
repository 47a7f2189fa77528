import canonicalize from "canonicalize";
import { Fragment, Mark, type Node } from "@tiptap/pm/model";
import { blockShape } from "#app/document/nodes/kinds.ts";
import { isLegalMark } from "#app/document/nodes/marks.ts";
import { checkedNode, naming, parsedNode } from "./validate.ts";
import { ProseError, withContent, type ProseJSON, type ProseNode } from "#app/document/prose.ts";

/**
 * Everything that the page depends on, and so everything that a signature covers. `facts` are the
 * caption's parties, the signature blocks, the addressee and the certifier.
 */
export interface VersionContent {
  readonly prose: ProseJSON;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly layoutProfile: string;
  readonly schemaVersion: number;
}

/**
 * Prose in its canonical form: marks that are not legal text (comments, suggestions) dropped,
 * adjacent text with the same marks joined, line breaks without marks, levels within their kind's
 * limits, every attribute written out. Throws a ProseError that names the block for what the schema
 * does not allow, NUL characters and lone surrogates (which PostgreSQL and JSON store differently).
 */
export function canonicalProse(prose: ProseJSON): ProseJSON {
  const children: readonly ProseNode[] = Array.isArray(prose.content) ? prose.content : [];
  const content = children.map((node, index) =>
    naming(index + 1, null, () => {
      refuseBrokenText(node, index + 1);
      return withoutOtherMarks(node);
    }),
  );
  const legal = { ...prose, content };
  return checkedNode(joined(parsedNode(legal))).toJSON() as ProseJSON;
}

/**
 * The canonical JSON (RFC 8785) of a version; its SHA-256 is the version's hash. Computed once and
 * stored as this text. Throws as canonicalProse does.
 */
export function canonicalVersion(content: VersionContent): string {
  const { facts: details, layoutProfile, schemaVersion } = content;
  refuseBrokenDetails(details);
  const text = canonicalize({
    prose: canonicalProse(content.prose),
    facts: details,
    layoutProfile,
    schemaVersion,
  });
  if (text === undefined) throw new ProseError("the version is not JSON", 0);
  return text;
}

function withoutOtherMarks(node: ProseNode): ProseNode {
  const { marks, ...unmarked } = node;
  const legal = marks?.filter((mark) => isLegalMark(mark.type));
  const marked = legal && legal.length > 0 ? { ...unmarked, marks: legal } : unmarked;
  return withContent(marked, (node.content ?? []).map(withoutOtherMarks));
}

/** Joins adjacent texts with the same marks, and limits levels to what is rendered. */
function joined(node: Node): Node {
  if (node.isText) return node.mark(Mark.setFrom(node.marks));
  const children: Node[] = [];
  node.forEach((child) => children.push(joined(child)));
  const attributes =
    node.type.name === "block" ? { ...node.attrs, ...blockShape(node.attrs) } : node.attrs;
  // Line breaks carry no marks: the shared document can't store them there.
  return node.type.create(attributes, Fragment.fromArray(children));
}

/** Whether a text can be stored and hashed: no NUL, no lone surrogate. */
export function isSoundText(text: string): boolean {
  return !text.includes("\u0000") && !LONE_SURROGATE.test(text);
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function refuseBrokenText(node: ProseNode, place: number): void {
  const broken = brokenText(node);
  if (broken === undefined) return;
  const id = node.attrs?.id;
  const reason = broken.includes("\u0000")
    ? "its text holds a NUL character"
    : "its text holds half of a character";
  throw new ProseError(reason, place, typeof id === "string" ? id : null);
}

function refuseBrokenDetails(details: unknown): void {
  const broken = brokenText(details);
  if (broken !== undefined) throw new ProseError("one of its details holds a broken character", 0);
}

/** The first text or name anywhere in the value that can't be stored. */
function brokenText(value: unknown): string | undefined {
  if (typeof value === "string") return isSoundText(value) ? undefined : value;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const broken = isSoundText(name) ? brokenText(inner) : name;
    if (broken !== undefined) return broken;
  }
  return undefined;
}
