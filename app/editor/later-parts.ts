import { later, shownLater } from "~/components/later/parts";

/** What the desk does without until somebody asks for it, or until there is something to tell. */
export const BrokenBanner = shownLater(() => import("./BrokenBanner"));
export const EndingBanner = shownLater(() => import("./EndingBanner"));
export const FindPanel = shownLater(() => import("./FindPanel"), { takesKeys: true });
export const KeyboardHelp = later(() => import("./KeyboardHelp"));
export const LinkDialog = later(() => import("./LinkDialog"));
export const OfferedPanel = shownLater(() => import("./OfferedPanel"));
export const SlashMenu = shownLater(() => import("./insert/SlashMenu"));
