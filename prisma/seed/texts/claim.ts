import { everyFactAbove, heading, numbered, type Piece } from "#prisma/seed/writing.ts";

/** One claim: its title with the statute, then its paragraphs. */
export function claim(title: string, statute: string, ...paragraphs: Piece[]): Piece[] {
  return [
    heading(2, `${title}: ${statute}`),
    numbered(1, "Plaintiffs incorporate the allegations of ", everyFactAbove, "."),
    ...paragraphs,
  ];
}
