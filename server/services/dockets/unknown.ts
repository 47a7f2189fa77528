/** What is not known of a lawsuit that has only a caption. */
export const UNKNOWN = { judge: null, filedOn: null, servedOn: null, answerDueOn: null } as const;
