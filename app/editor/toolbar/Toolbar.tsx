import { Link } from "react-router";
import type { Editor } from "#app/editor/editor.ts";
import {
  Bold,
  BookOpenText,
  CaseSensitive,
  ChevronDown,
  History,
  IndentDecrease,
  IndentIncrease,
  Italic,
  Keyboard,
  Link as LinkIcon,
  type LucideIcon,
  MessageSquarePlus,
  MessagesSquare,
  PencilLine,
  Plus,
  Redo2,
  Search,
  SquareUserRound,
  Strikethrough,
  Subscript,
  Superscript,
  Table,
  Underline,
  Undo2,
} from "lucide-react";
import { type ButtonHTMLAttributes, forwardRef, useRef } from "react";
import { focusText } from "#app/editor/behaviour/browser-caret.ts";
import { isApple, keysInWords } from "#app/editor/commands/keys.ts";
import {
  commandsAt,
  type COMMANDS,
  type DeskActions,
  type EditorCommand,
} from "#app/editor/commands/registry.ts";
import { run } from "#app/editor/commands/run.ts";
import type { InsertableFacts, Insertion } from "#app/editor/insert/insertions.ts";
import { IconButton } from "#app/ui/IconButton.tsx";
import { LazyMenu } from "#app/ui/lazy/LazyMenu.tsx";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";
import { ToolbarDivider, ToolbarGroup, useToolbarItem } from "#app/ui/ToolbarGroup.tsx";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import { holds, kindAt } from "./toolbar-state.ts";
import { useToolbarState } from "./use-toolbar-state.ts";

interface ToolbarProps {
  readonly editor: Editor | null;
  readonly editable: boolean;
  readonly actions: DeskActions;
  /** The landmark element that menus open in, once it exists. */
  readonly menuHome: HTMLElement | null;
  /** The details that can be inserted. */
  readonly facts: InsertableFacts;
  /** The address of the document, below which its details are edited; null without permission. */
  readonly detailsOf: string | null;
  /** What is shown beside the text; `authors` is null where unavailable. */
  readonly shown: {
    readonly pages: boolean;
    readonly authors: boolean | null;
    readonly threads: boolean;
    readonly suggest: boolean;
    readonly changes: boolean;
  };
}

type PlacedCommand = Extract<
  (typeof COMMANDS)[number],
  { readonly place: "history" | "marks" | "levels" | "desk" }
>;

const ICONS: Readonly<Record<PlacedCommand["id"], LucideIcon>> = {
  undo: Undo2,
  redo: Redo2,
  bold: Bold,
  italic: Italic,
  underline: Underline,
  "small-caps": CaseSensitive,
  superscript: Superscript,
  subscript: Subscript,
  strike: Strikethrough,
  link: LinkIcon,
  outdent: IndentDecrease,
  indent: IndentIncrease,
  comment: MessageSquarePlus,
  threads: MessagesSquare,
  suggest: PencilLine,
  changes: History,
  authors: SquareUserRound,
  pages: BookOpenText,
  replace: Search,
  keyboard: Keyboard,
};

const KINDS = createLazyPart(() => import("./KindItems.tsx"));
const INSERT = createLazyPart(() => import("#app/editor/insert/InsertItems.tsx"));
const TABLE = createLazyPart(() => import("./TableItems.tsx"));

