import { shortMessageOf } from "#server/message-of.ts";

/** Something that is tried again and again: its first failure is logged, and no other until it has worked. */
export class Outage {
  #isOver = true;

  constructor(
    private readonly logger: { warn(facts: object, sentence: string): void },
    private readonly sentence: string,
  ) {}

  failed(error: unknown): void {
    const facts = { error: shortMessageOf(error) };
    if (this.#isOver) this.logger.warn(facts, this.sentence);
    this.#isOver = false;
  }

  worked(): void {
    this.#isOver = true;
  }
}
