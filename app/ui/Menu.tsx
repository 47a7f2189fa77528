import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { MENU_BOX } from "./menu-classes.ts";

/** The frame of a menu around its items. */
export interface MenuFrame {
  /** Opens the menu: an element that passes its props on to a `button`. */
  readonly button: ReactElement;
  readonly disabled?: boolean;
  /** The landmark that the menu is rendered in; default: after its button. */
  readonly home?: HTMLElement | null;
  readonly align?: "start" | "end";
  /** The class of its width. */
  readonly width: string;
  /** Moves the focus where the button should not get it. */
  readonly onClosed?: () => void;
}

/** A menu, initially open (LazyMenu). */
export function Menu({
  button,
  disabled,
  home,
  align = "start",
  width,
  onClosed,
  children,
}: MenuFrame & { readonly children: ReactNode }) {
  const content = (
    <DropdownMenu.Content
      align={align}
      sideOffset={4}
      collisionPadding={8}
      className={`${MENU_BOX} ${width}`}
      onCloseAutoFocus={(event) => {
        if (!onClosed) return;
        event.preventDefault();
        onClosed();
      }}
    >
      {children}
    </DropdownMenu.Content>
  );
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild disabled={disabled}>
        {button}
      </DropdownMenu.Trigger>
      {home === undefined ? (
        content
      ) : (
        <DropdownMenu.Portal container={home}>{content}</DropdownMenu.Portal>
      )}
    </DropdownMenu.Root>
  );
}
