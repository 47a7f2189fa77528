import { peopleAtRandom } from "./support/people-at-random";

peopleAtRandom(1);
