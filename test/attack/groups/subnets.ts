/** Pod subnets that are not the node's own: what the other nodes learn of them. */
import { type Outcome, verdict } from "../attack.ts";
import type { Field } from "../field.ts";
import { infiltrate, type Kube, patience } from "../infiltrate.ts";

/** Registers itself with a pod subnet that is not its own. */
export async function* subnets(field: Field): AsyncGenerator<Outcome> {
  const target = { host: field.addresses.master, port: 6443 };
  const claimed = ["8.0.0.0/8", "10.244.0.0/24", "2001:db8::/64", `${field.addresses.worker}/32`];
  for (const [index, subnet] of (field.isShort ? claimed.slice(0, 1) : claimed).entries()) {
    const liar = await infiltrate(field, "holding", 10 + index);
    const node = {
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: liar.name },
      spec: { podCIDR: subnet, podCIDRs: [subnet] },
    };
    const requests = [{ method: "POST", path: "/api/v1/nodes", body: node }];
    const { answers } = await field.act<Kube>(
      "kube",
      { target, token: liar.token, names: [liar.name], patience: patience(field), requests },
      { seconds: 60 },
    ).done;
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    const routes = (await field.master.exec(["ip", "route"])).stdout;
    const at = (index: number) => field.sources[130 + index] ?? "";
    const led = routes
      .split("\n")
      .find((line) => line.includes(`via ${at(index)} `) && !/^10\.244\.([1-9]|\d\d)/.test(line));
    const blind = await isBlind(field);
    await liar.act.stop();
    const made = answers[0]?.status === 201 ? "" : " (the API server did not take it)";
    const gained = led ?? (blind && "the coordinator sees the cluster no more");
    yield verdict(
      "H1 25",
      `subnet-${subnet.replace(/[/.:]+/g, "-")}`,
      `registers with ${subnet}${made}`,
      gained || false,
    );
    await field.lab.kubectl(field.master, ["delete", "node", liar.name, "--ignore-not-found", "--wait=false"]);
  }
}

/** Whether the coordinator's last message about the API server reports it as unreachable. */
async function isBlind({ master }: Field): Promise<boolean> {
  const { stdout } = await master.exec(["journalctl", "-q", "-u", "pi-coordinator", "-o", "cat", "--no-pager"]);
  const words = stdout.split("\n").filter((line) => /API server (cannot be reached|answers again)/.test(line));
  return /cannot be reached/.test(words.at(-1) ?? "");
}
