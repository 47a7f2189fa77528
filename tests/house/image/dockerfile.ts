import { Cmd, Copy, DockerfileParser, Entrypoint, Env, From, Healthcheck } from "dockerfile-ast";
import type { Instruction } from "dockerfile-ast";
import { readFileSync } from "node:fs";

/** One instruction, with what it says already read. */
export type Step =
  | { readonly kind: "copy"; readonly stage: string | null; readonly from: string[]; to: string }
  | { readonly kind: "run"; readonly command: string }
  | { readonly kind: "workdir"; readonly folder: string }
  | { readonly kind: "env"; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: "user"; readonly name: string }
  | { readonly kind: "entrypoint"; readonly words: string[] }
  | { readonly kind: "cmd"; readonly words: string[] }
  | { readonly kind: "healthcheck"; readonly words: string[] }
  | { readonly kind: "other"; readonly keyword: string };

export interface Stage {
  readonly name: string | null;
  readonly image: string;
  readonly steps: Step[];
}

/** The stages of a Dockerfile, in order. */
export function readStages(file: string): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(readFileSync(file, "utf8")).getInstructions()) {
    if (instruction instanceof From) {
      const image = instruction.getImage() ?? "";
      stages.push({ name: instruction.getBuildStage(), image, steps: [] });
    } else {
      const stage = stages.at(-1);
      if (!stage) throw new Error(`${instruction.toString()} stands before the first FROM`);
      stage.steps.push(stepOf(instruction));
    }
  }
  return stages;
}

function stepOf(instruction: Instruction): Step {
  const words = instruction.getArguments().map((each) => each.getValue());
  const keyword = instruction.getKeyword();
  if (instruction instanceof Copy) {
    return {
      kind: "copy",
      stage: instruction.getFromFlag()?.getValue() ?? null,
      from: words.slice(0, -1),
      to: words.at(-1) ?? "",
    };
  }
  if (instruction instanceof Entrypoint) {
    return { kind: "entrypoint", words: jsonWords(instruction) };
  }
  if (instruction instanceof Healthcheck) {
    const json = /CMD\s+(\[.*\])/s.exec(instruction.getArgumentsContent() ?? "")?.[1];
    return { kind: "healthcheck", words: json ? (JSON.parse(json) as string[]) : [] };
  }
  if (instruction instanceof Cmd) return { kind: "cmd", words: jsonWords(instruction) };
  if (instruction instanceof Env) {
    const values = instruction
      .getProperties()
      .map((each) => [each.getName(), each.getValue() ?? ""] as const);
    return { kind: "env", values: Object.fromEntries(values) };
  }
  switch (keyword) {
    case "RUN":
      return { kind: "run", command: instruction.getArgumentsContent() ?? "" };
    case "WORKDIR":
      return { kind: "workdir", folder: words[0] ?? "" };
    case "USER":
      return { kind: "user", name: words[0] ?? "" };
    default:
      return { kind: "other", keyword };
  }
}

/** The words of an instruction in exec form; none where it is in shell form. */
function jsonWords(instruction: Entrypoint | Cmd): string[] {
  return instruction.getJSONStrings().map((each) => each.getJSONValue());
}

/** The last step of a kind. */
export function lastOf<K extends Step["kind"]>(
  stage: Stage,
  kind: K,
): Extract<Step, { kind: K }> | undefined {
  const found = stage.steps.filter(
    (step): step is Extract<Step, { kind: K }> => step.kind === kind,
  );
  return found.at(-1);
}
