import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { permit, type Target } from "#server/services/command.ts";

/** All of a text but its content, which may be long. */
const HEAD = {
  id: true,
  organizationId: true,
  name: true,
  note: true,
  schemaVersion: true,
  revision: true,
  createdById: true,
  createdAt: true,
  changedById: true,
  changedAt: true,
} as const;
export const CLAUSE_HEAD = HEAD;
export const TEMPLATE_HEAD = { ...HEAD, kind: true } as const;

export interface TextHead {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly note: string;
  readonly schemaVersion: number;
  readonly revision: number;
  readonly createdById: string;
  readonly createdAt: Date;
  readonly changedById: string;
  readonly changedAt: Date;
}

export type TextKind = "clause" | "template";

type KeptTextKey = [organizationId: string, textId: string];

async function headOf(
  client: PrismaClient | Transaction,
  as: TextKind,
  [organizationId, id]: KeptTextKey,
) {
  const where = { id, organizationId };
  return as === "clause"
    ? client.clause.findFirst({ where, select: CLAUSE_HEAD })
    : client.template.findFirst({ where, select: TEMPLATE_HEAD });
}

/**
 * A text that an organization keeps, as the target of a command. Asked for under another organization
 * it is not found; whose organization it is decides before that.
 */
export function keptTextTo(as: TextKind): Target<KeptTextKey, TextHead> {
  return {
    arity: 2,
    load: async (client, ...key) => {
      const row = await headOf(client, as, key);
      return row ? done(row) : refuse("not-found");
    },
    permission: ({ organizationId }) => permit("organization.keep-texts", { organizationId }),
    about: ({ organizationId }) => ({ organizationId }),
  };
}

/** The same for reads: everybody of the organization reads what it keeps, and nobody else. */
export async function keptTextFor(
  client: PrismaClient | Transaction,
  actor: Actor,
  as: TextKind,
  key: KeptTextKey,
): Promise<Outcome<TextHead>> {
  const allowed = may(actor, "organization.view", { organizationId: key[0] });
  if (!allowed.ok) return allowed;
  const row = await headOf(client, as, key);
  return row ? done(row) : refuse("not-found");
}
