export * from "./api.ts";
export * from "./hours.ts";
export * from "./house.ts";
export * from "./kubernetes-version.ts";
export * from "./load-rack.ts";
export * from "./nearest.ts";
export * from "./rack-config.ts";
export { nodeName } from "./rack-words.ts";
export * from "./template.ts";
