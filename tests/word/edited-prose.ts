import { BLOCK_KINDS, DEEPEST_LEVEL } from "#app/document/nodes/kinds.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { randomBlock, type Chance } from "#tests/editor/random.ts";
import { body, doc, pageBreak, text } from "#tests/document/build.ts";

let made = 0;

/** A text as somebody left it: blocks gone, new, moved, of another kind; words, rows and notes changed. */
export function editedProse(random: Chance, { content }: ProseJSON): ProseJSON {
  const blocks = content.flatMap((node): ProseNode[] => {
    if (random.once(7)) return [];
    const stays = random.once(2) ? edited(random, node) : node;
    if (random.once(9)) return [stays, fresh(random)];
    return random.once(9) ? [fresh(random), stays] : [stays];
  });
  if (random.once(3) && blocks.length > 1) {
    const [moved] = blocks.splice(random.below(blocks.length), 1);
    if (moved) blocks.splice(random.below(blocks.length + 1), 0, moved);
  }
  if (random.once(5)) blocks.pop();
  if (random.once(5)) blocks.shift();
  return doc(...(blocks.length > 0 ? blocks : [body("only", "only")]));
}

function fresh(random: Chance): ProseNode {
  made += 1;
  return random.once(5) ? pageBreak : randomBlock(random, `n${made}`);
}

function edited(random: Chance, node: ProseNode): ProseNode {
  if (node.type === "table" || node.type === "tableRow") {
    const content = (node.content ?? []).flatMap((inner) =>
      node.type === "table" && random.once(5) ? [] : [edited(random, inner)],
    );
    const all =
      node.type === "table" && random.once(5) ? [...content, ...content.slice(0, 1)] : content;
    return { ...node, content: all.length > 0 ? all : (node.content ?? []) };
  }
  if (node.type === "tableCell" || node.type === "tableHeader") {
    const { content } = editedProse(random, doc(...(node.content ?? [])));
    const blocks = content.filter(({ type }) => type === "block");
    const attrs = random.once(8) ? { ...node.attrs, colspan: 2 } : (node.attrs ?? {});
    return { ...node, attrs, content: blocks.length > 0 ? blocks : [body(null)] };
  }
  if (node.type !== "block" && node.type !== "footnote") return node;
  const content = (node.content ?? []).flatMap((inner): ProseNode[] => {
    if (random.once(6)) return [];
    if (inner.type === "footnote") return [edited(random, inner)];
    if (inner.type !== "text" || random.once(2)) return [inner];
    if (random.once(4)) return [{ ...inner, marks: [{ type: "bold" }] }];
    const signs = [...inner.text];
    const at = random.below(signs.length);
    const pieces = [signs.slice(0, at), signs.slice(at + random.below(5))];
    return [{ ...inner, text: `${pieces.map((some) => some.join("")).join(" sworn ")} ` }];
  });
  const said = random.once(4) ? [...content, text("and more", "italic")] : content;
  if (node.type === "footnote") return { ...node, content: said };
  const kind = random.oneOf(BLOCK_KINDS);
  const shape = random.once(4) ? { kind, level: 1 + random.below(DEEPEST_LEVEL[kind]) } : {};
  const id = random.once(12) ? { id: `o${(made += 1)}` } : {};
  return { ...node, attrs: { ...node.attrs, ...shape, ...id }, content: said };
}
