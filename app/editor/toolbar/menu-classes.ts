/** The classes of a menu at the desk and of its items. */
export const MENU =
  "z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] overflow-y-auto rounded-lg border border-rule bg-raised p-1.5 shadow-raised";

export const MENU_ITEM =
  "flex min-h-9 cursor-pointer items-center gap-2 rounded px-2.5 py-1.5 text-[0.9375rem] outline-none select-none data-disabled:cursor-default data-disabled:opacity-50 data-highlighted:bg-accent-soft";
