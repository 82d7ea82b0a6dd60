/** What any local user of a Pi can read: the rack's secrets, wherever they might be. */
import type { Pi } from "../../rack/api.ts";
import { type Outcome, verdict } from "../attack.ts";
import type { Field } from "../field.ts";

const PLACES = ["/boot", "/etc", "/run", "/var", "/tmp", "/home", "/opt", "/srv", "/usr/lib/pi-agent"];

/** Every search gets the secret on standard input: as an argument, it would find itself. */
const SEARCHES: Readonly<Record<string, string>> = {
  "a file that anybody reads": `printf '%s\\n' "$secret" | runuser -u nobody -- grep -rIlsF -f - ${PLACES.join(" ")}`,
  "an argument or an environment": `
    cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' >"$scratch"
    printf '%s\\n' "$secret" | grep -qF -f - "$scratch" && echo /proc`,
  "the journal": `
    journalctl -q --no-pager -o export >"$scratch"
    printf '%s\\n' "$secret" | grep -qaF -f - "$scratch" && echo journal`,
};

export async function* secrets(field: Field): AsyncGenerator<Outcome> {
  const { lab, master, worker, secrets: own } = field;
  const path = "jsonpath={.users[0].user.client-key-data}";
  const all: Readonly<Record<string, string>> = {
    "rack secret": own.rackSecret,
    "API token": own.token,
    "coordinator's key": own.coordinatorKey.split("\n")[1] ?? "",
    "admin's key": (await lab.kubectl(master, ["config", "view", "--raw", "-o", path])).slice(0, 60),
    "master's card secret": own.cards[0] ?? "",
    "worker's card secret": own.cards[1] ?? "",
  };
  for (const [name, secret] of Object.entries(all)) {
    if (secret.length < 20) throw new Error(`there is no ${name} to look for`);
    for (const [where, pi] of [["master", master] as const, ["worker", worker] as const]) {
      const found = await search(pi, secret);
      const id = `secret-${name.replace(/[^A-Za-z]+/g, "-")}-${where}`;
      yield verdict("19", id, `somebody on the ${where} looks for the ${name}`, found);
    }
  }
}

async function search(pi: Pi, secret: string): Promise<string | false> {
  for (const [place, script] of Object.entries(SEARCHES)) {
    const whole = `IFS= read -r secret; scratch=$(mktemp); ${script}; rm "$scratch"`;
    const { stdout } = await pi.exec(["sh", "-c", whole], { stdin: `${secret}\n`, check: false });
    if (stdout.trim() !== "") return `${place}: ${stdout.trim().split("\n")[0]}`;
  }
  return false;
}
