import { openClient } from "../coordinator/open.ts";
import { plain } from "../plain.ts";
import { changeLine } from "../rack/change-line.ts";
import { rackFiles, readRack } from "../rack/rack-directory.ts";
import type { Verb } from "../verb.ts";

export const apply: Verb = {
  name: "apply",
  usage: "",
  summary: "send rack.yaml to the rack, which goes by it at once",
  options: {},
  interrupted: "the rack may have taken this rack.yaml all the same: pictl plan says whether it has",
  takes: [0, 0],
  help: `
Sends rack.yaml and the files that it names (packages.key, user.sshKeysFile) to the coordinator, and prints
each key that changes with its old and its new value. The coordinator checks them as pictl does, keeps them,
and brings every node to them at once, without a restart. Nothing is taken when anything in them is wrong.

What kubeadm init fixed (domain, podSubnet, serviceSubnet, network) cannot change while the cluster is there:
a rack.yaml that says otherwise is refused, with both values. pictl plan says beforehand what an apply would
change in rack.yaml and on each node.

Examples
  pictl plan && pictl apply
`,
  async run(context) {
    const files = await rackFiles(context.directory, await readRack(context.directory));
    const { changes } = await (await openClient(context)).apply({ files: Object.fromEntries(files) });
    if (changes.length === 0) context.print("the rack goes by this rack.yaml already: nothing changes");
    for (const change of changes) context.print(plain(changeLine(change)));
    if (changes.length > 0) context.print("the rack goes by it now: pictl status --watch shows its way");
    return 0;
  },
};
