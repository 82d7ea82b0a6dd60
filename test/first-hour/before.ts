/**
 * The same way before pictl was released and found cards by itself, as it was walked on 27 November 2026 at version
 * 0.1.0 with four Pis and a Mac. Only what was written down of each step: how many commands, and which decisions.
 */
export const BEFORE: readonly { readonly commands: number; readonly decisions: readonly string[] }[] = [
  { commands: 1, decisions: ["which programs are missing"] },
  { commands: 3, decisions: ["where the checkout lives"] },
  { commands: 1, decisions: ["where the rack lives"] },
  { commands: 2, decisions: ["which ssh key", "which user", "which pod network", "which adoption"] },
  { commands: 0, decisions: ["which system", "customise it or not"] },
  { commands: 8, decisions: ["which card is the master's"] },
  { commands: 1, decisions: ["when it is done"] },
  { commands: 5, decisions: ["which file for kubectl", "which name for the master"] },
  { commands: 1, decisions: [] },
];
