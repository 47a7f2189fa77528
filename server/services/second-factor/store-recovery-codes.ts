import { hashRecoveryCode } from "#server/auth/second-factor/recovery-codes.ts";
import type { Transaction } from "#server/database/index.ts";

/** Stores the hashes of new recovery codes in the place of all earlier ones. */
export async function storeRecoveryCodes(
  tx: Transaction,
  made: {
    readonly userId: string;
    readonly codes: readonly string[];
    readonly at: Date;
    readonly ids: () => string;
  },
): Promise<void> {
  const { userId, codes, at, ids } = made;
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({
      id: ids(),
      userId,
      hash: hashRecoveryCode(code) ?? code,
      createdAt: at,
    })),
  });
}
