/** The person's kubeconfig on the control plane: kubectl works right after logging in. */
import { AppError, type NodeSpec } from "@rackberry/protocol";
import type { Host } from "../../host/host.ts";
import { type Account, findAccount } from "../tools/account.ts";
import { KEPT, keepCopy } from "../tools/kept-files.ts";
import { ADMIN_CONF } from "../tools/kubeadm-state.ts";
import type { Step } from "../tools/step.ts";

export function kubeconfig({ name }: NodeSpec["user"]): Step {
  const place = ({ home }: Account) => `${home}/.kube/config`;
  return {
    name: "kubeconfig",
    async check({ host }) {
      const account = await need(host, name);
      const wanted = await host.read(ADMIN_CONF);
      const present = await host.read(place(account));
      if (present === wanted) return undefined;
      return `write ${place(account)}${present === undefined ? "" : `, and keep the earlier one in ${KEPT}`}`;
    },
    async apply({ host }) {
      const account = await need(host, name);
      const content = await host.read(ADMIN_CONF);
      if (content === undefined) throw new AppError("step-ineffective", `${ADMIN_CONF} is not there`);
      const { uid, gid, home } = account;
      const kind = (await host.info(`${home}/.kube`))?.kind ?? "directory";
      if (kind !== "directory") throw new AppError("refused", `${home}/.kube is a ${kind}, not a directory: remove it`);
      await host.makeDirectory(`${home}/.kube`, { mode: 0o700, uid, gid });
      await keepCopy(host, place(account));
      await host.write(place(account), content, { mode: 0o600, uid, gid });
    },
  };
}

async function need(host: Host, name: string): Promise<Account> {
  const account = await findAccount(host, name);
  if (account) return account;
  throw new AppError("refused", `there is no account ${name}: the node has not been prepared`);
}
