import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { MENU_BOX } from "./menu-classes.ts";

/** A menu around its lines. */
export interface MenuFrame {
  /** Opens the menu: an element that passes what it is given on to a `button`. */
  readonly button: ReactElement;
  readonly disabled?: boolean;
  /** The landmark that the menu is drawn in; left out, it is drawn behind its button. */
  readonly home?: HTMLElement | null;
  readonly align?: "start" | "end";
  /** The class of its width. */
  readonly width: string;
  /** Gives the focus back where the button shall not have it. */
  readonly onClosed?: () => void;
}

/** A menu, open at first (LazyMenu). */
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
