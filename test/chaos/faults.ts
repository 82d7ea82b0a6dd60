/** Which fault comes next. Pure: the same seed gives the same faults. */

/** Programs that are killed: those that run only on the master, and those on every node. */
const OF_MASTER = ["etcd", "kube-apiserver", "kube-controller", "kube-scheduler", "pi-coordinator"] as const;
const OF_NODE = ["kubelet", "kube-proxy", "flanneld", "coredns", "containerd", "pi-agent"] as const;

export type Fault =
  /** The power is off for this many seconds. */
  | { readonly kind: "power"; readonly pi: number; readonly seconds: number }
  | { readonly kind: "reset"; readonly pi: number }
  /** The network cable is unplugged for this many seconds. */
  | { readonly kind: "cable"; readonly pi: number; readonly seconds: number }
  /** kill -9 of every process with this name. */
  | { readonly kind: "kill"; readonly pi: number; readonly program: string };

export interface Turn {
  readonly fault: Fault;
  /** Seconds until the next one. */
  readonly pause: number;
}

/** Endless; Pis are numbered from 0, the master first. */
export function* turns(seed: number, pis: number): Generator<Turn, never> {
  const random = numbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  for (;;) yield { fault: nextFault(), pause: 2 + below(20) };

  function nextFault(): Fault {
    const pi = below(pis);
    switch (pick(["power", "reset", "cable", "kill", "kill", "kill"] as const)) {
      case "power":
        return { kind: "power", pi, seconds: 1 + below(15) };
      case "reset":
        return { kind: "reset", pi };
      case "cable":
        return { kind: "cable", pi, seconds: 1 + below(30) };
      default:
        return { kind: "kill", pi, program: pick(pi === 0 ? [...OF_MASTER, ...OF_NODE] : OF_NODE) };
    }
  }
}

/** A sentence for the log. */
export function describe(fault: Fault, pi: string): string {
  switch (fault.kind) {
    case "power":
      return `${pi}: no power for ${fault.seconds} s`;
    case "reset":
      return `${pi}: reset`;
    case "cable":
      return `${pi}: no network for ${fault.seconds} s`;
    case "kill":
      return `${pi}: kill -9 ${fault.program}`;
    default:
      return fault satisfies never;
  }
}

/** The last line of the run. */
export const lastLine = (faults: number, ready: number, nodes: number, seconds: number): string =>
  `chaos: ${faults} faults, ready ${ready}/${nodes} after ${seconds.toFixed(1)} s`;

/** mulberry32: numbers from 0 to 1 that depend only on the seed. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
