/** The unknown facts of a lawsuit of which only a caption is known. */
export const UNKNOWN = { judge: null, filedOn: null, servedOn: null, answerDueOn: null } as const;
