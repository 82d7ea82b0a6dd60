/** A key of rack.yaml with its old and new value, as a person reads it. */
import type { RackChange } from "@rackberry/config";

export const changeLine = ({ key, before, after }: RackChange): string => `${key}: ${shown(before)} -> ${shown(after)}`;

const shown = (value: string): string => value || "(nothing)";
