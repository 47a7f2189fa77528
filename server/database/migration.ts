export type DatabaseProvider = "sqlite" | "postgresql";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the script, as Prisma's engine stores it. */
  readonly checksum: string;
}
