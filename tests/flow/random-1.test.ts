import { peopleAtRandom } from "./support/people-at-random.ts";

peopleAtRandom(0);
