import { later, shownLater } from "~/components/later/parts";

/** What the desk does without until somebody asks for it. */
export const KeyboardHelp = later(() => import("./KeyboardHelp"));
export const LinkDialog = later(() => import("./LinkDialog"));
export const SlashMenu = shownLater(() => import("./insert/SlashMenu"));
