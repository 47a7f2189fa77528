import type { Editor } from "#app/editor/editor.ts";
import { ChevronRight } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { useParams } from "react-router";
import { keysLabel } from "#app/editor/commands/keys.ts";
import { isApple } from "#app/ui/is-apple.ts";
import { Menu, type MenuFrame } from "#app/ui/Menu.tsx";
import { lazyPart } from "#app/ui/lazy/lazy-parts.ts";
import { MENU_BOX, MENU_ITEM, MENU_SEPARATOR } from "#app/ui/menu-classes.ts";
import { fits, type InsertableDetails, type Insertion, insertionsFor } from "./insertions.ts";

interface InsertItemsProps {
  readonly editor: Editor | null;
  /** Whether what is inserted goes into the text. */
  readonly writes: boolean;
  readonly details: InsertableDetails;
  readonly onInsert: (insertion: Insertion, editor: Editor) => void;
  readonly frame: MenuFrame;
}

/** Submenus: they have one entry for each of the document's organizations, exhibits or fields. */
const SUBMENUS: readonly (readonly [of: NonNullable<Insertion["of"]>, without: string])[] = [
  ["Signature block", "No organization is recorded yet"],
  ["Exhibit", "No exhibit is recorded yet"],
  ["Field", ""],
];

/** The items of the insert menu. */
export default function InsertItems({ frame, ...props }: InsertItemsProps) {
  const { editor, details } = props;
  const { documentId } = useParams();
  const [clauses, setClauses] = useState(false);
  return (
    <>
      <Menu {...frame}>
        <Lines {...props} home={frame.home} onClauses={() => setClauses(true)} />
      </Menu>
      {editor && documentId !== undefined ? (
        <Clauses
          open={clauses}
          onClose={() => setClauses(false)}
          documentId={documentId}
          editor={editor}
          people={details}
        />
      ) : null}
    </>
  );
}

/** Not in the registry, which every desk loads before it can be written in. */
const Clauses = lazyPart(() => import("#app/editor/clauses/Clauses.tsx"));

/** Computed once, when the menu opens. */
function Lines({
  editor,
  writes,
  details,
  onInsert,
  home,
  onClauses,
}: Omit<InsertItemsProps, "frame"> & Pick<MenuFrame, "home"> & { readonly onClauses: () => void }) {
  const apple = isApple();
  const [insertions] = useState(() => insertionsFor(details));
  const [fitting] = useState(
    () => new Set(editor && writes ? insertions.filter((one) => fits(one, editor.state)) : []),
  );
  const line = (insertion: Insertion) => (
    <DropdownMenu.Item
      key={insertion.id}
      className={MENU_ITEM}
      disabled={!fitting.has(insertion)}
      onSelect={() => editor && onInsert(insertion, editor)}
    >
      <span className="min-w-0 flex-1">
        {insertion.label.replace(/^(?:Signature block|Exhibit): /u, "")}
      </span>
      {insertion.keys?.[0] ? (
        <span className="text-sm text-ink-soft">{keysLabel(insertion.keys[0], apple)}</span>
      ) : null}
    </DropdownMenu.Item>
  );
  return (
    <>
      {insertions.filter(({ place }) => place === "insert").map(line)}
      <DropdownMenu.Item className={MENU_ITEM} disabled={editor === null} onSelect={onClauses}>
        Clauses…
      </DropdownMenu.Item>
      <DropdownMenu.Separator className={MENU_SEPARATOR} />
      {SUBMENUS.map(([of, without]) => {
        const lines = insertions.filter((insertion) => insertion.of === of);
        return (
          <DropdownMenu.Sub key={of}>
            <DropdownMenu.SubTrigger className={`${MENU_ITEM} data-[state=open]:bg-wash`}>
              <span className="flex-1">{of}</span>
              <ChevronRight aria-hidden className="size-4 text-ink-soft" />
            </DropdownMenu.SubTrigger>
            <DropdownMenu.Portal container={home}>
              <DropdownMenu.SubContent
                sideOffset={4}
                collisionPadding={8}
                className={`${MENU_BOX} w-64`}
              >
                {lines.length > 0 ? (
                  lines.map(line)
                ) : (
                  <DropdownMenu.Item disabled className={MENU_ITEM}>
                    {without}
                  </DropdownMenu.Item>
                )}
              </DropdownMenu.SubContent>
            </DropdownMenu.Portal>
          </DropdownMenu.Sub>
        );
      })}
    </>
  );
}
