import { openClient } from "../coordinator/open.ts";
import { plain } from "../plain.ts";
import { changeLine } from "../rack/change-line.ts";
import { rackFiles, readRack } from "../rack/rack-directory.ts";
import type { Verb } from "../verb.ts";

export const apply: Verb = {
  name: "apply",
  usage: "",
  summary: "send rack.yaml to the coordinator, which applies it at once",
  options: {},
  interrupted: "the coordinator may have received this rack.yaml all the same: pictl plan says whether it has",
  takes: [0, 0],
  help: `
Sends rack.yaml and the files that it names (packages.key, user.sshKeysFile) to the coordinator, and prints
each key that changes with its old and its new value. The coordinator checks the files as pictl does, stores
them, and brings every node in line with them at once, without a restart. If anything in them is wrong,
nothing is applied.

What kubeadm init fixed (domain, podSubnet, serviceSubnet, network) cannot change while the cluster exists:
a rack.yaml with other values is refused, with both values. Run pictl plan first to see what an apply would
change in rack.yaml and on each node.

Examples
  pictl plan && pictl apply
`,
  async run(context) {
    const files = await rackFiles(context.directory, await readRack(context.directory));
    const { changes } = await (await openClient(context)).apply({ files: Object.fromEntries(files) });
    if (changes.length === 0) context.print("this rack.yaml is already applied: nothing changes");
    for (const change of changes) context.print(plain(changeLine(change)));
    if (changes.length > 0) context.print("this rack.yaml is applied: pictl status --watch shows the progress");
    return 0;
  },
};
