import * as z from "zod";
import { done } from "#app/domain/refusal.ts";
import { openAction } from "#app/framework/guarded-action.ts";
import { nextPage } from "#app/framework/next-page.ts";
import { themeCookie, THEMES } from "#app/framework/theme-cookie.ts";

/** Path and query, in characters: as much as the server reads of one. */
const LONGEST_ADDRESS = 17_500;

/** Stores the theme of this device in a cookie, signed in or not. */
export const action = openAction({
  form: z.object({ theme: z.enum(THEMES), next: z.string().max(LONGEST_ADDRESS).optional() }),
  run: ({ input }) => done(input),
  next: ({ theme, next }) => {
    const cookie = themeCookie(theme);
    return next === undefined ? { said: "Kept.", cookie } : { to: nextPage(next), cookie };
  },
});
