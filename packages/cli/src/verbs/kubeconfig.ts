import { resolve } from "node:path";
import { mergeAccess } from "../kubeconfig/merge.ts";
import { bringAccess, mergeInto, ownKubeconfig } from "../kubeconfig/own-kubeconfig.ts";
import { text, usageError, type Verb } from "../verb.ts";

export const kubeconfig: Verb = {
  name: "kubeconfig",
  usage: "[-o FILE | --stdout]",
  summary: "add the cluster to your kubeconfig, next to the others in it",
  options: {
    output: { type: "string", short: "o" },
    stdout: { type: "boolean" },
    name: { type: "string" },
    force: { type: "boolean" },
  },
  takes: [0, 0],
  onlyAnswers: ({ stdout }) => stdout === true,
  help: `
Fetches the administrator's kubeconfig from the control plane and merges it into yours: the first file that
KUBECONFIG names, otherwise ~/.kube/config. Cluster, user and context get the rack's name (rack in the
master's rack.yaml). Everything else in the file stays, including the current context if there is one.
The server is the master's address, and the certificate is checked against the cluster's name, so /etc/hosts
needs no entry; if the master's address changes, run this again.
Whoever has this kubeconfig controls the cluster; only the control plane and you keep a copy.

Options
  -o, --output FILE   merge it into FILE, or create FILE (mode 0600)
  --stdout            print it, and write no file
  --name NAME         call cluster, user and context NAME
  --force             replace an entry of that name even if it belongs to another cluster

Examples
  pictl kubeconfig
  kubectl --context rackberry get nodes
  pictl kubeconfig --stdout > rack.conf
`,
  async run(context, _, values) {
    const isPrinted = values.stdout === true;
    const output = text(values, "output");
    const wanted = contextName(text(values, "name"));
    if (isPrinted && output !== undefined) throw usageError("--stdout writes no file: use either -o or --stdout");
    const path = isPrinted ? undefined : output === undefined ? ownKubeconfig(context) : resolve(output);
    const access = await bringAccess(context, wanted);
    if (path === undefined) {
      context.print(mergeAccess("", access, { place: "standard output" }).text.trimEnd());
      return 0;
    }
    const kubectl = await mergeInto(context, access, {
      path,
      isNamed: output !== undefined,
      force: values.force === true,
    });
    context.note(`next: ${kubectl} get nodes`);
    return 0;
  },
};

function contextName(given: string | undefined): string | undefined {
  if (given === undefined || /^[A-Za-z0-9][A-Za-z0-9._@-]{0,62}$/.test(given)) return given;
  throw usageError("--name takes letters, digits and . _ @ -, 63 at most");
}
