/** The supported databases; each has its own client and its own migrations. */
export const PROVIDERS = ["sqlite", "postgresql"] as const;
export type Provider = (typeof PROVIDERS)[number];

/** The Prisma schema of one provider: its generator and data source, and the shared models. */
export function schemaFor(provider: Provider, models: string): string {
  return `generator client {
  provider = "prisma-client"
  output   = "./client"
  runtime  = "nodejs"
  moduleFormat = "esm"
  compilerBuild = "small"
  importFileExtension = ""
  generatedFileExtension = "ts"
}

datasource db {
  provider = "${provider}"
}

${models}`;
}
