import { readdirSync, readFileSync } from "node:fs";

/** CPU of processes, from /proc; Linux only. A tick is a hundredth of a second. */
const TICK_MS = 10;

/** The fields of /proc/PID/stat from the third on; null where the process is gone. */
function fieldsOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/** CPU milliseconds of a process so far, with the children that it has waited for. */
function ownCpu(pid: number): number {
  const fields = fieldsOf(pid);
  if (!fields) return 0;
  return [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) * TICK_MS;
}

/** The process and all that descend from it. */
function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/u.test(name)) continue;
    const fields = fieldsOf(Number(name));
    if (fields) parents.set(Number(name), Number(fields[1]));
  }
  const family = [pid];
  for (const one of family) {
    for (const [child, parent] of parents) if (parent === one) family.push(child);
  }
  return family;
}

/** CPU milliseconds so far of processes and their descendants. */
export function cpuOf(pids: readonly number[]): number {
  return pids.flatMap(familyOf).reduce((sum, pid) => sum + ownCpu(pid), 0);
}

/** Resident MiB of processes, without their descendants. */
export function residentOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const status = readFileSync(`/proc/${pid}/status`, "latin1");
    return sum + Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024;
  }, 0);
}

export function parentOf(pid: number): number {
  return Number(fieldsOf(pid)?.[1] ?? 0);
}
