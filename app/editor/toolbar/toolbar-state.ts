import { NodeSelection, type EditorState } from "@tiptap/pm/state";
import { isInTable } from "@tiptap/pm/tables";
import { DETAIL_NODES } from "#app/document/nodes/drawn-nodes.ts";
import { blockShape, type BlockKind } from "#app/document/nodes/kinds.ts";
import { isLegalMark, type LegalMark } from "#app/document/nodes/marks.ts";
import { selectedBlocks } from "#app/editor/commands/block-commands.ts";
import {
  canRun,
  COMMANDS,
  type EditorCommand,
  KIND_COMMANDS,
} from "#app/editor/commands/registry.ts";

/** What the toolbar shows of the place where the caret stands. Flat, to be compared quickly. */
export interface ToolbarState {
  /** Null where the selection holds blocks of several kinds. */
  readonly kind: BlockKind | null;
  readonly level: number;
  /** The marks that typing here would have, with blanks between. */
  readonly marks: string;
  /** The ids of the commands of the toolbar that can't run here, with blanks between. */
  readonly cannot: string;
  readonly inTable: boolean;
  /** Whether what is selected is drawn from the document's facts. */
  readonly fromFacts: string | null;
}

/** The commands whose buttons show whether they can run. */
const SHOWN: readonly EditorCommand[] = COMMANDS.filter(
  ({ place }: EditorCommand) => place === "history" || place === "marks" || place === "levels",
);

/** Before there is an editor: body text, in which nothing can be done. */
export const NO_CARET: ToolbarState = {
  kind: "body",
  level: 1,
  marks: "",
  cannot: SHOWN.map(({ id }) => id).join(" "),
  inTable: false,
  fromFacts: null,
};

/** Reads them from the editor's state; cheap enough for every pause in typing. */
export function toolbarState(state: EditorState): ToolbarState {
  const shapes = selectedBlocks(state).map(({ node }) => blockShape(node.attrs));
  const [first = { kind: "body" as const, level: 1 }] = shapes;
  const alike = shapes.every(({ kind, level }) => kind === first.kind && level === first.level);
  return {
    kind: alike ? first.kind : null,
    level: first.level,
    marks: marksAt(state).join(" "),
    cannot: SHOWN.filter((command) => !canRun(command, state))
      .map(({ id }) => id)
      .join(" "),
    inTable: isInTable(state),
    fromFacts: factsAt(state),
  };
}

/** The command of the kind that the caret stands in; none where the selection holds several. */
export function kindAt({ kind, level }: Pick<ToolbarState, "kind" | "level">) {
  return KIND_COMMANDS.find(
    (command) => command.kind === kind && (!("level" in command) || command.level === level),
  );
}

/** Whether a list of words with blanks between holds one. */
export function holds(list: string, word: string): boolean {
  return list.split(" ").includes(word);
}

const FROM_FACTS: ReadonlySet<string> = new Set(DETAIL_NODES);

/** What is selected, of what is printed from the facts: where its page edits it. Null for the rest. */
function factsAt({ selection }: EditorState): string | null {
  if (!(selection instanceof NodeSelection)) return null;
  const { name } = selection.node.type;
  if (!FROM_FACTS.has(name)) return null;
  return EDITED_AT[name] ?? "";
}

/** The part of the page of facts, by node. */
const EDITED_AT: Readonly<Record<string, string>> = {
  signatureBlock: "#facts-signers",
  caption: "#docket",
};

function marksAt(state: EditorState): LegalMark[] {
  const { selection, storedMarks, doc } = state;
  if (selection.empty) {
    const marks = storedMarks ?? selection.$from.marks();
    return marks.map(({ type }) => type.name).filter(isLegalMark);
  }
  // A mark is on where all of the selected text carries it.
  let shared: Set<string> | null = null;
  doc.nodesBetween(selection.from, selection.to, (node) => {
    if (!node.isText) return;
    const names = new Set(node.marks.map(({ type }) => type.name));
    shared = shared === null ? names : new Set([...shared].filter((name) => names.has(name)));
  });
  return [...(shared ?? new Set<string>())].filter(isLegalMark);
}
