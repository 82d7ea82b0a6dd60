/**
 * What a step needs once a Pi is not as most are: the boot files that lack flags, and the words for what failed. A file of
 * its own in the package (packaging/agent-package.ts), loaded then; it imports no step, since steps load it.
 */
export { aptFailure } from "./apt-failure.ts";
export {
  cgroup1Word,
  pendingEdits,
  refuseRootInMemory,
  startedWithFlag,
  whyIneffective,
  writeEdit,
} from "./boot-edits.ts";
export { controlPlaneWords } from "./control-plane-words.ts";
export { tellingWords } from "./telling-words.ts";
