import { lookup } from "node:dns/promises";
import { rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError } from "@rackberry/protocol";
import { openClient } from "../coordinator/open.ts";
import { fileError } from "../file-error.ts";
import { plain } from "../plain.ts";
import { readText } from "../rack/rack-directory.ts";
import { text, type Verb } from "../verb.ts";

export const kubeconfig: Verb = {
  name: "kubeconfig",
  usage: "[-o FILE]",
  summary: "fetch the cluster administrator's kubeconfig",
  options: { output: { type: "string", short: "o" }, force: { type: "boolean" } },
  takes: [0, 0],
  onlyAnswers: ({ output }) => output === undefined,
  help: `
Fetches the administrator's kubeconfig from the control plane and prints it. Whoever has it owns the
cluster; nothing but the control plane and you keep a copy.

Options
  -o, --output FILE   write it to FILE (mode 0600) instead
  --force             replace FILE even though it holds something else

Examples
  pictl kubeconfig -o ~/.kube/config
  KUBECONFIG=rack.conf kubectl get nodes
`,
  async run(context, _, values) {
    const output = text(values, "output");
    const client = await openClient(context);
    const content = await client.kubeconfig();
    if (output === undefined) context.print(content.trimEnd());
    else {
      await save(resolve(output), content, values.force === true);
      context.print(plain(`wrote ${output}: kubectl --kubeconfig ${output} get nodes`));
    }
    const server = /^\s*server: https:\/\/([^:/\s]+)/m.exec(content)?.[1];
    if (server && !(await resolves(server))) {
      const plane = (await client.status()).nodes.find((node) => node.role === "control-plane");
      context.note(`this machine does not know ${server}; in its /etc/hosts: ${plane?.address ?? "ADDRESS"} ${server}`);
    }
    return 0;
  },
};

/** Whole or not at all, for its owner's eyes only. Throws `refused` rather than to lose another cluster's access. */
async function save(path: string, content: string, force: boolean): Promise<void> {
  const old = await readText(path);
  if (old !== undefined && old !== content && !force) {
    throw new AppError("refused", `${path} holds something else: name another file, or replace it with --force`);
  }
  const draft = `${path}.pictl-${process.pid}`;
  try {
    await writeFile(draft, content, { mode: 0o600, flag: "wx", flush: true });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw fileError(cause, path);
  }
}

const resolves = (host: string) =>
  lookup(host).then(
    () => true,
    () => false,
  );
