import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import {
  dashboardQueries,
  manifests,
  manifestsIn,
  root,
  type Manifest,
} from "#tests/deploy/examples.ts";
import { program } from "./programs.ts";

const run = promisify(execFile);
const inExamples = (folder: string) => path.join(root, "docs/deploy", folder);

describe("promtool", () => {
  const promtool = program("promtool");

  it("[R32] finds no mistake in the rules and the configuration", async () => {
    const cwd = inExamples("prometheus");
    const rules = await run(promtool, ["check", "rules", "coalition-desk.rules.yml"], { cwd });
    expect(rules.stdout).toMatch(/SUCCESS: \d+ rules found/u);
    const config = ["check", "config", "--syntax-only", "prometheus.yml"];
    expect((await run(promtool, config, { cwd })).stdout).toContain("SUCCESS");
  });

  it("[R32] sees each alert fire in its case, and no other", async () => {
    const cwd = inExamples("prometheus");
    const { stdout } = await run(promtool, ["test", "rules", "coalition-desk.rules.test.yml"], {
      cwd,
    });
    expect(stdout).toContain("SUCCESS");
  });

  it("understands every query of the dashboard", async () => {
    const groups = dashboardQueries().map((expr, index) => ({
      name: `panel ${index}`,
      rules: [{ record: `query_${index}`, expr }],
    }));
    const child = run(promtool, ["check", "rules", "--lint=none"]);
    child.child.stdin?.end(JSON.stringify({ groups }));
    expect((await child).stdout).toContain(`SUCCESS: ${groups.length} rules found`);
  });
});

describe("kubectl", () => {
  let rendered: Manifest[];
  beforeAll(async () => {
    rendered = manifestsIn(
      (await run(program("kubectl"), ["kustomize", inExamples("kubernetes")])).stdout,
    );
  });

  it("renders docs/deploy/kubernetes: one namespace, the settings by their hash, the image by its name", () => {
    const kinds = rendered.map(({ kind }) => kind);
    expect(kinds.sort()).toEqual([
      "ConfigMap",
      "CronJob",
      "Deployment",
      "Ingress",
      "Ingress",
      "Namespace",
      "PersistentVolumeClaim",
      "PodDisruptionBudget",
      "Service",
      "Service",
    ]);
    for (const { kind, metadata } of rendered) {
      expect([kind, metadata.namespace]).toEqual([
        kind,
        kind === "Namespace" ? undefined : "coalition-desk",
      ]);
    }
    const settings = rendered.find(({ kind }) => kind === "ConfigMap")?.metadata.name;
    expect(settings).toMatch(/^coalition-desk-\w{10}$/u);
    const text = JSON.stringify(rendered);
    expect(text.split(`"configMapRef":{"name":"${settings}"}`)).toHaveLength(3);
    expect(text).toContain('"image":"registry.example.org/coalition-desk:1"');
    expect(text).not.toContain('"image":"coalition-desk"');
  });

  it("renders no field that the API doesn't know", () => {
    const files = [...rendered, ...manifests()];
    expect(mistakes(files)).toEqual([]);
    // The same of a field that is spelled wrong.
    const [budget] = rendered.filter(({ kind }) => kind === "PodDisruptionBudget");
    const wrong: Manifest & { spec: object } = { ...budget!, spec: { maxUnavailabel: 1 } };
    expect(mistakes([wrong])[0]).toContain("maxUnavailabel");
  });
});

/** What the types of the API say of objects that are written down; unknown fields are mistakes. */
function mistakes(objects: readonly Manifest[]): string[] {
  const file = path.join(root, "tests/deploy/programs/manifests-as-types.ts");
  const lines = objects.map((each, index) => {
    const type = `import("kubernetes-models/${each.apiVersion}").I${each.kind}`;
    return `export const manifest${index}: ${type} = ${JSON.stringify(each)};`;
  });
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target, ...rest) =>
    name === file
      ? ts.createSourceFile(name, lines.join("\n"), target)
      : read(name, target, ...rest);
  const exists = host.fileExists.bind(host);
  host.fileExists = (name) => name === file || exists(name);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([file], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe("Compose", () => {
  const file = path.join(root, "docs/deploy/compose.cluster.yaml");
  const config = (environment: Record<string, string>) => {
    const empty = mkdtempSync("/tmp/no-env-file-");
    const parts = ["--project-directory", root, "--env-file", "/dev/null", "-f", file];
    return run(program("compose"), [...parts, "config", "--format", "json"], {
      env: { NODE_ENV: "test", PATH: process.env["PATH"], HOME: empty, ...environment },
    }).finally(() => rmSync(empty, { recursive: true }));
  };

  it("takes the file of the cluster, and builds the image from the project's folder", async () => {
    const { stdout } = await config({ DESK_ADDRESS: "desk.example.org", POSTGRES_PASSWORD: "x" });
    const { services } = JSON.parse(stdout) as {
      services: Record<string, { build?: { context: string }; environment: { APP_URL?: string } }>;
    };
    expect(services["app"]?.build?.context).toBe(root);
    expect(services["app-3"]?.environment.APP_URL).toBe("https://desk.example.org");
  });

  it("says what is missing where the address or the password is", async () => {
    await expect(config({ POSTGRES_PASSWORD: "x" })).rejects.toThrow("set DESK_ADDRESS in .env");
    await expect(config({ DESK_ADDRESS: "x" })).rejects.toThrow("set POSTGRES_PASSWORD in .env");
  });
});
