import * as z from "zod";
import type { AuditEventType } from "./audit-event.ts";

/**
 * Ways to hear of a document (M27): what a person's part in it brings, which nobody has to choose;
 * everything that happens to it; or nothing but what names them and what only they can do.
 */
export const FOLLOW_CHOICES = ["part", "follow", "mute"] as const;
export type FollowChoice = (typeof FOLLOW_CHOICES)[number];

export const followForm = z.object({
  how: z.enum(FOLLOW_CHOICES, { error: "Choose what you hear of it." }),
});

export function followChoice(how: string | undefined): FollowChoice {
  return FOLLOW_CHOICES.find((one) => one === how) ?? "part";
}

/** News of a followed document: each time that it changes hands. No word of its text. */
export const FOLLOWED_STEPS = {
  "document.submitted": "submitted for review",
  "document.signed-off": "signed off",
  "document.approved": "approved",
  "document.changes-requested": "sent back for changes",
  "document.recalled": "taken back from review",
  "document.reopened": "reopened",
  "document.review-voided": "sent back, since its review ended",
  "document.filed": "filed",
  "document.superseded": "superseded",
  "document.withdrawn": "withdrawn",
} as const satisfies Partial<Readonly<Record<AuditEventType, string>>>;
export type FollowedStep = keyof typeof FOLLOWED_STEPS;

export function isFollowedStep(type: string): type is FollowedStep {
  return Object.hasOwn(FOLLOWED_STEPS, type);
}
