/** nginx behind a NodePort, and fetching its page from every node's own address. */
import type { Pi } from "../rack/api.ts";
import type { Lab } from "./lab.ts";
import { until } from "./wait.ts";

/** Makes the deployment and the service; resolves to the node port. */
export async function deployNginx(lab: Lab, master: Pi): Promise<number> {
  await lab.kubectl(master, ["create", "deployment", "nginx", "--image=nginx"]);
  await lab.kubectl(master, ["expose", "deployment", "nginx", "--type=NodePort", "--port=80"]);
  const port = await lab.kubectl(master, ["get", "service", "nginx", "-o", "jsonpath={.spec.ports[0].nodePort}"]);
  return Number(port);
}

/** Waits until every address serves the page to the laptop. Resolves to the number of addresses that did. */
export async function pages(lab: Lab, addresses: readonly string[], port: number, limit = 120): Promise<number> {
  const page = async (address: string) => {
    const { stdout } = await lab.rack.exec(["curl", "-sS", "-m", "3", `http://${address}:${port}/`], { check: false });
    return /nginx/i.test(stdout);
  };
  await Promise.all(addresses.map((address) => until(`nginx on ${address}:${port}`, () => page(address), { limit })));
  return addresses.length;
}

/** A page that was fetched through the pod network. */
export interface PageByName {
  /** Node of the pod that sent the request. */
  readonly from: string;
  /** Node of the pod that answered. */
  readonly to: string;
}

/**
 * Fetches the page by the Service's name from a pod on a node other than nginx's: through the cluster DNS, a service
 * address and the pod network. Throws with curl's last output when that fails.
 */
export async function pageByName(lab: Lab, master: Pi, limit = 120): Promise<PageByName> {
  const kubectl = (...args: string[]) => lab.kubectl(master, args);
  const to = await kubectl("get", "pods", "-l", "app=nginx", "-o", "jsonpath={.items[0].spec.nodeName}");
  const nodes = (await kubectl("get", "nodes", "-o", "jsonpath={.items[*].metadata.name}")).split(" ");
  const from = nodes.find((name) => name !== to);
  if (from === undefined) throw new Error("a page from another node takes two nodes");
  await kubectl("delete", "pod", "visitor", "--ignore-not-found", "--now");
  const spec = JSON.stringify({ spec: { nodeName: from, terminationGracePeriodSeconds: 0 } });
  await kubectl("run", "visitor", "--image=nginx", "--restart=Never", `--overrides=${spec}`);
  let words = "";
  const page = async () => {
    const curl = ["exec", "visitor", "--", "curl", "-sS", "-m", "5", "http://nginx"];
    words = await kubectl(...curl).catch((error: Error) => error.message);
    return /Welcome to nginx/.test(words);
  };
  await until(`a page of http://nginx for a pod on ${from}`, page, { limit, otherwise: async () => words });
  await kubectl("delete", "pod", "visitor", "--now");
  return { from, to };
}
