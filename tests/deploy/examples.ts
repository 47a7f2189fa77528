import { readFileSync } from "node:fs";
import path from "node:path";
import { parse, parseAllDocuments } from "yaml";

export const root = path.resolve(import.meta.dirname, "../..");

/** A file of docs/deploy. */
export const example = (file: string): string =>
  readFileSync(path.join(root, "docs/deploy", file), "utf8");

export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

export function alertRules(): Rule[] {
  const { groups } = parse(example("prometheus/coalition-desk.rules.yml")) as {
    groups: { rules: Rule[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

export interface Panel {
  readonly title: string;
  readonly description: string;
  readonly targets: readonly { readonly expr: string }[];
}

export function dashboardPanels(): readonly Panel[] {
  return dashboard().panels;
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
  readonly templating: { readonly list: readonly { readonly name: string }[] };
}

const dashboard = () => JSON.parse(example("grafana/coalition-desk.json")) as Dashboard;

/** The PromQL of the dashboard's panels and annotations, with Grafana's own variable replaced. */
export function dashboardQueries(): string[] {
  const { panels, annotations } = dashboard();
  return [...panels.flatMap(({ targets }) => targets), ...annotations.list].map(({ expr }) =>
    expr.replaceAll(/\$__rate_interval\b/gu, "5m"),
  );
}

/** The variables that whoever looks at the dashboard chooses. */
export const dashboardVariables = (): string[] =>
  dashboard().templating.list.map(({ name }) => name);

/** The variables that a query reads, however they are written. */
export const variablesIn = (query: string): string[] =>
  [...query.matchAll(/\$\{?(\w+)|\[\[(\w+)/gu)].map(([, name, old]) => name ?? old ?? "");

/** Words of PromQL that are neither a name nor a number nor in a pair of brackets. */
const WORDS = new Set(["and", "or", "unless", "atan2", "bool", "offset", "start", "end"]);

/** The metrics that a query asks for of every job: they have no selector. */
export function metricsOfEveryJob(query: string): string[] {
  const bare = [
    /"(?:[^"\\]|\\.)*"/gu,
    // Metrics with a selector.
    /\b[A-Za-z_:][\w:]*\s*\{[^}]*\}/gu,
    // Labels.
    /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gu,
    // Durations, and numbers.
    /\[[^\]]*\]/gu,
    /\b\d[\w.]*/gu,
    // Functions.
    /\b[a-z]\w*\s*\(/gu,
  ].reduce((left, part) => left.replaceAll(part, " "), query);
  return (bare.match(/[A-Za-z_:][\w:]*/gu) ?? []).filter((word) => !WORDS.has(word));
}

/** The metrics that a query asks for with a selector, as each that names its job has. */
export const metricsIn = (query: string): string[] =>
  [...query.matchAll(/\b([A-Za-z]\w*)\{/gu)].map(([, name = ""]) => name);

/** A Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

export const manifests = (): Manifest[] =>
  parseAllDocuments(example("kubernetes.yaml")).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS() as Manifest;
  });
