import { DropdownMenu } from "radix-ui";
import { Fragment } from "react";
import type { ThreadView } from "#app/document/margin/thread-view.ts";
import { Menu, type MenuFrame } from "#app/ui/Menu.tsx";
import { MENU_ITEM, MENU_SEPARATOR } from "#app/ui/menu-classes.ts";

/** Suggestions that are decided together. */
export interface Bulk {
  readonly verb: "accept" | "reject";
  readonly threads: readonly ThreadView[];
  /** " of Ravi Example", or nothing of all. */
  readonly whose: string;
}

interface BulkItemsProps {
  readonly threads: readonly ThreadView[];
  readonly onAsk: (bulk: Bulk) => void;
  readonly frame: MenuFrame;
}

const VERBS = [
  ["accept", "Accept"],
  ["reject", "Reject"],
] as const;

/** The menu of what can be decided together: of each person with several, and of all. */
export default function BulkItems({ threads, onAsk, frame }: BulkItemsProps) {
  return (
    <Menu {...frame}>
      {groupsOf(threads).map((group, index) => (
        <Fragment key={group.whose}>
          {index > 0 ? <DropdownMenu.Separator className={MENU_SEPARATOR} /> : null}
          <DropdownMenu.Group>
            {VERBS.map(([verb, does]) => (
              <DropdownMenu.Item
                key={verb}
                className={MENU_ITEM}
                onSelect={() => onAsk({ verb, ...group })}
              >
                {does} all {group.threads.length}
                {group.whose}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Group>
        </Fragment>
      ))}
    </Menu>
  );
}

function groupsOf(threads: readonly ThreadView[]): readonly Omit<Bulk, "verb">[] {
  const people = new Map(threads.map(({ by }) => [by.userId, by]));
  const ofEach = [...people.values()].map(({ userId, name }) => ({
    threads: threads.filter(({ by }) => by.userId === userId),
    whose: ` of ${name}`,
  }));
  const several = people.size > 1 ? ofEach.filter((group) => group.threads.length > 1) : [];
  return [...several, { threads, whose: "" }];
}
