import type { FollowChoice } from "#app/domain/follow.ts";

/** The choices, and what each means. */
export const FOLLOW_LABELS: Readonly<
  Record<FollowChoice, { readonly label: string; readonly hint: string }>
> = {
  part: {
    label: "What concerns you",
    hint: "What is asked of your role, and what people say to you.",
  },
  follow: {
    label: "Follow",
    hint: "Also each time that it changes hands or somebody comments.",
  },
  mute: {
    label: "Mute",
    hint: "Only what names you, and what you have to sign, change or file.",
  },
};
