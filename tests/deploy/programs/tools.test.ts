import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { dashboardQueries, manifests, root, type Manifest } from "#tests/deploy/examples.ts";
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
      rules: [{ record: `query_${index}`, expr: expr.replaceAll("$job", "coalition-desk") }],
    }));
    const child = run(promtool, ["check", "rules", "--lint=none"]);
    child.child.stdin?.end(JSON.stringify({ groups }));
    expect((await child).stdout).toContain(`SUCCESS: ${groups.length} rules found`);
  });
});

it("Kubernetes' own types find no mistake in the example, unknown fields included", () => {
  expect(mistakes(manifests())).toEqual([]);
  const [budget] = manifests().filter(({ kind }) => kind === "PodDisruptionBudget");
  const wrong: Manifest & { spec: object } = { ...budget!, spec: { maxUnavailabel: 1 } };
  expect(mistakes([wrong])[0]).toContain("maxUnavailabel");
});

/** Mistakes in written objects by the types of the API, unknown fields among them. */
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
