/**
 * What steps need only on an unusual Pi: edits of boot files that lack flags, and explanations of failures. Bundled as a
 * separate file (packaging/agent-package.ts) and loaded on demand; it imports no step, since steps load it.
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
