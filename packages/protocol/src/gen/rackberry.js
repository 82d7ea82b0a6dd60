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
const $done = (m, r, c, l) => {
    if (l !== $undefined) {
        if (r.pos !== c)
            throw $RangeError("index out of range");
        r.len = l;
    }
    return m;
};

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});
export const rackberry = $root.rackberry = (() => {
    const rackberry = {};
    rackberry.v1 = (function() {
        const v1 = {};
        v1.Envelope = (function() {
            const Envelope = function (p) { $fill(this, p); };
            Envelope.prototype.id = 0;
            Envelope.prototype.greeting = null;
            Envelope.prototype.adopted = null;
            Envelope.prototype.facts = null;
            Envelope.prototype.event = null;
            Envelope.prototype.result = null;
            Envelope.prototype.logLines = null;
            Envelope.prototype.kubeconfig = null;
            Envelope.prototype.failure = null;
            Envelope.prototype.done = null;
            Envelope.prototype.packageReceived = null;
            Envelope.prototype.adopt = null;
            Envelope.prototype.welcome = null;
            Envelope.prototype.farewell = null;
            Envelope.prototype.getFacts = null;
            Envelope.prototype.apply = null;
            Envelope.prototype.init = null;
            Envelope.prototype.join = null;
            Envelope.prototype.reset = null;
            Envelope.prototype.reboot = null;
            Envelope.prototype.getOperation = null;
            Envelope.prototype.followLog = null;
            Envelope.prototype.getKubeconfig = null;
            Envelope.prototype.putPackage = null;
            Envelope.prototype.upgrade = null;
            Envelope.prototype.mirror = null;
            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;
            $Object.defineProperty(Envelope.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["greeting", "adopted", "facts", "event", "result", "logLines", "kubeconfig", "failure", "done", "packageReceived", "adopt", "welcome", "farewell", "getFacts", "apply", "init", "join", "reset", "reboot", "getOperation", "followLog", "getKubeconfig", "putPackage", "upgrade", "mirror"]),
                set: $util.oneOfSetter($oneOfFields)
            });
            Envelope.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "id"))
                    w.uint32(8).uint32(m.id);
                if ($has(m, "greeting"))
                    v1.Greeting.encode(m.greeting, w.uint32(82).fork(), q + 1).ldelim();
                if ($has(m, "adopted"))
                    v1.AdoptReply.encode(m.adopted, w.uint32(90).fork(), q + 1).ldelim();
                if ($has(m, "facts"))
                    v1.Facts.encode(m.facts, w.uint32(98).fork(), q + 1).ldelim();
                if ($has(m, "event"))
                    v1.OperationEvent.encode(m.event, w.uint32(106).fork(), q + 1).ldelim();
                if ($has(m, "result"))
                    v1.OperationResult.encode(m.result, w.uint32(114).fork(), q + 1).ldelim();
                if ($has(m, "logLines"))
                    v1.LogLines.encode(m.logLines, w.uint32(122).fork(), q + 1).ldelim();
                if ($has(m, "kubeconfig"))
                    v1.Kubeconfig.encode(m.kubeconfig, w.uint32(130).fork(), q + 1).ldelim();
                if ($has(m, "failure"))
                    v1.Failure.encode(m.failure, w.uint32(138).fork(), q + 1).ldelim();
                if ($has(m, "done"))
                    v1.Empty.encode(m.done, w.uint32(146).fork(), q + 1).ldelim();
                if ($has(m, "packageReceived"))
                    v1.PackageReceived.encode(m.packageReceived, w.uint32(154).fork(), q + 1).ldelim();
                if ($has(m, "adopt"))
                    v1.Adopt.encode(m.adopt, w.uint32(242).fork(), q + 1).ldelim();
                if ($has(m, "welcome"))
                    v1.Welcome.encode(m.welcome, w.uint32(250).fork(), q + 1).ldelim();
                if ($has(m, "farewell"))
                    v1.Farewell.encode(m.farewell, w.uint32(258).fork(), q + 1).ldelim();
                if ($has(m, "getFacts"))
                    v1.GetFacts.encode(m.getFacts, w.uint32(266).fork(), q + 1).ldelim();
                if ($has(m, "apply"))
                    v1.Apply.encode(m.apply, w.uint32(274).fork(), q + 1).ldelim();
                if ($has(m, "init"))
                    v1.Init.encode(m.init, w.uint32(282).fork(), q + 1).ldelim();
                if ($has(m, "join"))
                    v1.Join.encode(m.join, w.uint32(290).fork(), q + 1).ldelim();
                if ($has(m, "reset"))
                    v1.Reset.encode(m.reset, w.uint32(298).fork(), q + 1).ldelim();
                if ($has(m, "reboot"))
                    v1.Reboot.encode(m.reboot, w.uint32(306).fork(), q + 1).ldelim();
                if ($has(m, "getOperation"))
                    v1.GetOperation.encode(m.getOperation, w.uint32(314).fork(), q + 1).ldelim();
                if ($has(m, "followLog"))
                    v1.FollowLog.encode(m.followLog, w.uint32(322).fork(), q + 1).ldelim();
                if ($has(m, "getKubeconfig"))
                    v1.GetKubeconfig.encode(m.getKubeconfig, w.uint32(330).fork(), q + 1).ldelim();
                if ($has(m, "putPackage"))
                    v1.PutPackage.encode(m.putPackage, w.uint32(338).fork(), q + 1).ldelim();
                if ($has(m, "upgrade"))
                    v1.Upgrade.encode(m.upgrade, w.uint32(346).fork(), q + 1).ldelim();
                if ($has(m, "mirror"))
                    v1.Mirror.encode(m.mirror, w.uint32(362).fork(), q + 1).ldelim();
                return $end(m, w);
            };
            Envelope.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Envelope();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 8: {
                            $put(m, "id", r.uint32());
                            continue;
                        }
                    case 82: {
                            m.greeting = v1.Greeting.decode(r, r.size(), $undefined, q + 1, m.greeting);
                            m.body = "greeting";
                            continue;
                        }
                    case 90: {
                            m.adopted = v1.AdoptReply.decode(r, r.size(), $undefined, q + 1, m.adopted);
                            m.body = "adopted";
                            continue;
                        }
                    case 98: {
                            m.facts = v1.Facts.decode(r, r.size(), $undefined, q + 1, m.facts);
                            m.body = "facts";
                            continue;
                        }
                    case 106: {
                            m.event = v1.OperationEvent.decode(r, r.size(), $undefined, q + 1, m.event);
                            m.body = "event";
                            continue;
                        }
                    case 114: {
                            m.result = v1.OperationResult.decode(r, r.size(), $undefined, q + 1, m.result);
                            m.body = "result";
                            continue;
                        }
                    case 122: {
                            m.logLines = v1.LogLines.decode(r, r.size(), $undefined, q + 1, m.logLines);
                            m.body = "logLines";
                            continue;
                        }
                    case 130: {
                            m.kubeconfig = v1.Kubeconfig.decode(r, r.size(), $undefined, q + 1, m.kubeconfig);
                            m.body = "kubeconfig";
                            continue;
                        }
                    case 138: {
                            m.failure = v1.Failure.decode(r, r.size(), $undefined, q + 1, m.failure);
                            m.body = "failure";
                            continue;
                        }
                    case 146: {
                            m.done = v1.Empty.decode(r, r.size(), $undefined, q + 1, m.done);
                            m.body = "done";
                            continue;
                        }
                    case 154: {
                            m.packageReceived = v1.PackageReceived.decode(r, r.size(), $undefined, q + 1, m.packageReceived);
                            m.body = "packageReceived";
                            continue;
                        }
                    case 242: {
                            m.adopt = v1.Adopt.decode(r, r.size(), $undefined, q + 1, m.adopt);
                            m.body = "adopt";
                            continue;
                        }
                    case 250: {
                            m.welcome = v1.Welcome.decode(r, r.size(), $undefined, q + 1, m.welcome);
                            m.body = "welcome";
                            continue;
                        }
                    case 258: {
                            m.farewell = v1.Farewell.decode(r, r.size(), $undefined, q + 1, m.farewell);
                            m.body = "farewell";
                            continue;
                        }
                    case 266: {
                            m.getFacts = v1.GetFacts.decode(r, r.size(), $undefined, q + 1, m.getFacts);
                            m.body = "getFacts";
                            continue;
                        }
                    case 274: {
                            m.apply = v1.Apply.decode(r, r.size(), $undefined, q + 1, m.apply);
                            m.body = "apply";
                            continue;
                        }
                    case 282: {
                            m.init = v1.Init.decode(r, r.size(), $undefined, q + 1, m.init);
                            m.body = "init";
                            continue;
                        }
                    case 290: {
                            m.join = v1.Join.decode(r, r.size(), $undefined, q + 1, m.join);
                            m.body = "join";
                            continue;
                        }
                    case 298: {
                            m.reset = v1.Reset.decode(r, r.size(), $undefined, q + 1, m.reset);
                            m.body = "reset";
                            continue;
                        }
                    case 306: {
                            m.reboot = v1.Reboot.decode(r, r.size(), $undefined, q + 1, m.reboot);
                            m.body = "reboot";
                            continue;
                        }
                    case 314: {
                            m.getOperation = v1.GetOperation.decode(r, r.size(), $undefined, q + 1, m.getOperation);
                            m.body = "getOperation";
                            continue;
                        }
                    case 322: {
                            m.followLog = v1.FollowLog.decode(r, r.size(), $undefined, q + 1, m.followLog);
                            m.body = "followLog";
                            continue;
                        }
                    case 330: {
                            m.getKubeconfig = v1.GetKubeconfig.decode(r, r.size(), $undefined, q + 1, m.getKubeconfig);
                            m.body = "getKubeconfig";
                            continue;
                        }
                    case 338: {
                            m.putPackage = v1.PutPackage.decode(r, r.size(), $undefined, q + 1, m.putPackage);
                            m.body = "putPackage";
                            continue;
                        }
                    case 346: {
                            m.upgrade = v1.Upgrade.decode(r, r.size(), $undefined, q + 1, m.upgrade);
                            m.body = "upgrade";
                            continue;
                        }
                    case 362: {
                            m.mirror = v1.Mirror.decode(r, r.size(), $undefined, q + 1, m.mirror);
                            m.body = "mirror";
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Envelope;
        })();
        v1.Empty = (function() {
            const Empty = function (p) { $fill(this, p); };
            Empty.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                return $end(m, w);
            };
            Empty.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Empty();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    
                    r.skipType(t & 7, q, t);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Empty;
        })();
        v1.Greeting = (function() {
            const Greeting = function (p) { $fill(this, p); };
            Greeting.prototype.protocol = 0;
            Greeting.prototype.protocolMinimum = 0;
            Greeting.prototype.agentVersion = "";
            Greeting.prototype.serial = "";
            Greeting.prototype.model = "";
            Greeting.prototype.cardId = "";
            Greeting.prototype.cardProof = $util.newBuffer([]);
            Greeting.prototype.adopted = false;
            Greeting.prototype.bootId = "";
            Greeting.prototype.cardName = "";
            Greeting.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "protocol"))
                    w.uint32(8).uint32(m.protocol);
                if ($says(m, "protocolMinimum"))
                    w.uint32(16).uint32(m.protocolMinimum);
                if ($says(m, "agentVersion"))
                    w.uint32(26).string(m.agentVersion);
                if ($says(m, "serial"))
                    w.uint32(34).string(m.serial);
                if ($says(m, "model"))
                    w.uint32(42).string(m.model);
                if ($says(m, "cardId"))
                    w.uint32(50).string(m.cardId);
                if ($says(m, "cardProof"))
                    w.uint32(58).bytes(m.cardProof);
                if ($says(m, "adopted"))
                    w.uint32(64).bool(m.adopted);
                if ($says(m, "bootId"))
                    w.uint32(74).string(m.bootId);
                if ($says(m, "cardName"))
                    w.uint32(82).string(m.cardName);
                return $end(m, w);
            };
            Greeting.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Greeting();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 8: {
                            $put(m, "protocol", r.uint32());
                            continue;
                        }
                    case 16: {
                            $put(m, "protocolMinimum", r.uint32());
                            continue;
                        }
                    case 26: {
                            $put(m, "agentVersion", r.stringVerify());
                            continue;
                        }
                    case 34: {
                            $put(m, "serial", r.stringVerify());
                            continue;
                        }
                    case 42: {
                            $put(m, "model", r.stringVerify());
                            continue;
                        }
                    case 50: {
                            $put(m, "cardId", r.stringVerify());
                            continue;
                        }
                    case 58: {
                            $put(m, "cardProof", r.bytes());
                            continue;
                        }
                    case 64: {
                            $put(m, "adopted", r.bool());
                            continue;
                        }
                    case 74: {
                            $put(m, "bootId", r.stringVerify());
                            continue;
                        }
                    case 82: {
                            $put(m, "cardName", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Greeting;
        })();
        v1.Adopt = (function() {
            const Adopt = function (p) { $fill(this, p); };
            Adopt.prototype.cardProof = $util.newBuffer([]);
            Adopt.prototype.name = "";
            Adopt.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "cardProof"))
                    w.uint32(10).bytes(m.cardProof);
                if ($says(m, "name"))
                    w.uint32(18).string(m.name);
                return $end(m, w);
            };
            Adopt.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Adopt();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "cardProof", r.bytes());
                            continue;
                        }
                    case 18: {
                            $put(m, "name", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Adopt;
        })();
        v1.AdoptReply = (function() {
            const AdoptReply = function (p) { $fill(this, p); };
            AdoptReply.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                return $end(m, w);
            };
            AdoptReply.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.AdoptReply();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    
                    r.skipType(t & 7, q, t);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return AdoptReply;
        })();
        v1.Welcome = (function() {
            const Welcome = function (p) { $fill(this, p); };
            Welcome.prototype.name = "";
            Welcome.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "name"))
                    w.uint32(10).string(m.name);
                return $end(m, w);
            };
            Welcome.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Welcome();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "name", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Welcome;
        })();
        v1.Farewell = (function() {
            const Farewell = function (p) { $fill(this, p); };
            Farewell.prototype.reason = 0;
            Farewell.prototype.detail = "";
            Farewell.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "reason"))
                    w.uint32(8).int32(m.reason);
                if ($says(m, "detail"))
                    w.uint32(18).string(m.detail);
                return $end(m, w);
            };
            Farewell.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Farewell();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 8: {
                            $put(m, "reason", r.int32());
                            continue;
                        }
                    case 18: {
                            $put(m, "detail", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
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
            values[valuesById[7] = "REPLACED"] = 7;
            values[valuesById[8] = "NAME_TAKEN"] = 8;
            return values;
        })();
        v1.GetFacts = (function() {
            const GetFacts = function (p) { $fill(this, p); };
            GetFacts.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                return $end(m, w);
            };
            GetFacts.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.GetFacts();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    
                    r.skipType(t & 7, q, t);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return GetFacts;
        })();
        v1.Facts = (function() {
            const Facts = function (p) {
                this.addresses = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };
            Facts.prototype.hostname = "";
            Facts.prototype.bootId = "";
            Facts.prototype.addresses = $util.emptyArray;
            Facts.prototype.architecture = "";
            Facts.prototype.memoryBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Facts.prototype.clockMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Facts.prototype.container = "";
            Facts.prototype.os = "";
            Facts.prototype.kernel = "";
            Facts.prototype.cgroupVersion = 0;
            Facts.prototype.initialised = false;
            Facts.prototype.joined = false;
            Facts.prototype.operationId = "";
            Facts.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "hostname"))
                    w.uint32(10).string(m.hostname);
                if ($says(m, "bootId"))
                    w.uint32(18).string(m.bootId);
                if (m.addresses != null && m.addresses.length) {
                    for (var i = 0; i < m.addresses.length; ++i)
                        w.uint32(26).string(m.addresses[i]);
                }
                if ($says(m, "architecture"))
                    w.uint32(34).string(m.architecture);
                if ($says(m, "memoryBytes"))
                    w.uint32(40).uint64(m.memoryBytes);
                if ($says(m, "clockMs"))
                    w.uint32(48).int64(m.clockMs);
                if ($says(m, "container"))
                    w.uint32(58).string(m.container);
                if ($says(m, "os"))
                    w.uint32(66).string(m.os);
                if ($says(m, "kernel"))
                    w.uint32(74).string(m.kernel);
                if ($says(m, "cgroupVersion"))
                    w.uint32(80).uint32(m.cgroupVersion);
                if ($says(m, "initialised"))
                    w.uint32(88).bool(m.initialised);
                if ($says(m, "joined"))
                    w.uint32(96).bool(m.joined);
                if ($says(m, "operationId"))
                    w.uint32(106).string(m.operationId);
                return $end(m, w);
            };
            Facts.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Facts();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "hostname", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            $put(m, "bootId", r.stringVerify());
                            continue;
                        }
                    case 26: {
                            if (!(m.addresses && m.addresses.length))
                                m.addresses = [];
                            m.addresses.push(r.stringVerify());
                            continue;
                        }
                    case 34: {
                            $put(m, "architecture", r.stringVerify());
                            continue;
                        }
                    case 40: {
                            $put(m, "memoryBytes", r.uint64());
                            continue;
                        }
                    case 48: {
                            $put(m, "clockMs", r.int64());
                            continue;
                        }
                    case 58: {
                            $put(m, "container", r.stringVerify());
                            continue;
                        }
                    case 66: {
                            $put(m, "os", r.stringVerify());
                            continue;
                        }
                    case 74: {
                            $put(m, "kernel", r.stringVerify());
                            continue;
                        }
                    case 80: {
                            $put(m, "cgroupVersion", r.uint32());
                            continue;
                        }
                    case 88: {
                            $put(m, "initialised", r.bool());
                            continue;
                        }
                    case 96: {
                            $put(m, "joined", r.bool());
                            continue;
                        }
                    case 106: {
                            $put(m, "operationId", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Facts;
        })();
        v1.NodeSpec = (function() {
            const NodeSpec = function (p) {
                this.hosts = [];
                this.mirrors = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };
            NodeSpec.prototype.name = "";
            NodeSpec.prototype.domain = "";
            NodeSpec.prototype.hosts = $util.emptyArray;
            NodeSpec.prototype.kubernetesVersion = "";
            NodeSpec.prototype.packages = null;
            NodeSpec.prototype.imageRepository = "";
            NodeSpec.prototype.mirrors = $util.emptyArray;
            NodeSpec.prototype.user = null;
            NodeSpec.prototype.network = null;
            NodeSpec.prototype.aptProxy = "";
            NodeSpec.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "name"))
                    w.uint32(10).string(m.name);
                if ($says(m, "domain"))
                    w.uint32(18).string(m.domain);
                if (m.hosts != null && m.hosts.length) {
                    for (var i = 0; i < m.hosts.length; ++i)
                        v1.HostEntry.encode(m.hosts[i], w.uint32(26).fork(), q + 1).ldelim();
                }
                if ($says(m, "kubernetesVersion"))
                    w.uint32(34).string(m.kubernetesVersion);
                if ($has(m, "packages"))
                    v1.PackageSource.encode(m.packages, w.uint32(42).fork(), q + 1).ldelim();
                if ($says(m, "imageRepository"))
                    w.uint32(50).string(m.imageRepository);
                if (m.mirrors != null && m.mirrors.length) {
                    for (var i = 0; i < m.mirrors.length; ++i)
                        v1.RegistryMirror.encode(m.mirrors[i], w.uint32(58).fork(), q + 1).ldelim();
                }
                if ($has(m, "user"))
                    v1.User.encode(m.user, w.uint32(66).fork(), q + 1).ldelim();
                if ($has(m, "network"))
                    v1.Network.encode(m.network, w.uint32(74).fork(), q + 1).ldelim();
                if ($says(m, "aptProxy"))
                    w.uint32(114).string(m.aptProxy);
                return $end(m, w);
            };
            NodeSpec.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.NodeSpec();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "name", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            $put(m, "domain", r.stringVerify());
                            continue;
                        }
                    case 26: {
                            if (!(m.hosts && m.hosts.length))
                                m.hosts = [];
                            m.hosts.push(v1.HostEntry.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 34: {
                            $put(m, "kubernetesVersion", r.stringVerify());
                            continue;
                        }
                    case 42: {
                            m.packages = v1.PackageSource.decode(r, r.size(), $undefined, q + 1, m.packages);
                            continue;
                        }
                    case 50: {
                            $put(m, "imageRepository", r.stringVerify());
                            continue;
                        }
                    case 58: {
                            if (!(m.mirrors && m.mirrors.length))
                                m.mirrors = [];
                            m.mirrors.push(v1.RegistryMirror.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 66: {
                            m.user = v1.User.decode(r, r.size(), $undefined, q + 1, m.user);
                            continue;
                        }
                    case 74: {
                            m.network = v1.Network.decode(r, r.size(), $undefined, q + 1, m.network);
                            continue;
                        }
                    case 114: {
                            $put(m, "aptProxy", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return NodeSpec;
        })();
        v1.HostEntry = (function() {
            const HostEntry = function (p) { $fill(this, p); };
            HostEntry.prototype.name = "";
            HostEntry.prototype.address = "";
            HostEntry.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "name"))
                    w.uint32(10).string(m.name);
                if ($says(m, "address"))
                    w.uint32(18).string(m.address);
                return $end(m, w);
            };
            HostEntry.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.HostEntry();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "name", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            $put(m, "address", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return HostEntry;
        })();
        v1.PackageSource = (function() {
            const PackageSource = function (p) { $fill(this, p); };
            PackageSource.prototype.url = "";
            PackageSource.prototype.key = "";
            PackageSource.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "url"))
                    w.uint32(10).string(m.url);
                if ($says(m, "key"))
                    w.uint32(18).string(m.key);
                return $end(m, w);
            };
            PackageSource.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.PackageSource();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "url", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            $put(m, "key", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return PackageSource;
        })();
        v1.RegistryMirror = (function() {
            const RegistryMirror = function (p) { $fill(this, p); };
            RegistryMirror.prototype.registry = "";
            RegistryMirror.prototype.url = "";
            RegistryMirror.prototype.certificate = "";
            RegistryMirror.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "registry"))
                    w.uint32(10).string(m.registry);
                if ($says(m, "url"))
                    w.uint32(18).string(m.url);
                if ($says(m, "certificate"))
                    w.uint32(26).string(m.certificate);
                return $end(m, w);
            };
            RegistryMirror.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.RegistryMirror();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "registry", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            $put(m, "url", r.stringVerify());
                            continue;
                        }
                    case 26: {
                            $put(m, "certificate", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return RegistryMirror;
        })();
        v1.User = (function() {
            const User = function (p) {
                this.sshKeys = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };
            User.prototype.name = "";
            User.prototype.sshKeys = $util.emptyArray;
            User.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "name"))
                    w.uint32(10).string(m.name);
                if (m.sshKeys != null && m.sshKeys.length) {
                    for (var i = 0; i < m.sshKeys.length; ++i)
                        w.uint32(18).string(m.sshKeys[i]);
                }
                return $end(m, w);
            };
            User.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.User();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "name", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            if (!(m.sshKeys && m.sshKeys.length))
                                m.sshKeys = [];
                            m.sshKeys.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return User;
        })();
        v1.Network = (function() {
            const Network = function (p) {
                this.routes = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };
            Network.prototype.kind = 0;
            Network.prototype.podSubnet = "";
            Network.prototype.routes = $util.emptyArray;
            Network.prototype.nodePodSubnet = "";
            Network.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "kind"))
                    w.uint32(8).int32(m.kind);
                if ($says(m, "podSubnet"))
                    w.uint32(18).string(m.podSubnet);
                if (m.routes != null && m.routes.length) {
                    for (var i = 0; i < m.routes.length; ++i)
                        v1.PodRoute.encode(m.routes[i], w.uint32(26).fork(), q + 1).ldelim();
                }
                if ($says(m, "nodePodSubnet"))
                    w.uint32(34).string(m.nodePodSubnet);
                return $end(m, w);
            };
            Network.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Network();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 8: {
                            $put(m, "kind", r.int32());
                            continue;
                        }
                    case 18: {
                            $put(m, "podSubnet", r.stringVerify());
                            continue;
                        }
                    case 26: {
                            if (!(m.routes && m.routes.length))
                                m.routes = [];
                            m.routes.push(v1.PodRoute.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 34: {
                            $put(m, "nodePodSubnet", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
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
            const PodRoute = function (p) { $fill(this, p); };
            PodRoute.prototype.subnet = "";
            PodRoute.prototype.address = "";
            PodRoute.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "subnet"))
                    w.uint32(10).string(m.subnet);
                if ($says(m, "address"))
                    w.uint32(18).string(m.address);
                return $end(m, w);
            };
            PodRoute.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.PodRoute();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "subnet", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            $put(m, "address", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return PodRoute;
        })();
        v1.Apply = (function() {
            const Apply = function (p) {
                this.only = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };
            Apply.prototype.operationId = "";
            Apply.prototype.spec = null;
            Apply.prototype.only = $util.emptyArray;
            Apply.prototype.dryRun = false;
            Apply.prototype.coordinatorClockMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Apply.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "operationId"))
                    w.uint32(10).string(m.operationId);
                if ($has(m, "spec"))
                    v1.NodeSpec.encode(m.spec, w.uint32(18).fork(), q + 1).ldelim();
                if (m.only != null && m.only.length) {
                    for (var i = 0; i < m.only.length; ++i)
                        w.uint32(26).string(m.only[i]);
                }
                if ($says(m, "dryRun"))
                    w.uint32(32).bool(m.dryRun);
                if ($says(m, "coordinatorClockMs"))
                    w.uint32(40).int64(m.coordinatorClockMs);
                return $end(m, w);
            };
            Apply.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Apply();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            m.spec = v1.NodeSpec.decode(r, r.size(), $undefined, q + 1, m.spec);
                            continue;
                        }
                    case 26: {
                            if (!(m.only && m.only.length))
                                m.only = [];
                            m.only.push(r.stringVerify());
                            continue;
                        }
                    case 32: {
                            $put(m, "dryRun", r.bool());
                            continue;
                        }
                    case 40: {
                            $put(m, "coordinatorClockMs", r.int64());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Apply;
        })();
        v1.Init = (function() {
            const Init = function (p) {
                this.manifests = [];
                this.skipPhases = [];
                this.ignorePreflight = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };
            Init.prototype.operationId = "";
            Init.prototype.spec = null;
            Init.prototype.kubeadmConfig = "";
            Init.prototype.manifests = $util.emptyArray;
            Init.prototype.skipPhases = $util.emptyArray;
            Init.prototype.ignorePreflight = $util.emptyArray;
            Init.prototype.coordinatorClockMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Init.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "operationId"))
                    w.uint32(10).string(m.operationId);
                if ($has(m, "spec"))
                    v1.NodeSpec.encode(m.spec, w.uint32(18).fork(), q + 1).ldelim();
                if ($says(m, "kubeadmConfig"))
                    w.uint32(26).string(m.kubeadmConfig);
                if (m.manifests != null && m.manifests.length) {
                    for (var i = 0; i < m.manifests.length; ++i)
                        w.uint32(34).string(m.manifests[i]);
                }
                if (m.skipPhases != null && m.skipPhases.length) {
                    for (var i = 0; i < m.skipPhases.length; ++i)
                        w.uint32(42).string(m.skipPhases[i]);
                }
                if (m.ignorePreflight != null && m.ignorePreflight.length) {
                    for (var i = 0; i < m.ignorePreflight.length; ++i)
                        w.uint32(50).string(m.ignorePreflight[i]);
                }
                if ($says(m, "coordinatorClockMs"))
                    w.uint32(56).int64(m.coordinatorClockMs);
                return $end(m, w);
            };
            Init.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Init();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            m.spec = v1.NodeSpec.decode(r, r.size(), $undefined, q + 1, m.spec);
                            continue;
                        }
                    case 26: {
                            $put(m, "kubeadmConfig", r.stringVerify());
                            continue;
                        }
                    case 34: {
                            if (!(m.manifests && m.manifests.length))
                                m.manifests = [];
                            m.manifests.push(r.stringVerify());
                            continue;
                        }
                    case 42: {
                            if (!(m.skipPhases && m.skipPhases.length))
                                m.skipPhases = [];
                            m.skipPhases.push(r.stringVerify());
                            continue;
                        }
                    case 50: {
                            if (!(m.ignorePreflight && m.ignorePreflight.length))
                                m.ignorePreflight = [];
                            m.ignorePreflight.push(r.stringVerify());
                            continue;
                        }
                    case 56: {
                            $put(m, "coordinatorClockMs", r.int64());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Init;
        })();
        v1.Join = (function() {
            const Join = function (p) {
                this.ignorePreflight = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };
            Join.prototype.operationId = "";
            Join.prototype.spec = null;
            Join.prototype.kubeadmConfig = "";
            Join.prototype.ignorePreflight = $util.emptyArray;
            Join.prototype.coordinatorClockMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Join.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "operationId"))
                    w.uint32(10).string(m.operationId);
                if ($has(m, "spec"))
                    v1.NodeSpec.encode(m.spec, w.uint32(18).fork(), q + 1).ldelim();
                if ($says(m, "kubeadmConfig"))
                    w.uint32(26).string(m.kubeadmConfig);
                if (m.ignorePreflight != null && m.ignorePreflight.length) {
                    for (var i = 0; i < m.ignorePreflight.length; ++i)
                        w.uint32(34).string(m.ignorePreflight[i]);
                }
                if ($says(m, "coordinatorClockMs"))
                    w.uint32(40).int64(m.coordinatorClockMs);
                return $end(m, w);
            };
            Join.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Join();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            m.spec = v1.NodeSpec.decode(r, r.size(), $undefined, q + 1, m.spec);
                            continue;
                        }
                    case 26: {
                            $put(m, "kubeadmConfig", r.stringVerify());
                            continue;
                        }
                    case 34: {
                            if (!(m.ignorePreflight && m.ignorePreflight.length))
                                m.ignorePreflight = [];
                            m.ignorePreflight.push(r.stringVerify());
                            continue;
                        }
                    case 40: {
                            $put(m, "coordinatorClockMs", r.int64());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Join;
        })();
        v1.Reset = (function() {
            const Reset = function (p) {
                this.ignorePreflight = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };
            Reset.prototype.operationId = "";
            Reset.prototype.ignorePreflight = $util.emptyArray;
            Reset.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "operationId"))
                    w.uint32(10).string(m.operationId);
                if (m.ignorePreflight != null && m.ignorePreflight.length) {
                    for (var i = 0; i < m.ignorePreflight.length; ++i)
                        w.uint32(18).string(m.ignorePreflight[i]);
                }
                return $end(m, w);
            };
            Reset.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Reset();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            if (!(m.ignorePreflight && m.ignorePreflight.length))
                                m.ignorePreflight = [];
                            m.ignorePreflight.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Reset;
        })();
        v1.Mirror = (function() {
            const Mirror = function (p) {
                this.images = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };
            Mirror.prototype.operationId = "";
            Mirror.prototype.spec = null;
            Mirror.prototype.images = $util.emptyArray;
            Mirror.prototype.generation = "";
            Mirror.prototype.off = false;
            Mirror.prototype.dryRun = false;
            Mirror.prototype.coordinatorClockMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Mirror.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "operationId"))
                    w.uint32(10).string(m.operationId);
                if ($has(m, "spec"))
                    v1.NodeSpec.encode(m.spec, w.uint32(18).fork(), q + 1).ldelim();
                if (m.images != null && m.images.length) {
                    for (var i = 0; i < m.images.length; ++i)
                        w.uint32(26).string(m.images[i]);
                }
                if ($says(m, "generation"))
                    w.uint32(34).string(m.generation);
                if ($says(m, "off"))
                    w.uint32(40).bool(m.off);
                if ($says(m, "dryRun"))
                    w.uint32(48).bool(m.dryRun);
                if ($says(m, "coordinatorClockMs"))
                    w.uint32(56).int64(m.coordinatorClockMs);
                return $end(m, w);
            };
            Mirror.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Mirror();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            m.spec = v1.NodeSpec.decode(r, r.size(), $undefined, q + 1, m.spec);
                            continue;
                        }
                    case 26: {
                            if (!(m.images && m.images.length))
                                m.images = [];
                            m.images.push(r.stringVerify());
                            continue;
                        }
                    case 34: {
                            $put(m, "generation", r.stringVerify());
                            continue;
                        }
                    case 40: {
                            $put(m, "off", r.bool());
                            continue;
                        }
                    case 48: {
                            $put(m, "dryRun", r.bool());
                            continue;
                        }
                    case 56: {
                            $put(m, "coordinatorClockMs", r.int64());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Mirror;
        })();
        v1.Reboot = (function() {
            const Reboot = function (p) { $fill(this, p); };
            Reboot.prototype.reason = "";
            Reboot.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "reason"))
                    w.uint32(10).string(m.reason);
                return $end(m, w);
            };
            Reboot.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Reboot();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "reason", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Reboot;
        })();
        v1.SignedPackage = (function() {
            const SignedPackage = function (p) { $fill(this, p); };
            SignedPackage.prototype.version = "";
            SignedPackage.prototype.architecture = "";
            SignedPackage.prototype.size = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            SignedPackage.prototype.sha256 = "";
            SignedPackage.prototype.allowDowngrade = false;
            SignedPackage.prototype.signature = $util.newBuffer([]);
            SignedPackage.prototype.publicKey = $util.newBuffer([]);
            SignedPackage.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "version"))
                    w.uint32(10).string(m.version);
                if ($says(m, "architecture"))
                    w.uint32(18).string(m.architecture);
                if ($says(m, "size"))
                    w.uint32(24).uint64(m.size);
                if ($says(m, "sha256"))
                    w.uint32(34).string(m.sha256);
                if ($says(m, "allowDowngrade"))
                    w.uint32(40).bool(m.allowDowngrade);
                if ($says(m, "signature"))
                    w.uint32(50).bytes(m.signature);
                if ($says(m, "publicKey"))
                    w.uint32(58).bytes(m.publicKey);
                return $end(m, w);
            };
            SignedPackage.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.SignedPackage();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "version", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            $put(m, "architecture", r.stringVerify());
                            continue;
                        }
                    case 24: {
                            $put(m, "size", r.uint64());
                            continue;
                        }
                    case 34: {
                            $put(m, "sha256", r.stringVerify());
                            continue;
                        }
                    case 40: {
                            $put(m, "allowDowngrade", r.bool());
                            continue;
                        }
                    case 50: {
                            $put(m, "signature", r.bytes());
                            continue;
                        }
                    case 58: {
                            $put(m, "publicKey", r.bytes());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return SignedPackage;
        })();
        v1.PutPackage = (function() {
            const PutPackage = function (p) { $fill(this, p); };
            PutPackage.prototype["package"] = null;
            PutPackage.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            PutPackage.prototype.data = $util.newBuffer([]);
            PutPackage.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if (m["package"] != null && $Object.hasOwnProperty.call(m, "package"))
                    v1.SignedPackage.encode(m["package"], w.uint32(10).fork(), q + 1).ldelim();
                if ($says(m, "offset"))
                    w.uint32(16).uint64(m.offset);
                if ($says(m, "data"))
                    w.uint32(26).bytes(m.data);
                return $end(m, w);
            };
            PutPackage.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.PutPackage();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            m["package"] = v1.SignedPackage.decode(r, r.size(), $undefined, q + 1, m["package"]);
                            continue;
                        }
                    case 16: {
                            $put(m, "offset", r.uint64());
                            continue;
                        }
                    case 26: {
                            $put(m, "data", r.bytes());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return PutPackage;
        })();
        v1.PackageReceived = (function() {
            const PackageReceived = function (p) { $fill(this, p); };
            PackageReceived.prototype.received = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            PackageReceived.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "received"))
                    w.uint32(8).uint64(m.received);
                return $end(m, w);
            };
            PackageReceived.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.PackageReceived();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 8: {
                            $put(m, "received", r.uint64());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return PackageReceived;
        })();
        v1.Upgrade = (function() {
            const Upgrade = function (p) { $fill(this, p); };
            Upgrade.prototype.operationId = "";
            Upgrade.prototype["package"] = null;
            Upgrade.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "operationId"))
                    w.uint32(10).string(m.operationId);
                if (m["package"] != null && $Object.hasOwnProperty.call(m, "package"))
                    v1.SignedPackage.encode(m["package"], w.uint32(18).fork(), q + 1).ldelim();
                return $end(m, w);
            };
            Upgrade.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Upgrade();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            m["package"] = v1.SignedPackage.decode(r, r.size(), $undefined, q + 1, m["package"]);
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Upgrade;
        })();
        v1.GetOperation = (function() {
            const GetOperation = function (p) { $fill(this, p); };
            GetOperation.prototype.operationId = "";
            GetOperation.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "operationId"))
                    w.uint32(10).string(m.operationId);
                return $end(m, w);
            };
            GetOperation.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.GetOperation();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return GetOperation;
        })();
        v1.OperationEvent = (function() {
            const OperationEvent = function (p) { $fill(this, p); };
            OperationEvent.prototype.operationId = "";
            OperationEvent.prototype.step = null;
            OperationEvent.prototype.output = null;
            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;
            $Object.defineProperty(OperationEvent.prototype, "what", {
                get: $util.oneOfGetter($oneOfFields = ["step", "output"]),
                set: $util.oneOfSetter($oneOfFields)
            });
            OperationEvent.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "operationId"))
                    w.uint32(10).string(m.operationId);
                if ($has(m, "step"))
                    v1.StepEvent.encode(m.step, w.uint32(18).fork(), q + 1).ldelim();
                if ($has(m, "output"))
                    v1.OutputLine.encode(m.output, w.uint32(26).fork(), q + 1).ldelim();
                return $end(m, w);
            };
            OperationEvent.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.OperationEvent();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            m.step = v1.StepEvent.decode(r, r.size(), $undefined, q + 1, m.step);
                            m.what = "step";
                            continue;
                        }
                    case 26: {
                            m.output = v1.OutputLine.decode(r, r.size(), $undefined, q + 1, m.output);
                            m.what = "output";
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return OperationEvent;
        })();
        v1.OutputLine = (function() {
            const OutputLine = function (p) { $fill(this, p); };
            OutputLine.prototype.step = "";
            OutputLine.prototype.line = "";
            OutputLine.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "step"))
                    w.uint32(10).string(m.step);
                if ($says(m, "line"))
                    w.uint32(18).string(m.line);
                return $end(m, w);
            };
            OutputLine.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.OutputLine();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "step", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            $put(m, "line", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return OutputLine;
        })();
        v1.StepEvent = (function() {
            const StepEvent = function (p) { $fill(this, p); };
            StepEvent.prototype.step = "";
            StepEvent.prototype.outcome = 0;
            StepEvent.prototype.durationMs = 0;
            StepEvent.prototype.sentence = "";
            StepEvent.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            StepEvent.prototype.toolMs = 0;
            StepEvent.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "step"))
                    w.uint32(10).string(m.step);
                if ($says(m, "outcome"))
                    w.uint32(16).int32(m.outcome);
                if ($says(m, "durationMs"))
                    w.uint32(24).uint32(m.durationMs);
                if ($says(m, "sentence"))
                    w.uint32(34).string(m.sentence);
                if ($says(m, "atMs"))
                    w.uint32(40).int64(m.atMs);
                if ($says(m, "toolMs"))
                    w.uint32(48).uint32(m.toolMs);
                return $end(m, w);
            };
            StepEvent.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.StepEvent();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "step", r.stringVerify());
                            continue;
                        }
                    case 16: {
                            $put(m, "outcome", r.int32());
                            continue;
                        }
                    case 24: {
                            $put(m, "durationMs", r.uint32());
                            continue;
                        }
                    case 34: {
                            $put(m, "sentence", r.stringVerify());
                            continue;
                        }
                    case 40: {
                            $put(m, "atMs", r.int64());
                            continue;
                        }
                    case 48: {
                            $put(m, "toolMs", r.uint32());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
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
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };
            OperationResult.prototype.operationId = "";
            OperationResult.prototype.finished = null;
            OperationResult.prototype.rebooting = null;
            OperationResult.prototype.failure = null;
            OperationResult.prototype.changed = 0;
            OperationResult.prototype.steps = $util.emptyArray;
            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;
            $Object.defineProperty(OperationResult.prototype, "outcome", {
                get: $util.oneOfGetter($oneOfFields = ["finished", "rebooting", "failure"]),
                set: $util.oneOfSetter($oneOfFields)
            });
            OperationResult.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "operationId"))
                    w.uint32(10).string(m.operationId);
                if ($has(m, "finished"))
                    v1.Finished.encode(m.finished, w.uint32(18).fork(), q + 1).ldelim();
                if ($has(m, "rebooting"))
                    v1.Rebooting.encode(m.rebooting, w.uint32(26).fork(), q + 1).ldelim();
                if ($has(m, "failure"))
                    v1.Failure.encode(m.failure, w.uint32(34).fork(), q + 1).ldelim();
                if ($says(m, "changed"))
                    w.uint32(40).uint32(m.changed);
                if (m.steps != null && m.steps.length) {
                    for (var i = 0; i < m.steps.length; ++i)
                        v1.StepEvent.encode(m.steps[i], w.uint32(50).fork(), q + 1).ldelim();
                }
                return $end(m, w);
            };
            OperationResult.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.OperationResult();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "operationId", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            m.finished = v1.Finished.decode(r, r.size(), $undefined, q + 1, m.finished);
                            m.outcome = "finished";
                            continue;
                        }
                    case 26: {
                            m.rebooting = v1.Rebooting.decode(r, r.size(), $undefined, q + 1, m.rebooting);
                            m.outcome = "rebooting";
                            continue;
                        }
                    case 34: {
                            m.failure = v1.Failure.decode(r, r.size(), $undefined, q + 1, m.failure);
                            m.outcome = "failure";
                            continue;
                        }
                    case 40: {
                            $put(m, "changed", r.uint32());
                            continue;
                        }
                    case 50: {
                            if (!(m.steps && m.steps.length))
                                m.steps = [];
                            m.steps.push(v1.StepEvent.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return OperationResult;
        })();
        v1.Finished = (function() {
            const Finished = function (p) { $fill(this, p); };
            Finished.prototype.access = null;
            Finished.prototype.mirror = null;
            Finished.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($has(m, "access"))
                    v1.ClusterAccess.encode(m.access, w.uint32(10).fork(), q + 1).ldelim();
                if ($has(m, "mirror"))
                    v1.MirrorContent.encode(m.mirror, w.uint32(18).fork(), q + 1).ldelim();
                return $end(m, w);
            };
            Finished.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Finished();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            m.access = v1.ClusterAccess.decode(r, r.size(), $undefined, q + 1, m.access);
                            continue;
                        }
                    case 18: {
                            m.mirror = v1.MirrorContent.decode(r, r.size(), $undefined, q + 1, m.mirror);
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Finished;
        })();
        v1.MirrorContent = (function() {
            const MirrorContent = function (p) {
                this.registries = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };
            MirrorContent.prototype.packagesKey = "";
            MirrorContent.prototype.certificate = "";
            MirrorContent.prototype.registries = $util.emptyArray;
            MirrorContent.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "packagesKey"))
                    w.uint32(10).string(m.packagesKey);
                if ($says(m, "certificate"))
                    w.uint32(18).string(m.certificate);
                if (m.registries != null && m.registries.length) {
                    for (var i = 0; i < m.registries.length; ++i)
                        w.uint32(26).string(m.registries[i]);
                }
                return $end(m, w);
            };
            MirrorContent.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.MirrorContent();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "packagesKey", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            $put(m, "certificate", r.stringVerify());
                            continue;
                        }
                    case 26: {
                            if (!(m.registries && m.registries.length))
                                m.registries = [];
                            m.registries.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return MirrorContent;
        })();
        v1.ClusterAccess = (function() {
            const ClusterAccess = function (p) { $fill(this, p); };
            ClusterAccess.prototype.caCertificate = "";
            ClusterAccess.prototype.caHash = "";
            ClusterAccess.prototype.token = "";
            ClusterAccess.prototype.server = "";
            ClusterAccess.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "caCertificate"))
                    w.uint32(10).string(m.caCertificate);
                if ($says(m, "caHash"))
                    w.uint32(18).string(m.caHash);
                if ($says(m, "token"))
                    w.uint32(26).string(m.token);
                if ($says(m, "server"))
                    w.uint32(34).string(m.server);
                return $end(m, w);
            };
            ClusterAccess.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.ClusterAccess();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "caCertificate", r.stringVerify());
                            continue;
                        }
                    case 18: {
                            $put(m, "caHash", r.stringVerify());
                            continue;
                        }
                    case 26: {
                            $put(m, "token", r.stringVerify());
                            continue;
                        }
                    case 34: {
                            $put(m, "server", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return ClusterAccess;
        })();
        v1.Rebooting = (function() {
            const Rebooting = function (p) { $fill(this, p); };
            Rebooting.prototype.reason = "";
            Rebooting.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "reason"))
                    w.uint32(10).string(m.reason);
                return $end(m, w);
            };
            Rebooting.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Rebooting();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "reason", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Rebooting;
        })();
        v1.FollowLog = (function() {
            const FollowLog = function (p) { $fill(this, p); };
            FollowLog.prototype.follow = false;
            FollowLog.prototype.lines = 0;
            FollowLog.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "follow"))
                    w.uint32(8).bool(m.follow);
                if ($says(m, "lines"))
                    w.uint32(16).uint32(m.lines);
                return $end(m, w);
            };
            FollowLog.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.FollowLog();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 8: {
                            $put(m, "follow", r.bool());
                            continue;
                        }
                    case 16: {
                            $put(m, "lines", r.uint32());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return FollowLog;
        })();
        v1.LogLines = (function() {
            const LogLines = function (p) {
                this.lines = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };
            LogLines.prototype.lines = $util.emptyArray;
            LogLines.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if (m.lines != null && m.lines.length) {
                    for (var i = 0; i < m.lines.length; ++i)
                        w.uint32(10).string(m.lines[i]);
                }
                return $end(m, w);
            };
            LogLines.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.LogLines();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            if (!(m.lines && m.lines.length))
                                m.lines = [];
                            m.lines.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return LogLines;
        })();
        v1.GetKubeconfig = (function() {
            const GetKubeconfig = function (p) { $fill(this, p); };
            GetKubeconfig.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                return $end(m, w);
            };
            GetKubeconfig.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.GetKubeconfig();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    
                    r.skipType(t & 7, q, t);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return GetKubeconfig;
        })();
        v1.Kubeconfig = (function() {
            const Kubeconfig = function (p) { $fill(this, p); };
            Kubeconfig.prototype.content = "";
            Kubeconfig.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "content"))
                    w.uint32(10).string(m.content);
                return $end(m, w);
            };
            Kubeconfig.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Kubeconfig();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 10: {
                            $put(m, "content", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
            return Kubeconfig;
        })();
        v1.Failure = (function() {
            const Failure = function (p) { $fill(this, p); };
            Failure.prototype.code = 0;
            Failure.prototype.message = "";
            Failure.prototype.step = "";
            Failure.prototype.detail = "";
            Failure.encode = function (m, w, q = 0) {
                w = $begin(w, q);
                if ($says(m, "code"))
                    w.uint32(8).int32(m.code);
                if ($says(m, "message"))
                    w.uint32(18).string(m.message);
                if ($says(m, "step"))
                    w.uint32(26).string(m.step);
                if ($says(m, "detail"))
                    w.uint32(34).string(m.detail);
                return $end(m, w);
            };
            Failure.decode = function (r, l, z, q = 0, g) {
                r = $read(r, q);
                var c, m, v;
                c = $limit(r, l);
                l = $within(r, c, l);
                m = g || new v1.Failure();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    switch (t) {
                    case 8: {
                            $put(m, "code", r.int32());
                            continue;
                        }
                    case 18: {
                            $put(m, "message", r.stringVerify());
                            continue;
                        }
                    case 26: {
                            $put(m, "step", r.stringVerify());
                            continue;
                        }
                    case 34: {
                            $put(m, "detail", r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(t & 7, q, t >>> 3);
                    $keep(m, r, s);
                }
                return $done(m, r, c, l);
            };
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
            return values;
        })();
        return v1;
    })();
    return rackberry;
})();
export {
  $root as default
};
