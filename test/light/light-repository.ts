/** Kubernetes' package repository as a light node's apt sees it: in the place of the programs that ask one. */
import type { Host } from "@rackberry/agent/testing";
import { AppError } from "@rackberry/protocol";

/** What the repository has; the same for every node. */
export interface LightRepository {
  versions: readonly string[];
}

/** Runs a program; `asked` is called for every question. */
export const lightApt =
  ({ versions }: LightRepository, host: Pick<Host, "write">, asked: () => void) =>
  async ([program, ...args]: readonly string[]): Promise<string> => {
    if (program === "dpkg") return "arm64\n";
    if (program?.endsWith("/apt-helper")) {
      // The signing key.
      await host.write(args.at(-1) ?? "", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx\n");
      return "";
    }
    const folder = args.find((arg) => arg.startsWith("-oDir::State="))?.split("=")[1];
    if (program !== "apt-get" || !folder) throw new AppError("command-failed", `a light node has no ${program}`);
    asked();
    const offers = versions.flatMap((version) =>
      ["kubeadm", "kubelet", "kubectl"].map(
        (name) => `Package: ${name}\nVersion: ${version}-1.1\nArchitecture: arm64\n`,
      ),
    );
    await host.write(`${folder}/lists/light_Packages`, offers.join("\n"));
    return "";
  };
