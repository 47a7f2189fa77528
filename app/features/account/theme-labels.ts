import type { Theme } from "#app/framework/theme-cookie.ts";

/** The labels of the themes. */
export const THEME_LABELS: Readonly<Record<Theme, string>> = {
  system: "As the device is set",
  light: "Light",
  dark: "Dark",
};
