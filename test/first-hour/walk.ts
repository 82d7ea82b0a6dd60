/** What the owner of four Pis does, in order. Commands specific to the machine are in main.ts. */
import type { Deed } from "./count.ts";

export const PIS = 4;

/** `deb`: the file name of pictl's Debian package in the owner's current folder. */
export const walk = (deb: string) =>
  ({
    install: { step: "get pictl", commands: [`sudo apt install ./${deb}`], decisions: ["which of pictl's forms"] },
    init: { step: "make the rack", commands: ["pictl init"], decisions: [] },
    flash: { step: "flash with Imager", commands: [], decisions: ["which system", "customise it or not"] },
    card: { step: "make the cards", commands: [`pictl card ${PIS}`], decisions: ["how many Pis"] },
    plug: { step: "put in, plug in", commands: [], decisions: ["which Pi is the master"] },
    up: { step: "wait", commands: ["pictl up"], decisions: [] },
    kubectl: { step: "use it", commands: ["kubectl get nodes"], decisions: [] },
  }) as const satisfies Readonly<Record<string, Deed>>;
