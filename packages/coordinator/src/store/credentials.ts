/** The coordinator's access to the cluster: a secret, so it is in a 0600 file of its own, not in the database. */
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { ClusterAccess } from "../kube/request.ts";

export interface CredentialsFile {
  read(): Promise<ClusterAccess | undefined>;
  /** All or nothing; on the disk when it resolves. */
  write(access: ClusterAccess): Promise<void>;
  remove(): Promise<void>;
}

export function credentialsFile(path: string): CredentialsFile {
  return {
    async read() {
      try {
        const { ca, token, server } = JSON.parse(await readFile(path, "utf8")) as Partial<ClusterAccess>;
        return ca && token && server ? { ca, token, server } : undefined;
      } catch {
        // Absent or truncated: repeating init on the running control plane provides them again.
        return undefined;
      }
    },
    async write(access) {
      const beside = `${path}.new`;
      await rm(beside, { force: true });
      const file = await open(beside, "wx", 0o600);
      try {
        await file.writeFile(JSON.stringify(access));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
      const directory = await open(dirname(path));
      await directory.sync().finally(() => directory.close());
    },
    remove: () => rm(path, { force: true }),
  };
}
