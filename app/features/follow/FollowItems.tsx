import { DropdownMenu } from "radix-ui";
import { useEffect } from "react";
import { useFetcher } from "react-router";
import { FOLLOW_CHOICES, type FollowChoice } from "#app/domain/follow.ts";
import { Menu, type MenuFrame } from "#app/ui/Menu.tsx";
import { MENU_ITEM } from "#app/ui/menu-classes.ts";
import { FOLLOW_WORDS } from "./follow-words.ts";

interface FollowItemsProps {
  readonly documentId: string;
  readonly frame: MenuFrame;
}

/** The choices, with the one that holds: asked for when the menu opens. */
export default function FollowItems({ documentId, frame }: FollowItemsProps) {
  const address = `/documents/${documentId}/follow`;
  const known = useFetcher<{ readonly how: FollowChoice }>();
  const choice = useFetcher();
  const { load } = known;
  useEffect(() => void load(address), [load, address]);
  const chosen = choice.formData?.get("how") ?? known.data?.how;
  return (
    <Menu {...frame}>
      <DropdownMenu.Label className="px-3 pt-1 pb-0.5 text-sm text-ink-soft">
        What you hear of this document
      </DropdownMenu.Label>
      <DropdownMenu.RadioGroup
        value={typeof chosen === "string" ? chosen : ""}
        onValueChange={(how) => {
          void choice.submit({ how }, { method: "post", action: address });
        }}
      >
        {FOLLOW_CHOICES.map((value) => (
          <DropdownMenu.RadioItem
            key={value}
            value={value}
            className={`${MENU_ITEM} items-start gap-3 px-3`}
            onSelect={(event) => event.preventDefault()}
          >
            <span
              aria-hidden
              className="mt-0.5 grid size-4.5 shrink-0 place-items-center rounded-full border border-rule-strong"
            >
              <DropdownMenu.ItemIndicator className="size-2.5 rounded-full bg-accent forced-color-adjust-none forced-colors:bg-[CanvasText]" />
            </span>
            <span>
              <span className="block">{FOLLOW_WORDS[value].label}</span>
              <span className="block text-sm text-ink-soft">{FOLLOW_WORDS[value].hint}</span>
            </span>
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </Menu>
  );
}
