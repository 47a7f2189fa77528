import {
  body,
  bold,
  caption as captionFromFacts,
  footnote,
  type DemoBlock,
} from "#prisma/seed/writing.ts";

/** The caption with its counsel block, drawn from the document's details, and the title. */
export const caption: readonly DemoBlock[] = [
  // First, so that counsel is on line 1 (Civil L.R. 3-4(a)(1)).
  captionFromFacts,
  body(
    bold("Demonstration text."),
    " Written for this software; it is not the complaint that was filed. People named in it are invented, and square brackets hold what is not recorded or is still to be supplied.",
    footnote(
      "Where this draft describes the Request, it describes the demonstration text of the request in this workspace. What the agency did is not recorded; each paragraph that depends on it says what to confirm.",
    ),
  ),
];
