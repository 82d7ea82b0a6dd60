/** The kinds of work that the rack does on a node. A new kind is a file in this folder and an entry in the table. */

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

/** By the kind recorded for a node. Every kind of operation in the contract must be here, or this does not compile. */
export const WORK: { readonly [K in OperationKind]: Omit<Work, "begin"> } = TABLE;

export const isOperationKind = (kind: string): kind is OperationKind => Object.hasOwn(WORK, kind);

/** Starts the work that the planner chose and waits for its end. Rejects with the work's error. */
export const begin = async (site: Working, session: Session, work: WorkKind, moment: Moment): Promise<Outcome> =>
  isPart(work) ? TABLE.apply.begin(site, session, { ...moment, part: work }) : TABLE[work].begin(site, session, moment);
