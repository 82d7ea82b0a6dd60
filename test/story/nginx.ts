/** nginx behind a NodePort, and its page from every node's own address. */
import type { Pi } from "../rack/api.ts";
import type { Lab } from "./lab.ts";
import { until } from "./wait.ts";

/** Makes the deployment and the service; answers the node port. */
export async function deployNginx(lab: Lab, master: Pi): Promise<number> {
  await lab.kubectl(master, ["create", "deployment", "nginx", "--image=nginx"]);
  await lab.kubectl(master, ["expose", "deployment", "nginx", "--type=NodePort", "--port=80"]);
  const port = await lab.kubectl(master, ["get", "service", "nginx", "-o", "jsonpath={.spec.ports[0].nodePort}"]);
  return Number(port);
}

/** Waits until the page comes from every address, asked from the laptop. Answers how many gave it. */
export async function pages(lab: Lab, addresses: readonly string[], port: number, limit = 120): Promise<number> {
  const page = async (address: string) => {
    const { stdout } = await lab.rack.exec(["curl", "-sS", "-m", "3", `http://${address}:${port}/`], { check: false });
    return /nginx/i.test(stdout);
  };
  await Promise.all(addresses.map((address) => until(`nginx on ${address}:${port}`, () => page(address), { limit })));
  return addresses.length;
}
