/** An agent for another architecture on a virtual Pi: the arm64 package under user-mode emulation. */
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Card } from "../rack/api.ts";
import { ROOT } from "../story/product.ts";

const QEMU = "/usr/bin/qemu-aarch64-static";
/** In the Pi: the libraries of arm64 programs. */
const LIBRARIES = "/arm64";
const UNITS = ["pi-agent", "pi-agent-executor"] as const;
const UNIT_FOLDER = "usr/lib/systemd/system";

/**
 * Puts the package's files on an unused card, and marks them as installed for the card's own installer, since dpkg
 * would refuse another architecture. The unit is the package's, with the emulator before its program; what the
 * agent starts (systemctl, apt, kubeadm) is the Pi's own.
 */
export async function putArm64Agent(card: Card, deb: string, libraries: string): Promise<void> {
  const at = (path: string) => join(card.upper, path);
  execFileSync("dpkg-deb", ["--extract", deb, card.upper]);
  cpSync(libraries, at(LIBRARIES), { recursive: true, verbatimSymlinks: true });
  copyFileSync(QEMU, at(QEMU));
  for (const name of UNITS) {
    const command = /^ExecStart=(.*)$/m.exec(readFileSync(at(`${UNIT_FOLDER}/${name}.service`), "utf8"))?.[1];
    mkdirSync(at(`etc/systemd/system/${name}.service.d`), { recursive: true });
    writeFileSync(
      at(`etc/systemd/system/${name}.service.d/emulated.conf`),
      // The emulator takes several times the memory of the program.
      `[Service]\nExecStart=\nExecStart=${QEMU} -L ${LIBRARIES} ${command}\nMemoryHigh=infinity\nMemoryMax=infinity\n`,
    );
  }
  // The work of the package's postinst, before it is needed.
  mkdirSync(at("etc/systemd/system/pi-agent-executor.socket.d"), { recursive: true });
  writeFileSync(
    at("etc/systemd/system/pi-agent-executor.socket.d/user.conf"),
    "[Socket]\nExecStartPre=-/usr/sbin/useradd --system --user-group --no-create-home pi-agent\n",
  );
  mkdirSync(at("etc/systemd/system/multi-user.target.wants"), { recursive: true });
  symlinkSync(`/${UNIT_FOLDER}/pi-agent.service`, at("etc/systemd/system/multi-user.target.wants/pi-agent.service"));
  const content = await card.inReader((folder) => readFileSync(join(folder, "rackberry/card.json"), "utf8"));
  const { cardId } = JSON.parse(content) as { cardId: string };
  writeFileSync(join(card.varLib, "rackberry-card"), `${cardId}\n`);
}

/** The machine that a program was built for, from its ELF header (elf(5)): 62 is x86-64, 183 is AArch64. */
export function elfMachine(path: string): number {
  const header = readFileSync(path).subarray(0, 20);
  return header.subarray(0, 4).toString("latin1") === "\x7fELF" ? header.readUInt16LE(18) : 0;
}

/** What the agent at ENDPOINT reports about its Pi, requested on the laptop with the rack's own key. */
export const askFacts = (endpoint: string, key: string, name: string): string[] => [
  ...[process.execPath, `${ROOT}test/e2e/facts-main.ts`, endpoint, key, name],
];
