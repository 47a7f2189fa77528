import { NodeSelection, type EditorState } from "@tiptap/pm/state";
import { isInTable } from "@tiptap/pm/tables";
import { changeLevel, selectedBlocks } from "#app/editor/commands/block-commands.ts";
import { DETAIL_NODES } from "#app/document/nodes/drawn-nodes.ts";
import { blockShape, type BlockKind } from "#app/document/nodes/kinds.ts";
import { isLegalMark, type LegalMark } from "#app/document/nodes/marks.ts";
import { bindingIn } from "#app/editor/binding/index.ts";

/** What the toolbar shows of the place where the caret stands. */
export interface ToolbarState {
  /** Null where the selection holds blocks of several kinds. */
  readonly kind: BlockKind | null;
  readonly level: number;
  /** The marks that typing here would have, in the order of LEGAL_MARKS. */
  readonly marks: string;
  /** Whether text is selected, or the caret stands in a link. */
  readonly linkable: boolean;
  readonly inTable: boolean;
  /** Whether what is selected is drawn from the document's facts. */
  readonly fromFacts: boolean;
  readonly deeper: boolean;
  readonly higher: boolean;
  readonly undoable: boolean;
  readonly redoable: boolean;
}

/** Before there is an editor: body text, nothing to undo. */
export const NO_CARET: ToolbarState = {
  kind: "body",
  level: 1,
  marks: "",
  linkable: false,
  inTable: false,
  fromFacts: false,
  deeper: false,
  higher: false,
  undoable: false,
  redoable: false,
};

/** Reads them from the editor's state; cheap enough for every pause in typing. */
export function toolbarState(state: EditorState): ToolbarState {
  const shapes = selectedBlocks(state).map(({ node }) => blockShape(node.attrs));
  const [first = { kind: "body" as const, level: 1 }] = shapes;
  const alike = shapes.every(({ kind, level }) => kind === first.kind && level === first.level);
  const marks = marksAt(state);
  const undo = bindingIn(state)?.undo;
  return {
    kind: alike ? first.kind : null,
    level: first.level,
    marks: marks.join(" "),
    linkable: !state.selection.empty || marks.includes("link"),
    inTable: isInTable(state),
    fromFacts: isFromFacts(state),
    deeper: changeLevel(1)(state),
    higher: changeLevel(-1)(state),
    undoable: (undo?.undoStack.length ?? 0) > 0,
    redoable: (undo?.redoStack.length ?? 0) > 0,
  };
}

const FROM_FACTS: ReadonlySet<string> = new Set(DETAIL_NODES);

function isFromFacts({ selection }: EditorState): boolean {
  return selection instanceof NodeSelection && FROM_FACTS.has(selection.node.type.name);
}

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
