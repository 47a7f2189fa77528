import type { PublicAttachment } from "#app/domain/public-page/record.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";

/** The files of a matter that its page can offer. */
export async function publicAttachments(
  _client: PrismaClient | Transaction,
  _matterId: string,
): Promise<PublicAttachment[]> {
  return [];
}
