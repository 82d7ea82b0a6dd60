/** What any local user of a Pi reads: the rack's secrets, wherever they might lie. */
import { type Outcome, verdict } from "../attack.ts";
import type { Field } from "../field.ts";

const PLACES = ["/boot", "/etc", "/run", "/var", "/tmp", "/home", "/opt", "/srv", "/usr/lib/pi-agent"];

export async function* secrets({ lab, master, worker, secrets: own }: Field): AsyncGenerator<Outcome> {
  const key = own.coordinatorKey.split("\n")[1] ?? "";
  const admin = (
    await lab.kubectl(master, ["config", "view", "--raw", "-o", "jsonpath={.users[0].user.client-key-data}"])
  ).slice(0, 60);
  const all = {
    "rack secret": own.rackSecret,
    "API token": own.token,
    "coordinator's key": key,
    "admin's key": admin,
  };
  for (const [name, secret] of Object.entries(all)) {
    for (const pi of [master, worker]) {
      if (secret.length < 20) throw new Error(`there is no ${name} to look for`);
      const { stdout: files } = await pi.exec(
        ["runuser", "-u", "nobody", "--", "grep", "-rIlsF", "--", secret, ...PLACES],
        { check: false },
      );
      const processes =
        "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -cF -- \"$1\"";
      const shown = Number((await pi.exec(["sh", "-c", processes, "sh", secret], { check: false })).stdout);
      const journals = 'journalctl -q --no-pager -o cat | grep -cF -- "$1"';
      const told = Number((await pi.exec(["sh", "-c", journals, "sh", secret], { check: false })).stdout);
      // grep itself has it in its argument.
      const gained =
        files.trim().split("\n").filter(Boolean)[0] ??
        (shown > 1 ? "a process shows it" : told > 0 && "the journal has it");
      const where = pi === master ? "master" : "worker";
      yield verdict(
        "19",
        `secret-${name.replace(/[^A-Za-z]+/g, "-")}-${where}`,
        `any user of the ${where} looks for the ${name}`,
        gained,
      );
    }
  }
}
