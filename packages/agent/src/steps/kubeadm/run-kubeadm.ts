/** Runs one kubeadm at a time: found again when the agent restarts, started again after a clean reset, its secrets on tmpfs. */
import { AppError } from "@rackberry/protocol";
import type { Argv, Host } from "../../host/host.ts";
import { type ClusterRole, KUBEADM_UNIT, markKubeadm, pendingKubeadm, traces } from "../tools/kubeadm-state.ts";
import { RUN_DIRECTORY } from "../tools/state.ts";
import type { StepContext } from "../tools/step.ts";
import { untilItsTurn } from "../tools/units.ts";
import { isGoodReport, withoutEscapes } from "../trouble/kubeadm-output.ts";

export interface KubeadmCall {
  readonly kind: "init" | "join";
  readonly role: ClusterRole;
  /** kubeadm's configuration documents; a join's holds its token. */
  readonly config: string;
  /** Others that the configuration names: content by path, below the run directory. */
  readonly files?: Readonly<Record<string, string>>;
  readonly ignorePreflight: readonly string[];
  readonly more?: readonly string[];
}

/** Runs kubeadm to its end. Rejects with `command-failed` in kubeadm's words; leftovers stay until the next attempt. */
export async function runKubeadm(context: StepContext, call: KubeadmCall): Promise<void> {
  const { host, output } = context;
  const file = `${RUN_DIRECTORY}/kubeadm-${call.kind}.yaml`;
  const files = { ...call.files, [file]: call.config };
  const pending = await pendingKubeadm(host, call.kind);
  try {
    if (pending) {
      output(`kubeadm ${call.kind} was started before the agent restarted: waiting for it to end`);
      await runUnit(context, pending);
    } else {
      // kubeadm uses containerd at once, and the agent may be running long before the boot starts it.
      await untilItsTurn(context, "containerd.service");
      // Only what WE began and never saw end is undone; the caller has refused everything else.
      if ((await traces(host)).length > 0) await resetKubeadm(context, call.ignorePreflight);
      await markKubeadm(host, "begun", call.role);
      await host.makeDirectory(RUN_DIRECTORY, { mode: 0o700 });
      for (const [path, content] of Object.entries(files)) await host.write(path, content, { mode: 0o600 });
      await runUnit(context, ["kubeadm", call.kind, "--config", file, ...ignoring(call), ...(call.more ?? [])]);
    }
  } finally {
    // Not when only the waiting was cancelled: the kubeadm that is still running may have to read it.
    if (!context.signal.aborted) for (const path of Object.keys(files)) await host.remove(path);
  }
  await markKubeadm(host, "finished", call.role);
}

/** kubeadm reset, as a unit; does not touch our mark. */
export async function resetKubeadm(context: StepContext, ignorePreflight: readonly string[]): Promise<void> {
  await runUnit(context, ["kubeadm", "reset", "--force", ...ignoring({ ignorePreflight })]);
}

async function runUnit({ host, signal, output }: StepContext, argv: Argv): Promise<void> {
  const onLine = (line: string) => {
    const plain = withoutEscapes(line);
    if (!isGoodReport(plain)) output(withoutTokens(plain));
  };
  try {
    await host.runUnit(KUBEADM_UNIT, argv, { signal, onLine });
  } catch (cause) {
    signal.throwIfAborted();
    throw await inItsWords(host, AppError.from(cause));
  }
}

/** The last line is advice and the first with "error" in it is a headline: the cause is between them. */
async function inItsWords(host: Host, error: AppError): Promise<AppError> {
  const { controlPlaneWords, tellingWords } = await import("../trouble/index.ts");
  const [how] = /^kubeadm (?:exited \d+|was killed by \w+)/.exec(error.message) ?? [];
  const words = withoutTokens(tellingWords(error.detail));
  if (how === undefined || words === "") return error;
  const more = words.includes("wait-control-plane") && (await controlPlaneWords(host));
  return new AppError(error.code, `${how}: ${words}${more ? `; ${withoutTokens(more)}` : ""}`, {
    detail: withoutEscapes(error.detail),
    cause: error,
  });
}

const ignoring = ({ ignorePreflight }: Pick<KubeadmCall, "ignorePreflight">) =>
  ignorePreflight.length === 0 ? [] : [`--ignore-preflight-errors=${ignorePreflight.join(",")}`];

/** kubeadm prints the join command; its token must not reach the journal. */
const withoutTokens = (line: string): string =>
  line.replace(/\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g, "[token]").replace(/(--certificate-key)\s+\S+/g, "$1 [key]");
