import {
  BookOpenText,
  CaseSensitive,
  Keyboard,
  type LucideIcon,
  SquareUserRound,
  Strikethrough,
  Subscript,
  Superscript,
} from "lucide-react";
import type { ReactNode } from "react";
import { COMMANDS, type EditorCommand } from "#app/editor/commands/registry.ts";

interface RestToolsProps {
  readonly buttonOf: (command: EditorCommand, icon: LucideIcon) => ReactNode;
  /** Whether the server tells who wrote what. */
  readonly hasAuthors: boolean;
}

/** The commands behind "More", in its order: they are asked for seldom, or have keys. */
const ICONS = {
  "small-caps": CaseSensitive,
  superscript: Superscript,
  subscript: Subscript,
  strike: Strikethrough,
  authors: SquareUserRound,
  pages: BookOpenText,
  keyboard: Keyboard,
} as const satisfies Readonly<Partial<Record<(typeof COMMANDS)[number]["id"], LucideIcon>>>;

export type RestId = keyof typeof ICONS;

/** The row of what the toolbar has no room for. */
export default function RestTools({ buttonOf, hasAuthors }: RestToolsProps) {
  const icons: Readonly<Partial<Record<string, LucideIcon>>> = ICONS;
  return (
    <div className="desk-tools-rest">
      {COMMANDS.flatMap((command) => {
        const icon = icons[command.id];
        const isThere = command.id !== "authors" || hasAuthors;
        return icon && isThere ? [buttonOf(command, icon)] : [];
      })}
    </div>
  );
}
