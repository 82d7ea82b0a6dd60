/**
 * What a step needs only when something is unusual: boot files that lack flags, and the words for failures. A separate file
 * in the package (packaging/agent-package.ts), loaded then; it imports no step, since steps load it.
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
