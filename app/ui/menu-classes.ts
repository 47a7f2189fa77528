/** The classes of a menu's item. */
export const MENU_ITEM =
  "flex min-h-9 cursor-pointer items-center gap-2 rounded px-2.5 py-1.5 text-[0.9375rem] outline-none select-none data-disabled:cursor-default data-disabled:opacity-50 data-highlighted:bg-accent-soft forced-colors:data-highlighted:outline-2";

/** The classes of a separator between groups. */
export const MENU_SEPARATOR = "my-1.5 h-px bg-rule";

/** The classes of a menu or submenu, without its width. */
export const MENU_BOX =
  "z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] overflow-y-auto rounded-lg border border-rule bg-raised p-1.5 shadow-raised";
