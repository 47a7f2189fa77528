/** Limits of what is written beside a text, each checked before anything of it costs work. */
export const MARGIN_LIMITS = {
  /** Characters of one comment: some four printed pages. */
  comment: 10_000,
  /** Characters of the words that a place quotes, and of what is kept before and after them. */
  quote: 600,
  around: 80,
  /** People named in one comment. */
  mentions: 50,
  /** Comments of one thread, and threads of one document. */
  commentsOfThread: 1_000,
  threadsOfDocument: 5_000,
  /** Characters of all comments of one thread. */
  thread: 1_000_000,
  /** Threads that are asked for by their ids, or marked as read, at once. */
  reads: 200,
  /** Consecutive blocks of one suggestion, and bytes of their canonical JSON. */
  blocks: 60,
  suggestionBytes: 262_144,
  /** Open suggestions beside one document, the bytes of their blocks, and of those of decided ones too. */
  openSuggestions: 500,
  openSuggestionBytes: 8_388_608,
  allSuggestionBytes: 67_108_864,
  /** Each person's share of them: a quarter, so that nobody takes the room of the others. */
  openSuggestionsEach: 125,
  openSuggestionBytesEach: 2_097_152,
  allSuggestionBytesEach: 16_777_216,
  /** Characters of each part of the line that says what a suggestion changes. */
  summary: 120,
  /** Suggestions whose blocks are asked for at once, and bytes of an answer with more than one. */
  bodies: 40,
  answerBytes: 262_144,
  /** Places that one move of words changes. */
  moves: 200,
  /** Suggestions that are accepted, or opened again, in one step. */
  decidedAtOnce: 500,
} as const;

/** Bytes for which each change counts at least. */
export const LEAST_CHANGE_BYTES = 1_500;
