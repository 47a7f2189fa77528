// Claims the database of a URL, says so, and stays until it is ended.
import { claimForServer } from "#server/database/one-server.ts";

claimForServer(process.argv[2] ?? "");
process.stdout.write("claimed\n");
setInterval(() => undefined, 60_000);
