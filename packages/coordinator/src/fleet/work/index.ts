/** The kinds of work that the rack does to a node. A new one is a file of this folder and a line of the table. */

import type { OperationKind } from "@rackberry/protocol";
import { isPart, type WorkKind } from "../../domain/next-action.ts";
import type { Session } from "../nodes/connected.ts";
import { apply } from "./apply.ts";
import { grant } from "./grant.ts";
import { init } from "./init.ts";
import { join } from "./join.ts";
import { mirror } from "./mirror.ts";
import type { Outcome } from "./operation.ts";
import { reset } from "./reset.ts";
import { upgrade } from "./upgrade.ts";
import type { Moment, Work } from "./work.ts";
import type { Working } from "./working.ts";

const TABLE = { apply, init, grant, join, reset, mirror, upgrade } as const;

/** By what is recorded of a node. Whatever the contract calls an operation has its place here, or this does not compile. */
export const WORK: { readonly [K in OperationKind]: Omit<Work, "begin"> } = TABLE;

export const isOperationKind = (kind: string): kind is OperationKind => Object.hasOwn(WORK, kind);

/** Begins what the planner said and waits for its end. Rejects as it failed. */
export const begin = async (site: Working, session: Session, work: WorkKind, moment: Moment): Promise<Outcome> =>
  isPart(work) ? TABLE.apply.begin(site, session, { ...moment, part: work }) : TABLE[work].begin(site, session, moment);
