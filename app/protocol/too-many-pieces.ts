/** Said instead of authors where the text has more runs of authors than an answer can. */
export const TOO_MANY_PIECES =
  "This text was written in too many pieces to show who wrote which. Nothing was changed; what is new since a moment can still be shown with who wrote it.";
