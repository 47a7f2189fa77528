import { cookieIn } from "./cookies.ts";

export const THEMES = ["system", "light", "dark"] as const;
/** The chosen theme; "system" follows the device. */
export type Theme = (typeof THEMES)[number];

const NAME = "theme";
const YEAR = 365 * 24 * 60 * 60;

/** The choice in a Cookie header; "system" if there is none. */
export function themeFromCookies(header: string | null): Theme {
  const value = cookieIn(header, NAME);
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** The Set-Cookie header that keeps the choice for a year on this device. */
export function themeCookie(theme: Theme): string {
  const life = theme === "system" ? 0 : YEAR;
  return `${NAME}=${theme}; Path=/; Max-Age=${life}; SameSite=Lax`;
}
