import { simulateRandomPeople } from "./support/random-people.ts";

simulateRandomPeople(0);
