// Loaded into the server before itself: says, on a port of its own, for how long the event loop was held
// at most since it was last asked, in milliseconds. The time for which its thread waited for a processor
// is not in it: other programs took that.
import { openSync, readSync } from "node:fs";
import { createServer } from "node:http";
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.env["LOOP_PORT"]) {
  /** In milliseconds: the look itself is late by as much at most. */
  const EVERY = 2;
  // Nanoseconds on a processor, then those in wait for one (Linux, Documentation/scheduler/sched-stats.rst).
  const file = openSync(`/proc/self/task/${process.pid}/schedstat`);
  const line = Buffer.alloc(80);
  const waited = () =>
    Number(line.toString("latin1", 0, readSync(file, line, 0, line.length, 0)).split(" ")[1]) / 1e6;
  const now = () => performance.now() - waited();
  let [before, longest] = [now(), 0];
  const look = () => {
    const at = now();
    longest = Math.max(longest, at - before - EVERY);
    before = at;
  };
  setInterval(look, EVERY).unref();
  createServer((_request, response) => {
    look();
    response.end(String(longest));
    longest = 0;
  })
    .listen(Number(process.env["LOOP_PORT"]), "127.0.0.1")
    .unref();
}
