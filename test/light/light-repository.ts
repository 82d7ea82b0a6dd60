/** Kubernetes' package repository for a light node, in place of apt and the other programs that query one. */
import type { Host } from "@rackberry/agent/testing";
import { AppError } from "@rackberry/protocol";

/** The repository's content, the same for every node. */
export interface LightRepository {
  versions: readonly string[];
}

/** Imitates those programs; `asked` is called for every query. */
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
