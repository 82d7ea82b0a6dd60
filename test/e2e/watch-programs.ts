/** The arguments of every program on the Pis, and the join tokens that appeared, over a whole story. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pi } from "../rack/api.ts";

export interface ProgramWatch {
  /** Arguments and environment of every program seen on the Pi, each text with NULs between the words. */
  seen(pi: Pi): ReadonlySet<string>;
  /** Join tokens seen in kubeadm's configuration. */
  readonly tokens: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Milliseconds between two samples. A shorter-lived program may be missed; kubeadm and kubectl live for seconds. */
const PAUSE = 200;
const TOKEN = /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g;

/** Samples until it is stopped; `pis` may grow meanwhile. */
export function watchPrograms(pis: () => readonly Pi[]): ProgramWatch {
  const seen = new Map<Pi, Set<string>>();
  const tokens = new Set<string>();
  const end = new AbortController();
  const of = (pi: Pi) => {
    const texts = seen.get(pi) ?? new Set<string>();
    seen.set(pi, texts);
    return texts;
  };
  const look = (pi: Pi) => {
    const programs = pi.programs();
    for (const { pid } of programs) {
      const text = now(`/proc/${pid}/cmdline`) + now(`/proc/${pid}/environ`);
      if (text !== "") of(pi).add(text);
    }
    // Not just any program's: a container has its own root.
    const init = programs.find(({ name }) => name === "systemd");
    const folder = `/proc/${init?.pid}/root/run/pi-agent`;
    for (const name of namesIn(folder)) {
      if (!/^kubeadm-.*\.yaml$/.test(name)) continue;
      for (const [token] of now(`${folder}/${name}`).matchAll(TOKEN)) tokens.add(token);
    }
  };
  const running = (async () => {
    while (!end.signal.aborted) {
      for (const pi of pis()) look(pi);
      await sleep(PAUSE);
    }
  })();
  return {
    seen: of,
    tokens,
    async stop() {
      end.abort();
      await running;
    },
  };
}

/** "" when the program has exited meanwhile. */
function now(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
