/** Names the row for which the secret of a person's second factor is sealed. */
export const factorPlace = (userId: string): string => `SecondFactor ${userId}`;
