/** The user's home directory. */
import { accessSync, constants, readFileSync } from "node:fs";
import { homedir } from "node:os";

type Environment = Readonly<Record<string, string | undefined>>;

/** Under sudo, the home of the user who ran it, if that can be read; otherwise this account's. Undefined if none. */
export function homeOf(environment: Environment): string | undefined {
  const { SUDO_USER: person, HOME: own } = environment;
  const theirs = person && process.getuid?.() === 0 ? homeOfAccount(person) : undefined;
  return theirs ?? (own || accountsHome());
}

/** The account's home from /etc/passwd, or where macOS puts it. */
function homeOfAccount(name: string): string | undefined {
  try {
    const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
    const fields = accounts.map((line) => line.split(":")).find(([account]) => account === name);
    const home = fields?.[5] ?? (process.platform === "darwin" ? `/Users/${name}` : "");
    accessSync(home, constants.R_OK | constants.X_OK);
    return home;
  } catch {
    return undefined;
  }
}

function accountsHome(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
