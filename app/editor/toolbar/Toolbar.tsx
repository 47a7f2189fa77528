import { Link } from "@remix-run/react";
import type { Editor } from "@tiptap/core";
import {
  Bold,
  BookOpenText,
  CaseSensitive,
  IndentDecrease,
  IndentIncrease,
  Italic,
  Keyboard,
  PenLine,
  Link as LinkIcon,
  type LucideIcon,
  Redo2,
  Search,
  Strikethrough,
  Subscript,
  Superscript,
  Underline,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import { ToolbarGroup, ToolbarDivider, useToolbarItem } from "#app/ui/ToolbarGroup.tsx";
import { IconButton } from "#app/ui/IconButton.tsx";
import type { LegalMark } from "#app/document/nodes/marks.ts";
import type { ToolbarState } from "./toolbar-state.ts";
import { KindMenu } from "./KindMenu.tsx";
import { isApple, keysInWords } from "#app/editor/commands/keys.ts";
import { InsertMenu } from "#app/editor/insert/InsertMenu.tsx";
import { TableMenu } from "./TableMenu.tsx";
import { useToolbarState } from "#app/editor/desk/use-caret.ts";
import type { useInserting } from "#app/editor/insert/use-inserting.ts";

interface ToolbarProps {
  readonly editor: Editor | null;
  readonly editable: boolean;
  /** The landmark that menus open in, as far as it is there yet. */
  readonly menuHome: HTMLElement | null;
  /** Whether the text is tinted by its authors; null where that can't be had. */
  readonly authors: { readonly shown: boolean; readonly toggle: () => void } | null;
  /** Where the document's facts are changed; null for who may not. */
  readonly factsPage: string | null;
  readonly inserting: Pick<ReturnType<typeof useInserting>, "insertions" | "insert">;
  /** Whether the pages are shown. */
  readonly pages: boolean;
  readonly onPages: () => void;
  readonly onFind: () => void;
  readonly onLink: () => void;
  readonly onKeyboard: () => void;
}

const MARKS: readonly (readonly [
  mark: Exclude<LegalMark, "link">,
  icon: LucideIcon,
  name: string,
  keys: string,
])[] = [
  ["bold", Bold, "Bold", "Mod-b"],
  ["italic", Italic, "Italic", "Mod-i"],
  ["underline", Underline, "Underline", "Mod-u"],
  ["smallCaps", CaseSensitive, "Small capitals", "Mod-Shift-k"],
  ["superscript", Superscript, "Superscript", "Mod-."],
  ["subscript", Subscript, "Subscript", "Mod-,"],
  ["strike", Strikethrough, "Struck out", "Mod-Shift-x"],
];

/** What hands do not do by keys: kinds of paragraph, marks, levels, tables. Readers can only find. */
export function Toolbar({
  editor,
  editable,
  menuHome,
  authors,
  factsPage,
  inserting,
  pages,
  onPages,
  onFind,
  onLink,
  onKeyboard,
}: ToolbarProps) {
  const facts = useToolbarState(editor);
  const awake = useHydrated();
  const apple = awake && isApple();
  const words = (keys: string) => keysInWords(keys, apple);
  const off = !editor || !editable;
  return (
    <ToolbarGroup
      aria-label="Text"
      // The text keeps its selection and the focus while one presses here with a mouse.
      onMouseDown={(event) => event.preventDefault()}
      className="flex items-center gap-0.5 overflow-x-auto border-t border-rule px-2 py-1 sm:px-4"
    >
      <Deed
        icon={Undo2}
        label="Undo"
        keys={words("Mod-z")}
        off={off || !facts.undoable}
        onClick={() => editor?.chain().undo().focus().run()}
      />
      <Deed
        icon={Redo2}
        label="Redo"
        keys={words("Mod-Shift-z")}
        off={off || !facts.redoable}
        onClick={() => editor?.chain().redo().focus().run()}
      />
      <ToolbarDivider />
      <KindMenu editor={editor} facts={facts} disabled={off} apple={apple} home={menuHome} />
      <ToolbarDivider />
      {MARKS.map(([mark, icon, label, keys]) => (
        <Deed
          key={mark}
          icon={icon}
          label={label}
          keys={words(keys)}
          off={off}
          pressed={has(facts, mark)}
          onClick={() => editor?.chain().toggleMark(mark).focus().run()}
        />
      ))}
      <Deed
        icon={LinkIcon}
        label="Link"
        keys={words("Mod-k")}
        off={off || !facts.linkable}
        pressed={has(facts, "link")}
        onClick={onLink}
      />
      <ToolbarDivider />
      <Deed
        icon={IndentDecrease}
        label="One level up"
        keys={words("Shift-Tab")}
        off={off || !facts.higher}
        onClick={() => editor?.chain().outdent().focus().run()}
      />
      <Deed
        icon={IndentIncrease}
        label="One level deeper"
        keys={words("Tab")}
        off={off || !facts.deeper}
        onClick={() => editor?.chain().indent().focus().run()}
      />
      <ToolbarDivider />
      <InsertMenu
        editor={editor}
        insertions={inserting.insertions}
        disabled={off}
        apple={apple}
        home={menuHome}
        onInsert={inserting.insert}
      />
      <TableMenu editor={editor} inTable={facts.inTable} disabled={off} home={menuHome} />
      {factsPage && facts.fromFacts ? <FactsLink to={factsPage} /> : null}
      <ToolbarDivider />
      {authors ? (
        <Deed
          icon={PenLine}
          label="Show authors"
          off={!editor}
          pressed={authors.shown}
          onClick={authors.toggle}
        />
      ) : null}
      <Deed
        icon={BookOpenText}
        label="Pages as they will be filed"
        keys={words("Mod-Alt-p")}
        pressed={pages}
        onClick={onPages}
      />
      <Deed
        icon={Search}
        label="Find and replace"
        keys={words("Mod-f")}
        off={!editor}
        onClick={onFind}
      />
      <Deed icon={Keyboard} label="Keyboard" keys={words("Mod-/")} onClick={onKeyboard} />
    </ToolbarGroup>
  );
}

function has(facts: ToolbarState, mark: LegalMark): boolean {
  return facts.marks.split(" ").includes(mark);
}

interface DeedProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly keys?: string;
  readonly off?: boolean;
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

function Deed({ off = false, ...rest }: DeedProps): ReactNode {
  return <IconButton {...rest} {...useToolbarItem()} disabled={off} />;
}

function FactsLink({ to }: { readonly to: string }) {
  return (
    <Link to={to} {...useToolbarItem()} className="link mx-2 shrink-0 text-[0.9375rem]">
      Parties, signers and addresses
    </Link>
  );
}
