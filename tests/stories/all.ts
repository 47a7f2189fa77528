import { MORE_STORIES } from "./more-stories.ts";
import { STORIES } from "./stories.ts";
import type { Story } from "./story.ts";

export const ALL_STORIES: readonly Story[] = [...STORIES, ...MORE_STORIES];
