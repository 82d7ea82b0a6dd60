/** For what kind of machine this agent was built. */

/** dpkg's words for Node's. */
const WORDS: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64", arm: "armhf" };

export const ARCHITECTURE: string = WORDS[process.arch] ?? process.arch;
