/**
 * Whether a factor is the person's own or of the organization that their password is of. What another
 * organization had a hand in is no hurdle for them: its administrators could keep them out everywhere (P8).
 */
export function countsFor(
  { via }: { readonly via: string | null },
  { passwordVia }: { readonly passwordVia: string | null },
): boolean {
  return via === null || via === passwordVia;
}
