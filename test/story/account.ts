/**
 * The demo's time account: splits the seconds from power-on to nginx on every node into the longest chain of work that
 * is not ours (boot, apt, kubeadm, Kubernetes itself) and what the system added to it.
 */

/** Where one Pi's time went; times in milliseconds since 1970, durations in milliseconds. */
export interface NodeAccount {
  readonly name: string;
  readonly master: boolean;
  readonly powerOn: number;
  /** From power-on to the end of the stock system's first boot, when cloud-init has finished. */
  readonly boot: number;
  /** Time in apt during preparation. */
  readonly apt: number;
  /** Time in kubeadm init or join, including pulling its images. */
  readonly kubeadm: number;
  /** From the end of the agent's work until the API server reported the node Ready. */
  readonly settle: number;
  readonly ready: number;
}

export interface Account {
  readonly total: number;
  readonly chain: number;
  readonly ours: number;
  /** The node at the end of the longest chain. */
  readonly last: string;
}

/**
 * Finds the longest chain of work that is not ours: a worker's join follows both its own boot and apt, and the master's
 * boot, apt and init. `nginx` is the time from creating the deployment to the last page.
 */
export function account(nodes: readonly NodeAccount[], nginx: number, end: number): Account {
  const master = nodes.find((node) => node.master);
  if (!master) throw new Error("no master in the account");
  const begin = Math.min(...nodes.map((node) => node.powerOn));
  const alone = (node: NodeAccount) => node.powerOn - begin + node.boot + node.apt;
  const initialised = alone(master) + master.kubeadm;
  const chains = nodes.map((node) => ({
    last: node.name,
    length: node.master ? initialised + node.settle : Math.max(initialised, alone(node)) + node.kubeadm + node.settle,
  }));
  const { last, length } = chains.reduce((a, b) => (b.length > a.length ? b : a));
  const total = end - begin;
  const chain = length + nginx;
  return { total, chain, ours: total - chain, last };
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);

/** The demo's last line. */
export function lastLine(ready: number, nginx: number, nodes: number, { total, chain, ours }: Account): string {
  return (
    `demo: ready ${ready}/${nodes}, nginx ${nginx}/${nodes}, total ${seconds(total)} s, ` +
    `boot+apt+kubeadm ${seconds(chain)} s, ours ${seconds(ours)} s`
  );
}

/** Node × phase × seconds, as lines. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
}
