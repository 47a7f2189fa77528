import { ATOM_SCENARIOS } from "./atom-scenarios.ts";
import { MARGIN_SCENARIOS } from "./margin-scenarios.ts";
import { MORE_STORIES } from "./more-stories.ts";
import { PAGE_SCENARIOS } from "./page-scenarios.ts";
import type { Scenario } from "./scenario.ts";
import { STORIES } from "./stories.ts";
import type { Story } from "./story.ts";
import { WORD_SCENARIOS } from "./word-scenarios.ts";

export const ALL_STORIES: readonly Story[] = [...STORIES, ...MORE_STORIES];

export const SCENARIOS: readonly Scenario[] = [
  ...ATOM_SCENARIOS,
  ...MARGIN_SCENARIOS,
  ...PAGE_SCENARIOS,
  ...WORD_SCENARIOS,
];
