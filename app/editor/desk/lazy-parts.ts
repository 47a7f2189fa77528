import { takesKeys } from "#app/editor/margin/use-margin.ts";
import { lazyPart, lazyWhenShown } from "#app/ui/lazy/lazy-parts.ts";

/** Parts of the desk that load when first shown, or once the page is idle. */
export const Announcer = lazyWhenShown(() => import("#app/editor/session/Announcer.tsx"));
export const BrokenBanner = lazyWhenShown(() => import("./BrokenBanner.tsx"));
export const CaptionQuestion = lazyPart(() => import("./CaptionQuestion.tsx"));
export const EndingBanner = lazyWhenShown(() => import("./EndingBanner.tsx"));
export const FindPanel = lazyWhenShown(() => import("#app/editor/find/FindPanel.tsx"), {
  takesKeys: () => true,
});
export const KeyboardHelp = lazyPart(() => import("./KeyboardHelp.tsx"));
export const LinkDialog = lazyPart(() => import("#app/editor/links/LinkDialog.tsx"));
export const LinkLine = lazyWhenShown(() => import("#app/editor/links/LinkLine.tsx"));
export const LostReferencesNotice = lazyWhenShown(
  () => import("#app/editor/references/LostReferencesNotice.tsx"),
);
export const Margin = lazyWhenShown(() => import("#app/editor/margin/Margin.tsx"), {
  takesKeys: ({ desk }) => takesKeys(desk.margin),
});
export const PasteBanner = lazyWhenShown(() => import("./PasteBanner.tsx"));
export const PagesBeside = lazyWhenShown(() => import("#app/editor/preview/PagesBeside.tsx"), {
  meanwhile: "Laying out the pages…",
});
export const PagesOver = lazyPart(() => import("#app/editor/preview/PagesOver.tsx"));
export const ReadinessList = lazyWhenShown(() => import("#app/editor/readiness/ReadinessList.tsx"));
export const RecoveryPanel = lazyWhenShown(() => import("#app/editor/recovery/RecoveryPanel.tsx"));
export const ReferenceDialog = lazyPart(() => import("#app/editor/references/ReferenceDialog.tsx"));
export const RestoreVersion = lazyWhenShown(
  () => import("#app/editor/recovery/RestoreVersion.tsx"),
);
export const ReturnedPoints = lazyWhenShown(
  () => import("#app/features/review/ReturnedPoints.tsx"),
);
export const SlashMenu = lazyWhenShown(() => import("#app/editor/insert/SlashMenu.tsx"));
export const WordFiles = lazyWhenShown(() => import("#app/editor/word/WordFiles.tsx"));
