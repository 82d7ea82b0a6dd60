/** Assembles the unprivileged door: announces this Pi, admits its coordinator, and passes on signed commands. */
import type { Interfaces } from "@rackberry/protocol";
import { type Announcement, announce, type Respond } from "../discovery/announce.ts";
import type { Clock } from "../host/host.ts";
import type { Journal } from "../journal.ts";
import type { Executor } from "../seam/ask-executor.ts";
import type { FollowServices } from "../services/follow-services.ts";
import { serve } from "../session/serve.ts";

export interface DoorProcess {
  readonly executor: Executor;
  readonly clock: Clock;
  readonly journal: Journal;
  /** 0: any free port. */
  readonly port: number;
  /** Address to listen on; absent: all. */
  readonly address?: string;
  readonly interfaces: () => Interfaces;
  /** Loads the responder once the agent is listening. Absent: nothing is announced. */
  readonly respond?: () => Promise<Respond>;
  /** Loaded once the node is in the cluster. */
  readonly followServices: FollowServices;
  readonly onListening?: (port: number) => void;
}

/** Runs until the signal; rejects when it cannot continue. */
export async function runDoor(options: DoorProcess, signal: AbortSignal): Promise<void> {
  const { executor, clock, journal, interfaces, port, address, followServices } = options;
  const { key, certificate, shortId, pin, state: before } = await executor.ask("introduction");
  let state = before;
  let connected = false;
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  let announcing: Promise<void> | undefined;
  const onListening = (port: number) => {
    journal.info("listening", { port });
    options.onListening?.(port);
    const announcement = (): Announcement => ({ shortId, port, state });
    const isConnected = () => connected;
    announcing = options
      .respond?.()
      .then((respond) => announce({ announcement, isConnected, interfaces, respond, clock, journal }, either));
  };
  const onConnected = (is: boolean) => {
    connected = is;
    // The executor accepts only the coordinator that has adopted this Pi.
    if (is) state = "adopted";
  };
  try {
    await serve(
      {
        ...{
          key: { key, certificate },
          pin: () => pin,
          journal,
          port,
          address,
          followServices,
          onListening,
          onConnected,
        },
        open: (keyingMaterial) => executor.open(keyingMaterial),
        monotonic: () => clock.monotonic(),
      },
      either,
    );
  } finally {
    over.abort();
    await announcing;
  }
}
