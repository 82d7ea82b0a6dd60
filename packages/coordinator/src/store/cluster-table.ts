/** The cluster and what it was made with, in the database. */
import type { InitSettings } from "../domain/init-settings.ts";
import type { Database } from "./database.ts";
import type { Store } from "./store.ts";

type ClusterTable = Pick<Store, "cluster" | "setCluster" | "initSettings" | "setInitSettings">;

export function clusterTable(database: Database): ClusterTable {
  const read = () => {
    const cluster = database.get("SELECT ca_hash, server, ca, granted, content, address FROM cluster");
    const made = database.get("SELECT settings FROM init_settings");
    return {
      cluster: cluster && {
        caHash: String(cluster.ca_hash),
        server: String(cluster.server),
        ca: String(cluster.ca),
        granted: cluster.granted === 1,
        content: String(cluster.content),
        address: String(cluster.address),
      },
      settings: made && (JSON.parse(String(made.settings)) as InitSettings),
    };
  };
  // Cached: it decides which settings of rack.yaml are in force, and every session asks for those after every change.
  let known: ReturnType<typeof read> | undefined;
  const get = () => {
    known ??= read();
    return known;
  };
  const changing = (work: () => void) => {
    known = undefined;
    database.transaction(work);
  };
  return {
    cluster: () => get().cluster,
    setCluster: (cluster) =>
      changing(() => {
        database.run("DELETE FROM cluster");
        if (!cluster) return database.run("DELETE FROM init_settings");
        const { caHash, server, ca, granted, content, address } = cluster;
        const values = [caHash, server, ca, +granted, content, address];
        database.run("INSERT INTO cluster VALUES (1, ?, ?, ?, ?, ?, ?)", ...values);
      }),
    initSettings: () => get().settings,
    setInitSettings: (settings) =>
      changing(() => {
        database.run("DELETE FROM init_settings");
        if (settings) database.run("INSERT INTO init_settings VALUES (1, ?)", JSON.stringify(settings));
      }),
  };
}
