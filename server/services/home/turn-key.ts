/** Names what a line about a matter's parties tells. */
export function turnKey({
  type,
  matterId,
  organizationId,
  at,
}: {
  readonly type: string;
  readonly matterId: string;
  readonly organizationId: string;
  readonly at: Date;
}): string {
  return `${type}:${matterId}:${organizationId}:${at.getTime()}`;
}
