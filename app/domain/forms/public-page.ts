import * as z from "zod";
import { PAGE_LIMITS } from "#app/domain/public-page/content.ts";
import { line, optionalParagraphs, paragraphs } from "./fields.ts";

/** Publish a page, or publish changes. */
export const publishForm = z.object({
  /** The key of what the page showed: exactly that is published, or nothing. */
  seen: line("Load the page again.", 64),
  kind: z.enum(["update", "correction"]).default("update"),
  noteEn: optionalParagraphs(PAGE_LIMITS.line),
  noteEs: optionalParagraphs(PAGE_LIMITS.line),
  /** Why the page may differ from the record (L41). */
  reason: optionalParagraphs(PAGE_LIMITS.paragraph),
});

/** Withdraw a page; its address then shows these words (L40). */
export const withdrawPageForm = z.object({
  reason: paragraphs("Say why, in words that everybody may read.", PAGE_LIMITS.line),
});

/** Remove one request or lawsuit from the page. */
export const takeOffForm = z.object({});
