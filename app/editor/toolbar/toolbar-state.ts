import { NodeSelection, type EditorState } from "@tiptap/pm/state";
import { isInTable } from "@tiptap/pm/tables";
import {
  type FieldName,
  isCertifierField,
  isFieldName,
} from "#app/document/details/filing-fields.ts";
import { type DETAIL_BLOCKS, DETAIL_NODES } from "#app/document/nodes/drawn-nodes.ts";
import { blockShape, type BlockKind } from "#app/document/nodes/kinds.ts";
import { isLegalMark, type LegalMark } from "#app/document/nodes/marks.ts";
import { selectedBlocks } from "#app/editor/commands/block-commands.ts";
import {
  canRun,
  COMMANDS,
  type EditorCommand,
  KIND_COMMANDS,
} from "#app/editor/commands/registry.ts";

/** The toolbar's state for the caret. Flat, for quick comparison. */
export interface ToolbarState {
  /** Null where the selection has blocks of several kinds. */
  readonly kind: BlockKind | null;
  readonly level: number;
  /** The marks that typed text would get, separated by blanks. */
  readonly marks: string;
  /** The ids of the toolbar's commands that can't run here, separated by blanks. */
  readonly cannot: string;
  readonly inTable: boolean;
  /**
   * Where the selected generated node's details are edited, as a page of the document with its
   * section; null for any other selection.
   */
  readonly detailsPath: string | null;
}

/** The commands whose buttons show whether they can run. */
const SHOWN: readonly EditorCommand[] = COMMANDS.filter(
  ({ place }: EditorCommand) => place === "history" || place === "marks" || place === "levels",
);

/** The state without an editor: body text, no command available. */
export const NO_CARET: ToolbarState = {
  kind: "body",
  level: 1,
  marks: "",
  cannot: SHOWN.map(({ id }) => id).join(" "),
  inTable: false,
  detailsPath: null,
};

/** Computes the state; cheap enough for every pause in typing. */
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
    detailsPath: detailsPathAt(state),
  };
}

/** The command for the kind at the caret; none where the selection has several kinds. */
export function kindAt({ kind, level }: Pick<ToolbarState, "kind" | "level">) {
  return KIND_COMMANDS.find(
    (command) => command.kind === kind && (!("level" in command) || command.level === level),
  );
}

/** Whether a blank-separated list contains a word. */
export function holds(list: string, word: string): boolean {
  return list.split(" ").includes(word);
}

function detailsPathAt({ selection }: EditorState): string | null {
  if (!(selection instanceof NodeSelection)) return null;
  const { type, attrs } = selection.node;
  const name = DETAIL_NODES.find((known) => known === type.name);
  if (name === undefined) return null;
  return name === "field" ? fieldEditedAt(attrs.name) : EDITED_AT[name];
}

const EDITED_AT: Readonly<Record<(typeof DETAIL_BLOCKS)[number], string>> = {
  signatureBlock: "facts#facts-signers",
  caption: "facts#docket",
  exhibit: "exhibits",
};

/** Null for what comes from the agency record, the clock or the filing. */
function fieldEditedAt(name: unknown): string | null {
  if (isCertifierField(name)) return "facts#certification";
  return isFieldName(name) ? FIELD_EDITED_AT[name] : null;
}

const FIELD_EDITED_AT: Readonly<Record<FieldName, string | null>> = {
  addressee: "facts#letter",
  caseNumber: "facts#docket",
  certifier: "facts#certification",
  certifierTitle: "facts#certification",
  dateOfFiling: null,
  delivery: "facts#letter",
  trackingNumber: "facts#tracking",
};

function marksAt(state: EditorState): LegalMark[] {
  const { selection, storedMarks, doc } = state;
  if (selection.empty) {
    const marks = storedMarks ?? selection.$from.marks();
    return marks.map(({ type }) => type.name).filter(isLegalMark);
  }
  // A mark is on where all of the selected text has it.
  let shared: Set<string> | null = null;
  doc.nodesBetween(selection.from, selection.to, (node) => {
    if (!node.isText) return;
    const names = new Set(node.marks.map(({ type }) => type.name));
    shared = shared === null ? names : new Set([...shared].filter((name) => names.has(name)));
  });
  return [...(shared ?? new Set<string>())].filter(isLegalMark);
}
