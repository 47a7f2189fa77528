import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

interface Answer {
  readonly status: number;
  readonly location: string;
  readonly cookie: string;
}

/** What became of all requests; each failure is told as a sentence. */
export class Requests {
  answered = 0;
  /** Connections that were reset while a process stopped, and whose requests were sent again. */
  reset = 0;
  readonly failed: string[] = [];
  /** How many processes are stopping at this moment. */
  stopping = 0;
  #isOver = false;
  readonly #visits: Promise<void>[] = [];
  readonly #underWay = new Set<Promise<Answer>>();

  /** Begins a visit that is made again and again, with pauses of that many milliseconds. */
  repeat(pauseMs: number, visit: () => Promise<void>): void {
    const repeated = async () => {
      while (!this.#isOver) {
        await visit();
        await sleep(pauseMs);
      }
    };
    this.#visits.push(repeated());
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#visits);
  }

  /** Once all that are under way now have been answered, or were reset. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  /** One request on a connection of its own, sent again only where a process that stops reset it. */
  async send(url: string, options: Sending, expected: (answer: Answer) => boolean) {
    const what = `${options.body ? "POST" : "GET"} ${new URL(url).pathname}`;
    for (let attempt = 1; ; attempt += 1) {
      const before = this.stopping;
      try {
        const answer = await this.#noted(once(url, options));
        if (expected(answer)) this.answered += 1;
        else this.failed.push(`${what}: ${answer.status} ${answer.location}`);
        return answer;
      } catch (error) {
        const { code = "" } = error as NodeJS.ErrnoException;
        const isStop = before > 0 || this.stopping > 0;
        if (code !== "ECONNRESET" || !isStop || attempt === 3) {
          this.failed.push(`${what}: ${code} ${String(error)}`);
          return null;
        }
        this.reset += 1;
      }
    }
  }

  async #noted(sent: Promise<Answer>): Promise<Answer> {
    this.#underWay.add(sent);
    return await sent.finally(() => this.#underWay.delete(sent));
  }
}

interface Sending {
  readonly cookie?: string;
  readonly body?: URLSearchParams;
}

const PATIENCE_MS = 60_000;

function once(url: string, { cookie = "", body }: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        agent: false,
        method: body ? "POST" : "GET",
        headers: {
          Cookie: cookie,
          ...(body ? { "Content-Type": "application/x-www-form-urlencoded" } : {}),
        },
        signal: AbortSignal.timeout(PATIENCE_MS),
      },
      (answer) => {
        answer.resume();
        answer.once("error", reject);
        answer.once("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            location: answer.headers.location ?? "",
            cookie: answer.headers["set-cookie"]?.[0]?.split(";")[0] ?? "",
          }),
        );
      },
    );
    sent.once("error", reject);
    sent.end(body?.toString());
  });
}