/** The buttons and menus of the registry's commands. Readers only have find. */
export function Toolbar(props: ToolbarProps) {
  const { editor, editable, actions, menuHome, facts, detailsOf, shown } = props;
  const state = useToolbarState(editor);
  const hydrated = useHydrated();
  const apple = hydrated && isApple();
  const writes = editor !== null && editable;
  // Commands that open a dialog move the focus themselves.
  const asks = useRef(false);
  const toText = () => {
    if (editor && !asks.current) focusText(editor.view);
    asks.current = false;
  };
  const perform = (command: EditorCommand) => {
    if ("act" in command) return actions[command.act]();
    if (!editor) return;
    run(editor, command.run);
    focusText(editor.view);
  };
  const pressed = (command: EditorCommand): boolean | undefined => {
    if (command.mark) return holds(state.marks, command.mark);
    switch (command.id) {
      case "pages":
      case "threads":
      case "suggest":
      case "changes":
        return shown[command.id];
    }
    return command.id === "authors" ? (shown.authors ?? false) : undefined;
  };
  const isOff = (command: EditorCommand): boolean => {
    const forWriters = "run" in command || command.writes === true;
    if (forWriters && !writes) return true;
    const needsText = command.id === "replace" || command.id === "authors";
    return (needsText && !editor) || holds(state.cannot, command.id);
  };
  const buttons = (place: PlacedCommand["place"]) =>
    (commandsAt(place) as readonly (EditorCommand & { id: PlacedCommand["id"] })[])
      .filter(({ id }) => id !== "authors" || shown.authors !== null)
      .map((command) => (
        <CommandButton
          key={command.id}
          icon={ICONS[command.id]}
          label={command.label}
          keys={command.keys && keysInWords(command.keys[0] ?? "", apple)}
          disabled={isOff(command)}
          pressed={pressed(command)}
          onClick={() => perform(command)}
        />
      ));
  const kind = kindAt(state);
  const menu = { disabled: !writes, home: menuHome, onClosed: toText };
  return (
    <ToolbarGroup
      aria-label="Text"
      // Keeps the selection and the focus in the text on mouse presses.
      onMouseDown={(event) => event.preventDefault()}
      className="flex items-center gap-0.5 overflow-x-auto border-t border-rule px-2 py-1 sm:px-4"
    >
      {buttons("history")}
      <ToolbarDivider />
      <LazyMenu
        part={KINDS}
        frame={{ ...menu, button: <KindButton name={kind?.label} />, width: "w-72" }}
        items={{ editor, current: kind?.id }}
      />
      <ToolbarDivider />
      {buttons("marks")}
      <ToolbarDivider />
      {buttons("levels")}
      <ToolbarDivider />
      <LazyMenu
        part={INSERT}
        frame={{ ...menu, button: <InsertButton />, width: "w-72" }}
        items={{
          editor,
          facts,
          onInsert: (insertion: Insertion) => {
            asks.current = "act" in insertion;
            perform(insertion);
          },
        }}
      />
      <LazyMenu
        part={TABLE}
        frame={{ ...menu, button: <TableButton />, width: "w-60" }}
        items={{ editor, inTable: state.inTable }}
      />
      {detailsOf && state.fromFacts !== null ? (
        <FactsLink to={`${detailsOf}/${state.fromFacts}`} />
      ) : null}
      <ToolbarDivider />
      {buttons("desk")}
    </ToolbarGroup>
  );
}

type NativeButtonProps = ButtonHTMLAttributes<HTMLButtonElement>;

function CommandButton(props: Parameters<typeof IconButton>[0]) {
  return <IconButton {...props} {...useToolbarItem()} />;
}

const KindButton = forwardRef<HTMLButtonElement, NativeButtonProps>(function KindButton(
  { name, ...rest },
  ref,
) {
  return (
    <button
      {...rest}
      {...useToolbarItem()}
      ref={ref}
      type="button"
      aria-label={`Kind of paragraph: ${name ?? "several"}`}
      className="flex h-9 w-44 shrink-0 cursor-pointer items-center justify-between gap-2 rounded-md px-2.5 text-left text-[0.9375rem] hover:bg-wash disabled:cursor-default disabled:opacity-60 data-[state=open]:bg-wash"
    >
      <span className="truncate">{name ?? "Several kinds"}</span>
      <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
    </button>
  );
});

const InsertButton = forwardRef<HTMLButtonElement, NativeButtonProps>(
  function InsertButton(props, ref) {
    return (
      <button
        {...props}
        {...useToolbarItem()}
        ref={ref}
        type="button"
        className="flex h-9 shrink-0 cursor-pointer items-center gap-1.5 rounded-md px-2.5 text-[0.9375rem] hover:bg-wash disabled:cursor-default disabled:opacity-60 data-[state=open]:bg-wash"
      >
        <Plus aria-hidden className="size-4" />
        Insert
        <ChevronDown aria-hidden className="size-4 text-ink-soft" />
      </button>
    );
  },
);

const TableButton = forwardRef<HTMLButtonElement, NativeButtonProps>(
  function TableButton(props, ref) {
    return <IconButton {...props} {...useToolbarItem()} ref={ref} icon={Table} label="Table" />;
  },
);

function FactsLink({ to }: { readonly to: string }) {
  return (
    <Link to={to} {...useToolbarItem()} className="link mx-2 shrink-0 text-[0.9375rem]">
      {to.endsWith("/exhibits") ? "Exhibits" : "Parties, signers and addresses"}
    </Link>
  );
}
