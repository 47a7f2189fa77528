// `npm run seed`: adds what is missing of the demonstration to the database that DATABASE_URL names,
// or to the file under DATA_DIR, and says what it added.
import path from "node:path";
import { hashPassword } from "../../server/auth";
import { DatabaseProblem, openDatabase } from "../../server/database";
import { EnvironmentProblem, readEnvironment } from "../../server/env";
import { rootFolder } from "../../server/root-folder";
import { seedDemo, SeedProblem } from ".";

async function run(): Promise<void> {
  const environment = readEnvironment(process.env);
  const database = await openDatabase({
    url: environment.databaseUrl,
    migrationsFolder: path.join(rootFolder(), "prisma", "migrations"),
  });
  try {
    const { added, kept } = await seedDemo({ database, hashPassword, clock: () => new Date() });
    for (const what of added) console.log(`Added: ${what}`);
    if (kept > 0) console.log(`There already, and left as they are: ${kept}.`);
  } finally {
    await database.close();
  }
}

run().catch((error: unknown) => {
  const told =
    error instanceof SeedProblem ||
    error instanceof DatabaseProblem ||
    error instanceof EnvironmentProblem;
  console.error(told ? error.message : error);
  process.exitCode = 1;
});
