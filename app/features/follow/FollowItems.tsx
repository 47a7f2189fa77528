import { DropdownMenu } from "radix-ui";
import { useCallback, useEffect, useState } from "react";
import { useFetcher } from "react-router";
import { FOLLOW_CHOICES, followForm, type FollowChoice } from "#app/domain/follow.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { Menu, type MenuFrame } from "#app/ui/Menu.tsx";
import { MENU_ITEM } from "#app/ui/menu-classes.ts";
import { FOLLOW_LABELS } from "./follow-labels.ts";

interface FollowItemsProps {
  readonly documentId: string;
  readonly frame: MenuFrame;
}

/** The choices, with the one that holds: asked for when the menu opens. */
export default function FollowItems({ documentId, frame }: FollowItemsProps) {
  const address = `/documents/${documentId}/follow`;
  const [held, setHeld] = useState<FollowChoice | null>(null);
  const [isUnread, setUnread] = useState(false);
  const take = useCallback((known: FollowChoice | null) => {
    setUnread(known === null);
    if (known !== null) setHeld(known);
  }, []);
  useEffect(() => void readChoice(address).then(take), [address, take]);
  const choice = useFetcher<FormAnswer<FollowChoice>>();
  const answer = choice.data;
  const [lastAnswer, setLastAnswer] = useState(answer);
  if (answer !== lastAnswer) {
    setLastAnswer(answer);
    if (answer?.show) take(answer.show);
  }
  const chosen = choice.formData?.get("how") ?? held;
  const notSent =
    answer && choice.state === "idle" ? Object.values(answer.reply.error ?? {}).flat() : [];
  return (
    <>
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
                <span className="block">{FOLLOW_LABELS[value].label}</span>
                <span className="block text-sm text-ink-soft">{FOLLOW_LABELS[value].hint}</span>
              </span>
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
        {isUnread ? (
          <DropdownMenu.Item
            className={`${MENU_ITEM} px-3 text-danger`}
            onSelect={(event) => {
              event.preventDefault();
              void readChoice(address).then(take);
            }}
          >
            {UNREAD}
          </DropdownMenu.Item>
        ) : null}
        {notSent.length > 0 ? (
          <div className="px-3 py-1 text-sm text-danger">{notSent.join(" ")}</div>
        ) : null}
      </Menu>
      {/* A menu may contain nothing but its items, so it is announced beside it. */}
      <div role="alert" className="sr-only">
        {[...(isUnread ? [UNREAD] : []), ...notSent].join(" ")}
      </div>
    </>
  );
}

const UNREAD = "Could not be read; try again.";

/** Null where it can't be read: the page, and what is typed in it, stays as it is. */
async function readChoice(address: string): Promise<FollowChoice | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? (followForm.safeParse(await answer.json()).data?.how ?? null) : null;
  } catch {
    // Nothing but the request and its answer is tried.
    return null;
  }
}
