import { z } from "zod";
import { done } from "~/domain/refusal";
import { guardedAction } from "~/http/guarded-action";
import { nextPage } from "~/http/next-page";
import { themeCookie, THEMES } from "~/http/theme-cookie";

/** Keeps the theme that somebody chose on this device, signed in or not. */
export const action = guardedAction({
  need: "anyone",
  form: z.object({ theme: z.enum(THEMES), next: z.string().optional() }),
  run: ({ input }) => done(input),
  next: ({ theme, next }) => {
    const cookie = themeCookie(theme);
    return next === undefined ? { said: "Kept.", cookie } : { to: nextPage(next), cookie };
  },
});
