/**
 * The same procedure before pictl was released and found cards by itself, as done on 27 November 2026 with version
 * 0.1.0, four Pis and a Mac. It holds what was recorded of each step: the number of commands, and the decisions.
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
