import { validate } from "dockerfile-utils";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { buildContext, readIgnore } from "./image/context.ts";
import { lastOf, readStages } from "./image/dockerfile.ts";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const stages = readStages(path.join(root, "Dockerfile"));
const image = stages.at(-1)!;
const context = buildContext(root);

/** Whether the last stage has a file of the project, copied from the context or another stage. */
function isShipped(file: string): boolean {
  return image.steps.some(
    (step) =>
      step.kind === "copy" &&
      step.from.some((source) => {
        const place = source.replace(/^\/app\//, "");
        return file === place || file.startsWith(`${place}/`);
      }),
  );
}

describe("Dockerfile", () => {
  it("is one that Docker's own language service finds nothing wrong with", () => {
    expect(validate(read("Dockerfile"))).toEqual([]);
  });

  it("copies only what .dockerignore lets through", () => {
    for (const step of stages.flatMap(({ steps }) => steps)) {
      if (step.kind !== "copy" || step.stage !== null) continue;
      for (const source of step.from) {
        const found = context.some((file) => file === source || file.startsWith(`${source}/`));
        expect(found || source === ".", source).toBe(true);
      }
    }
  });

  it("ships what the server reads at run time", () => {
    const needed = [
      "package.json",
      "build/process/index.js",
      "build/client",
      "build/server",
      "node_modules/@expo-google-fonts/tinos",
      ...context.filter((file) =>
        /\.(typ|conf)$|^prisma\/migrations\/.*\.sql$|^docs\/help\/.*\.md$/.test(file),
      ),
    ];
    expect(needed.filter((file) => !isShipped(file))).toEqual([]);
    expect(needed.filter((file) => file.endsWith(".typ")).length).toBeGreaterThan(5);
    expect(needed).toContain("docs/help/first-hour.md");
  });

  it("takes every file that a build needs into its context", () => {
    const used = read("vite.config.ts") + read("server/bundle.mjs") + read("prisma/generate.ts");
    expect(read("react-router.config.ts")).toContain("./remix.config.js");
    expect(used).toContain("reactRouter()");
    for (const file of [
      "vite.config.ts",
      "react-router.config.ts",
      "remix.config.js",
      "tsconfig.json",
      "server/bundle.mjs",
      "prisma/generate.ts",
      "prisma/models.prisma",
    ]) {
      expect(context, file).toContain(file);
    }
    const bundled = [...read("server/bundle.mjs").matchAll(/"((?:server|prisma)\/[^"]+\.ts)"/g)];
    for (const [, file] of bundled) expect(context).toContain(file);
  });

  it("takes no secret, no data and nothing of this machine", () => {
    const passes = readIgnore(read(".dockerignore"));
    for (const file of [
      ".env",
      ".git/config",
      "data/coalition-desk.db",
      "backups/coalition-desk-20260105T090000Z/database.sqlite",
      "node_modules/express/index.js",
      "build/process/index.js",
      "server/database/generated/sqlite/client/client.ts",
      "tests/run.ts",
      "npm-debug.log",
    ]) {
      expect(passes(file), file).toBe(false);
    }
  });

  it("names a user that is not root, what it starts, and /readyz as what is asked whether it is well", () => {
    expect(lastOf(image, "user")?.name).toBe("node");
    for (const kind of ["entrypoint", "cmd", "healthcheck"] as const) {
      expect(lastOf(image, kind)?.words.length, kind).toBeGreaterThan(0);
    }
    expect(lastOf(image, "healthcheck")?.words.join(" ")).toContain("/readyz");
    for (const stage of stages) expect(stage.image).toMatch(/^node:24-/);
  });
});

interface Service {
  readonly image?: string;
  readonly restart?: string;
  readonly environment: Record<string, string>;
  readonly healthcheck?: { readonly test: string[] };
  readonly volumes: string[];
  readonly depends_on?: Record<string, { readonly condition: string }>;
}

describe("compose.yaml", () => {
  const text = read("compose.yaml");
  const { services, volumes } = parse(text) as {
    services: { app: Service; database: Service };
    volumes: Record<string, unknown>;
  };
  const { app, database } = services;

  it("refuses to start without an address and a password, and has no default for either", () => {
    const variables = [...text.matchAll(/\$\{([A-Z_]+)(:[?-])([^}]*)\}/g)];
    const required = variables.filter(([, , kind]) => kind === ":?").map(([, name]) => name);
    expect(new Set(required)).toEqual(new Set(["APP_URL", "POSTGRES_PASSWORD"]));
    const passwords = variables.filter(([, name]) => /PASSWORD|SECRET/.test(String(name)));
    for (const [, name, kind, value] of passwords) {
      expect(kind === ":?" || value === "", name).toBe(true);
    }
    // And none stands there in the open.
    expect(app.environment["DATABASE_URL"]).toMatch(
      /^postgresql:\/\/desk:\$\{POSTGRES_PASSWORD:\?/,
    );
  });

  it("sets only variables that the program reads", () => {
    const known =
      read("server/env.ts") + read("server/blobs/storage.ts") + read("server/cli/setup.ts");
    for (const name of Object.keys(app.environment)) expect(known).toContain(name);
  });

  it("hands on the key that lists of names are encrypted with, which PostgreSQL's server never makes", () => {
    expect(app.environment["ENCRYPTION_KEY"]).toBe("${ENCRYPTION_KEY:-}");
  });

  it("has a PostgreSQL that the image's programs can back up, waits for it, and starts both again", () => {
    const client = /postgresql-client-(\d+)/.exec(read("Dockerfile"))?.[1];
    expect(database.image).toBe(`postgres:${client}`);
    expect(app.depends_on?.["database"]?.condition).toBe("service_healthy");
    expect(database.healthcheck?.test.join(" ")).toContain("pg_isready");
    for (const service of [app, database]) expect(service.restart).toBe("unless-stopped");
  });

  it("keeps all data in named volumes", () => {
    const mounted = [...app.volumes, ...database.volumes].map((each) => each.split(":")[0]);
    for (const name of Object.keys(volumes)) expect(mounted).toContain(name);
    expect(app.volumes).toContain("data:/data");
    expect(existsSync(path.join(root, "docs/self-hosting.md"))).toBe(true);
  });
});

describe("what a .dockerignore lets through", () => {
  it("is decided by the last pattern that matches, for a folder and all in it", () => {
    const passes = readIgnore("*\n!app\napp/secret\n**/*.log\n!app/secret/not.txt\n# x\n");
    expect(["app/a/b.ts", "app/secret/not.txt"].map(passes)).toEqual([true, true]);
    const outside = ["b.ts", "app/secret/a", "app/a/b.log", "c.log", "application/x"];
    expect(outside.map(passes)).toEqual(outside.map(() => false));
  });
});
