/** One line with a key of rack.yaml and its old and new value. */
import type { RackChange } from "@rackberry/config";

export const changeLine = ({ key, before, after }: RackChange): string => `${key}: ${shown(before)} -> ${shown(after)}`;

const shown = (value: string): string => value || "(nothing)";
