import { MORE_STORIES } from "./more-stories";
import { STORIES } from "./stories";
import type { Story } from "./story";

export const ALL_STORIES: readonly Story[] = [...STORIES, ...MORE_STORIES];
