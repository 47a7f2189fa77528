import "#app/styles/asked-scripts.css";

/**
 * Loads the fonts of other scripts when the page first has one of their letters: the browser asks then
 * for a font that stands for them (styles/asked-scripts.css). Costs nothing until then, and nothing at a key.
 */
export function loadScriptFonts(fonts: FontFaceSet): void {
  const look = () => {
    for (const { family, status } of fonts) {
      if (status === "unloaded") continue;
      // Without them the page has the system's letters; the next one of them tries again.
      if (family.includes("Scripts")) import("#app/styles/scripts.css").catch(() => undefined);
      if (family.includes("Han")) import("./han-fonts.ts").catch(() => undefined);
    }
  };
  // The first is told only where nothing else is being loaded, so the second is needed, too.
  fonts.addEventListener("loading", look);
  fonts.addEventListener("loadingdone", look);
  look();
}
