import { Link } from "react-router";
import type { Editor } from "#app/editor/editor.ts";
import {
  Bold,
  ChevronDown,
  Ellipsis,
  Eye,
  History,
  IndentDecrease,
  IndentIncrease,
  Italic,
  Link as LinkIcon,
  type LucideIcon,
  MessageSquarePlus,
  MessagesSquare,
  Pencil,
  PencilLine,
  Plus,
  Redo2,
  Search,
  Table,
  Underline,
  Undo2,
} from "lucide-react";
import { type ButtonHTMLAttributes, forwardRef, useRef, useState } from "react";
import { focusText } from "#app/editor/behavior/browser-caret.ts";
import { keysLabel } from "#app/editor/commands/keys.ts";
import { isApple } from "#app/ui/is-apple.ts";
import {
  commandsAt,
  type COMMANDS,
  type DeskActions,
  type EditorCommand,
} from "#app/editor/commands/registry.ts";
import { run } from "#app/editor/commands/run.ts";
import type { InsertableDetails, Insertion } from "#app/editor/insert/insertions.ts";
import { IconButton } from "#app/ui/IconButton.tsx";
import { LazyMenu } from "#app/ui/lazy/LazyMenu.tsx";
import { createLazyPart, lazyWhenShown } from "#app/ui/lazy/lazy-parts.ts";
import { ToolbarDivider, ToolbarGroup, useToolbarItem } from "#app/ui/ToolbarGroup.tsx";
import { type Store, useStore } from "#app/ui/store.ts";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import type { DeskModes } from "#app/editor/desk/modes.ts";
import type { DeskMode } from "#app/editor/session/save-state.ts";
import { MODE_LABELS } from "./mode-labels.ts";
import type { RestId } from "./RestTools.tsx";
import { holds, kindAt } from "./toolbar-state.ts";
import { useToolbarState } from "./use-toolbar-state.ts";

interface ToolbarProps {
  readonly editor: Editor | null;
  readonly editable: boolean;
  readonly actions: DeskActions;
  /** The landmark element that menus open in, once it exists. */
  readonly menuHome: HTMLElement | null;
  /** The details that can be inserted. */
  readonly details: InsertableDetails;
  /** The address of the document, below which its details are edited; null without permission. */
  readonly detailsOf: string | null;
  /** The parts that are shown beside the text; `authors` is null where unavailable. */
  readonly shown: {
    readonly pages: boolean;
    readonly authors: boolean | null;
    readonly threads: boolean;
    readonly changes: boolean;
  };
  readonly modes: DeskModes;
  readonly onMode: (mode: DeskMode) => void;
  /** How much the reader has not seen. */
  readonly waiting: Store<{ readonly threads: number; readonly changes: number }>;
}

type PlacedCommand = Exclude<
  Extract<
    (typeof COMMANDS)[number],
    { readonly place: "history" | "marks" | "levels" | "margin" | "rest" }
  >,
  { readonly id: RestId }
>;

const ICONS: Readonly<Partial<Record<string, LucideIcon>>> &
  Readonly<Record<PlacedCommand["id"], LucideIcon>> = {
  undo: Undo2,
  redo: Redo2,
  bold: Bold,
  italic: Italic,
  underline: Underline,
  link: LinkIcon,
  outdent: IndentDecrease,
  indent: IndentIncrease,
  comment: MessageSquarePlus,
  threads: MessagesSquare,
  changes: History,
  replace: Search,
};

/** The words beside the icons of what one goes to. */
const BUTTON_LABELS: Readonly<Partial<Record<string, string>>> = {
  threads: "Comments",
  changes: "Changes",
  replace: "Find",
};

const MODE_ICONS: Readonly<Record<DeskMode, LucideIcon>> = {
  editing: Pencil,
  suggesting: PencilLine,
  reading: Eye,
};

const RestTools = lazyWhenShown(() => import("./RestTools.tsx"));
const MODES = createLazyPart(() => import("./ModeItems.tsx"));
const KINDS = createLazyPart(() => import("./KindItems.tsx"));
const INSERT = createLazyPart(() => import("#app/editor/insert/InsertItems.tsx"));
const TABLE = createLazyPart(() => import("./TableItems.tsx"));

/**
 * The buttons and menus of the registry's commands: what one does to words at the left; at the right what
 * one's keys do, and where one goes (M26). Where there is no room, the rest is behind "More".
 */
