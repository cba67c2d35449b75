import { readFileSync } from 'node:fs';
import type { JsonObject } from '#kernel/json.js';

const KIB_PER_MIB = 1_024;

/** Processor time and memory of this process. */
export class Usage {
  #cpu = process.cpuUsage();

  /** Processor time counts from here. */
  begin(): void {
    this.#cpu = process.cpuUsage();
  }

  /** Processor time since the beginning, and the highest resident set since the process started. */
  read(): JsonObject {
    const { user, system } = process.cpuUsage(this.#cpu);
    return { cpuMs: Math.round((user + system) / 1_000), peakRssMb: Math.round(peakRssKib() / KIB_PER_MIB) };
  }
}

/** `VmHWM` where there is one: `maxRSS` begins with what the parent had at the fork. */
function peakRssKib(): number {
  try {
    const line = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return Number(line?.[1] ?? process.resourceUsage().maxRSS);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
