/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";
// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;
// What every message does, said once (see shorten.ts).
const $has = (m, k) => m[k] != null && $Object.hasOwnProperty.call(m, k);
// Present, and not what proto3 takes for granted. A 64-bit number may be an object where a library long is installed.
const $says = (m, k) => $has(m, k) && $isSet(m[k]);
const $isSet = (v) => typeof v === "object" ? v.length || v.low || v.high : v;
const $put = (m, k, v) => {
    if ($isSet(v))
        m[k] = v;
    else
        delete m[k];
};
const $fill = (m, p) => {
    if (p)
        for (const k of $Object.keys(p))
            if (p[k] != null && k !== "__proto__")
                m[k] = p[k];
};
const $begin = (w, q) => {
    if (q > $util.recursionLimit)
        throw $Error("max depth exceeded");
    return w || $Writer.create();
};
const $end = (m, w) => {
    if ($has(m, "$unknowns"))
        for (const unknown of m.$unknowns)
            w.raw(unknown);
    return w;
};
const $read = (r, q) => {
    if (q > $Reader.recursionLimit)
        throw $Error("max depth exceeded");
    return r instanceof $Reader ? r : $Reader.create(r);
};
const $limit = (r, l) => {
    if (l === $undefined)
        return r.len;
    const c = r.pos + l;
    if (c > r.len)
        throw $RangeError("index out of range");
    return c;
};
const $keep = (m, r, s) => {
    if (r.discardUnknown)
        return;
    $util.makeProp(m, "$unknowns", false);
    (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
};
const $within = (r, c, l) => {
    if (l === $undefined)
        return l;
    l = r.len;
    r.len = c;
    return l;
};
const $defaults = (M, d) => $Object.assign(M.prototype, d);
// One field: a message, or a value of the kind s.
const $sub = (m, k, w, t, M, q) => {
    if ($has(m, k))
        M.encode(m[k], w.uint32(t).fork(), q + 1).ldelim();
};
const $one = (m, k, w, t, s) => {
    if ($says(m, k))
        w.uint32(t)[s](m[k]);
};
const $take = (m, k, r, M, q) => {
    m[k] = M.decode(r, r.size(), $undefined, q + 1, m[k]);
};
// A repeated field.
const $each = (m, k, w, t, M, q) => {
    for (const one of m[k] || [])
        M.encode(one, w.uint32(t).fork(), q + 1).ldelim();
};
const $list = (m, k) => m[k] && m[k].length ? m[k] : m[k] = [];
const $done = (m, r, c, l) => {
    if (l !== $undefined) {
        if (r.pos !== c)
            throw $RangeError("index out of range");
        r.len = l;
    }
    return m;
};
// Reads a message: field takes one that it knows, and says so.
const $decoder = (M, field) => (r, l, z, q = 0, g) => {
    r = $read(r, q);
    const c = $limit(r, l);
    l = $within(r, c, l);
    const m = g || new M();
    while (r.pos < c) {
        const s = r.pos, t = r.tag();
        if (field(m, r, t, q))
            continue;
        r.skipType(t & 7, q, t >>> 3);
        $keep(m, r, s);
    }
    return $done(m, r, c, l);
};

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});
export const rackberry = $root.rackberry = (() => {
    const rackberry = {};
    rackberry.v1 = (function() {
        const v1 = {};
        v1.Envelope = (function() {
            const Envelope = function (p) {
                $fill(this, p);
            };
            $defaults(Envelope, { id: 0, greeting: null, adopted: null, facts: null, event: null, result: null, logLines: null, blobPart: null, failure: null, done: null, blobState: null, versions: null, serviceReport: null, challenge: null, adopt: null, welcome: null, farewell: null, getFacts: null, apply: null, init: null, join: null, reset: null, getOperation: null, followLog: null, getBlob: null, putBlob: null, upgrade: null, mirror: null, getVersions: null, followServices: null, grant: null, cancel: null, signed: null, getChallenge: null });
            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;
            $Object.defineProperty(Envelope.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["greeting", "adopted", "facts", "event", "result", "logLines", "blobPart", "failure", "done", "blobState", "versions", "serviceReport", "challenge", "adopt", "welcome", "farewell", "getFacts", "apply", "init", "join", "reset", "getOperation", "followLog", "getBlob", "putBlob", "upgrade", "mirror", "getVersions", "followServices", "grant", "cancel", "signed", "getChallenge"]),
                set: $util.oneOfSetter($oneOfFields)
            });
            Envelope.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "id", w, 8, "uint32");
                $sub(m, "greeting", w, 82, v1.Greeting, q);
                $sub(m, "adopted", w, 90, v1.AdoptReply, q);
                $sub(m, "facts", w, 98, v1.Facts, q);
                $sub(m, "event", w, 106, v1.OperationEvent, q);
                $sub(m, "result", w, 114, v1.OperationResult, q);
                $sub(m, "logLines", w, 122, v1.LogLines, q);
                $sub(m, "blobPart", w, 130, v1.BlobPart, q);
                $sub(m, "failure", w, 138, v1.Failure, q);
                $sub(m, "done", w, 146, v1.Empty, q);
                $sub(m, "blobState", w, 154, v1.BlobState, q);
                $sub(m, "versions", w, 162, v1.Versions, q);
                $sub(m, "serviceReport", w, 170, v1.ServiceReport, q);
                $sub(m, "challenge", w, 202, v1.Challenge, q);
                $sub(m, "adopt", w, 242, v1.Adopt, q);
                $sub(m, "welcome", w, 250, v1.Welcome, q);
                $sub(m, "farewell", w, 258, v1.Farewell, q);
                $sub(m, "getFacts", w, 266, v1.GetFacts, q);
                $sub(m, "apply", w, 274, v1.Apply, q);
                $sub(m, "init", w, 282, v1.Init, q);
                $sub(m, "join", w, 290, v1.Join, q);
                $sub(m, "reset", w, 298, v1.Reset, q);
                $sub(m, "getOperation", w, 314, v1.GetOperation, q);
                $sub(m, "followLog", w, 322, v1.FollowLog, q);
                $sub(m, "getBlob", w, 330, v1.GetBlob, q);
                $sub(m, "putBlob", w, 338, v1.PutBlob, q);
                $sub(m, "upgrade", w, 346, v1.Upgrade, q);
                $sub(m, "mirror", w, 362, v1.Mirror, q);
                $sub(m, "getVersions", w, 370, v1.GetVersions, q);
                $sub(m, "followServices", w, 378, v1.FollowServices, q);
                $sub(m, "grant", w, 386, v1.Grant, q);
                $sub(m, "cancel", w, 394, v1.Cancel, q);
                $sub(m, "signed", w, 442, v1.Signed, q);
                $sub(m, "getChallenge", w, 450, v1.GetChallenge, q);
                return $end(m, w);
            };
            Envelope.decode = $decoder(Envelope, (m, r, t, q) => {
                switch (t) {
                    case 8: {
                            $put(m, "id", r.uint32());
                            return true;
                        }
                    case 82: {
                            $take(m, "greeting", r, v1.Greeting, q);
                            m.body = "greeting";
                            return true;
                        }
                    case 90: {
                            $take(m, "adopted", r, v1.AdoptReply, q);
                            m.body = "adopted";
                            return true;
                        }
                    case 98: {
                            $take(m, "facts", r, v1.Facts, q);
                            m.body = "facts";
                            return true;
                        }
                    case 106: {
                            $take(m, "event", r, v1.OperationEvent, q);
                            m.body = "event";
                            return true;
                        }
                    case 114: {
                            $take(m, "result", r, v1.OperationResult, q);
                            m.body = "result";
                            return true;
                        }
                    case 122: {
                            $take(m, "logLines", r, v1.LogLines, q);
                            m.body = "logLines";
                            return true;
                        }
                    case 130: {
                            $take(m, "blobPart", r, v1.BlobPart, q);
                            m.body = "blobPart";
                            return true;
                        }
                    case 138: {
                            $take(m, "failure", r, v1.Failure, q);
                            m.body = "failure";
                            return true;
                        }
                    case 146: {
                            $take(m, "done", r, v1.Empty, q);
                            m.body = "done";
                            return true;
                        }
                    case 154: {
                            $take(m, "blobState", r, v1.BlobState, q);
                            m.body = "blobState";
                            return true;
                        }
                    case 162: {
                            $take(m, "versions", r, v1.Versions, q);
                            m.body = "versions";
                            return true;
                        }
                    case 170: {
                            $take(m, "serviceReport", r, v1.ServiceReport, q);
                            m.body = "serviceReport";
                            return true;
                        }
                    case 202: {
                            $take(m, "challenge", r, v1.Challenge, q);
                            m.body = "challenge";
                            return true;
                        }
                    case 242: {
                            $take(m, "adopt", r, v1.Adopt, q);
                            m.body = "adopt";
                            return true;
                        }
                    case 250: {
                            $take(m, "welcome", r, v1.Welcome, q);
                            m.body = "welcome";
                            return true;
                        }
                    case 258: {
                            $take(m, "farewell", r, v1.Farewell, q);
                            m.body = "farewell";
                            return true;
                        }
                    case 266: {
                            $take(m, "getFacts", r, v1.GetFacts, q);
                            m.body = "getFacts";
                            return true;
                        }
                    case 274: {
                            $take(m, "apply", r, v1.Apply, q);
                            m.body = "apply";
                            return true;
                        }
                    case 282: {
                            $take(m, "init", r, v1.Init, q);
                            m.body = "init";
                            return true;
                        }
                    case 290: {
                            $take(m, "join", r, v1.Join, q);
                            m.body = "join";
                            return true;
                        }
                    case 298: {
                            $take(m, "reset", r, v1.Reset, q);
                            m.body = "reset";
                            return true;
                        }
                    case 314: {
                            $take(m, "getOperation", r, v1.GetOperation, q);
                            m.body = "getOperation";
                            return true;
                        }
                    case 322: {
                            $take(m, "followLog", r, v1.FollowLog, q);
                            m.body = "followLog";
                            return true;
                        }
                    case 330: {
                            $take(m, "getBlob", r, v1.GetBlob, q);
                            m.body = "getBlob";
                            return true;
                        }
                    case 338: {
                            $take(m, "putBlob", r, v1.PutBlob, q);
                            m.body = "putBlob";
                            return true;
                        }
                    case 346: {
                            $take(m, "upgrade", r, v1.Upgrade, q);
                            m.body = "upgrade";
                            return true;
                        }
                    case 362: {
                            $take(m, "mirror", r, v1.Mirror, q);
                            m.body = "mirror";
                            return true;
                        }
                    case 370: {
                            $take(m, "getVersions", r, v1.GetVersions, q);
                            m.body = "getVersions";
                            return true;
                        }
                    case 378: {
                            $take(m, "followServices", r, v1.FollowServices, q);
                            m.body = "followServices";
                            return true;
                        }
                    case 386: {
                            $take(m, "grant", r, v1.Grant, q);
                            m.body = "grant";
                            return true;
                        }
                    case 394: {
                            $take(m, "cancel", r, v1.Cancel, q);
                            m.body = "cancel";
                            return true;
                        }
                    case 442: {
                            $take(m, "signed", r, v1.Signed, q);
                            m.body = "signed";
                            return true;
                        }
                    case 450: {
                            $take(m, "getChallenge", r, v1.GetChallenge, q);
                            m.body = "getChallenge";
                            return true;
                        }
                    }
            });
            return Envelope;
        })();
        v1.Empty = (function() {
            const Empty = function (p) {
                $fill(this, p);
            };
            Empty.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                return $end(m, w);
            };
            Empty.decode = $decoder(Empty, (m, r, t, q) => {
                
            });
            return Empty;
        })();
        v1.Cancel = (function() {
            const Cancel = function (p) {
                $fill(this, p);
            };
            Cancel.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                return $end(m, w);
            };
            Cancel.decode = $decoder(Cancel, (m, r, t, q) => {
                
            });
            return Cancel;
        })();
        v1.Greeting = (function() {
            const Greeting = function (p) {
                this.requests = [];
                $fill(this, p);
            };
            $defaults(Greeting, { protocol: 0, protocolMinimum: 0, agentVersion: "", serial: "", model: "", cardId: "", cardProof: $util.newBuffer([]), adopted: false, bootId: "", cardName: "", requests: $util.emptyArray });
            Greeting.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "protocol", w, 8, "uint32");
                $one(m, "protocolMinimum", w, 16, "uint32");
                $one(m, "agentVersion", w, 26, "string");
                $one(m, "serial", w, 34, "string");
                $one(m, "model", w, 42, "string");
                $one(m, "cardId", w, 50, "string");
                $one(m, "cardProof", w, 58, "bytes");
                $one(m, "adopted", w, 64, "bool");
                $one(m, "bootId", w, 74, "string");
                $one(m, "cardName", w, 82, "string");
                if (m.requests != null && m.requests.length) {
                    for (var i = 0; i < m.requests.length; ++i)
                        w.uint32(90).string(m.requests[i]);
                }
                return $end(m, w);
            };
            Greeting.decode = $decoder(Greeting, (m, r, t, q) => {
                switch (t) {
                    case 8: {
                            $put(m, "protocol", r.uint32());
                            return true;
                        }
                    case 16: {
                            $put(m, "protocolMinimum", r.uint32());
                            return true;
                        }
                    case 26: {
                            $put(m, "agentVersion", r.stringVerify());
                            return true;
                        }
                    case 34: {
                            $put(m, "serial", r.stringVerify());
                            return true;
                        }
                    case 42: {
                            $put(m, "model", r.stringVerify());
                            return true;
                        }
                    case 50: {
                            $put(m, "cardId", r.stringVerify());
                            return true;
                        }
                    case 58: {
                            $put(m, "cardProof", r.bytes());
                            return true;
                        }
                    case 64: {
                            $put(m, "adopted", r.bool());
                            return true;
                        }
                    case 74: {
                            $put(m, "bootId", r.stringVerify());
                            return true;
                        }
                    case 82: {
                            $put(m, "cardName", r.stringVerify());
                            return true;
                        }
                    case 90: {
                            $list(m, "requests").push(r.stringVerify());
                            return true;
                        }
                    }
            });
            return Greeting;
        })();
        v1.Adopt = (function() {
            const Adopt = function (p) {
                $fill(this, p);
            };
            $defaults(Adopt, { cardProof: $util.newBuffer([]), name: "" });
            Adopt.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "cardProof", w, 10, "bytes");
                $one(m, "name", w, 18, "string");
                return $end(m, w);
            };
            Adopt.decode = $decoder(Adopt, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "cardProof", r.bytes());
                            return true;
                        }
                    case 18: {
                            $put(m, "name", r.stringVerify());
                            return true;
                        }
                    }
            });
            return Adopt;
        })();
        v1.AdoptReply = (function() {
            const AdoptReply = function (p) {
                $fill(this, p);
            };
            AdoptReply.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                return $end(m, w);
            };
            AdoptReply.decode = $decoder(AdoptReply, (m, r, t, q) => {
                
            });
            return AdoptReply;
        })();
        v1.Welcome = (function() {
            const Welcome = function (p) {
                $fill(this, p);
            };
            $defaults(Welcome, { name: "" });
            Welcome.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "name", w, 10, "string");
                return $end(m, w);
            };
            Welcome.decode = $decoder(Welcome, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "name", r.stringVerify());
                            return true;
                        }
                    }
            });
            return Welcome;
        })();
        v1.Farewell = (function() {
            const Farewell = function (p) {
                $fill(this, p);
            };
            $defaults(Farewell, { reason: 0, detail: "" });
            Farewell.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "reason", w, 8, "int32");
                $one(m, "detail", w, 18, "string");
                return $end(m, w);
            };
            Farewell.decode = $decoder(Farewell, (m, r, t, q) => {
                switch (t) {
                    case 8: {
                            $put(m, "reason", r.int32());
                            return true;
                        }
                    case 18: {
                            $put(m, "detail", r.stringVerify());
                            return true;
                        }
                    }
            });
            return Farewell;
        })();
        v1.FarewellReason = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "FAREWELL_UNSPECIFIED"] = 0;
            values[valuesById[1] = "NO_CARD_SECRET"] = 1;
            values[valuesById[2] = "WRONG_CARD_SECRET"] = 2;
            values[valuesById[3] = "SPENT_CARD"] = 3;
            values[valuesById[4] = "IDENTITY_CLAIMED"] = 4;
            values[valuesById[5] = "PENDING"] = 5;
            values[valuesById[6] = "PROTOCOL"] = 6;
            values[valuesById[8] = "NAME_TAKEN"] = 8;
            return values;
        })();
        v1.GetFacts = (function() {
            const GetFacts = function (p) {
                $fill(this, p);
            };
            GetFacts.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                return $end(m, w);
            };
            GetFacts.decode = $decoder(GetFacts, (m, r, t, q) => {
                
            });
            return GetFacts;
        })();
        v1.Facts = (function() {
            const Facts = function (p) {
                this.addresses = [];
                this.networks = [];
                $fill(this, p);
            };
            $defaults(Facts, { bootId: "", addresses: $util.emptyArray, architecture: "", memoryBytes: $util.Long ? $util.Long.fromBits(0,0,true) : 0, container: "", cgroupVersion: 0, role: 0, cluster: "", operationId: "", networks: $util.emptyArray, hardware: null, software: null });
            Facts.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "bootId", w, 18, "string");
                if (m.addresses != null && m.addresses.length) {
                    for (var i = 0; i < m.addresses.length; ++i)
                        w.uint32(26).string(m.addresses[i]);
                }
                $one(m, "architecture", w, 34, "string");
                $one(m, "memoryBytes", w, 40, "uint64");
                $one(m, "container", w, 58, "string");
                $one(m, "cgroupVersion", w, 80, "uint32");
                $one(m, "role", w, 88, "int32");
                $one(m, "cluster", w, 98, "string");
                $one(m, "operationId", w, 106, "string");
                $each(m, "networks", w, 114, v1.HostNetwork, q);
                $sub(m, "hardware", w, 122, v1.Hardware, q);
                $sub(m, "software", w, 130, v1.Software, q);
                return $end(m, w);
            };
            Facts.decode = $decoder(Facts, (m, r, t, q) => {
                switch (t) {
                    case 18: {
                            $put(m, "bootId", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $list(m, "addresses").push(r.stringVerify());
                            return true;
                        }
                    case 34: {
                            $put(m, "architecture", r.stringVerify());
                            return true;
                        }
                    case 40: {
                            $put(m, "memoryBytes", r.uint64());
                            return true;
                        }
                    case 58: {
                            $put(m, "container", r.stringVerify());
                            return true;
                        }
                    case 80: {
                            $put(m, "cgroupVersion", r.uint32());
                            return true;
                        }
                    case 88: {
                            $put(m, "role", r.int32());
                            return true;
                        }
                    case 98: {
                            $put(m, "cluster", r.stringVerify());
                            return true;
                        }
                    case 106: {
                            $put(m, "operationId", r.stringVerify());
                            return true;
                        }
                    case 114: {
                            $list(m, "networks").push(v1.HostNetwork.decode(r, r.size(), $undefined, q + 1));
                            return true;
                        }
                    case 122: {
                            $take(m, "hardware", r, v1.Hardware, q);
                            return true;
                        }
                    case 130: {
                            $take(m, "software", r, v1.Software, q);
                            return true;
                        }
                    }
            });
            return Facts;
        })();
        v1.ClusterRole = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NO_ROLE"] = 0;
            values[valuesById[1] = "WORKER"] = 1;
            values[valuesById[2] = "CONTROL_PLANE"] = 2;
            return values;
        })();
        v1.Software = (function() {
            const Software = function (p) {
                $fill(this, p);
            };
            $defaults(Software, { kernel: "", kubelet: "", containerd: "" });
            Software.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "kernel", w, 10, "string");
                $one(m, "kubelet", w, 18, "string");
                $one(m, "containerd", w, 26, "string");
                return $end(m, w);
            };
            Software.decode = $decoder(Software, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "kernel", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "kubelet", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $put(m, "containerd", r.stringVerify());
                            return true;
                        }
                    }
            });
            return Software;
        })();
        v1.Hardware = (function() {
            const Hardware = function (p) {
                this.disks = [];
                this.ports = [];
                $fill(this, p);
            };
            $defaults(Hardware, { processor: "", cores: 0, memoryBytes: $util.Long ? $util.Long.fromBits(0,0,true) : 0, disks: $util.emptyArray, ports: $util.emptyArray });
            Hardware.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "processor", w, 10, "string");
                $one(m, "cores", w, 16, "uint32");
                $one(m, "memoryBytes", w, 24, "uint64");
                $each(m, "disks", w, 34, v1.Disk, q);
                $each(m, "ports", w, 42, v1.Port, q);
                return $end(m, w);
            };
            Hardware.decode = $decoder(Hardware, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "processor", r.stringVerify());
                            return true;
                        }
                    case 16: {
                            $put(m, "cores", r.uint32());
                            return true;
                        }
                    case 24: {
                            $put(m, "memoryBytes", r.uint64());
                            return true;
                        }
                    case 34: {
                            $list(m, "disks").push(v1.Disk.decode(r, r.size(), $undefined, q + 1));
                            return true;
                        }
                    case 42: {
                            $list(m, "ports").push(v1.Port.decode(r, r.size(), $undefined, q + 1));
                            return true;
                        }
                    }
            });
            return Hardware;
        })();
        v1.Disk = (function() {
            const Disk = function (p) {
                $fill(this, p);
            };
            $defaults(Disk, { name: "", kind: "", bytes: $util.Long ? $util.Long.fromBits(0,0,true) : 0 });
            Disk.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "name", w, 10, "string");
                $one(m, "kind", w, 18, "string");
                $one(m, "bytes", w, 24, "uint64");
                return $end(m, w);
            };
            Disk.decode = $decoder(Disk, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "name", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "kind", r.stringVerify());
                            return true;
                        }
                    case 24: {
                            $put(m, "bytes", r.uint64());
                            return true;
                        }
                    }
            });
            return Disk;
        })();
        v1.Port = (function() {
            const Port = function (p) {
                $fill(this, p);
            };
            $defaults(Port, { name: "", speed: 0 });
            Port.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "name", w, 10, "string");
                $one(m, "speed", w, 16, "uint32");
                return $end(m, w);
            };
            Port.decode = $decoder(Port, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "name", r.stringVerify());
                            return true;
                        }
                    case 16: {
                            $put(m, "speed", r.uint32());
                            return true;
                        }
                    }
            });
            return Port;
        })();
        v1.HostNetwork = (function() {
            const HostNetwork = function (p) {
                $fill(this, p);
            };
            $defaults(HostNetwork, { subnet: "", what: "" });
            HostNetwork.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "subnet", w, 10, "string");
                $one(m, "what", w, 18, "string");
                return $end(m, w);
            };
            HostNetwork.decode = $decoder(HostNetwork, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "subnet", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "what", r.stringVerify());
                            return true;
                        }
                    }
            });
            return HostNetwork;
        })();
        v1.GetVersions = (function() {
            const GetVersions = function (p) {
                $fill(this, p);
            };
            $defaults(GetVersions, { packages: null, aptProxy: "", minor: "" });
            GetVersions.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $sub(m, "packages", w, 10, v1.PackageSource, q);
                $one(m, "aptProxy", w, 18, "string");
                $one(m, "minor", w, 26, "string");
                return $end(m, w);
            };
            GetVersions.decode = $decoder(GetVersions, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $take(m, "packages", r, v1.PackageSource, q);
                            return true;
                        }
                    case 18: {
                            $put(m, "aptProxy", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $put(m, "minor", r.stringVerify());
                            return true;
                        }
                    }
            });
            return GetVersions;
        })();
        v1.Versions = (function() {
            const Versions = function (p) {
                this.versions = [];
                $fill(this, p);
            };
            $defaults(Versions, { versions: $util.emptyArray });
            Versions.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if (m.versions != null && m.versions.length) {
                    for (var i = 0; i < m.versions.length; ++i)
                        w.uint32(10).string(m.versions[i]);
                }
                return $end(m, w);
            };
            Versions.decode = $decoder(Versions, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $list(m, "versions").push(r.stringVerify());
                            return true;
                        }
                    }
            });
            return Versions;
        })();
        v1.FollowServices = (function() {
            const FollowServices = function (p) {
                $fill(this, p);
            };
            $defaults(FollowServices, { apiAddress: "", dnsAddress: "", dnsName: "", network: null });
            FollowServices.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "apiAddress", w, 10, "string");
                $one(m, "dnsAddress", w, 18, "string");
                $one(m, "dnsName", w, 26, "string");
                $sub(m, "network", w, 34, v1.Network, q);
                return $end(m, w);
            };
            FollowServices.decode = $decoder(FollowServices, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "apiAddress", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "dnsAddress", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $put(m, "dnsName", r.stringVerify());
                            return true;
                        }
                    case 34: {
                            $take(m, "network", r, v1.Network, q);
                            return true;
                        }
                    }
            });
            return FollowServices;
        })();
        v1.ServiceReport = (function() {
            const ServiceReport = function (p) {
                this.culprits = [];
                $fill(this, p);
            };
            $defaults(ServiceReport, { works: false, sentence: "", culprits: $util.emptyArray });
            ServiceReport.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "works", w, 8, "bool");
                $one(m, "sentence", w, 18, "string");
                $each(m, "culprits", w, 26, v1.ContainerWords, q);
                return $end(m, w);
            };
            ServiceReport.decode = $decoder(ServiceReport, (m, r, t, q) => {
                switch (t) {
                    case 8: {
                            $put(m, "works", r.bool());
                            return true;
                        }
                    case 18: {
                            $put(m, "sentence", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $list(m, "culprits").push(v1.ContainerWords.decode(r, r.size(), $undefined, q + 1));
                            return true;
                        }
                    }
            });
            return ServiceReport;
        })();
        v1.ContainerWords = (function() {
            const ContainerWords = function (p) {
                $fill(this, p);
            };
            $defaults(ContainerWords, { pod: "", container: "", line: "" });
            ContainerWords.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "pod", w, 10, "string");
                $one(m, "container", w, 18, "string");
                $one(m, "line", w, 26, "string");
                return $end(m, w);
            };
            ContainerWords.decode = $decoder(ContainerWords, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "pod", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "container", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $put(m, "line", r.stringVerify());
                            return true;
                        }
                    }
            });
            return ContainerWords;
        })();
        v1.NodeSpec = (function() {
            const NodeSpec = function (p) {
                this.hosts = [];
                this.mirrors = [];
                this.images = [];
                $fill(this, p);
            };
            $defaults(NodeSpec, { name: "", domain: "", hosts: $util.emptyArray, kubernetesVersion: "", packages: null, imageRepository: "", mirrors: $util.emptyArray, user: null, network: null, aptProxy: "", images: $util.emptyArray, aptProxyFilledMs: $util.Long ? $util.Long.fromBits(0,0,false) : 0, controlPlane: false });
            NodeSpec.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "name", w, 10, "string");
                $one(m, "domain", w, 18, "string");
                $each(m, "hosts", w, 26, v1.HostEntry, q);
                $one(m, "kubernetesVersion", w, 34, "string");
                $sub(m, "packages", w, 42, v1.PackageSource, q);
                $one(m, "imageRepository", w, 50, "string");
                $each(m, "mirrors", w, 58, v1.RegistryMirror, q);
                $sub(m, "user", w, 66, v1.User, q);
                $sub(m, "network", w, 74, v1.Network, q);
                $one(m, "aptProxy", w, 114, "string");
                if (m.images != null && m.images.length) {
                    for (var i = 0; i < m.images.length; ++i)
                        w.uint32(122).string(m.images[i]);
                }
                $one(m, "aptProxyFilledMs", w, 128, "int64");
                $one(m, "controlPlane", w, 136, "bool");
                return $end(m, w);
            };
            NodeSpec.decode = $decoder(NodeSpec, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "name", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "domain", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $list(m, "hosts").push(v1.HostEntry.decode(r, r.size(), $undefined, q + 1));
                            return true;
                        }
                    case 34: {
                            $put(m, "kubernetesVersion", r.stringVerify());
                            return true;
                        }
                    case 42: {
                            $take(m, "packages", r, v1.PackageSource, q);
                            return true;
                        }
                    case 50: {
                            $put(m, "imageRepository", r.stringVerify());
                            return true;
                        }
                    case 58: {
                            $list(m, "mirrors").push(v1.RegistryMirror.decode(r, r.size(), $undefined, q + 1));
                            return true;
                        }
                    case 66: {
                            $take(m, "user", r, v1.User, q);
                            return true;
                        }
                    case 74: {
                            $take(m, "network", r, v1.Network, q);
                            return true;
                        }
                    case 114: {
                            $put(m, "aptProxy", r.stringVerify());
                            return true;
                        }
                    case 122: {
                            $list(m, "images").push(r.stringVerify());
                            return true;
                        }
                    case 128: {
                            $put(m, "aptProxyFilledMs", r.int64());
                            return true;
                        }
                    case 136: {
                            $put(m, "controlPlane", r.bool());
                            return true;
                        }
                    }
            });
            return NodeSpec;
        })();
        v1.HostEntry = (function() {
            const HostEntry = function (p) {
                $fill(this, p);
            };
            $defaults(HostEntry, { name: "", address: "" });
            HostEntry.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "name", w, 10, "string");
                $one(m, "address", w, 18, "string");
                return $end(m, w);
            };
            HostEntry.decode = $decoder(HostEntry, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "name", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "address", r.stringVerify());
                            return true;
                        }
                    }
            });
            return HostEntry;
        })();
        v1.PackageSource = (function() {
            const PackageSource = function (p) {
                $fill(this, p);
            };
            $defaults(PackageSource, { url: "", key: "" });
            PackageSource.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "url", w, 10, "string");
                $one(m, "key", w, 18, "string");
                return $end(m, w);
            };
            PackageSource.decode = $decoder(PackageSource, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "url", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "key", r.stringVerify());
                            return true;
                        }
                    }
            });
            return PackageSource;
        })();
        v1.RegistryMirror = (function() {
            const RegistryMirror = function (p) {
                $fill(this, p);
            };
            $defaults(RegistryMirror, { registry: "", url: "", certificate: "" });
            RegistryMirror.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "registry", w, 10, "string");
                $one(m, "url", w, 18, "string");
                $one(m, "certificate", w, 26, "string");
                return $end(m, w);
            };
            RegistryMirror.decode = $decoder(RegistryMirror, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "registry", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "url", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $put(m, "certificate", r.stringVerify());
                            return true;
                        }
                    }
            });
            return RegistryMirror;
        })();
        v1.User = (function() {
            const User = function (p) {
                this.sshKeys = [];
                $fill(this, p);
            };
            $defaults(User, { name: "", sshKeys: $util.emptyArray });
            User.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "name", w, 10, "string");
                if (m.sshKeys != null && m.sshKeys.length) {
                    for (var i = 0; i < m.sshKeys.length; ++i)
                        w.uint32(18).string(m.sshKeys[i]);
                }
                return $end(m, w);
            };
            User.decode = $decoder(User, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "name", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $list(m, "sshKeys").push(r.stringVerify());
                            return true;
                        }
                    }
            });
            return User;
        })();
        v1.Network = (function() {
            const Network = function (p) {
                this.routes = [];
                $fill(this, p);
            };
            $defaults(Network, { kind: 0, podSubnet: "", routes: $util.emptyArray, nodePodSubnet: "" });
            Network.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "kind", w, 8, "int32");
                $one(m, "podSubnet", w, 18, "string");
                $each(m, "routes", w, 26, v1.PodRoute, q);
                $one(m, "nodePodSubnet", w, 34, "string");
                return $end(m, w);
            };
            Network.decode = $decoder(Network, (m, r, t, q) => {
                switch (t) {
                    case 8: {
                            $put(m, "kind", r.int32());
                            return true;
                        }
                    case 18: {
                            $put(m, "podSubnet", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $list(m, "routes").push(v1.PodRoute.decode(r, r.size(), $undefined, q + 1));
                            return true;
                        }
                    case 34: {
                            $put(m, "nodePodSubnet", r.stringVerify());
                            return true;
                        }
                    }
            });
            return Network;
        })();
        v1.NetworkKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NETWORK_UNSPECIFIED"] = 0;
            values[valuesById[1] = "FLANNEL"] = 1;
            values[valuesById[2] = "DIRECT"] = 2;
            return values;
        })();
        v1.PodRoute = (function() {
            const PodRoute = function (p) {
                $fill(this, p);
            };
            $defaults(PodRoute, { subnet: "", address: "" });
            PodRoute.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "subnet", w, 10, "string");
                $one(m, "address", w, 18, "string");
                return $end(m, w);
            };
            PodRoute.decode = $decoder(PodRoute, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "subnet", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "address", r.stringVerify());
                            return true;
                        }
                    }
            });
            return PodRoute;
        })();
        v1.Apply = (function() {
            const Apply = function (p) {
                this.only = [];
                this.skip = [];
                $fill(this, p);
            };
            $defaults(Apply, { operationId: "", spec: null, only: $util.emptyArray, dryRun: false, coordinatorClockMs: $util.Long ? $util.Long.fromBits(0,0,false) : 0, skip: $util.emptyArray });
            Apply.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "operationId", w, 10, "string");
                $sub(m, "spec", w, 18, v1.NodeSpec, q);
                if (m.only != null && m.only.length) {
                    for (var i = 0; i < m.only.length; ++i)
                        w.uint32(26).string(m.only[i]);
                }
                $one(m, "dryRun", w, 32, "bool");
                $one(m, "coordinatorClockMs", w, 40, "int64");
                if (m.skip != null && m.skip.length) {
                    for (var i = 0; i < m.skip.length; ++i)
                        w.uint32(50).string(m.skip[i]);
                }
                return $end(m, w);
            };
            Apply.decode = $decoder(Apply, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $take(m, "spec", r, v1.NodeSpec, q);
                            return true;
                        }
                    case 26: {
                            $list(m, "only").push(r.stringVerify());
                            return true;
                        }
                    case 32: {
                            $put(m, "dryRun", r.bool());
                            return true;
                        }
                    case 40: {
                            $put(m, "coordinatorClockMs", r.int64());
                            return true;
                        }
                    case 50: {
                            $list(m, "skip").push(r.stringVerify());
                            return true;
                        }
                    }
            });
            return Apply;
        })();
        v1.Init = (function() {
            const Init = function (p) {
                this.skipPhases = [];
                this.ignorePreflight = [];
                $fill(this, p);
            };
            $defaults(Init, { operationId: "", spec: null, kubeadmConfig: "", skipPhases: $util.emptyArray, ignorePreflight: $util.emptyArray, coordinatorClockMs: $util.Long ? $util.Long.fromBits(0,0,false) : 0 });
            Init.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "operationId", w, 10, "string");
                $sub(m, "spec", w, 18, v1.NodeSpec, q);
                $one(m, "kubeadmConfig", w, 26, "string");
                if (m.skipPhases != null && m.skipPhases.length) {
                    for (var i = 0; i < m.skipPhases.length; ++i)
                        w.uint32(34).string(m.skipPhases[i]);
                }
                if (m.ignorePreflight != null && m.ignorePreflight.length) {
                    for (var i = 0; i < m.ignorePreflight.length; ++i)
                        w.uint32(42).string(m.ignorePreflight[i]);
                }
                $one(m, "coordinatorClockMs", w, 48, "int64");
                return $end(m, w);
            };
            Init.decode = $decoder(Init, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $take(m, "spec", r, v1.NodeSpec, q);
                            return true;
                        }
                    case 26: {
                            $put(m, "kubeadmConfig", r.stringVerify());
                            return true;
                        }
                    case 34: {
                            $list(m, "skipPhases").push(r.stringVerify());
                            return true;
                        }
                    case 42: {
                            $list(m, "ignorePreflight").push(r.stringVerify());
                            return true;
                        }
                    case 48: {
                            $put(m, "coordinatorClockMs", r.int64());
                            return true;
                        }
                    }
            });
            return Init;
        })();
        v1.Grant = (function() {
            const Grant = function (p) {
                this.manifests = [];
                $fill(this, p);
            };
            $defaults(Grant, { operationId: "", manifests: $util.emptyArray });
            Grant.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "operationId", w, 10, "string");
                if (m.manifests != null && m.manifests.length) {
                    for (var i = 0; i < m.manifests.length; ++i)
                        w.uint32(26).string(m.manifests[i]);
                }
                return $end(m, w);
            };
            Grant.decode = $decoder(Grant, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $list(m, "manifests").push(r.stringVerify());
                            return true;
                        }
                    }
            });
            return Grant;
        })();
        v1.Join = (function() {
            const Join = function (p) {
                this.ignorePreflight = [];
                $fill(this, p);
            };
            $defaults(Join, { operationId: "", spec: null, kubeadmConfig: "", ignorePreflight: $util.emptyArray, coordinatorClockMs: $util.Long ? $util.Long.fromBits(0,0,false) : 0, discovery: "" });
            Join.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "operationId", w, 10, "string");
                $sub(m, "spec", w, 18, v1.NodeSpec, q);
                $one(m, "kubeadmConfig", w, 26, "string");
                if (m.ignorePreflight != null && m.ignorePreflight.length) {
                    for (var i = 0; i < m.ignorePreflight.length; ++i)
                        w.uint32(34).string(m.ignorePreflight[i]);
                }
                $one(m, "coordinatorClockMs", w, 40, "int64");
                $one(m, "discovery", w, 50, "string");
                return $end(m, w);
            };
            Join.decode = $decoder(Join, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $take(m, "spec", r, v1.NodeSpec, q);
                            return true;
                        }
                    case 26: {
                            $put(m, "kubeadmConfig", r.stringVerify());
                            return true;
                        }
                    case 34: {
                            $list(m, "ignorePreflight").push(r.stringVerify());
                            return true;
                        }
                    case 40: {
                            $put(m, "coordinatorClockMs", r.int64());
                            return true;
                        }
                    case 50: {
                            $put(m, "discovery", r.stringVerify());
                            return true;
                        }
                    }
            });
            return Join;
        })();
        v1.Reset = (function() {
            const Reset = function (p) {
                this.ignorePreflight = [];
                $fill(this, p);
            };
            $defaults(Reset, { operationId: "", ignorePreflight: $util.emptyArray });
            Reset.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "operationId", w, 10, "string");
                if (m.ignorePreflight != null && m.ignorePreflight.length) {
                    for (var i = 0; i < m.ignorePreflight.length; ++i)
                        w.uint32(18).string(m.ignorePreflight[i]);
                }
                return $end(m, w);
            };
            Reset.decode = $decoder(Reset, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $list(m, "ignorePreflight").push(r.stringVerify());
                            return true;
                        }
                    }
            });
            return Reset;
        })();
        v1.Mirror = (function() {
            const Mirror = function (p) {
                this.images = [];
                $fill(this, p);
            };
            $defaults(Mirror, { operationId: "", spec: null, images: $util.emptyArray, generation: "", off: false, dryRun: false, coordinatorClockMs: $util.Long ? $util.Long.fromBits(0,0,false) : 0 });
            Mirror.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "operationId", w, 10, "string");
                $sub(m, "spec", w, 18, v1.NodeSpec, q);
                if (m.images != null && m.images.length) {
                    for (var i = 0; i < m.images.length; ++i)
                        w.uint32(26).string(m.images[i]);
                }
                $one(m, "generation", w, 34, "string");
                $one(m, "off", w, 40, "bool");
                $one(m, "dryRun", w, 48, "bool");
                $one(m, "coordinatorClockMs", w, 56, "int64");
                return $end(m, w);
            };
            Mirror.decode = $decoder(Mirror, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $take(m, "spec", r, v1.NodeSpec, q);
                            return true;
                        }
                    case 26: {
                            $list(m, "images").push(r.stringVerify());
                            return true;
                        }
                    case 34: {
                            $put(m, "generation", r.stringVerify());
                            return true;
                        }
                    case 40: {
                            $put(m, "off", r.bool());
                            return true;
                        }
                    case 48: {
                            $put(m, "dryRun", r.bool());
                            return true;
                        }
                    case 56: {
                            $put(m, "coordinatorClockMs", r.int64());
                            return true;
                        }
                    }
            });
            return Mirror;
        })();
        v1.Blob = (function() {
            const Blob = function (p) {
                $fill(this, p);
            };
            $defaults(Blob, { kind: "", size: $util.Long ? $util.Long.fromBits(0,0,true) : 0, sha256: "" });
            Blob.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "kind", w, 10, "string");
                $one(m, "size", w, 16, "uint64");
                $one(m, "sha256", w, 26, "string");
                return $end(m, w);
            };
            Blob.decode = $decoder(Blob, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "kind", r.stringVerify());
                            return true;
                        }
                    case 16: {
                            $put(m, "size", r.uint64());
                            return true;
                        }
                    case 26: {
                            $put(m, "sha256", r.stringVerify());
                            return true;
                        }
                    }
            });
            return Blob;
        })();
        v1.PutBlob = (function() {
            const PutBlob = function (p) {
                $fill(this, p);
            };
            $defaults(PutBlob, { blob: null, offset: $util.Long ? $util.Long.fromBits(0,0,true) : 0, data: $util.newBuffer([]) });
            PutBlob.prototype["package"] = null;
            PutBlob.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $sub(m, "blob", w, 10, v1.Blob, q);
                $one(m, "offset", w, 16, "uint64");
                $one(m, "data", w, 26, "bytes");
                if (m["package"] != null && $Object.hasOwnProperty.call(m, "package"))
                    v1.SignedPackage.encode(m["package"], w.uint32(34).fork(), q + 1).ldelim();
                return $end(m, w);
            };
            PutBlob.decode = $decoder(PutBlob, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $take(m, "blob", r, v1.Blob, q);
                            return true;
                        }
                    case 16: {
                            $put(m, "offset", r.uint64());
                            return true;
                        }
                    case 26: {
                            $put(m, "data", r.bytes());
                            return true;
                        }
                    case 34: {
                            m["package"] = v1.SignedPackage.decode(r, r.size(), $undefined, q + 1, m["package"]);
                            return true;
                        }
                    }
            });
            return PutBlob;
        })();
        v1.BlobState = (function() {
            const BlobState = function (p) {
                $fill(this, p);
            };
            $defaults(BlobState, { received: $util.Long ? $util.Long.fromBits(0,0,true) : 0 });
            BlobState.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "received", w, 8, "uint64");
                return $end(m, w);
            };
            BlobState.decode = $decoder(BlobState, (m, r, t, q) => {
                switch (t) {
                    case 8: {
                            $put(m, "received", r.uint64());
                            return true;
                        }
                    }
            });
            return BlobState;
        })();
        v1.GetBlob = (function() {
            const GetBlob = function (p) {
                $fill(this, p);
            };
            $defaults(GetBlob, { kind: "", offset: $util.Long ? $util.Long.fromBits(0,0,true) : 0 });
            GetBlob.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "kind", w, 10, "string");
                $one(m, "offset", w, 16, "uint64");
                return $end(m, w);
            };
            GetBlob.decode = $decoder(GetBlob, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "kind", r.stringVerify());
                            return true;
                        }
                    case 16: {
                            $put(m, "offset", r.uint64());
                            return true;
                        }
                    }
            });
            return GetBlob;
        })();
        v1.BlobPart = (function() {
            const BlobPart = function (p) {
                $fill(this, p);
            };
            $defaults(BlobPart, { blob: null, offset: $util.Long ? $util.Long.fromBits(0,0,true) : 0, data: $util.newBuffer([]) });
            BlobPart.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $sub(m, "blob", w, 10, v1.Blob, q);
                $one(m, "offset", w, 16, "uint64");
                $one(m, "data", w, 26, "bytes");
                return $end(m, w);
            };
            BlobPart.decode = $decoder(BlobPart, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $take(m, "blob", r, v1.Blob, q);
                            return true;
                        }
                    case 16: {
                            $put(m, "offset", r.uint64());
                            return true;
                        }
                    case 26: {
                            $put(m, "data", r.bytes());
                            return true;
                        }
                    }
            });
            return BlobPart;
        })();
        v1.SignedPackage = (function() {
            const SignedPackage = function (p) {
                $fill(this, p);
            };
            $defaults(SignedPackage, { version: "", architecture: "", size: $util.Long ? $util.Long.fromBits(0,0,true) : 0, sha256: "", downgrade: null, signature: $util.newBuffer([]), publicKey: $util.newBuffer([]) });
            SignedPackage.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "version", w, 10, "string");
                $one(m, "architecture", w, 18, "string");
                $one(m, "size", w, 24, "uint64");
                $one(m, "sha256", w, 34, "string");
                $sub(m, "downgrade", w, 42, v1.Downgrade, q);
                $one(m, "signature", w, 50, "bytes");
                $one(m, "publicKey", w, 58, "bytes");
                return $end(m, w);
            };
            SignedPackage.decode = $decoder(SignedPackage, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "version", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "architecture", r.stringVerify());
                            return true;
                        }
                    case 24: {
                            $put(m, "size", r.uint64());
                            return true;
                        }
                    case 34: {
                            $put(m, "sha256", r.stringVerify());
                            return true;
                        }
                    case 42: {
                            $take(m, "downgrade", r, v1.Downgrade, q);
                            return true;
                        }
                    case 50: {
                            $put(m, "signature", r.bytes());
                            return true;
                        }
                    case 58: {
                            $put(m, "publicKey", r.bytes());
                            return true;
                        }
                    }
            });
            return SignedPackage;
        })();
        v1.Downgrade = (function() {
            const Downgrade = function (p) {
                $fill(this, p);
            };
            $defaults(Downgrade, { rollout: "", from: "" });
            Downgrade.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "rollout", w, 10, "string");
                $one(m, "from", w, 18, "string");
                return $end(m, w);
            };
            Downgrade.decode = $decoder(Downgrade, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "rollout", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "from", r.stringVerify());
                            return true;
                        }
                    }
            });
            return Downgrade;
        })();
        v1.Upgrade = (function() {
            const Upgrade = function (p) {
                $fill(this, p);
            };
            $defaults(Upgrade, { operationId: "" });
            Upgrade.prototype["package"] = null;
            Upgrade.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "operationId", w, 10, "string");
                if (m["package"] != null && $Object.hasOwnProperty.call(m, "package"))
                    v1.SignedPackage.encode(m["package"], w.uint32(18).fork(), q + 1).ldelim();
                return $end(m, w);
            };
            Upgrade.decode = $decoder(Upgrade, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            m["package"] = v1.SignedPackage.decode(r, r.size(), $undefined, q + 1, m["package"]);
                            return true;
                        }
                    }
            });
            return Upgrade;
        })();
        v1.GetOperation = (function() {
            const GetOperation = function (p) {
                $fill(this, p);
            };
            $defaults(GetOperation, { operationId: "" });
            GetOperation.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "operationId", w, 10, "string");
                return $end(m, w);
            };
            GetOperation.decode = $decoder(GetOperation, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            return true;
                        }
                    }
            });
            return GetOperation;
        })();
        v1.OperationEvent = (function() {
            const OperationEvent = function (p) {
                $fill(this, p);
            };
            $defaults(OperationEvent, { operationId: "", step: null });
            OperationEvent.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "operationId", w, 10, "string");
                $sub(m, "step", w, 18, v1.StepEvent, q);
                return $end(m, w);
            };
            OperationEvent.decode = $decoder(OperationEvent, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $take(m, "step", r, v1.StepEvent, q);
                            return true;
                        }
                    }
            });
            return OperationEvent;
        })();
        v1.StepEvent = (function() {
            const StepEvent = function (p) {
                $fill(this, p);
            };
            $defaults(StepEvent, { step: "", outcome: 0, durationMs: 0, sentence: "", atMs: $util.Long ? $util.Long.fromBits(0,0,false) : 0, toolMs: 0 });
            StepEvent.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "step", w, 10, "string");
                $one(m, "outcome", w, 16, "int32");
                $one(m, "durationMs", w, 24, "uint32");
                $one(m, "sentence", w, 34, "string");
                $one(m, "atMs", w, 40, "int64");
                $one(m, "toolMs", w, 48, "uint32");
                return $end(m, w);
            };
            StepEvent.decode = $decoder(StepEvent, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "step", r.stringVerify());
                            return true;
                        }
                    case 16: {
                            $put(m, "outcome", r.int32());
                            return true;
                        }
                    case 24: {
                            $put(m, "durationMs", r.uint32());
                            return true;
                        }
                    case 34: {
                            $put(m, "sentence", r.stringVerify());
                            return true;
                        }
                    case 40: {
                            $put(m, "atMs", r.int64());
                            return true;
                        }
                    case 48: {
                            $put(m, "toolMs", r.uint32());
                            return true;
                        }
                    }
            });
            return StepEvent;
        })();
        v1.StepOutcome = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "OUTCOME_UNSPECIFIED"] = 0;
            values[valuesById[1] = "OK"] = 1;
            values[valuesById[2] = "CHANGED"] = 2;
            values[valuesById[3] = "WOULD_CHANGE"] = 3;
            values[valuesById[4] = "FAILED"] = 4;
            values[valuesById[5] = "STARTED"] = 5;
            return values;
        })();
        v1.OperationResult = (function() {
            const OperationResult = function (p) {
                this.steps = [];
                $fill(this, p);
            };
            $defaults(OperationResult, { operationId: "", finished: null, rebooting: null, failure: null, changed: 0, steps: $util.emptyArray });
            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;
            $Object.defineProperty(OperationResult.prototype, "outcome", {
                get: $util.oneOfGetter($oneOfFields = ["finished", "rebooting", "failure"]),
                set: $util.oneOfSetter($oneOfFields)
            });
            OperationResult.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "operationId", w, 10, "string");
                $sub(m, "finished", w, 18, v1.Finished, q);
                $sub(m, "rebooting", w, 26, v1.Rebooting, q);
                $sub(m, "failure", w, 34, v1.Failure, q);
                $one(m, "changed", w, 40, "uint32");
                $each(m, "steps", w, 50, v1.StepEvent, q);
                return $end(m, w);
            };
            OperationResult.decode = $decoder(OperationResult, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $take(m, "finished", r, v1.Finished, q);
                            m.outcome = "finished";
                            return true;
                        }
                    case 26: {
                            $take(m, "rebooting", r, v1.Rebooting, q);
                            m.outcome = "rebooting";
                            return true;
                        }
                    case 34: {
                            $take(m, "failure", r, v1.Failure, q);
                            m.outcome = "failure";
                            return true;
                        }
                    case 40: {
                            $put(m, "changed", r.uint32());
                            return true;
                        }
                    case 50: {
                            $list(m, "steps").push(v1.StepEvent.decode(r, r.size(), $undefined, q + 1));
                            return true;
                        }
                    }
            });
            return OperationResult;
        })();
        v1.Finished = (function() {
            const Finished = function (p) {
                $fill(this, p);
            };
            $defaults(Finished, { cluster: null, mirror: null, token: "" });
            Finished.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $sub(m, "cluster", w, 10, v1.ClusterIdentity, q);
                $sub(m, "mirror", w, 18, v1.MirrorContent, q);
                $one(m, "token", w, 26, "string");
                return $end(m, w);
            };
            Finished.decode = $decoder(Finished, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $take(m, "cluster", r, v1.ClusterIdentity, q);
                            return true;
                        }
                    case 18: {
                            $take(m, "mirror", r, v1.MirrorContent, q);
                            return true;
                        }
                    case 26: {
                            $put(m, "token", r.stringVerify());
                            return true;
                        }
                    }
            });
            return Finished;
        })();
        v1.MirrorContent = (function() {
            const MirrorContent = function (p) {
                this.registries = [];
                $fill(this, p);
            };
            $defaults(MirrorContent, { packagesKey: "", certificate: "", registries: $util.emptyArray });
            MirrorContent.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "packagesKey", w, 10, "string");
                $one(m, "certificate", w, 18, "string");
                if (m.registries != null && m.registries.length) {
                    for (var i = 0; i < m.registries.length; ++i)
                        w.uint32(26).string(m.registries[i]);
                }
                return $end(m, w);
            };
            MirrorContent.decode = $decoder(MirrorContent, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "packagesKey", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "certificate", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $list(m, "registries").push(r.stringVerify());
                            return true;
                        }
                    }
            });
            return MirrorContent;
        })();
        v1.ClusterIdentity = (function() {
            const ClusterIdentity = function (p) {
                $fill(this, p);
            };
            $defaults(ClusterIdentity, { caCertificate: "", caHash: "", server: "" });
            ClusterIdentity.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "caCertificate", w, 10, "string");
                $one(m, "caHash", w, 18, "string");
                $one(m, "server", w, 26, "string");
                return $end(m, w);
            };
            ClusterIdentity.decode = $decoder(ClusterIdentity, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "caCertificate", r.stringVerify());
                            return true;
                        }
                    case 18: {
                            $put(m, "caHash", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $put(m, "server", r.stringVerify());
                            return true;
                        }
                    }
            });
            return ClusterIdentity;
        })();
        v1.Rebooting = (function() {
            const Rebooting = function (p) {
                $fill(this, p);
            };
            $defaults(Rebooting, { reason: "" });
            Rebooting.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "reason", w, 10, "string");
                return $end(m, w);
            };
            Rebooting.decode = $decoder(Rebooting, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "reason", r.stringVerify());
                            return true;
                        }
                    }
            });
            return Rebooting;
        })();
        v1.FollowLog = (function() {
            const FollowLog = function (p) {
                $fill(this, p);
            };
            $defaults(FollowLog, { follow: false, lines: 0 });
            FollowLog.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "follow", w, 8, "bool");
                $one(m, "lines", w, 16, "uint32");
                return $end(m, w);
            };
            FollowLog.decode = $decoder(FollowLog, (m, r, t, q) => {
                switch (t) {
                    case 8: {
                            $put(m, "follow", r.bool());
                            return true;
                        }
                    case 16: {
                            $put(m, "lines", r.uint32());
                            return true;
                        }
                    }
            });
            return FollowLog;
        })();
        v1.LogLines = (function() {
            const LogLines = function (p) {
                this.lines = [];
                $fill(this, p);
            };
            $defaults(LogLines, { lines: $util.emptyArray });
            LogLines.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if (m.lines != null && m.lines.length) {
                    for (var i = 0; i < m.lines.length; ++i)
                        w.uint32(10).string(m.lines[i]);
                }
                return $end(m, w);
            };
            LogLines.decode = $decoder(LogLines, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $list(m, "lines").push(r.stringVerify());
                            return true;
                        }
                    }
            });
            return LogLines;
        })();
        v1.Failure = (function() {
            const Failure = function (p) {
                $fill(this, p);
            };
            $defaults(Failure, { code: 0, message: "", step: "", detail: "" });
            Failure.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "code", w, 8, "int32");
                $one(m, "message", w, 18, "string");
                $one(m, "step", w, 26, "string");
                $one(m, "detail", w, 34, "string");
                return $end(m, w);
            };
            Failure.decode = $decoder(Failure, (m, r, t, q) => {
                switch (t) {
                    case 8: {
                            $put(m, "code", r.int32());
                            return true;
                        }
                    case 18: {
                            $put(m, "message", r.stringVerify());
                            return true;
                        }
                    case 26: {
                            $put(m, "step", r.stringVerify());
                            return true;
                        }
                    case 34: {
                            $put(m, "detail", r.stringVerify());
                            return true;
                        }
                    }
            });
            return Failure;
        })();
        v1.FailureCode = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "INTERNAL"] = 0;
            values[valuesById[1] = "UNIMPLEMENTED"] = 1;
            values[valuesById[2] = "INVALID"] = 2;
            values[valuesById[3] = "UNAUTHENTICATED"] = 3;
            values[valuesById[4] = "BUSY"] = 4;
            values[valuesById[5] = "COMMAND_FAILED"] = 5;
            values[valuesById[6] = "STEP_INEFFECTIVE"] = 6;
            values[valuesById[7] = "TIMEOUT"] = 7;
            values[valuesById[8] = "UNKNOWN_OPERATION"] = 8;
            values[valuesById[9] = "REFUSED"] = 9;
            values[valuesById[10] = "CLOCK"] = 10;
            values[valuesById[11] = "CANCELLED"] = 11;
            return values;
        })();
        v1.Challenge = (function() {
            const Challenge = function (p) {
                $fill(this, p);
            };
            $defaults(Challenge, { nonce: $util.newBuffer([]) });
            Challenge.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "nonce", w, 10, "bytes");
                return $end(m, w);
            };
            Challenge.decode = $decoder(Challenge, (m, r, t, q) => {
                switch (t) {
                    case 10: {
                            $put(m, "nonce", r.bytes());
                            return true;
                        }
                    }
            });
            return Challenge;
        })();
        v1.GetChallenge = (function() {
            const GetChallenge = function (p) {
                $fill(this, p);
            };
            GetChallenge.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                return $end(m, w);
            };
            GetChallenge.decode = $decoder(GetChallenge, (m, r, t, q) => {
                
            });
            return GetChallenge;
        })();
        v1.Signed = (function() {
            const Signed = function (p) {
                $fill(this, p);
            };
            $defaults(Signed, { counter: $util.Long ? $util.Long.fromBits(0,0,true) : 0, publicKey: $util.newBuffer([]), signature: $util.newBuffer([]), frame: $util.newBuffer([]) });
            Signed.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                $one(m, "counter", w, 8, "uint64");
                $one(m, "publicKey", w, 18, "bytes");
                $one(m, "signature", w, 26, "bytes");
                $one(m, "frame", w, 34, "bytes");
                return $end(m, w);
            };
            Signed.decode = $decoder(Signed, (m, r, t, q) => {
                switch (t) {
                    case 8: {
                            $put(m, "counter", r.uint64());
                            return true;
                        }
                    case 18: {
                            $put(m, "publicKey", r.bytes());
                            return true;
                        }
                    case 26: {
                            $put(m, "signature", r.bytes());
                            return true;
                        }
                    case 34: {
                            $put(m, "frame", r.bytes());
                            return true;
                        }
                    }
            });
            return Signed;
        })();
        return v1;
    })();
    return rackberry;
})();
export {
  $root as default
};