export function Toolbar(props: ToolbarProps) {
  const { editor, editable, actions, menuHome, details, detailsOf, shown, modes } = props;
  const waits = useStore(props.waiting);
  const [more, setMore] = useState(false);
  const state = useToolbarState(editor);
  const hydrated = useHydrated();
  const apple = hydrated && isApple();
  const writes = editor !== null && editable;
  // Commands that open a dialog move the focus themselves.
  const asks = useRef(false);
  const toText = () => {
    if (editor?.isEditable && !asks.current) focusText(editor.view);
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
  const buttonOf = (command: EditorCommand, icon: LucideIcon) => (
    <CommandButton
      key={command.id}
      icon={icon}
      label={command.label}
      keys={command.keys && keysLabel(command.keys[0] ?? "", apple)}
      disabled={isOff(command)}
      pressed={pressed(command)}
      word={BUTTON_LABELS[command.id]}
      count={countOf(command.id)}
      onClick={() => perform(command)}
    />
  );
  const buttons = (place: PlacedCommand["place"]) =>
    commandsAt(place).flatMap((command) => {
      const icon = ICONS[command.id];
      return icon ? [buttonOf(command, icon)] : [];
    });
  const countOf = (id: string) => {
    const number = id === "threads" ? waits.threads : id === "changes" ? waits.changes : 0;
    return number === 0 ? undefined : { number, label: `${number} new` };
  };
  const kind = kindAt(state);
  const menu = { disabled: !writes, home: menuHome, onClosed: toText };
  const [undo, redo] = buttons("history");
  const [comment, ...others] = buttons("margin");
  return (
    <ToolbarGroup
      aria-label="Text"
      // Keeps the selection and the focus in the text on mouse presses.
      onMouseDown={(event) => event.preventDefault()}
      className="group/tools desk-tools"
      data-more={more ? "" : undefined}
    >
      {undo}
      <div className="desk-tools-words">
        {redo}
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
          // A clause is kept by who reads, too.
          frame={{ ...menu, disabled: !editor, button: <InsertButton />, width: "w-72" }}
          items={{
            editor,
            writes,
            details,
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
        {detailsOf && state.detailsPath !== null ? (
          <DetailsLink to={`${detailsOf}/${state.detailsPath}`} />
        ) : null}
        <ToolbarDivider />
      </div>
      {comment}
      <div className="desk-tools-mode">
        <LazyMenu
          part={MODES}
          frame={{
            button: <ModeButton mode={modes.now} />,
            home: menuHome,
            onClosed: toText,
            align: "end",
            width: "w-80",
          }}
          items={{ modes, onMode: props.onMode }}
        />
      </div>
      {others}
      {more ? <RestTools buttonOf={buttonOf} hasAuthors={shown.authors !== null} /> : null}
      <CommandButton
        icon={Ellipsis}
        label="More"
        aria-expanded={more}
        onClick={() => setMore(!more)}
      />
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
      className="flex h-9 w-40 shrink-0 cursor-pointer items-center justify-between gap-2 rounded-md px-2.5 text-left text-[0.9375rem] hover:bg-wash disabled:cursor-default disabled:opacity-60 data-[state=open]:bg-wash"
    >
      <span className="truncate">{name ?? "Several kinds"}</span>
      <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
    </button>
  );
});

const ModeButton = forwardRef<HTMLButtonElement, NativeButtonProps & { readonly mode: DeskMode }>(
  function ModeButton({ mode, ...rest }, ref) {
    const Icon = MODE_ICONS[mode];
    return (
      <button
        {...rest}
        {...useToolbarItem()}
        ref={ref}
        type="button"
        aria-label={`Mode: ${MODE_LABELS[mode]}`}
        className="flex h-9 shrink-0 cursor-pointer items-center gap-1.5 rounded-md border border-rule px-2 text-[0.9375rem] hover:bg-wash data-[mode=reading]:text-ink-soft data-[mode=suggesting]:border-proposed data-[mode=suggesting]:text-proposed data-[state=open]:bg-wash"
        data-mode={mode}
      >
        <Icon aria-hidden className="size-4" />
        {MODE_LABELS[mode]}
        <ChevronDown aria-hidden className="size-4 text-ink-soft max-[24rem]:hidden" />
      </button>
    );
  },
);

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

function DetailsLink({ to }: { readonly to: string }) {
  return (
    <Link to={to} {...useToolbarItem()} className="link mx-2 shrink-0 text-[0.9375rem]">
      {to.endsWith("/exhibits") ? "Exhibits" : "Parties, signers and addresses"}
    </Link>
  );
}
