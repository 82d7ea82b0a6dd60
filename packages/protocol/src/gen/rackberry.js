/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const rackberry = $root.rackberry = (() => {

    /**
     * Namespace rackberry.
     * @exports rackberry
     * @namespace
     */
    const rackberry = {};

    rackberry.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof rackberry
         * @namespace
         */
        const v1 = {};

        v1.Envelope = (function() {

            /**
             * Properties of an Envelope.
             * @typedef {Object} rackberry.v1.Envelope.$Properties
             * @property {number|null} [id] Envelope id
             * @property {rackberry.v1.Greeting.$Properties|null} [greeting] Envelope greeting
             * @property {rackberry.v1.AdoptReply.$Properties|null} [adopted] Envelope adopted
             * @property {rackberry.v1.Facts.$Properties|null} [facts] Envelope facts
             * @property {rackberry.v1.OperationEvent.$Properties|null} [event] Envelope event
             * @property {rackberry.v1.OperationResult.$Properties|null} [result] Envelope result
             * @property {rackberry.v1.LogLines.$Properties|null} [logLines] Envelope logLines
             * @property {rackberry.v1.Kubeconfig.$Properties|null} [kubeconfig] Envelope kubeconfig
             * @property {rackberry.v1.Failure.$Properties|null} [failure] Envelope failure
             * @property {rackberry.v1.Empty.$Properties|null} [done] Envelope done
             * @property {rackberry.v1.Adopt.$Properties|null} [adopt] Envelope adopt
             * @property {rackberry.v1.Welcome.$Properties|null} [welcome] Envelope welcome
             * @property {rackberry.v1.Farewell.$Properties|null} [farewell] Envelope farewell
             * @property {rackberry.v1.GetFacts.$Properties|null} [getFacts] Envelope getFacts
             * @property {rackberry.v1.Apply.$Properties|null} [apply] Envelope apply
             * @property {rackberry.v1.Init.$Properties|null} [init] Envelope init
             * @property {rackberry.v1.Join.$Properties|null} [join] Envelope join
             * @property {rackberry.v1.Reset.$Properties|null} [reset] Envelope reset
             * @property {rackberry.v1.Reboot.$Properties|null} [reboot] Envelope reboot
             * @property {rackberry.v1.GetOperation.$Properties|null} [getOperation] Envelope getOperation
             * @property {rackberry.v1.FollowLog.$Properties|null} [followLog] Envelope followLog
             * @property {rackberry.v1.GetKubeconfig.$Properties|null} [getKubeconfig] Envelope getKubeconfig
             * @property {"greeting"|"adopted"|"facts"|"event"|"result"|"logLines"|"kubeconfig"|"failure"|"done"|"adopt"|"welcome"|"farewell"|"getFacts"|"apply"|"init"|"join"|"reset"|"reboot"|"getOperation"|"followLog"|"getKubeconfig"} [body] Envelope body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Envelope.
             * @memberof rackberry.v1
             * @interface IEnvelope
             * @augments rackberry.v1.Envelope.$Properties
             * @deprecated Use rackberry.v1.Envelope.$Properties instead.
             */

            /**
             * Narrowed shape of an Envelope.
             * @typedef {{
             *   id?: number|null;
             *   greeting?: rackberry.v1.Greeting.$Shape|null;
             *   adopted?: rackberry.v1.AdoptReply.$Shape|null;
             *   facts?: rackberry.v1.Facts.$Shape|null;
             *   event?: rackberry.v1.OperationEvent.$Shape|null;
             *   result?: rackberry.v1.OperationResult.$Shape|null;
             *   logLines?: rackberry.v1.LogLines.$Shape|null;
             *   kubeconfig?: rackberry.v1.Kubeconfig.$Shape|null;
             *   failure?: rackberry.v1.Failure.$Shape|null;
             *   done?: rackberry.v1.Empty.$Shape|null;
             *   adopt?: rackberry.v1.Adopt.$Shape|null;
             *   welcome?: rackberry.v1.Welcome.$Shape|null;
             *   farewell?: rackberry.v1.Farewell.$Shape|null;
             *   getFacts?: rackberry.v1.GetFacts.$Shape|null;
             *   apply?: rackberry.v1.Apply.$Shape|null;
             *   init?: rackberry.v1.Init.$Shape|null;
             *   join?: rackberry.v1.Join.$Shape|null;
             *   reset?: rackberry.v1.Reset.$Shape|null;
             *   reboot?: rackberry.v1.Reboot.$Shape|null;
             *   getOperation?: rackberry.v1.GetOperation.$Shape|null;
             *   followLog?: rackberry.v1.FollowLog.$Shape|null;
             *   getKubeconfig?: rackberry.v1.GetKubeconfig.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "greeting"; greeting: rackberry.v1.Greeting.$Shape; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "adopted"; greeting?: null; adopted: rackberry.v1.AdoptReply.$Shape; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "facts"; greeting?: null; adopted?: null; facts: rackberry.v1.Facts.$Shape; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "event"; greeting?: null; adopted?: null; facts?: null; event: rackberry.v1.OperationEvent.$Shape; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "result"; greeting?: null; adopted?: null; facts?: null; event?: null; result: rackberry.v1.OperationResult.$Shape; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "logLines"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines: rackberry.v1.LogLines.$Shape; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "kubeconfig"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig: rackberry.v1.Kubeconfig.$Shape; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "failure"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure: rackberry.v1.Failure.$Shape; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "done"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done: rackberry.v1.Empty.$Shape; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "adopt"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt: rackberry.v1.Adopt.$Shape; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "welcome"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome: rackberry.v1.Welcome.$Shape; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "farewell"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell: rackberry.v1.Farewell.$Shape; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "getFacts"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts: rackberry.v1.GetFacts.$Shape; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "apply"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply: rackberry.v1.Apply.$Shape; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "init"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init: rackberry.v1.Init.$Shape; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "join"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join: rackberry.v1.Join.$Shape; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "reset"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset: rackberry.v1.Reset.$Shape; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "reboot"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot: rackberry.v1.Reboot.$Shape; getOperation?: null; followLog?: null; getKubeconfig?: null }|{ body?: "getOperation"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation: rackberry.v1.GetOperation.$Shape; followLog?: null; getKubeconfig?: null }|{ body?: "followLog"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog: rackberry.v1.FollowLog.$Shape; getKubeconfig?: null }|{ body?: "getKubeconfig"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; kubeconfig?: null; failure?: null; done?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; reboot?: null; getOperation?: null; followLog?: null; getKubeconfig: rackberry.v1.GetKubeconfig.$Shape })
             * )} rackberry.v1.Envelope.$Shape
             */

            /**
             * Constructs a new Envelope.
             * @memberof rackberry.v1
             * @classdesc Represents an Envelope.
             * @constructor
             * @param {rackberry.v1.Envelope.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Envelope = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Envelope id.
             * @member {number} id
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.id = 0;

            /**
             * Envelope greeting.
             * @member {rackberry.v1.Greeting.$Properties|null|undefined} greeting
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.greeting = null;

            /**
             * Envelope adopted.
             * @member {rackberry.v1.AdoptReply.$Properties|null|undefined} adopted
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.adopted = null;

            /**
             * Envelope facts.
             * @member {rackberry.v1.Facts.$Properties|null|undefined} facts
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.facts = null;

            /**
             * Envelope event.
             * @member {rackberry.v1.OperationEvent.$Properties|null|undefined} event
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.event = null;

            /**
             * Envelope result.
             * @member {rackberry.v1.OperationResult.$Properties|null|undefined} result
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.result = null;

            /**
             * Envelope logLines.
             * @member {rackberry.v1.LogLines.$Properties|null|undefined} logLines
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.logLines = null;

            /**
             * Envelope kubeconfig.
             * @member {rackberry.v1.Kubeconfig.$Properties|null|undefined} kubeconfig
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.kubeconfig = null;

            /**
             * Envelope failure.
             * @member {rackberry.v1.Failure.$Properties|null|undefined} failure
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.failure = null;

            /**
             * Envelope done.
             * @member {rackberry.v1.Empty.$Properties|null|undefined} done
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.done = null;

            /**
             * Envelope adopt.
             * @member {rackberry.v1.Adopt.$Properties|null|undefined} adopt
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.adopt = null;

            /**
             * Envelope welcome.
             * @member {rackberry.v1.Welcome.$Properties|null|undefined} welcome
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.welcome = null;

            /**
             * Envelope farewell.
             * @member {rackberry.v1.Farewell.$Properties|null|undefined} farewell
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.farewell = null;

            /**
             * Envelope getFacts.
             * @member {rackberry.v1.GetFacts.$Properties|null|undefined} getFacts
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.getFacts = null;

            /**
             * Envelope apply.
             * @member {rackberry.v1.Apply.$Properties|null|undefined} apply
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.apply = null;

            /**
             * Envelope init.
             * @member {rackberry.v1.Init.$Properties|null|undefined} init
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.init = null;

            /**
             * Envelope join.
             * @member {rackberry.v1.Join.$Properties|null|undefined} join
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.join = null;

            /**
             * Envelope reset.
             * @member {rackberry.v1.Reset.$Properties|null|undefined} reset
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.reset = null;

            /**
             * Envelope reboot.
             * @member {rackberry.v1.Reboot.$Properties|null|undefined} reboot
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.reboot = null;

            /**
             * Envelope getOperation.
             * @member {rackberry.v1.GetOperation.$Properties|null|undefined} getOperation
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.getOperation = null;

            /**
             * Envelope followLog.
             * @member {rackberry.v1.FollowLog.$Properties|null|undefined} followLog
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.followLog = null;

            /**
             * Envelope getKubeconfig.
             * @member {rackberry.v1.GetKubeconfig.$Properties|null|undefined} getKubeconfig
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            Envelope.prototype.getKubeconfig = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Envelope body.
             * @member {"greeting"|"adopted"|"facts"|"event"|"result"|"logLines"|"kubeconfig"|"failure"|"done"|"adopt"|"welcome"|"farewell"|"getFacts"|"apply"|"init"|"join"|"reset"|"reboot"|"getOperation"|"followLog"|"getKubeconfig"|undefined} body
             * @memberof rackberry.v1.Envelope
             * @instance
             */
            $Object.defineProperty(Envelope.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["greeting", "adopted", "facts", "event", "result", "logLines", "kubeconfig", "failure", "done", "adopt", "welcome", "farewell", "getFacts", "apply", "init", "join", "reset", "reboot", "getOperation", "followLog", "getKubeconfig"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Envelope instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Envelope
             * @static
             * @param {rackberry.v1.Envelope.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Envelope} Envelope instance
             * @type {{
             *   (properties: rackberry.v1.Envelope.$Shape): rackberry.v1.Envelope & rackberry.v1.Envelope.$Shape;
             *   (properties?: rackberry.v1.Envelope.$Properties): rackberry.v1.Envelope;
             * }}
             */
            Envelope.create = function(properties) {
                return new Envelope(properties);
            };

            /**
             * Encodes the specified Envelope message. Does not implicitly {@link rackberry.v1.Envelope.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Envelope
             * @static
             * @param {rackberry.v1.Envelope.$Properties} m Envelope message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Envelope.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.id != null && $Object.hasOwnProperty.call(m, "id") && m.id !== 0)
                    w.uint32(/* id 1, wireType 0 =*/8).uint32(m.id);
                if (m.greeting != null && $Object.hasOwnProperty.call(m, "greeting"))
                    $root.rackberry.v1.Greeting.encode(m.greeting, w.uint32(/* id 10, wireType 2 =*/82).fork(), q + 1).ldelim();
                if (m.adopted != null && $Object.hasOwnProperty.call(m, "adopted"))
                    $root.rackberry.v1.AdoptReply.encode(m.adopted, w.uint32(/* id 11, wireType 2 =*/90).fork(), q + 1).ldelim();
                if (m.facts != null && $Object.hasOwnProperty.call(m, "facts"))
                    $root.rackberry.v1.Facts.encode(m.facts, w.uint32(/* id 12, wireType 2 =*/98).fork(), q + 1).ldelim();
                if (m.event != null && $Object.hasOwnProperty.call(m, "event"))
                    $root.rackberry.v1.OperationEvent.encode(m.event, w.uint32(/* id 13, wireType 2 =*/106).fork(), q + 1).ldelim();
                if (m.result != null && $Object.hasOwnProperty.call(m, "result"))
                    $root.rackberry.v1.OperationResult.encode(m.result, w.uint32(/* id 14, wireType 2 =*/114).fork(), q + 1).ldelim();
                if (m.logLines != null && $Object.hasOwnProperty.call(m, "logLines"))
                    $root.rackberry.v1.LogLines.encode(m.logLines, w.uint32(/* id 15, wireType 2 =*/122).fork(), q + 1).ldelim();
                if (m.kubeconfig != null && $Object.hasOwnProperty.call(m, "kubeconfig"))
                    $root.rackberry.v1.Kubeconfig.encode(m.kubeconfig, w.uint32(/* id 16, wireType 2 =*/130).fork(), q + 1).ldelim();
                if (m.failure != null && $Object.hasOwnProperty.call(m, "failure"))
                    $root.rackberry.v1.Failure.encode(m.failure, w.uint32(/* id 17, wireType 2 =*/138).fork(), q + 1).ldelim();
                if (m.done != null && $Object.hasOwnProperty.call(m, "done"))
                    $root.rackberry.v1.Empty.encode(m.done, w.uint32(/* id 18, wireType 2 =*/146).fork(), q + 1).ldelim();
                if (m.adopt != null && $Object.hasOwnProperty.call(m, "adopt"))
                    $root.rackberry.v1.Adopt.encode(m.adopt, w.uint32(/* id 30, wireType 2 =*/242).fork(), q + 1).ldelim();
                if (m.welcome != null && $Object.hasOwnProperty.call(m, "welcome"))
                    $root.rackberry.v1.Welcome.encode(m.welcome, w.uint32(/* id 31, wireType 2 =*/250).fork(), q + 1).ldelim();
                if (m.farewell != null && $Object.hasOwnProperty.call(m, "farewell"))
                    $root.rackberry.v1.Farewell.encode(m.farewell, w.uint32(/* id 32, wireType 2 =*/258).fork(), q + 1).ldelim();
                if (m.getFacts != null && $Object.hasOwnProperty.call(m, "getFacts"))
                    $root.rackberry.v1.GetFacts.encode(m.getFacts, w.uint32(/* id 33, wireType 2 =*/266).fork(), q + 1).ldelim();
                if (m.apply != null && $Object.hasOwnProperty.call(m, "apply"))
                    $root.rackberry.v1.Apply.encode(m.apply, w.uint32(/* id 34, wireType 2 =*/274).fork(), q + 1).ldelim();
                if (m.init != null && $Object.hasOwnProperty.call(m, "init"))
                    $root.rackberry.v1.Init.encode(m.init, w.uint32(/* id 35, wireType 2 =*/282).fork(), q + 1).ldelim();
                if (m.join != null && $Object.hasOwnProperty.call(m, "join"))
                    $root.rackberry.v1.Join.encode(m.join, w.uint32(/* id 36, wireType 2 =*/290).fork(), q + 1).ldelim();
                if (m.reset != null && $Object.hasOwnProperty.call(m, "reset"))
                    $root.rackberry.v1.Reset.encode(m.reset, w.uint32(/* id 37, wireType 2 =*/298).fork(), q + 1).ldelim();
                if (m.reboot != null && $Object.hasOwnProperty.call(m, "reboot"))
                    $root.rackberry.v1.Reboot.encode(m.reboot, w.uint32(/* id 38, wireType 2 =*/306).fork(), q + 1).ldelim();
                if (m.getOperation != null && $Object.hasOwnProperty.call(m, "getOperation"))
                    $root.rackberry.v1.GetOperation.encode(m.getOperation, w.uint32(/* id 39, wireType 2 =*/314).fork(), q + 1).ldelim();
                if (m.followLog != null && $Object.hasOwnProperty.call(m, "followLog"))
                    $root.rackberry.v1.FollowLog.encode(m.followLog, w.uint32(/* id 40, wireType 2 =*/322).fork(), q + 1).ldelim();
                if (m.getKubeconfig != null && $Object.hasOwnProperty.call(m, "getKubeconfig"))
                    $root.rackberry.v1.GetKubeconfig.encode(m.getKubeconfig, w.uint32(/* id 41, wireType 2 =*/330).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an Envelope message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Envelope
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Envelope & rackberry.v1.Envelope.$Shape} Envelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Envelope.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Envelope();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.id = v;
                            else
                                delete m.id;
                            continue;
                        }
                    case 10: {
                            if (u !== 2)
                                break;
                            m.greeting = $root.rackberry.v1.Greeting.decode(r, r.size(), $undefined, q + 1, m.greeting);
                            m.body = "greeting";
                            continue;
                        }
                    case 11: {
                            if (u !== 2)
                                break;
                            m.adopted = $root.rackberry.v1.AdoptReply.decode(r, r.size(), $undefined, q + 1, m.adopted);
                            m.body = "adopted";
                            continue;
                        }
                    case 12: {
                            if (u !== 2)
                                break;
                            m.facts = $root.rackberry.v1.Facts.decode(r, r.size(), $undefined, q + 1, m.facts);
                            m.body = "facts";
                            continue;
                        }
                    case 13: {
                            if (u !== 2)
                                break;
                            m.event = $root.rackberry.v1.OperationEvent.decode(r, r.size(), $undefined, q + 1, m.event);
                            m.body = "event";
                            continue;
                        }
                    case 14: {
                            if (u !== 2)
                                break;
                            m.result = $root.rackberry.v1.OperationResult.decode(r, r.size(), $undefined, q + 1, m.result);
                            m.body = "result";
                            continue;
                        }
                    case 15: {
                            if (u !== 2)
                                break;
                            m.logLines = $root.rackberry.v1.LogLines.decode(r, r.size(), $undefined, q + 1, m.logLines);
                            m.body = "logLines";
                            continue;
                        }
                    case 16: {
                            if (u !== 2)
                                break;
                            m.kubeconfig = $root.rackberry.v1.Kubeconfig.decode(r, r.size(), $undefined, q + 1, m.kubeconfig);
                            m.body = "kubeconfig";
                            continue;
                        }
                    case 17: {
                            if (u !== 2)
                                break;
                            m.failure = $root.rackberry.v1.Failure.decode(r, r.size(), $undefined, q + 1, m.failure);
                            m.body = "failure";
                            continue;
                        }
                    case 18: {
                            if (u !== 2)
                                break;
                            m.done = $root.rackberry.v1.Empty.decode(r, r.size(), $undefined, q + 1, m.done);
                            m.body = "done";
                            continue;
                        }
                    case 30: {
                            if (u !== 2)
                                break;
                            m.adopt = $root.rackberry.v1.Adopt.decode(r, r.size(), $undefined, q + 1, m.adopt);
                            m.body = "adopt";
                            continue;
                        }
                    case 31: {
                            if (u !== 2)
                                break;
                            m.welcome = $root.rackberry.v1.Welcome.decode(r, r.size(), $undefined, q + 1, m.welcome);
                            m.body = "welcome";
                            continue;
                        }
                    case 32: {
                            if (u !== 2)
                                break;
                            m.farewell = $root.rackberry.v1.Farewell.decode(r, r.size(), $undefined, q + 1, m.farewell);
                            m.body = "farewell";
                            continue;
                        }
                    case 33: {
                            if (u !== 2)
                                break;
                            m.getFacts = $root.rackberry.v1.GetFacts.decode(r, r.size(), $undefined, q + 1, m.getFacts);
                            m.body = "getFacts";
                            continue;
                        }
                    case 34: {
                            if (u !== 2)
                                break;
                            m.apply = $root.rackberry.v1.Apply.decode(r, r.size(), $undefined, q + 1, m.apply);
                            m.body = "apply";
                            continue;
                        }
                    case 35: {
                            if (u !== 2)
                                break;
                            m.init = $root.rackberry.v1.Init.decode(r, r.size(), $undefined, q + 1, m.init);
                            m.body = "init";
                            continue;
                        }
                    case 36: {
                            if (u !== 2)
                                break;
                            m.join = $root.rackberry.v1.Join.decode(r, r.size(), $undefined, q + 1, m.join);
                            m.body = "join";
                            continue;
                        }
                    case 37: {
                            if (u !== 2)
                                break;
                            m.reset = $root.rackberry.v1.Reset.decode(r, r.size(), $undefined, q + 1, m.reset);
                            m.body = "reset";
                            continue;
                        }
                    case 38: {
                            if (u !== 2)
                                break;
                            m.reboot = $root.rackberry.v1.Reboot.decode(r, r.size(), $undefined, q + 1, m.reboot);
                            m.body = "reboot";
                            continue;
                        }
                    case 39: {
                            if (u !== 2)
                                break;
                            m.getOperation = $root.rackberry.v1.GetOperation.decode(r, r.size(), $undefined, q + 1, m.getOperation);
                            m.body = "getOperation";
                            continue;
                        }
                    case 40: {
                            if (u !== 2)
                                break;
                            m.followLog = $root.rackberry.v1.FollowLog.decode(r, r.size(), $undefined, q + 1, m.followLog);
                            m.body = "followLog";
                            continue;
                        }
                    case 41: {
                            if (u !== 2)
                                break;
                            m.getKubeconfig = $root.rackberry.v1.GetKubeconfig.decode(r, r.size(), $undefined, q + 1, m.getKubeconfig);
                            m.body = "getKubeconfig";
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Envelope
             * @function getTypeUrl
             * @memberof rackberry.v1.Envelope
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Envelope.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Envelope";
            };

            return Envelope;
        })();

        v1.Empty = (function() {

            /**
             * Properties of an Empty.
             * @typedef {Object} rackberry.v1.Empty.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Empty.
             * @memberof rackberry.v1
             * @interface IEmpty
             * @augments rackberry.v1.Empty.$Properties
             * @deprecated Use rackberry.v1.Empty.$Properties instead.
             */

            /**
             * Shape of an Empty.
             * @typedef {rackberry.v1.Empty.$Properties} rackberry.v1.Empty.$Shape
             */

            /**
             * Constructs a new Empty.
             * @memberof rackberry.v1
             * @classdesc Represents an Empty.
             * @constructor
             * @param {rackberry.v1.Empty.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Empty = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Creates a new Empty instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Empty
             * @static
             * @param {rackberry.v1.Empty.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Empty} Empty instance
             * @type {{
             *   (properties: rackberry.v1.Empty.$Shape): rackberry.v1.Empty & rackberry.v1.Empty.$Shape;
             *   (properties?: rackberry.v1.Empty.$Properties): rackberry.v1.Empty;
             * }}
             */
            Empty.create = function(properties) {
                return new Empty(properties);
            };

            /**
             * Encodes the specified Empty message. Does not implicitly {@link rackberry.v1.Empty.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Empty
             * @static
             * @param {rackberry.v1.Empty.$Properties} m Empty message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Empty.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an Empty message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Empty
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Empty & rackberry.v1.Empty.$Shape} Empty
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Empty.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Empty();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    r.skipType(t & 7, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Empty
             * @function getTypeUrl
             * @memberof rackberry.v1.Empty
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Empty.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Empty";
            };

            return Empty;
        })();

        v1.Greeting = (function() {

            /**
             * Properties of a Greeting.
             * @typedef {Object} rackberry.v1.Greeting.$Properties
             * @property {number|null} [protocol] Greeting protocol
             * @property {number|null} [protocolMinimum] Greeting protocolMinimum
             * @property {string|null} [agentVersion] Greeting agentVersion
             * @property {string|null} [serial] Greeting serial
             * @property {string|null} [model] Greeting model
             * @property {string|null} [cardId] Greeting cardId
             * @property {Uint8Array|null} [cardProof] Greeting cardProof
             * @property {boolean|null} [adopted] Greeting adopted
             * @property {string|null} [bootId] Greeting bootId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Greeting.
             * @memberof rackberry.v1
             * @interface IGreeting
             * @augments rackberry.v1.Greeting.$Properties
             * @deprecated Use rackberry.v1.Greeting.$Properties instead.
             */

            /**
             * Shape of a Greeting.
             * @typedef {rackberry.v1.Greeting.$Properties} rackberry.v1.Greeting.$Shape
             */

            /**
             * Constructs a new Greeting.
             * @memberof rackberry.v1
             * @classdesc Represents a Greeting.
             * @constructor
             * @param {rackberry.v1.Greeting.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Greeting = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Greeting protocol.
             * @member {number} protocol
             * @memberof rackberry.v1.Greeting
             * @instance
             */
            Greeting.prototype.protocol = 0;

            /**
             * Greeting protocolMinimum.
             * @member {number} protocolMinimum
             * @memberof rackberry.v1.Greeting
             * @instance
             */
            Greeting.prototype.protocolMinimum = 0;

            /**
             * Greeting agentVersion.
             * @member {string} agentVersion
             * @memberof rackberry.v1.Greeting
             * @instance
             */
            Greeting.prototype.agentVersion = "";

            /**
             * Greeting serial.
             * @member {string} serial
             * @memberof rackberry.v1.Greeting
             * @instance
             */
            Greeting.prototype.serial = "";

            /**
             * Greeting model.
             * @member {string} model
             * @memberof rackberry.v1.Greeting
             * @instance
             */
            Greeting.prototype.model = "";

            /**
             * Greeting cardId.
             * @member {string} cardId
             * @memberof rackberry.v1.Greeting
             * @instance
             */
            Greeting.prototype.cardId = "";

            /**
             * Greeting cardProof.
             * @member {Uint8Array} cardProof
             * @memberof rackberry.v1.Greeting
             * @instance
             */
            Greeting.prototype.cardProof = $util.newBuffer([]);

            /**
             * Greeting adopted.
             * @member {boolean} adopted
             * @memberof rackberry.v1.Greeting
             * @instance
             */
            Greeting.prototype.adopted = false;

            /**
             * Greeting bootId.
             * @member {string} bootId
             * @memberof rackberry.v1.Greeting
             * @instance
             */
            Greeting.prototype.bootId = "";

            /**
             * Creates a new Greeting instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Greeting
             * @static
             * @param {rackberry.v1.Greeting.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Greeting} Greeting instance
             * @type {{
             *   (properties: rackberry.v1.Greeting.$Shape): rackberry.v1.Greeting & rackberry.v1.Greeting.$Shape;
             *   (properties?: rackberry.v1.Greeting.$Properties): rackberry.v1.Greeting;
             * }}
             */
            Greeting.create = function(properties) {
                return new Greeting(properties);
            };

            /**
             * Encodes the specified Greeting message. Does not implicitly {@link rackberry.v1.Greeting.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Greeting
             * @static
             * @param {rackberry.v1.Greeting.$Properties} m Greeting message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Greeting.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.protocol != null && $Object.hasOwnProperty.call(m, "protocol") && m.protocol !== 0)
                    w.uint32(/* id 1, wireType 0 =*/8).uint32(m.protocol);
                if (m.protocolMinimum != null && $Object.hasOwnProperty.call(m, "protocolMinimum") && m.protocolMinimum !== 0)
                    w.uint32(/* id 2, wireType 0 =*/16).uint32(m.protocolMinimum);
                if (m.agentVersion != null && $Object.hasOwnProperty.call(m, "agentVersion") && m.agentVersion !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.agentVersion);
                if (m.serial != null && $Object.hasOwnProperty.call(m, "serial") && m.serial !== "")
                    w.uint32(/* id 4, wireType 2 =*/34).string(m.serial);
                if (m.model != null && $Object.hasOwnProperty.call(m, "model") && m.model !== "")
                    w.uint32(/* id 5, wireType 2 =*/42).string(m.model);
                if (m.cardId != null && $Object.hasOwnProperty.call(m, "cardId") && m.cardId !== "")
                    w.uint32(/* id 6, wireType 2 =*/50).string(m.cardId);
                if (m.cardProof != null && $Object.hasOwnProperty.call(m, "cardProof") && m.cardProof.length)
                    w.uint32(/* id 7, wireType 2 =*/58).bytes(m.cardProof);
                if (m.adopted != null && $Object.hasOwnProperty.call(m, "adopted") && m.adopted !== false)
                    w.uint32(/* id 8, wireType 0 =*/64).bool(m.adopted);
                if (m.bootId != null && $Object.hasOwnProperty.call(m, "bootId") && m.bootId !== "")
                    w.uint32(/* id 9, wireType 2 =*/74).string(m.bootId);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Greeting message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Greeting
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Greeting & rackberry.v1.Greeting.$Shape} Greeting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Greeting.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Greeting();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.protocol = v;
                            else
                                delete m.protocol;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.protocolMinimum = v;
                            else
                                delete m.protocolMinimum;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.agentVersion = v;
                            else
                                delete m.agentVersion;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.serial = v;
                            else
                                delete m.serial;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.model = v;
                            else
                                delete m.model;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.cardId = v;
                            else
                                delete m.cardId;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.cardProof = v;
                            else
                                delete m.cardProof;
                            continue;
                        }
                    case 8: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.adopted = v;
                            else
                                delete m.adopted;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.bootId = v;
                            else
                                delete m.bootId;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Greeting
             * @function getTypeUrl
             * @memberof rackberry.v1.Greeting
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Greeting.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Greeting";
            };

            return Greeting;
        })();

        v1.Adopt = (function() {

            /**
             * Properties of an Adopt.
             * @typedef {Object} rackberry.v1.Adopt.$Properties
             * @property {Uint8Array|null} [cardProof] Adopt cardProof
             * @property {string|null} [name] Adopt name
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Adopt.
             * @memberof rackberry.v1
             * @interface IAdopt
             * @augments rackberry.v1.Adopt.$Properties
             * @deprecated Use rackberry.v1.Adopt.$Properties instead.
             */

            /**
             * Shape of an Adopt.
             * @typedef {rackberry.v1.Adopt.$Properties} rackberry.v1.Adopt.$Shape
             */

            /**
             * Constructs a new Adopt.
             * @memberof rackberry.v1
             * @classdesc Represents an Adopt.
             * @constructor
             * @param {rackberry.v1.Adopt.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Adopt = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Adopt cardProof.
             * @member {Uint8Array} cardProof
             * @memberof rackberry.v1.Adopt
             * @instance
             */
            Adopt.prototype.cardProof = $util.newBuffer([]);

            /**
             * Adopt name.
             * @member {string} name
             * @memberof rackberry.v1.Adopt
             * @instance
             */
            Adopt.prototype.name = "";

            /**
             * Creates a new Adopt instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Adopt
             * @static
             * @param {rackberry.v1.Adopt.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Adopt} Adopt instance
             * @type {{
             *   (properties: rackberry.v1.Adopt.$Shape): rackberry.v1.Adopt & rackberry.v1.Adopt.$Shape;
             *   (properties?: rackberry.v1.Adopt.$Properties): rackberry.v1.Adopt;
             * }}
             */
            Adopt.create = function(properties) {
                return new Adopt(properties);
            };

            /**
             * Encodes the specified Adopt message. Does not implicitly {@link rackberry.v1.Adopt.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Adopt
             * @static
             * @param {rackberry.v1.Adopt.$Properties} m Adopt message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Adopt.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.cardProof != null && $Object.hasOwnProperty.call(m, "cardProof") && m.cardProof.length)
                    w.uint32(/* id 1, wireType 2 =*/10).bytes(m.cardProof);
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.name);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an Adopt message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Adopt
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Adopt & rackberry.v1.Adopt.$Shape} Adopt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Adopt.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Adopt();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.bytes()).length)
                                m.cardProof = v;
                            else
                                delete m.cardProof;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Adopt
             * @function getTypeUrl
             * @memberof rackberry.v1.Adopt
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Adopt.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Adopt";
            };

            return Adopt;
        })();

        v1.AdoptReply = (function() {

            /**
             * Properties of an AdoptReply.
             * @typedef {Object} rackberry.v1.AdoptReply.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AdoptReply.
             * @memberof rackberry.v1
             * @interface IAdoptReply
             * @augments rackberry.v1.AdoptReply.$Properties
             * @deprecated Use rackberry.v1.AdoptReply.$Properties instead.
             */

            /**
             * Shape of an AdoptReply.
             * @typedef {rackberry.v1.AdoptReply.$Properties} rackberry.v1.AdoptReply.$Shape
             */

            /**
             * Constructs a new AdoptReply.
             * @memberof rackberry.v1
             * @classdesc Represents an AdoptReply.
             * @constructor
             * @param {rackberry.v1.AdoptReply.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AdoptReply = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Creates a new AdoptReply instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.AdoptReply
             * @static
             * @param {rackberry.v1.AdoptReply.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.AdoptReply} AdoptReply instance
             * @type {{
             *   (properties: rackberry.v1.AdoptReply.$Shape): rackberry.v1.AdoptReply & rackberry.v1.AdoptReply.$Shape;
             *   (properties?: rackberry.v1.AdoptReply.$Properties): rackberry.v1.AdoptReply;
             * }}
             */
            AdoptReply.create = function(properties) {
                return new AdoptReply(properties);
            };

            /**
             * Encodes the specified AdoptReply message. Does not implicitly {@link rackberry.v1.AdoptReply.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.AdoptReply
             * @static
             * @param {rackberry.v1.AdoptReply.$Properties} m AdoptReply message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AdoptReply.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an AdoptReply message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.AdoptReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.AdoptReply & rackberry.v1.AdoptReply.$Shape} AdoptReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AdoptReply.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.AdoptReply();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    r.skipType(t & 7, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for AdoptReply
             * @function getTypeUrl
             * @memberof rackberry.v1.AdoptReply
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            AdoptReply.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.AdoptReply";
            };

            return AdoptReply;
        })();

        v1.Welcome = (function() {

            /**
             * Properties of a Welcome.
             * @typedef {Object} rackberry.v1.Welcome.$Properties
             * @property {string|null} [name] Welcome name
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Welcome.
             * @memberof rackberry.v1
             * @interface IWelcome
             * @augments rackberry.v1.Welcome.$Properties
             * @deprecated Use rackberry.v1.Welcome.$Properties instead.
             */

            /**
             * Shape of a Welcome.
             * @typedef {rackberry.v1.Welcome.$Properties} rackberry.v1.Welcome.$Shape
             */

            /**
             * Constructs a new Welcome.
             * @memberof rackberry.v1
             * @classdesc Represents a Welcome.
             * @constructor
             * @param {rackberry.v1.Welcome.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Welcome = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Welcome name.
             * @member {string} name
             * @memberof rackberry.v1.Welcome
             * @instance
             */
            Welcome.prototype.name = "";

            /**
             * Creates a new Welcome instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Welcome
             * @static
             * @param {rackberry.v1.Welcome.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Welcome} Welcome instance
             * @type {{
             *   (properties: rackberry.v1.Welcome.$Shape): rackberry.v1.Welcome & rackberry.v1.Welcome.$Shape;
             *   (properties?: rackberry.v1.Welcome.$Properties): rackberry.v1.Welcome;
             * }}
             */
            Welcome.create = function(properties) {
                return new Welcome(properties);
            };

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link rackberry.v1.Welcome.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Welcome
             * @static
             * @param {rackberry.v1.Welcome.$Properties} m Welcome message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Welcome.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Welcome
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Welcome & rackberry.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Welcome.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Welcome();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Welcome
             * @function getTypeUrl
             * @memberof rackberry.v1.Welcome
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Welcome.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Welcome";
            };

            return Welcome;
        })();

        v1.Farewell = (function() {

            /**
             * Properties of a Farewell.
             * @typedef {Object} rackberry.v1.Farewell.$Properties
             * @property {rackberry.v1.FarewellReason|null} [reason] Farewell reason
             * @property {string|null} [detail] Farewell detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Farewell.
             * @memberof rackberry.v1
             * @interface IFarewell
             * @augments rackberry.v1.Farewell.$Properties
             * @deprecated Use rackberry.v1.Farewell.$Properties instead.
             */

            /**
             * Shape of a Farewell.
             * @typedef {rackberry.v1.Farewell.$Properties} rackberry.v1.Farewell.$Shape
             */

            /**
             * Constructs a new Farewell.
             * @memberof rackberry.v1
             * @classdesc Represents a Farewell.
             * @constructor
             * @param {rackberry.v1.Farewell.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Farewell = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Farewell reason.
             * @member {rackberry.v1.FarewellReason} reason
             * @memberof rackberry.v1.Farewell
             * @instance
             */
            Farewell.prototype.reason = 0;

            /**
             * Farewell detail.
             * @member {string} detail
             * @memberof rackberry.v1.Farewell
             * @instance
             */
            Farewell.prototype.detail = "";

            /**
             * Creates a new Farewell instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Farewell
             * @static
             * @param {rackberry.v1.Farewell.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Farewell} Farewell instance
             * @type {{
             *   (properties: rackberry.v1.Farewell.$Shape): rackberry.v1.Farewell & rackberry.v1.Farewell.$Shape;
             *   (properties?: rackberry.v1.Farewell.$Properties): rackberry.v1.Farewell;
             * }}
             */
            Farewell.create = function(properties) {
                return new Farewell(properties);
            };

            /**
             * Encodes the specified Farewell message. Does not implicitly {@link rackberry.v1.Farewell.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Farewell
             * @static
             * @param {rackberry.v1.Farewell.$Properties} m Farewell message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Farewell.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.reason != null && $Object.hasOwnProperty.call(m, "reason") && m.reason !== 0)
                    w.uint32(/* id 1, wireType 0 =*/8).int32(m.reason);
                if (m.detail != null && $Object.hasOwnProperty.call(m, "detail") && m.detail !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.detail);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Farewell message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Farewell
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Farewell & rackberry.v1.Farewell.$Shape} Farewell
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Farewell.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Farewell();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.int32())
                                m.reason = v;
                            else
                                delete m.reason;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.detail = v;
                            else
                                delete m.detail;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Farewell
             * @function getTypeUrl
             * @memberof rackberry.v1.Farewell
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Farewell.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Farewell";
            };

            return Farewell;
        })();

        /**
         * FarewellReason enum.
         * @name rackberry.v1.FarewellReason
         * @enum {number}
         * @property {number} FAREWELL_UNSPECIFIED=0 FAREWELL_UNSPECIFIED value
         * @property {number} NO_CARD_SECRET=1 NO_CARD_SECRET value
         * @property {number} WRONG_CARD_SECRET=2 WRONG_CARD_SECRET value
         * @property {number} SPENT_CARD=3 SPENT_CARD value
         * @property {number} IDENTITY_CLAIMED=4 IDENTITY_CLAIMED value
         * @property {number} PENDING=5 PENDING value
         * @property {number} PROTOCOL=6 PROTOCOL value
         * @property {number} REPLACED=7 REPLACED value
         */
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
            return values;
        })();

        v1.GetFacts = (function() {

            /**
             * Properties of a GetFacts.
             * @typedef {Object} rackberry.v1.GetFacts.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GetFacts.
             * @memberof rackberry.v1
             * @interface IGetFacts
             * @augments rackberry.v1.GetFacts.$Properties
             * @deprecated Use rackberry.v1.GetFacts.$Properties instead.
             */

            /**
             * Shape of a GetFacts.
             * @typedef {rackberry.v1.GetFacts.$Properties} rackberry.v1.GetFacts.$Shape
             */

            /**
             * Constructs a new GetFacts.
             * @memberof rackberry.v1
             * @classdesc Represents a GetFacts.
             * @constructor
             * @param {rackberry.v1.GetFacts.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GetFacts = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Creates a new GetFacts instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.GetFacts
             * @static
             * @param {rackberry.v1.GetFacts.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.GetFacts} GetFacts instance
             * @type {{
             *   (properties: rackberry.v1.GetFacts.$Shape): rackberry.v1.GetFacts & rackberry.v1.GetFacts.$Shape;
             *   (properties?: rackberry.v1.GetFacts.$Properties): rackberry.v1.GetFacts;
             * }}
             */
            GetFacts.create = function(properties) {
                return new GetFacts(properties);
            };

            /**
             * Encodes the specified GetFacts message. Does not implicitly {@link rackberry.v1.GetFacts.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.GetFacts
             * @static
             * @param {rackberry.v1.GetFacts.$Properties} m GetFacts message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GetFacts.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a GetFacts message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.GetFacts
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.GetFacts & rackberry.v1.GetFacts.$Shape} GetFacts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GetFacts.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.GetFacts();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    r.skipType(t & 7, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for GetFacts
             * @function getTypeUrl
             * @memberof rackberry.v1.GetFacts
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            GetFacts.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.GetFacts";
            };

            return GetFacts;
        })();

        v1.Facts = (function() {

            /**
             * Properties of a Facts.
             * @typedef {Object} rackberry.v1.Facts.$Properties
             * @property {string|null} [hostname] Facts hostname
             * @property {string|null} [bootId] Facts bootId
             * @property {Array.<string>|null} [addresses] Facts addresses
             * @property {string|null} [architecture] Facts architecture
             * @property {number|null} [memoryBytes] Facts memoryBytes
             * @property {number|null} [clockMs] Facts clockMs
             * @property {string|null} [container] Facts container
             * @property {string|null} [os] Facts os
             * @property {string|null} [kernel] Facts kernel
             * @property {number|null} [cgroupVersion] Facts cgroupVersion
             * @property {boolean|null} [initialised] Facts initialised
             * @property {boolean|null} [joined] Facts joined
             * @property {string|null} [operationId] Facts operationId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Facts.
             * @memberof rackberry.v1
             * @interface IFacts
             * @augments rackberry.v1.Facts.$Properties
             * @deprecated Use rackberry.v1.Facts.$Properties instead.
             */

            /**
             * Shape of a Facts.
             * @typedef {rackberry.v1.Facts.$Properties} rackberry.v1.Facts.$Shape
             */

            /**
             * Constructs a new Facts.
             * @memberof rackberry.v1
             * @classdesc Represents a Facts.
             * @constructor
             * @param {rackberry.v1.Facts.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Facts = function (p) {
                this.addresses = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Facts hostname.
             * @member {string} hostname
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.hostname = "";

            /**
             * Facts bootId.
             * @member {string} bootId
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.bootId = "";

            /**
             * Facts addresses.
             * @member {Array.<string>} addresses
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.addresses = $util.emptyArray;

            /**
             * Facts architecture.
             * @member {string} architecture
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.architecture = "";

            /**
             * Facts memoryBytes.
             * @member {number} memoryBytes
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.memoryBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Facts clockMs.
             * @member {number} clockMs
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.clockMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Facts container.
             * @member {string} container
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.container = "";

            /**
             * Facts os.
             * @member {string} os
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.os = "";

            /**
             * Facts kernel.
             * @member {string} kernel
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.kernel = "";

            /**
             * Facts cgroupVersion.
             * @member {number} cgroupVersion
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.cgroupVersion = 0;

            /**
             * Facts initialised.
             * @member {boolean} initialised
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.initialised = false;

            /**
             * Facts joined.
             * @member {boolean} joined
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.joined = false;

            /**
             * Facts operationId.
             * @member {string} operationId
             * @memberof rackberry.v1.Facts
             * @instance
             */
            Facts.prototype.operationId = "";

            /**
             * Creates a new Facts instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Facts
             * @static
             * @param {rackberry.v1.Facts.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Facts} Facts instance
             * @type {{
             *   (properties: rackberry.v1.Facts.$Shape): rackberry.v1.Facts & rackberry.v1.Facts.$Shape;
             *   (properties?: rackberry.v1.Facts.$Properties): rackberry.v1.Facts;
             * }}
             */
            Facts.create = function(properties) {
                return new Facts(properties);
            };

            /**
             * Encodes the specified Facts message. Does not implicitly {@link rackberry.v1.Facts.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Facts
             * @static
             * @param {rackberry.v1.Facts.$Properties} m Facts message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Facts.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.hostname != null && $Object.hasOwnProperty.call(m, "hostname") && m.hostname !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.hostname);
                if (m.bootId != null && $Object.hasOwnProperty.call(m, "bootId") && m.bootId !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.bootId);
                if (m.addresses != null && m.addresses.length) {
                    for (var i = 0; i < m.addresses.length; ++i)
                        w.uint32(/* id 3, wireType 2 =*/26).string(m.addresses[i]);
                }
                if (m.architecture != null && $Object.hasOwnProperty.call(m, "architecture") && m.architecture !== "")
                    w.uint32(/* id 4, wireType 2 =*/34).string(m.architecture);
                if (m.memoryBytes != null && $Object.hasOwnProperty.call(m, "memoryBytes") && (typeof m.memoryBytes === "object" ? m.memoryBytes.low || m.memoryBytes.high : m.memoryBytes !== 0))
                    w.uint32(/* id 5, wireType 0 =*/40).uint64(m.memoryBytes);
                if (m.clockMs != null && $Object.hasOwnProperty.call(m, "clockMs") && (typeof m.clockMs === "object" ? m.clockMs.low || m.clockMs.high : m.clockMs !== 0))
                    w.uint32(/* id 6, wireType 0 =*/48).int64(m.clockMs);
                if (m.container != null && $Object.hasOwnProperty.call(m, "container") && m.container !== "")
                    w.uint32(/* id 7, wireType 2 =*/58).string(m.container);
                if (m.os != null && $Object.hasOwnProperty.call(m, "os") && m.os !== "")
                    w.uint32(/* id 8, wireType 2 =*/66).string(m.os);
                if (m.kernel != null && $Object.hasOwnProperty.call(m, "kernel") && m.kernel !== "")
                    w.uint32(/* id 9, wireType 2 =*/74).string(m.kernel);
                if (m.cgroupVersion != null && $Object.hasOwnProperty.call(m, "cgroupVersion") && m.cgroupVersion !== 0)
                    w.uint32(/* id 10, wireType 0 =*/80).uint32(m.cgroupVersion);
                if (m.initialised != null && $Object.hasOwnProperty.call(m, "initialised") && m.initialised !== false)
                    w.uint32(/* id 11, wireType 0 =*/88).bool(m.initialised);
                if (m.joined != null && $Object.hasOwnProperty.call(m, "joined") && m.joined !== false)
                    w.uint32(/* id 12, wireType 0 =*/96).bool(m.joined);
                if (m.operationId != null && $Object.hasOwnProperty.call(m, "operationId") && m.operationId !== "")
                    w.uint32(/* id 13, wireType 2 =*/106).string(m.operationId);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Facts message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Facts
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Facts & rackberry.v1.Facts.$Shape} Facts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Facts.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Facts();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.hostname = v;
                            else
                                delete m.hostname;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.bootId = v;
                            else
                                delete m.bootId;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.addresses && m.addresses.length))
                                m.addresses = [];
                            m.addresses.push(r.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.architecture = v;
                            else
                                delete m.architecture;
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.uint64()) === "object" ? v.low || v.high : v !== 0)
                                m.memoryBytes = v;
                            else
                                delete m.memoryBytes;
                            continue;
                        }
                    case 6: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.clockMs = v;
                            else
                                delete m.clockMs;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.container = v;
                            else
                                delete m.container;
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.os = v;
                            else
                                delete m.os;
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.kernel = v;
                            else
                                delete m.kernel;
                            continue;
                        }
                    case 10: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.cgroupVersion = v;
                            else
                                delete m.cgroupVersion;
                            continue;
                        }
                    case 11: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.initialised = v;
                            else
                                delete m.initialised;
                            continue;
                        }
                    case 12: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.joined = v;
                            else
                                delete m.joined;
                            continue;
                        }
                    case 13: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.operationId = v;
                            else
                                delete m.operationId;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Facts
             * @function getTypeUrl
             * @memberof rackberry.v1.Facts
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Facts.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Facts";
            };

            return Facts;
        })();

        v1.NodeSpec = (function() {

            /**
             * Properties of a NodeSpec.
             * @typedef {Object} rackberry.v1.NodeSpec.$Properties
             * @property {string|null} [name] NodeSpec name
             * @property {string|null} [domain] NodeSpec domain
             * @property {Array.<rackberry.v1.HostEntry.$Properties>|null} [hosts] NodeSpec hosts
             * @property {string|null} [kubernetesVersion] NodeSpec kubernetesVersion
             * @property {rackberry.v1.PackageSource.$Properties|null} [packages] NodeSpec packages
             * @property {string|null} [imageRepository] NodeSpec imageRepository
             * @property {Array.<rackberry.v1.RegistryMirror.$Properties>|null} [mirrors] NodeSpec mirrors
             * @property {rackberry.v1.User.$Properties|null} [user] NodeSpec user
             * @property {rackberry.v1.Network.$Properties|null} [network] NodeSpec network
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a NodeSpec.
             * @memberof rackberry.v1
             * @interface INodeSpec
             * @augments rackberry.v1.NodeSpec.$Properties
             * @deprecated Use rackberry.v1.NodeSpec.$Properties instead.
             */

            /**
             * Shape of a NodeSpec.
             * @typedef {rackberry.v1.NodeSpec.$Properties} rackberry.v1.NodeSpec.$Shape
             */

            /**
             * Constructs a new NodeSpec.
             * @memberof rackberry.v1
             * @classdesc Represents a NodeSpec.
             * @constructor
             * @param {rackberry.v1.NodeSpec.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const NodeSpec = function (p) {
                this.hosts = [];
                this.mirrors = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * NodeSpec name.
             * @member {string} name
             * @memberof rackberry.v1.NodeSpec
             * @instance
             */
            NodeSpec.prototype.name = "";

            /**
             * NodeSpec domain.
             * @member {string} domain
             * @memberof rackberry.v1.NodeSpec
             * @instance
             */
            NodeSpec.prototype.domain = "";

            /**
             * NodeSpec hosts.
             * @member {Array.<rackberry.v1.HostEntry.$Properties>} hosts
             * @memberof rackberry.v1.NodeSpec
             * @instance
             */
            NodeSpec.prototype.hosts = $util.emptyArray;

            /**
             * NodeSpec kubernetesVersion.
             * @member {string} kubernetesVersion
             * @memberof rackberry.v1.NodeSpec
             * @instance
             */
            NodeSpec.prototype.kubernetesVersion = "";

            /**
             * NodeSpec packages.
             * @member {rackberry.v1.PackageSource.$Properties|null|undefined} packages
             * @memberof rackberry.v1.NodeSpec
             * @instance
             */
            NodeSpec.prototype.packages = null;

            /**
             * NodeSpec imageRepository.
             * @member {string} imageRepository
             * @memberof rackberry.v1.NodeSpec
             * @instance
             */
            NodeSpec.prototype.imageRepository = "";

            /**
             * NodeSpec mirrors.
             * @member {Array.<rackberry.v1.RegistryMirror.$Properties>} mirrors
             * @memberof rackberry.v1.NodeSpec
             * @instance
             */
            NodeSpec.prototype.mirrors = $util.emptyArray;

            /**
             * NodeSpec user.
             * @member {rackberry.v1.User.$Properties|null|undefined} user
             * @memberof rackberry.v1.NodeSpec
             * @instance
             */
            NodeSpec.prototype.user = null;

            /**
             * NodeSpec network.
             * @member {rackberry.v1.Network.$Properties|null|undefined} network
             * @memberof rackberry.v1.NodeSpec
             * @instance
             */
            NodeSpec.prototype.network = null;

            /**
             * Creates a new NodeSpec instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.NodeSpec
             * @static
             * @param {rackberry.v1.NodeSpec.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.NodeSpec} NodeSpec instance
             * @type {{
             *   (properties: rackberry.v1.NodeSpec.$Shape): rackberry.v1.NodeSpec & rackberry.v1.NodeSpec.$Shape;
             *   (properties?: rackberry.v1.NodeSpec.$Properties): rackberry.v1.NodeSpec;
             * }}
             */
            NodeSpec.create = function(properties) {
                return new NodeSpec(properties);
            };

            /**
             * Encodes the specified NodeSpec message. Does not implicitly {@link rackberry.v1.NodeSpec.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.NodeSpec
             * @static
             * @param {rackberry.v1.NodeSpec.$Properties} m NodeSpec message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            NodeSpec.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                if (m.domain != null && $Object.hasOwnProperty.call(m, "domain") && m.domain !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.domain);
                if (m.hosts != null && m.hosts.length) {
                    for (var i = 0; i < m.hosts.length; ++i)
                        $root.rackberry.v1.HostEntry.encode(m.hosts[i], w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                }
                if (m.kubernetesVersion != null && $Object.hasOwnProperty.call(m, "kubernetesVersion") && m.kubernetesVersion !== "")
                    w.uint32(/* id 4, wireType 2 =*/34).string(m.kubernetesVersion);
                if (m.packages != null && $Object.hasOwnProperty.call(m, "packages"))
                    $root.rackberry.v1.PackageSource.encode(m.packages, w.uint32(/* id 5, wireType 2 =*/42).fork(), q + 1).ldelim();
                if (m.imageRepository != null && $Object.hasOwnProperty.call(m, "imageRepository") && m.imageRepository !== "")
                    w.uint32(/* id 6, wireType 2 =*/50).string(m.imageRepository);
                if (m.mirrors != null && m.mirrors.length) {
                    for (var i = 0; i < m.mirrors.length; ++i)
                        $root.rackberry.v1.RegistryMirror.encode(m.mirrors[i], w.uint32(/* id 7, wireType 2 =*/58).fork(), q + 1).ldelim();
                }
                if (m.user != null && $Object.hasOwnProperty.call(m, "user"))
                    $root.rackberry.v1.User.encode(m.user, w.uint32(/* id 8, wireType 2 =*/66).fork(), q + 1).ldelim();
                if (m.network != null && $Object.hasOwnProperty.call(m, "network"))
                    $root.rackberry.v1.Network.encode(m.network, w.uint32(/* id 9, wireType 2 =*/74).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a NodeSpec message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.NodeSpec
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.NodeSpec & rackberry.v1.NodeSpec.$Shape} NodeSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            NodeSpec.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.NodeSpec();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.domain = v;
                            else
                                delete m.domain;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.hosts && m.hosts.length))
                                m.hosts = [];
                            m.hosts.push($root.rackberry.v1.HostEntry.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.kubernetesVersion = v;
                            else
                                delete m.kubernetesVersion;
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            m.packages = $root.rackberry.v1.PackageSource.decode(r, r.size(), $undefined, q + 1, m.packages);
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.imageRepository = v;
                            else
                                delete m.imageRepository;
                            continue;
                        }
                    case 7: {
                            if (u !== 2)
                                break;
                            if (!(m.mirrors && m.mirrors.length))
                                m.mirrors = [];
                            m.mirrors.push($root.rackberry.v1.RegistryMirror.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 8: {
                            if (u !== 2)
                                break;
                            m.user = $root.rackberry.v1.User.decode(r, r.size(), $undefined, q + 1, m.user);
                            continue;
                        }
                    case 9: {
                            if (u !== 2)
                                break;
                            m.network = $root.rackberry.v1.Network.decode(r, r.size(), $undefined, q + 1, m.network);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for NodeSpec
             * @function getTypeUrl
             * @memberof rackberry.v1.NodeSpec
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            NodeSpec.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.NodeSpec";
            };

            return NodeSpec;
        })();

        v1.HostEntry = (function() {

            /**
             * Properties of a HostEntry.
             * @typedef {Object} rackberry.v1.HostEntry.$Properties
             * @property {string|null} [name] HostEntry name
             * @property {string|null} [address] HostEntry address
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HostEntry.
             * @memberof rackberry.v1
             * @interface IHostEntry
             * @augments rackberry.v1.HostEntry.$Properties
             * @deprecated Use rackberry.v1.HostEntry.$Properties instead.
             */

            /**
             * Shape of a HostEntry.
             * @typedef {rackberry.v1.HostEntry.$Properties} rackberry.v1.HostEntry.$Shape
             */

            /**
             * Constructs a new HostEntry.
             * @memberof rackberry.v1
             * @classdesc Represents a HostEntry.
             * @constructor
             * @param {rackberry.v1.HostEntry.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HostEntry = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * HostEntry name.
             * @member {string} name
             * @memberof rackberry.v1.HostEntry
             * @instance
             */
            HostEntry.prototype.name = "";

            /**
             * HostEntry address.
             * @member {string} address
             * @memberof rackberry.v1.HostEntry
             * @instance
             */
            HostEntry.prototype.address = "";

            /**
             * Creates a new HostEntry instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.HostEntry
             * @static
             * @param {rackberry.v1.HostEntry.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.HostEntry} HostEntry instance
             * @type {{
             *   (properties: rackberry.v1.HostEntry.$Shape): rackberry.v1.HostEntry & rackberry.v1.HostEntry.$Shape;
             *   (properties?: rackberry.v1.HostEntry.$Properties): rackberry.v1.HostEntry;
             * }}
             */
            HostEntry.create = function(properties) {
                return new HostEntry(properties);
            };

            /**
             * Encodes the specified HostEntry message. Does not implicitly {@link rackberry.v1.HostEntry.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.HostEntry
             * @static
             * @param {rackberry.v1.HostEntry.$Properties} m HostEntry message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HostEntry.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                if (m.address != null && $Object.hasOwnProperty.call(m, "address") && m.address !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.address);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a HostEntry message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.HostEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.HostEntry & rackberry.v1.HostEntry.$Shape} HostEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HostEntry.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.HostEntry();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.address = v;
                            else
                                delete m.address;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for HostEntry
             * @function getTypeUrl
             * @memberof rackberry.v1.HostEntry
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            HostEntry.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.HostEntry";
            };

            return HostEntry;
        })();

        v1.PackageSource = (function() {

            /**
             * Properties of a PackageSource.
             * @typedef {Object} rackberry.v1.PackageSource.$Properties
             * @property {string|null} [url] PackageSource url
             * @property {string|null} [key] PackageSource key
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PackageSource.
             * @memberof rackberry.v1
             * @interface IPackageSource
             * @augments rackberry.v1.PackageSource.$Properties
             * @deprecated Use rackberry.v1.PackageSource.$Properties instead.
             */

            /**
             * Shape of a PackageSource.
             * @typedef {rackberry.v1.PackageSource.$Properties} rackberry.v1.PackageSource.$Shape
             */

            /**
             * Constructs a new PackageSource.
             * @memberof rackberry.v1
             * @classdesc Represents a PackageSource.
             * @constructor
             * @param {rackberry.v1.PackageSource.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PackageSource = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * PackageSource url.
             * @member {string} url
             * @memberof rackberry.v1.PackageSource
             * @instance
             */
            PackageSource.prototype.url = "";

            /**
             * PackageSource key.
             * @member {string} key
             * @memberof rackberry.v1.PackageSource
             * @instance
             */
            PackageSource.prototype.key = "";

            /**
             * Creates a new PackageSource instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.PackageSource
             * @static
             * @param {rackberry.v1.PackageSource.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.PackageSource} PackageSource instance
             * @type {{
             *   (properties: rackberry.v1.PackageSource.$Shape): rackberry.v1.PackageSource & rackberry.v1.PackageSource.$Shape;
             *   (properties?: rackberry.v1.PackageSource.$Properties): rackberry.v1.PackageSource;
             * }}
             */
            PackageSource.create = function(properties) {
                return new PackageSource(properties);
            };

            /**
             * Encodes the specified PackageSource message. Does not implicitly {@link rackberry.v1.PackageSource.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.PackageSource
             * @static
             * @param {rackberry.v1.PackageSource.$Properties} m PackageSource message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PackageSource.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.url != null && $Object.hasOwnProperty.call(m, "url") && m.url !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.url);
                if (m.key != null && $Object.hasOwnProperty.call(m, "key") && m.key !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.key);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a PackageSource message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.PackageSource
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.PackageSource & rackberry.v1.PackageSource.$Shape} PackageSource
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PackageSource.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.PackageSource();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.url = v;
                            else
                                delete m.url;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.key = v;
                            else
                                delete m.key;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for PackageSource
             * @function getTypeUrl
             * @memberof rackberry.v1.PackageSource
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PackageSource.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.PackageSource";
            };

            return PackageSource;
        })();

        v1.RegistryMirror = (function() {

            /**
             * Properties of a RegistryMirror.
             * @typedef {Object} rackberry.v1.RegistryMirror.$Properties
             * @property {string|null} [registry] RegistryMirror registry
             * @property {string|null} [url] RegistryMirror url
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RegistryMirror.
             * @memberof rackberry.v1
             * @interface IRegistryMirror
             * @augments rackberry.v1.RegistryMirror.$Properties
             * @deprecated Use rackberry.v1.RegistryMirror.$Properties instead.
             */

            /**
             * Shape of a RegistryMirror.
             * @typedef {rackberry.v1.RegistryMirror.$Properties} rackberry.v1.RegistryMirror.$Shape
             */

            /**
             * Constructs a new RegistryMirror.
             * @memberof rackberry.v1
             * @classdesc Represents a RegistryMirror.
             * @constructor
             * @param {rackberry.v1.RegistryMirror.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RegistryMirror = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * RegistryMirror registry.
             * @member {string} registry
             * @memberof rackberry.v1.RegistryMirror
             * @instance
             */
            RegistryMirror.prototype.registry = "";

            /**
             * RegistryMirror url.
             * @member {string} url
             * @memberof rackberry.v1.RegistryMirror
             * @instance
             */
            RegistryMirror.prototype.url = "";

            /**
             * Creates a new RegistryMirror instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.RegistryMirror
             * @static
             * @param {rackberry.v1.RegistryMirror.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.RegistryMirror} RegistryMirror instance
             * @type {{
             *   (properties: rackberry.v1.RegistryMirror.$Shape): rackberry.v1.RegistryMirror & rackberry.v1.RegistryMirror.$Shape;
             *   (properties?: rackberry.v1.RegistryMirror.$Properties): rackberry.v1.RegistryMirror;
             * }}
             */
            RegistryMirror.create = function(properties) {
                return new RegistryMirror(properties);
            };

            /**
             * Encodes the specified RegistryMirror message. Does not implicitly {@link rackberry.v1.RegistryMirror.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.RegistryMirror
             * @static
             * @param {rackberry.v1.RegistryMirror.$Properties} m RegistryMirror message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RegistryMirror.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.registry != null && $Object.hasOwnProperty.call(m, "registry") && m.registry !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.registry);
                if (m.url != null && $Object.hasOwnProperty.call(m, "url") && m.url !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.url);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a RegistryMirror message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.RegistryMirror
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.RegistryMirror & rackberry.v1.RegistryMirror.$Shape} RegistryMirror
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RegistryMirror.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.RegistryMirror();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.registry = v;
                            else
                                delete m.registry;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.url = v;
                            else
                                delete m.url;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for RegistryMirror
             * @function getTypeUrl
             * @memberof rackberry.v1.RegistryMirror
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RegistryMirror.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.RegistryMirror";
            };

            return RegistryMirror;
        })();

        v1.User = (function() {

            /**
             * Properties of a User.
             * @typedef {Object} rackberry.v1.User.$Properties
             * @property {string|null} [name] User name
             * @property {Array.<string>|null} [sshKeys] User sshKeys
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a User.
             * @memberof rackberry.v1
             * @interface IUser
             * @augments rackberry.v1.User.$Properties
             * @deprecated Use rackberry.v1.User.$Properties instead.
             */

            /**
             * Shape of a User.
             * @typedef {rackberry.v1.User.$Properties} rackberry.v1.User.$Shape
             */

            /**
             * Constructs a new User.
             * @memberof rackberry.v1
             * @classdesc Represents a User.
             * @constructor
             * @param {rackberry.v1.User.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const User = function (p) {
                this.sshKeys = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * User name.
             * @member {string} name
             * @memberof rackberry.v1.User
             * @instance
             */
            User.prototype.name = "";

            /**
             * User sshKeys.
             * @member {Array.<string>} sshKeys
             * @memberof rackberry.v1.User
             * @instance
             */
            User.prototype.sshKeys = $util.emptyArray;

            /**
             * Creates a new User instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.User
             * @static
             * @param {rackberry.v1.User.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.User} User instance
             * @type {{
             *   (properties: rackberry.v1.User.$Shape): rackberry.v1.User & rackberry.v1.User.$Shape;
             *   (properties?: rackberry.v1.User.$Properties): rackberry.v1.User;
             * }}
             */
            User.create = function(properties) {
                return new User(properties);
            };

            /**
             * Encodes the specified User message. Does not implicitly {@link rackberry.v1.User.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.User
             * @static
             * @param {rackberry.v1.User.$Properties} m User message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            User.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.name != null && $Object.hasOwnProperty.call(m, "name") && m.name !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.name);
                if (m.sshKeys != null && m.sshKeys.length) {
                    for (var i = 0; i < m.sshKeys.length; ++i)
                        w.uint32(/* id 2, wireType 2 =*/18).string(m.sshKeys[i]);
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a User message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.User
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.User & rackberry.v1.User.$Shape} User
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            User.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.User();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.name = v;
                            else
                                delete m.name;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.sshKeys && m.sshKeys.length))
                                m.sshKeys = [];
                            m.sshKeys.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for User
             * @function getTypeUrl
             * @memberof rackberry.v1.User
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            User.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.User";
            };

            return User;
        })();

        v1.Network = (function() {

            /**
             * Properties of a Network.
             * @typedef {Object} rackberry.v1.Network.$Properties
             * @property {rackberry.v1.NetworkKind|null} [kind] Network kind
             * @property {string|null} [podSubnet] Network podSubnet
             * @property {Array.<rackberry.v1.PodRoute.$Properties>|null} [routes] Network routes
             * @property {string|null} [nodePodSubnet] Network nodePodSubnet
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Network.
             * @memberof rackberry.v1
             * @interface INetwork
             * @augments rackberry.v1.Network.$Properties
             * @deprecated Use rackberry.v1.Network.$Properties instead.
             */

            /**
             * Shape of a Network.
             * @typedef {rackberry.v1.Network.$Properties} rackberry.v1.Network.$Shape
             */

            /**
             * Constructs a new Network.
             * @memberof rackberry.v1
             * @classdesc Represents a Network.
             * @constructor
             * @param {rackberry.v1.Network.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Network = function (p) {
                this.routes = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Network kind.
             * @member {rackberry.v1.NetworkKind} kind
             * @memberof rackberry.v1.Network
             * @instance
             */
            Network.prototype.kind = 0;

            /**
             * Network podSubnet.
             * @member {string} podSubnet
             * @memberof rackberry.v1.Network
             * @instance
             */
            Network.prototype.podSubnet = "";

            /**
             * Network routes.
             * @member {Array.<rackberry.v1.PodRoute.$Properties>} routes
             * @memberof rackberry.v1.Network
             * @instance
             */
            Network.prototype.routes = $util.emptyArray;

            /**
             * Network nodePodSubnet.
             * @member {string} nodePodSubnet
             * @memberof rackberry.v1.Network
             * @instance
             */
            Network.prototype.nodePodSubnet = "";

            /**
             * Creates a new Network instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Network
             * @static
             * @param {rackberry.v1.Network.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Network} Network instance
             * @type {{
             *   (properties: rackberry.v1.Network.$Shape): rackberry.v1.Network & rackberry.v1.Network.$Shape;
             *   (properties?: rackberry.v1.Network.$Properties): rackberry.v1.Network;
             * }}
             */
            Network.create = function(properties) {
                return new Network(properties);
            };

            /**
             * Encodes the specified Network message. Does not implicitly {@link rackberry.v1.Network.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Network
             * @static
             * @param {rackberry.v1.Network.$Properties} m Network message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Network.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.kind != null && $Object.hasOwnProperty.call(m, "kind") && m.kind !== 0)
                    w.uint32(/* id 1, wireType 0 =*/8).int32(m.kind);
                if (m.podSubnet != null && $Object.hasOwnProperty.call(m, "podSubnet") && m.podSubnet !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.podSubnet);
                if (m.routes != null && m.routes.length) {
                    for (var i = 0; i < m.routes.length; ++i)
                        $root.rackberry.v1.PodRoute.encode(m.routes[i], w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                }
                if (m.nodePodSubnet != null && $Object.hasOwnProperty.call(m, "nodePodSubnet") && m.nodePodSubnet !== "")
                    w.uint32(/* id 4, wireType 2 =*/34).string(m.nodePodSubnet);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Network message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Network
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Network & rackberry.v1.Network.$Shape} Network
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Network.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Network();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.int32())
                                m.kind = v;
                            else
                                delete m.kind;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.podSubnet = v;
                            else
                                delete m.podSubnet;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.routes && m.routes.length))
                                m.routes = [];
                            m.routes.push($root.rackberry.v1.PodRoute.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.nodePodSubnet = v;
                            else
                                delete m.nodePodSubnet;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Network
             * @function getTypeUrl
             * @memberof rackberry.v1.Network
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Network.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Network";
            };

            return Network;
        })();

        /**
         * NetworkKind enum.
         * @name rackberry.v1.NetworkKind
         * @enum {number}
         * @property {number} NETWORK_UNSPECIFIED=0 NETWORK_UNSPECIFIED value
         * @property {number} FLANNEL=1 FLANNEL value
         * @property {number} DIRECT=2 DIRECT value
         */
        v1.NetworkKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NETWORK_UNSPECIFIED"] = 0;
            values[valuesById[1] = "FLANNEL"] = 1;
            values[valuesById[2] = "DIRECT"] = 2;
            return values;
        })();

        v1.PodRoute = (function() {

            /**
             * Properties of a PodRoute.
             * @typedef {Object} rackberry.v1.PodRoute.$Properties
             * @property {string|null} [subnet] PodRoute subnet
             * @property {string|null} [address] PodRoute address
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PodRoute.
             * @memberof rackberry.v1
             * @interface IPodRoute
             * @augments rackberry.v1.PodRoute.$Properties
             * @deprecated Use rackberry.v1.PodRoute.$Properties instead.
             */

            /**
             * Shape of a PodRoute.
             * @typedef {rackberry.v1.PodRoute.$Properties} rackberry.v1.PodRoute.$Shape
             */

            /**
             * Constructs a new PodRoute.
             * @memberof rackberry.v1
             * @classdesc Represents a PodRoute.
             * @constructor
             * @param {rackberry.v1.PodRoute.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PodRoute = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * PodRoute subnet.
             * @member {string} subnet
             * @memberof rackberry.v1.PodRoute
             * @instance
             */
            PodRoute.prototype.subnet = "";

            /**
             * PodRoute address.
             * @member {string} address
             * @memberof rackberry.v1.PodRoute
             * @instance
             */
            PodRoute.prototype.address = "";

            /**
             * Creates a new PodRoute instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.PodRoute
             * @static
             * @param {rackberry.v1.PodRoute.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.PodRoute} PodRoute instance
             * @type {{
             *   (properties: rackberry.v1.PodRoute.$Shape): rackberry.v1.PodRoute & rackberry.v1.PodRoute.$Shape;
             *   (properties?: rackberry.v1.PodRoute.$Properties): rackberry.v1.PodRoute;
             * }}
             */
            PodRoute.create = function(properties) {
                return new PodRoute(properties);
            };

            /**
             * Encodes the specified PodRoute message. Does not implicitly {@link rackberry.v1.PodRoute.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.PodRoute
             * @static
             * @param {rackberry.v1.PodRoute.$Properties} m PodRoute message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PodRoute.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.subnet != null && $Object.hasOwnProperty.call(m, "subnet") && m.subnet !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.subnet);
                if (m.address != null && $Object.hasOwnProperty.call(m, "address") && m.address !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.address);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a PodRoute message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.PodRoute
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.PodRoute & rackberry.v1.PodRoute.$Shape} PodRoute
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PodRoute.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.PodRoute();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.subnet = v;
                            else
                                delete m.subnet;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.address = v;
                            else
                                delete m.address;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for PodRoute
             * @function getTypeUrl
             * @memberof rackberry.v1.PodRoute
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            PodRoute.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.PodRoute";
            };

            return PodRoute;
        })();

        v1.Apply = (function() {

            /**
             * Properties of an Apply.
             * @typedef {Object} rackberry.v1.Apply.$Properties
             * @property {string|null} [operationId] Apply operationId
             * @property {rackberry.v1.NodeSpec.$Properties|null} [spec] Apply spec
             * @property {Array.<string>|null} [only] Apply only
             * @property {boolean|null} [dryRun] Apply dryRun
             * @property {number|null} [coordinatorClockMs] Apply coordinatorClockMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Apply.
             * @memberof rackberry.v1
             * @interface IApply
             * @augments rackberry.v1.Apply.$Properties
             * @deprecated Use rackberry.v1.Apply.$Properties instead.
             */

            /**
             * Shape of an Apply.
             * @typedef {rackberry.v1.Apply.$Properties} rackberry.v1.Apply.$Shape
             */

            /**
             * Constructs a new Apply.
             * @memberof rackberry.v1
             * @classdesc Represents an Apply.
             * @constructor
             * @param {rackberry.v1.Apply.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Apply = function (p) {
                this.only = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Apply operationId.
             * @member {string} operationId
             * @memberof rackberry.v1.Apply
             * @instance
             */
            Apply.prototype.operationId = "";

            /**
             * Apply spec.
             * @member {rackberry.v1.NodeSpec.$Properties|null|undefined} spec
             * @memberof rackberry.v1.Apply
             * @instance
             */
            Apply.prototype.spec = null;

            /**
             * Apply only.
             * @member {Array.<string>} only
             * @memberof rackberry.v1.Apply
             * @instance
             */
            Apply.prototype.only = $util.emptyArray;

            /**
             * Apply dryRun.
             * @member {boolean} dryRun
             * @memberof rackberry.v1.Apply
             * @instance
             */
            Apply.prototype.dryRun = false;

            /**
             * Apply coordinatorClockMs.
             * @member {number} coordinatorClockMs
             * @memberof rackberry.v1.Apply
             * @instance
             */
            Apply.prototype.coordinatorClockMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Creates a new Apply instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Apply
             * @static
             * @param {rackberry.v1.Apply.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Apply} Apply instance
             * @type {{
             *   (properties: rackberry.v1.Apply.$Shape): rackberry.v1.Apply & rackberry.v1.Apply.$Shape;
             *   (properties?: rackberry.v1.Apply.$Properties): rackberry.v1.Apply;
             * }}
             */
            Apply.create = function(properties) {
                return new Apply(properties);
            };

            /**
             * Encodes the specified Apply message. Does not implicitly {@link rackberry.v1.Apply.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Apply
             * @static
             * @param {rackberry.v1.Apply.$Properties} m Apply message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Apply.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.operationId != null && $Object.hasOwnProperty.call(m, "operationId") && m.operationId !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.operationId);
                if (m.spec != null && $Object.hasOwnProperty.call(m, "spec"))
                    $root.rackberry.v1.NodeSpec.encode(m.spec, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.only != null && m.only.length) {
                    for (var i = 0; i < m.only.length; ++i)
                        w.uint32(/* id 3, wireType 2 =*/26).string(m.only[i]);
                }
                if (m.dryRun != null && $Object.hasOwnProperty.call(m, "dryRun") && m.dryRun !== false)
                    w.uint32(/* id 4, wireType 0 =*/32).bool(m.dryRun);
                if (m.coordinatorClockMs != null && $Object.hasOwnProperty.call(m, "coordinatorClockMs") && (typeof m.coordinatorClockMs === "object" ? m.coordinatorClockMs.low || m.coordinatorClockMs.high : m.coordinatorClockMs !== 0))
                    w.uint32(/* id 5, wireType 0 =*/40).int64(m.coordinatorClockMs);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an Apply message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Apply
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Apply & rackberry.v1.Apply.$Shape} Apply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Apply.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Apply();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.operationId = v;
                            else
                                delete m.operationId;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.spec = $root.rackberry.v1.NodeSpec.decode(r, r.size(), $undefined, q + 1, m.spec);
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if (!(m.only && m.only.length))
                                m.only = [];
                            m.only.push(r.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.dryRun = v;
                            else
                                delete m.dryRun;
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.coordinatorClockMs = v;
                            else
                                delete m.coordinatorClockMs;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Apply
             * @function getTypeUrl
             * @memberof rackberry.v1.Apply
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Apply.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Apply";
            };

            return Apply;
        })();

        v1.Init = (function() {

            /**
             * Properties of an Init.
             * @typedef {Object} rackberry.v1.Init.$Properties
             * @property {string|null} [operationId] Init operationId
             * @property {rackberry.v1.NodeSpec.$Properties|null} [spec] Init spec
             * @property {string|null} [kubeadmConfig] Init kubeadmConfig
             * @property {Array.<string>|null} [manifests] Init manifests
             * @property {Array.<string>|null} [skipPhases] Init skipPhases
             * @property {Array.<string>|null} [ignorePreflight] Init ignorePreflight
             * @property {number|null} [coordinatorClockMs] Init coordinatorClockMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Init.
             * @memberof rackberry.v1
             * @interface IInit
             * @augments rackberry.v1.Init.$Properties
             * @deprecated Use rackberry.v1.Init.$Properties instead.
             */

            /**
             * Shape of an Init.
             * @typedef {rackberry.v1.Init.$Properties} rackberry.v1.Init.$Shape
             */

            /**
             * Constructs a new Init.
             * @memberof rackberry.v1
             * @classdesc Represents an Init.
             * @constructor
             * @param {rackberry.v1.Init.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Init = function (p) {
                this.manifests = [];
                this.skipPhases = [];
                this.ignorePreflight = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Init operationId.
             * @member {string} operationId
             * @memberof rackberry.v1.Init
             * @instance
             */
            Init.prototype.operationId = "";

            /**
             * Init spec.
             * @member {rackberry.v1.NodeSpec.$Properties|null|undefined} spec
             * @memberof rackberry.v1.Init
             * @instance
             */
            Init.prototype.spec = null;

            /**
             * Init kubeadmConfig.
             * @member {string} kubeadmConfig
             * @memberof rackberry.v1.Init
             * @instance
             */
            Init.prototype.kubeadmConfig = "";

            /**
             * Init manifests.
             * @member {Array.<string>} manifests
             * @memberof rackberry.v1.Init
             * @instance
             */
            Init.prototype.manifests = $util.emptyArray;

            /**
             * Init skipPhases.
             * @member {Array.<string>} skipPhases
             * @memberof rackberry.v1.Init
             * @instance
             */
            Init.prototype.skipPhases = $util.emptyArray;

            /**
             * Init ignorePreflight.
             * @member {Array.<string>} ignorePreflight
             * @memberof rackberry.v1.Init
             * @instance
             */
            Init.prototype.ignorePreflight = $util.emptyArray;

            /**
             * Init coordinatorClockMs.
             * @member {number} coordinatorClockMs
             * @memberof rackberry.v1.Init
             * @instance
             */
            Init.prototype.coordinatorClockMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Creates a new Init instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Init
             * @static
             * @param {rackberry.v1.Init.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Init} Init instance
             * @type {{
             *   (properties: rackberry.v1.Init.$Shape): rackberry.v1.Init & rackberry.v1.Init.$Shape;
             *   (properties?: rackberry.v1.Init.$Properties): rackberry.v1.Init;
             * }}
             */
            Init.create = function(properties) {
                return new Init(properties);
            };

            /**
             * Encodes the specified Init message. Does not implicitly {@link rackberry.v1.Init.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Init
             * @static
             * @param {rackberry.v1.Init.$Properties} m Init message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Init.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.operationId != null && $Object.hasOwnProperty.call(m, "operationId") && m.operationId !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.operationId);
                if (m.spec != null && $Object.hasOwnProperty.call(m, "spec"))
                    $root.rackberry.v1.NodeSpec.encode(m.spec, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.kubeadmConfig != null && $Object.hasOwnProperty.call(m, "kubeadmConfig") && m.kubeadmConfig !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.kubeadmConfig);
                if (m.manifests != null && m.manifests.length) {
                    for (var i = 0; i < m.manifests.length; ++i)
                        w.uint32(/* id 4, wireType 2 =*/34).string(m.manifests[i]);
                }
                if (m.skipPhases != null && m.skipPhases.length) {
                    for (var i = 0; i < m.skipPhases.length; ++i)
                        w.uint32(/* id 5, wireType 2 =*/42).string(m.skipPhases[i]);
                }
                if (m.ignorePreflight != null && m.ignorePreflight.length) {
                    for (var i = 0; i < m.ignorePreflight.length; ++i)
                        w.uint32(/* id 6, wireType 2 =*/50).string(m.ignorePreflight[i]);
                }
                if (m.coordinatorClockMs != null && $Object.hasOwnProperty.call(m, "coordinatorClockMs") && (typeof m.coordinatorClockMs === "object" ? m.coordinatorClockMs.low || m.coordinatorClockMs.high : m.coordinatorClockMs !== 0))
                    w.uint32(/* id 7, wireType 0 =*/56).int64(m.coordinatorClockMs);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an Init message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Init
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Init & rackberry.v1.Init.$Shape} Init
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Init.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Init();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.operationId = v;
                            else
                                delete m.operationId;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.spec = $root.rackberry.v1.NodeSpec.decode(r, r.size(), $undefined, q + 1, m.spec);
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.kubeadmConfig = v;
                            else
                                delete m.kubeadmConfig;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if (!(m.manifests && m.manifests.length))
                                m.manifests = [];
                            m.manifests.push(r.stringVerify());
                            continue;
                        }
                    case 5: {
                            if (u !== 2)
                                break;
                            if (!(m.skipPhases && m.skipPhases.length))
                                m.skipPhases = [];
                            m.skipPhases.push(r.stringVerify());
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if (!(m.ignorePreflight && m.ignorePreflight.length))
                                m.ignorePreflight = [];
                            m.ignorePreflight.push(r.stringVerify());
                            continue;
                        }
                    case 7: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.coordinatorClockMs = v;
                            else
                                delete m.coordinatorClockMs;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Init
             * @function getTypeUrl
             * @memberof rackberry.v1.Init
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Init.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Init";
            };

            return Init;
        })();

        v1.Join = (function() {

            /**
             * Properties of a Join.
             * @typedef {Object} rackberry.v1.Join.$Properties
             * @property {string|null} [operationId] Join operationId
             * @property {rackberry.v1.NodeSpec.$Properties|null} [spec] Join spec
             * @property {string|null} [kubeadmConfig] Join kubeadmConfig
             * @property {Array.<string>|null} [ignorePreflight] Join ignorePreflight
             * @property {number|null} [coordinatorClockMs] Join coordinatorClockMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Join.
             * @memberof rackberry.v1
             * @interface IJoin
             * @augments rackberry.v1.Join.$Properties
             * @deprecated Use rackberry.v1.Join.$Properties instead.
             */

            /**
             * Shape of a Join.
             * @typedef {rackberry.v1.Join.$Properties} rackberry.v1.Join.$Shape
             */

            /**
             * Constructs a new Join.
             * @memberof rackberry.v1
             * @classdesc Represents a Join.
             * @constructor
             * @param {rackberry.v1.Join.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Join = function (p) {
                this.ignorePreflight = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Join operationId.
             * @member {string} operationId
             * @memberof rackberry.v1.Join
             * @instance
             */
            Join.prototype.operationId = "";

            /**
             * Join spec.
             * @member {rackberry.v1.NodeSpec.$Properties|null|undefined} spec
             * @memberof rackberry.v1.Join
             * @instance
             */
            Join.prototype.spec = null;

            /**
             * Join kubeadmConfig.
             * @member {string} kubeadmConfig
             * @memberof rackberry.v1.Join
             * @instance
             */
            Join.prototype.kubeadmConfig = "";

            /**
             * Join ignorePreflight.
             * @member {Array.<string>} ignorePreflight
             * @memberof rackberry.v1.Join
             * @instance
             */
            Join.prototype.ignorePreflight = $util.emptyArray;

            /**
             * Join coordinatorClockMs.
             * @member {number} coordinatorClockMs
             * @memberof rackberry.v1.Join
             * @instance
             */
            Join.prototype.coordinatorClockMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Creates a new Join instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Join
             * @static
             * @param {rackberry.v1.Join.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Join} Join instance
             * @type {{
             *   (properties: rackberry.v1.Join.$Shape): rackberry.v1.Join & rackberry.v1.Join.$Shape;
             *   (properties?: rackberry.v1.Join.$Properties): rackberry.v1.Join;
             * }}
             */
            Join.create = function(properties) {
                return new Join(properties);
            };

            /**
             * Encodes the specified Join message. Does not implicitly {@link rackberry.v1.Join.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Join
             * @static
             * @param {rackberry.v1.Join.$Properties} m Join message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Join.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.operationId != null && $Object.hasOwnProperty.call(m, "operationId") && m.operationId !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.operationId);
                if (m.spec != null && $Object.hasOwnProperty.call(m, "spec"))
                    $root.rackberry.v1.NodeSpec.encode(m.spec, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.kubeadmConfig != null && $Object.hasOwnProperty.call(m, "kubeadmConfig") && m.kubeadmConfig !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.kubeadmConfig);
                if (m.ignorePreflight != null && m.ignorePreflight.length) {
                    for (var i = 0; i < m.ignorePreflight.length; ++i)
                        w.uint32(/* id 4, wireType 2 =*/34).string(m.ignorePreflight[i]);
                }
                if (m.coordinatorClockMs != null && $Object.hasOwnProperty.call(m, "coordinatorClockMs") && (typeof m.coordinatorClockMs === "object" ? m.coordinatorClockMs.low || m.coordinatorClockMs.high : m.coordinatorClockMs !== 0))
                    w.uint32(/* id 5, wireType 0 =*/40).int64(m.coordinatorClockMs);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Join message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Join
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Join & rackberry.v1.Join.$Shape} Join
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Join.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Join();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.operationId = v;
                            else
                                delete m.operationId;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.spec = $root.rackberry.v1.NodeSpec.decode(r, r.size(), $undefined, q + 1, m.spec);
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.kubeadmConfig = v;
                            else
                                delete m.kubeadmConfig;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if (!(m.ignorePreflight && m.ignorePreflight.length))
                                m.ignorePreflight = [];
                            m.ignorePreflight.push(r.stringVerify());
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.coordinatorClockMs = v;
                            else
                                delete m.coordinatorClockMs;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Join
             * @function getTypeUrl
             * @memberof rackberry.v1.Join
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Join.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Join";
            };

            return Join;
        })();

        v1.Reset = (function() {

            /**
             * Properties of a Reset.
             * @typedef {Object} rackberry.v1.Reset.$Properties
             * @property {string|null} [operationId] Reset operationId
             * @property {Array.<string>|null} [ignorePreflight] Reset ignorePreflight
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Reset.
             * @memberof rackberry.v1
             * @interface IReset
             * @augments rackberry.v1.Reset.$Properties
             * @deprecated Use rackberry.v1.Reset.$Properties instead.
             */

            /**
             * Shape of a Reset.
             * @typedef {rackberry.v1.Reset.$Properties} rackberry.v1.Reset.$Shape
             */

            /**
             * Constructs a new Reset.
             * @memberof rackberry.v1
             * @classdesc Represents a Reset.
             * @constructor
             * @param {rackberry.v1.Reset.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Reset = function (p) {
                this.ignorePreflight = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Reset operationId.
             * @member {string} operationId
             * @memberof rackberry.v1.Reset
             * @instance
             */
            Reset.prototype.operationId = "";

            /**
             * Reset ignorePreflight.
             * @member {Array.<string>} ignorePreflight
             * @memberof rackberry.v1.Reset
             * @instance
             */
            Reset.prototype.ignorePreflight = $util.emptyArray;

            /**
             * Creates a new Reset instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Reset
             * @static
             * @param {rackberry.v1.Reset.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Reset} Reset instance
             * @type {{
             *   (properties: rackberry.v1.Reset.$Shape): rackberry.v1.Reset & rackberry.v1.Reset.$Shape;
             *   (properties?: rackberry.v1.Reset.$Properties): rackberry.v1.Reset;
             * }}
             */
            Reset.create = function(properties) {
                return new Reset(properties);
            };

            /**
             * Encodes the specified Reset message. Does not implicitly {@link rackberry.v1.Reset.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Reset
             * @static
             * @param {rackberry.v1.Reset.$Properties} m Reset message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Reset.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.operationId != null && $Object.hasOwnProperty.call(m, "operationId") && m.operationId !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.operationId);
                if (m.ignorePreflight != null && m.ignorePreflight.length) {
                    for (var i = 0; i < m.ignorePreflight.length; ++i)
                        w.uint32(/* id 2, wireType 2 =*/18).string(m.ignorePreflight[i]);
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Reset message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Reset
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Reset & rackberry.v1.Reset.$Shape} Reset
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Reset.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Reset();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.operationId = v;
                            else
                                delete m.operationId;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if (!(m.ignorePreflight && m.ignorePreflight.length))
                                m.ignorePreflight = [];
                            m.ignorePreflight.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Reset
             * @function getTypeUrl
             * @memberof rackberry.v1.Reset
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Reset.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Reset";
            };

            return Reset;
        })();

        v1.Reboot = (function() {

            /**
             * Properties of a Reboot.
             * @typedef {Object} rackberry.v1.Reboot.$Properties
             * @property {string|null} [reason] Reboot reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Reboot.
             * @memberof rackberry.v1
             * @interface IReboot
             * @augments rackberry.v1.Reboot.$Properties
             * @deprecated Use rackberry.v1.Reboot.$Properties instead.
             */

            /**
             * Shape of a Reboot.
             * @typedef {rackberry.v1.Reboot.$Properties} rackberry.v1.Reboot.$Shape
             */

            /**
             * Constructs a new Reboot.
             * @memberof rackberry.v1
             * @classdesc Represents a Reboot.
             * @constructor
             * @param {rackberry.v1.Reboot.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Reboot = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Reboot reason.
             * @member {string} reason
             * @memberof rackberry.v1.Reboot
             * @instance
             */
            Reboot.prototype.reason = "";

            /**
             * Creates a new Reboot instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Reboot
             * @static
             * @param {rackberry.v1.Reboot.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Reboot} Reboot instance
             * @type {{
             *   (properties: rackberry.v1.Reboot.$Shape): rackberry.v1.Reboot & rackberry.v1.Reboot.$Shape;
             *   (properties?: rackberry.v1.Reboot.$Properties): rackberry.v1.Reboot;
             * }}
             */
            Reboot.create = function(properties) {
                return new Reboot(properties);
            };

            /**
             * Encodes the specified Reboot message. Does not implicitly {@link rackberry.v1.Reboot.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Reboot
             * @static
             * @param {rackberry.v1.Reboot.$Properties} m Reboot message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Reboot.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.reason != null && $Object.hasOwnProperty.call(m, "reason") && m.reason !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.reason);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Reboot message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Reboot
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Reboot & rackberry.v1.Reboot.$Shape} Reboot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Reboot.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Reboot();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.reason = v;
                            else
                                delete m.reason;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Reboot
             * @function getTypeUrl
             * @memberof rackberry.v1.Reboot
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Reboot.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Reboot";
            };

            return Reboot;
        })();

        v1.GetOperation = (function() {

            /**
             * Properties of a GetOperation.
             * @typedef {Object} rackberry.v1.GetOperation.$Properties
             * @property {string|null} [operationId] GetOperation operationId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GetOperation.
             * @memberof rackberry.v1
             * @interface IGetOperation
             * @augments rackberry.v1.GetOperation.$Properties
             * @deprecated Use rackberry.v1.GetOperation.$Properties instead.
             */

            /**
             * Shape of a GetOperation.
             * @typedef {rackberry.v1.GetOperation.$Properties} rackberry.v1.GetOperation.$Shape
             */

            /**
             * Constructs a new GetOperation.
             * @memberof rackberry.v1
             * @classdesc Represents a GetOperation.
             * @constructor
             * @param {rackberry.v1.GetOperation.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GetOperation = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * GetOperation operationId.
             * @member {string} operationId
             * @memberof rackberry.v1.GetOperation
             * @instance
             */
            GetOperation.prototype.operationId = "";

            /**
             * Creates a new GetOperation instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.GetOperation
             * @static
             * @param {rackberry.v1.GetOperation.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.GetOperation} GetOperation instance
             * @type {{
             *   (properties: rackberry.v1.GetOperation.$Shape): rackberry.v1.GetOperation & rackberry.v1.GetOperation.$Shape;
             *   (properties?: rackberry.v1.GetOperation.$Properties): rackberry.v1.GetOperation;
             * }}
             */
            GetOperation.create = function(properties) {
                return new GetOperation(properties);
            };

            /**
             * Encodes the specified GetOperation message. Does not implicitly {@link rackberry.v1.GetOperation.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.GetOperation
             * @static
             * @param {rackberry.v1.GetOperation.$Properties} m GetOperation message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GetOperation.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.operationId != null && $Object.hasOwnProperty.call(m, "operationId") && m.operationId !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.operationId);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a GetOperation message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.GetOperation
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.GetOperation & rackberry.v1.GetOperation.$Shape} GetOperation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GetOperation.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.GetOperation();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.operationId = v;
                            else
                                delete m.operationId;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for GetOperation
             * @function getTypeUrl
             * @memberof rackberry.v1.GetOperation
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            GetOperation.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.GetOperation";
            };

            return GetOperation;
        })();

        v1.OperationEvent = (function() {

            /**
             * Properties of an OperationEvent.
             * @typedef {Object} rackberry.v1.OperationEvent.$Properties
             * @property {string|null} [operationId] OperationEvent operationId
             * @property {rackberry.v1.StepEvent.$Properties|null} [step] OperationEvent step
             * @property {rackberry.v1.OutputLine.$Properties|null} [output] OperationEvent output
             * @property {"step"|"output"} [what] OperationEvent what
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OperationEvent.
             * @memberof rackberry.v1
             * @interface IOperationEvent
             * @augments rackberry.v1.OperationEvent.$Properties
             * @deprecated Use rackberry.v1.OperationEvent.$Properties instead.
             */

            /**
             * Narrowed shape of an OperationEvent.
             * @typedef {{
             *   operationId?: string|null;
             *   step?: rackberry.v1.StepEvent.$Shape|null;
             *   output?: rackberry.v1.OutputLine.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ what?: undefined; step?: null; output?: null }|{ what?: "step"; step: rackberry.v1.StepEvent.$Shape; output?: null }|{ what?: "output"; step?: null; output: rackberry.v1.OutputLine.$Shape })
             * )} rackberry.v1.OperationEvent.$Shape
             */

            /**
             * Constructs a new OperationEvent.
             * @memberof rackberry.v1
             * @classdesc Represents an OperationEvent.
             * @constructor
             * @param {rackberry.v1.OperationEvent.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OperationEvent = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * OperationEvent operationId.
             * @member {string} operationId
             * @memberof rackberry.v1.OperationEvent
             * @instance
             */
            OperationEvent.prototype.operationId = "";

            /**
             * OperationEvent step.
             * @member {rackberry.v1.StepEvent.$Properties|null|undefined} step
             * @memberof rackberry.v1.OperationEvent
             * @instance
             */
            OperationEvent.prototype.step = null;

            /**
             * OperationEvent output.
             * @member {rackberry.v1.OutputLine.$Properties|null|undefined} output
             * @memberof rackberry.v1.OperationEvent
             * @instance
             */
            OperationEvent.prototype.output = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * OperationEvent what.
             * @member {"step"|"output"|undefined} what
             * @memberof rackberry.v1.OperationEvent
             * @instance
             */
            $Object.defineProperty(OperationEvent.prototype, "what", {
                get: $util.oneOfGetter($oneOfFields = ["step", "output"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new OperationEvent instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.OperationEvent
             * @static
             * @param {rackberry.v1.OperationEvent.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.OperationEvent} OperationEvent instance
             * @type {{
             *   (properties: rackberry.v1.OperationEvent.$Shape): rackberry.v1.OperationEvent & rackberry.v1.OperationEvent.$Shape;
             *   (properties?: rackberry.v1.OperationEvent.$Properties): rackberry.v1.OperationEvent;
             * }}
             */
            OperationEvent.create = function(properties) {
                return new OperationEvent(properties);
            };

            /**
             * Encodes the specified OperationEvent message. Does not implicitly {@link rackberry.v1.OperationEvent.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.OperationEvent
             * @static
             * @param {rackberry.v1.OperationEvent.$Properties} m OperationEvent message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OperationEvent.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.operationId != null && $Object.hasOwnProperty.call(m, "operationId") && m.operationId !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.operationId);
                if (m.step != null && $Object.hasOwnProperty.call(m, "step"))
                    $root.rackberry.v1.StepEvent.encode(m.step, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.output != null && $Object.hasOwnProperty.call(m, "output"))
                    $root.rackberry.v1.OutputLine.encode(m.output, w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an OperationEvent message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.OperationEvent
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.OperationEvent & rackberry.v1.OperationEvent.$Shape} OperationEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OperationEvent.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.OperationEvent();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.operationId = v;
                            else
                                delete m.operationId;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.step = $root.rackberry.v1.StepEvent.decode(r, r.size(), $undefined, q + 1, m.step);
                            m.what = "step";
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.output = $root.rackberry.v1.OutputLine.decode(r, r.size(), $undefined, q + 1, m.output);
                            m.what = "output";
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for OperationEvent
             * @function getTypeUrl
             * @memberof rackberry.v1.OperationEvent
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            OperationEvent.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.OperationEvent";
            };

            return OperationEvent;
        })();

        v1.OutputLine = (function() {

            /**
             * Properties of an OutputLine.
             * @typedef {Object} rackberry.v1.OutputLine.$Properties
             * @property {string|null} [step] OutputLine step
             * @property {string|null} [line] OutputLine line
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OutputLine.
             * @memberof rackberry.v1
             * @interface IOutputLine
             * @augments rackberry.v1.OutputLine.$Properties
             * @deprecated Use rackberry.v1.OutputLine.$Properties instead.
             */

            /**
             * Shape of an OutputLine.
             * @typedef {rackberry.v1.OutputLine.$Properties} rackberry.v1.OutputLine.$Shape
             */

            /**
             * Constructs a new OutputLine.
             * @memberof rackberry.v1
             * @classdesc Represents an OutputLine.
             * @constructor
             * @param {rackberry.v1.OutputLine.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OutputLine = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * OutputLine step.
             * @member {string} step
             * @memberof rackberry.v1.OutputLine
             * @instance
             */
            OutputLine.prototype.step = "";

            /**
             * OutputLine line.
             * @member {string} line
             * @memberof rackberry.v1.OutputLine
             * @instance
             */
            OutputLine.prototype.line = "";

            /**
             * Creates a new OutputLine instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.OutputLine
             * @static
             * @param {rackberry.v1.OutputLine.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.OutputLine} OutputLine instance
             * @type {{
             *   (properties: rackberry.v1.OutputLine.$Shape): rackberry.v1.OutputLine & rackberry.v1.OutputLine.$Shape;
             *   (properties?: rackberry.v1.OutputLine.$Properties): rackberry.v1.OutputLine;
             * }}
             */
            OutputLine.create = function(properties) {
                return new OutputLine(properties);
            };

            /**
             * Encodes the specified OutputLine message. Does not implicitly {@link rackberry.v1.OutputLine.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.OutputLine
             * @static
             * @param {rackberry.v1.OutputLine.$Properties} m OutputLine message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OutputLine.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.step != null && $Object.hasOwnProperty.call(m, "step") && m.step !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.step);
                if (m.line != null && $Object.hasOwnProperty.call(m, "line") && m.line !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.line);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an OutputLine message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.OutputLine
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.OutputLine & rackberry.v1.OutputLine.$Shape} OutputLine
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OutputLine.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.OutputLine();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.step = v;
                            else
                                delete m.step;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.line = v;
                            else
                                delete m.line;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for OutputLine
             * @function getTypeUrl
             * @memberof rackberry.v1.OutputLine
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            OutputLine.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.OutputLine";
            };

            return OutputLine;
        })();

        v1.StepEvent = (function() {

            /**
             * Properties of a StepEvent.
             * @typedef {Object} rackberry.v1.StepEvent.$Properties
             * @property {string|null} [step] StepEvent step
             * @property {rackberry.v1.StepOutcome|null} [outcome] StepEvent outcome
             * @property {number|null} [durationMs] StepEvent durationMs
             * @property {string|null} [sentence] StepEvent sentence
             * @property {number|null} [atMs] StepEvent atMs
             * @property {number|null} [toolMs] StepEvent toolMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StepEvent.
             * @memberof rackberry.v1
             * @interface IStepEvent
             * @augments rackberry.v1.StepEvent.$Properties
             * @deprecated Use rackberry.v1.StepEvent.$Properties instead.
             */

            /**
             * Shape of a StepEvent.
             * @typedef {rackberry.v1.StepEvent.$Properties} rackberry.v1.StepEvent.$Shape
             */

            /**
             * Constructs a new StepEvent.
             * @memberof rackberry.v1
             * @classdesc Represents a StepEvent.
             * @constructor
             * @param {rackberry.v1.StepEvent.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StepEvent = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * StepEvent step.
             * @member {string} step
             * @memberof rackberry.v1.StepEvent
             * @instance
             */
            StepEvent.prototype.step = "";

            /**
             * StepEvent outcome.
             * @member {rackberry.v1.StepOutcome} outcome
             * @memberof rackberry.v1.StepEvent
             * @instance
             */
            StepEvent.prototype.outcome = 0;

            /**
             * StepEvent durationMs.
             * @member {number} durationMs
             * @memberof rackberry.v1.StepEvent
             * @instance
             */
            StepEvent.prototype.durationMs = 0;

            /**
             * StepEvent sentence.
             * @member {string} sentence
             * @memberof rackberry.v1.StepEvent
             * @instance
             */
            StepEvent.prototype.sentence = "";

            /**
             * StepEvent atMs.
             * @member {number} atMs
             * @memberof rackberry.v1.StepEvent
             * @instance
             */
            StepEvent.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * StepEvent toolMs.
             * @member {number} toolMs
             * @memberof rackberry.v1.StepEvent
             * @instance
             */
            StepEvent.prototype.toolMs = 0;

            /**
             * Creates a new StepEvent instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.StepEvent
             * @static
             * @param {rackberry.v1.StepEvent.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.StepEvent} StepEvent instance
             * @type {{
             *   (properties: rackberry.v1.StepEvent.$Shape): rackberry.v1.StepEvent & rackberry.v1.StepEvent.$Shape;
             *   (properties?: rackberry.v1.StepEvent.$Properties): rackberry.v1.StepEvent;
             * }}
             */
            StepEvent.create = function(properties) {
                return new StepEvent(properties);
            };

            /**
             * Encodes the specified StepEvent message. Does not implicitly {@link rackberry.v1.StepEvent.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.StepEvent
             * @static
             * @param {rackberry.v1.StepEvent.$Properties} m StepEvent message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StepEvent.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.step != null && $Object.hasOwnProperty.call(m, "step") && m.step !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.step);
                if (m.outcome != null && $Object.hasOwnProperty.call(m, "outcome") && m.outcome !== 0)
                    w.uint32(/* id 2, wireType 0 =*/16).int32(m.outcome);
                if (m.durationMs != null && $Object.hasOwnProperty.call(m, "durationMs") && m.durationMs !== 0)
                    w.uint32(/* id 3, wireType 0 =*/24).uint32(m.durationMs);
                if (m.sentence != null && $Object.hasOwnProperty.call(m, "sentence") && m.sentence !== "")
                    w.uint32(/* id 4, wireType 2 =*/34).string(m.sentence);
                if (m.atMs != null && $Object.hasOwnProperty.call(m, "atMs") && (typeof m.atMs === "object" ? m.atMs.low || m.atMs.high : m.atMs !== 0))
                    w.uint32(/* id 5, wireType 0 =*/40).int64(m.atMs);
                if (m.toolMs != null && $Object.hasOwnProperty.call(m, "toolMs") && m.toolMs !== 0)
                    w.uint32(/* id 6, wireType 0 =*/48).uint32(m.toolMs);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a StepEvent message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.StepEvent
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.StepEvent & rackberry.v1.StepEvent.$Shape} StepEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StepEvent.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.StepEvent();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.step = v;
                            else
                                delete m.step;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (v = r.int32())
                                m.outcome = v;
                            else
                                delete m.outcome;
                            continue;
                        }
                    case 3: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.durationMs = v;
                            else
                                delete m.durationMs;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.sentence = v;
                            else
                                delete m.sentence;
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (typeof (v = r.int64()) === "object" ? v.low || v.high : v !== 0)
                                m.atMs = v;
                            else
                                delete m.atMs;
                            continue;
                        }
                    case 6: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.toolMs = v;
                            else
                                delete m.toolMs;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for StepEvent
             * @function getTypeUrl
             * @memberof rackberry.v1.StepEvent
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            StepEvent.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.StepEvent";
            };

            return StepEvent;
        })();

        /**
         * StepOutcome enum.
         * @name rackberry.v1.StepOutcome
         * @enum {number}
         * @property {number} OUTCOME_UNSPECIFIED=0 OUTCOME_UNSPECIFIED value
         * @property {number} OK=1 OK value
         * @property {number} CHANGED=2 CHANGED value
         * @property {number} WOULD_CHANGE=3 WOULD_CHANGE value
         * @property {number} FAILED=4 FAILED value
         * @property {number} STARTED=5 STARTED value
         */
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

            /**
             * Properties of an OperationResult.
             * @typedef {Object} rackberry.v1.OperationResult.$Properties
             * @property {string|null} [operationId] OperationResult operationId
             * @property {rackberry.v1.Finished.$Properties|null} [finished] OperationResult finished
             * @property {rackberry.v1.Rebooting.$Properties|null} [rebooting] OperationResult rebooting
             * @property {rackberry.v1.Failure.$Properties|null} [failure] OperationResult failure
             * @property {number|null} [changed] OperationResult changed
             * @property {Array.<rackberry.v1.StepEvent.$Properties>|null} [steps] OperationResult steps
             * @property {"finished"|"rebooting"|"failure"} [outcome] OperationResult outcome
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OperationResult.
             * @memberof rackberry.v1
             * @interface IOperationResult
             * @augments rackberry.v1.OperationResult.$Properties
             * @deprecated Use rackberry.v1.OperationResult.$Properties instead.
             */

            /**
             * Narrowed shape of an OperationResult.
             * @typedef {{
             *   operationId?: string|null;
             *   finished?: rackberry.v1.Finished.$Shape|null;
             *   rebooting?: rackberry.v1.Rebooting.$Shape|null;
             *   failure?: rackberry.v1.Failure.$Shape|null;
             *   changed?: number|null;
             *   steps?: Array.<rackberry.v1.StepEvent.$Shape>|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ outcome?: undefined; finished?: null; rebooting?: null; failure?: null }|{ outcome?: "finished"; finished: rackberry.v1.Finished.$Shape; rebooting?: null; failure?: null }|{ outcome?: "rebooting"; finished?: null; rebooting: rackberry.v1.Rebooting.$Shape; failure?: null }|{ outcome?: "failure"; finished?: null; rebooting?: null; failure: rackberry.v1.Failure.$Shape })
             * )} rackberry.v1.OperationResult.$Shape
             */

            /**
             * Constructs a new OperationResult.
             * @memberof rackberry.v1
             * @classdesc Represents an OperationResult.
             * @constructor
             * @param {rackberry.v1.OperationResult.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OperationResult = function (p) {
                this.steps = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * OperationResult operationId.
             * @member {string} operationId
             * @memberof rackberry.v1.OperationResult
             * @instance
             */
            OperationResult.prototype.operationId = "";

            /**
             * OperationResult finished.
             * @member {rackberry.v1.Finished.$Properties|null|undefined} finished
             * @memberof rackberry.v1.OperationResult
             * @instance
             */
            OperationResult.prototype.finished = null;

            /**
             * OperationResult rebooting.
             * @member {rackberry.v1.Rebooting.$Properties|null|undefined} rebooting
             * @memberof rackberry.v1.OperationResult
             * @instance
             */
            OperationResult.prototype.rebooting = null;

            /**
             * OperationResult failure.
             * @member {rackberry.v1.Failure.$Properties|null|undefined} failure
             * @memberof rackberry.v1.OperationResult
             * @instance
             */
            OperationResult.prototype.failure = null;

            /**
             * OperationResult changed.
             * @member {number} changed
             * @memberof rackberry.v1.OperationResult
             * @instance
             */
            OperationResult.prototype.changed = 0;

            /**
             * OperationResult steps.
             * @member {Array.<rackberry.v1.StepEvent.$Properties>} steps
             * @memberof rackberry.v1.OperationResult
             * @instance
             */
            OperationResult.prototype.steps = $util.emptyArray;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * OperationResult outcome.
             * @member {"finished"|"rebooting"|"failure"|undefined} outcome
             * @memberof rackberry.v1.OperationResult
             * @instance
             */
            $Object.defineProperty(OperationResult.prototype, "outcome", {
                get: $util.oneOfGetter($oneOfFields = ["finished", "rebooting", "failure"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new OperationResult instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.OperationResult
             * @static
             * @param {rackberry.v1.OperationResult.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.OperationResult} OperationResult instance
             * @type {{
             *   (properties: rackberry.v1.OperationResult.$Shape): rackberry.v1.OperationResult & rackberry.v1.OperationResult.$Shape;
             *   (properties?: rackberry.v1.OperationResult.$Properties): rackberry.v1.OperationResult;
             * }}
             */
            OperationResult.create = function(properties) {
                return new OperationResult(properties);
            };

            /**
             * Encodes the specified OperationResult message. Does not implicitly {@link rackberry.v1.OperationResult.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.OperationResult
             * @static
             * @param {rackberry.v1.OperationResult.$Properties} m OperationResult message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OperationResult.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.operationId != null && $Object.hasOwnProperty.call(m, "operationId") && m.operationId !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.operationId);
                if (m.finished != null && $Object.hasOwnProperty.call(m, "finished"))
                    $root.rackberry.v1.Finished.encode(m.finished, w.uint32(/* id 2, wireType 2 =*/18).fork(), q + 1).ldelim();
                if (m.rebooting != null && $Object.hasOwnProperty.call(m, "rebooting"))
                    $root.rackberry.v1.Rebooting.encode(m.rebooting, w.uint32(/* id 3, wireType 2 =*/26).fork(), q + 1).ldelim();
                if (m.failure != null && $Object.hasOwnProperty.call(m, "failure"))
                    $root.rackberry.v1.Failure.encode(m.failure, w.uint32(/* id 4, wireType 2 =*/34).fork(), q + 1).ldelim();
                if (m.changed != null && $Object.hasOwnProperty.call(m, "changed") && m.changed !== 0)
                    w.uint32(/* id 5, wireType 0 =*/40).uint32(m.changed);
                if (m.steps != null && m.steps.length) {
                    for (var i = 0; i < m.steps.length; ++i)
                        $root.rackberry.v1.StepEvent.encode(m.steps[i], w.uint32(/* id 6, wireType 2 =*/50).fork(), q + 1).ldelim();
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes an OperationResult message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.OperationResult
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.OperationResult & rackberry.v1.OperationResult.$Shape} OperationResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OperationResult.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.OperationResult();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.operationId = v;
                            else
                                delete m.operationId;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            m.finished = $root.rackberry.v1.Finished.decode(r, r.size(), $undefined, q + 1, m.finished);
                            m.outcome = "finished";
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            m.rebooting = $root.rackberry.v1.Rebooting.decode(r, r.size(), $undefined, q + 1, m.rebooting);
                            m.outcome = "rebooting";
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            m.failure = $root.rackberry.v1.Failure.decode(r, r.size(), $undefined, q + 1, m.failure);
                            m.outcome = "failure";
                            continue;
                        }
                    case 5: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.changed = v;
                            else
                                delete m.changed;
                            continue;
                        }
                    case 6: {
                            if (u !== 2)
                                break;
                            if (!(m.steps && m.steps.length))
                                m.steps = [];
                            m.steps.push($root.rackberry.v1.StepEvent.decode(r, r.size(), $undefined, q + 1));
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for OperationResult
             * @function getTypeUrl
             * @memberof rackberry.v1.OperationResult
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            OperationResult.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.OperationResult";
            };

            return OperationResult;
        })();

        v1.Finished = (function() {

            /**
             * Properties of a Finished.
             * @typedef {Object} rackberry.v1.Finished.$Properties
             * @property {rackberry.v1.ClusterAccess.$Properties|null} [access] Finished access
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Finished.
             * @memberof rackberry.v1
             * @interface IFinished
             * @augments rackberry.v1.Finished.$Properties
             * @deprecated Use rackberry.v1.Finished.$Properties instead.
             */

            /**
             * Shape of a Finished.
             * @typedef {rackberry.v1.Finished.$Properties} rackberry.v1.Finished.$Shape
             */

            /**
             * Constructs a new Finished.
             * @memberof rackberry.v1
             * @classdesc Represents a Finished.
             * @constructor
             * @param {rackberry.v1.Finished.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Finished = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Finished access.
             * @member {rackberry.v1.ClusterAccess.$Properties|null|undefined} access
             * @memberof rackberry.v1.Finished
             * @instance
             */
            Finished.prototype.access = null;

            /**
             * Creates a new Finished instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Finished
             * @static
             * @param {rackberry.v1.Finished.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Finished} Finished instance
             * @type {{
             *   (properties: rackberry.v1.Finished.$Shape): rackberry.v1.Finished & rackberry.v1.Finished.$Shape;
             *   (properties?: rackberry.v1.Finished.$Properties): rackberry.v1.Finished;
             * }}
             */
            Finished.create = function(properties) {
                return new Finished(properties);
            };

            /**
             * Encodes the specified Finished message. Does not implicitly {@link rackberry.v1.Finished.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Finished
             * @static
             * @param {rackberry.v1.Finished.$Properties} m Finished message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Finished.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.access != null && $Object.hasOwnProperty.call(m, "access"))
                    $root.rackberry.v1.ClusterAccess.encode(m.access, w.uint32(/* id 1, wireType 2 =*/10).fork(), q + 1).ldelim();
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Finished message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Finished
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Finished & rackberry.v1.Finished.$Shape} Finished
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Finished.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Finished();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            m.access = $root.rackberry.v1.ClusterAccess.decode(r, r.size(), $undefined, q + 1, m.access);
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Finished
             * @function getTypeUrl
             * @memberof rackberry.v1.Finished
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Finished.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Finished";
            };

            return Finished;
        })();

        v1.ClusterAccess = (function() {

            /**
             * Properties of a ClusterAccess.
             * @typedef {Object} rackberry.v1.ClusterAccess.$Properties
             * @property {string|null} [caCertificate] ClusterAccess caCertificate
             * @property {string|null} [caHash] ClusterAccess caHash
             * @property {string|null} [token] ClusterAccess token
             * @property {string|null} [server] ClusterAccess server
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClusterAccess.
             * @memberof rackberry.v1
             * @interface IClusterAccess
             * @augments rackberry.v1.ClusterAccess.$Properties
             * @deprecated Use rackberry.v1.ClusterAccess.$Properties instead.
             */

            /**
             * Shape of a ClusterAccess.
             * @typedef {rackberry.v1.ClusterAccess.$Properties} rackberry.v1.ClusterAccess.$Shape
             */

            /**
             * Constructs a new ClusterAccess.
             * @memberof rackberry.v1
             * @classdesc Represents a ClusterAccess.
             * @constructor
             * @param {rackberry.v1.ClusterAccess.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClusterAccess = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * ClusterAccess caCertificate.
             * @member {string} caCertificate
             * @memberof rackberry.v1.ClusterAccess
             * @instance
             */
            ClusterAccess.prototype.caCertificate = "";

            /**
             * ClusterAccess caHash.
             * @member {string} caHash
             * @memberof rackberry.v1.ClusterAccess
             * @instance
             */
            ClusterAccess.prototype.caHash = "";

            /**
             * ClusterAccess token.
             * @member {string} token
             * @memberof rackberry.v1.ClusterAccess
             * @instance
             */
            ClusterAccess.prototype.token = "";

            /**
             * ClusterAccess server.
             * @member {string} server
             * @memberof rackberry.v1.ClusterAccess
             * @instance
             */
            ClusterAccess.prototype.server = "";

            /**
             * Creates a new ClusterAccess instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.ClusterAccess
             * @static
             * @param {rackberry.v1.ClusterAccess.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.ClusterAccess} ClusterAccess instance
             * @type {{
             *   (properties: rackberry.v1.ClusterAccess.$Shape): rackberry.v1.ClusterAccess & rackberry.v1.ClusterAccess.$Shape;
             *   (properties?: rackberry.v1.ClusterAccess.$Properties): rackberry.v1.ClusterAccess;
             * }}
             */
            ClusterAccess.create = function(properties) {
                return new ClusterAccess(properties);
            };

            /**
             * Encodes the specified ClusterAccess message. Does not implicitly {@link rackberry.v1.ClusterAccess.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.ClusterAccess
             * @static
             * @param {rackberry.v1.ClusterAccess.$Properties} m ClusterAccess message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClusterAccess.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.caCertificate != null && $Object.hasOwnProperty.call(m, "caCertificate") && m.caCertificate !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.caCertificate);
                if (m.caHash != null && $Object.hasOwnProperty.call(m, "caHash") && m.caHash !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.caHash);
                if (m.token != null && $Object.hasOwnProperty.call(m, "token") && m.token !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.token);
                if (m.server != null && $Object.hasOwnProperty.call(m, "server") && m.server !== "")
                    w.uint32(/* id 4, wireType 2 =*/34).string(m.server);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a ClusterAccess message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.ClusterAccess
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.ClusterAccess & rackberry.v1.ClusterAccess.$Shape} ClusterAccess
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClusterAccess.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.ClusterAccess();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.caCertificate = v;
                            else
                                delete m.caCertificate;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.caHash = v;
                            else
                                delete m.caHash;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.token = v;
                            else
                                delete m.token;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.server = v;
                            else
                                delete m.server;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for ClusterAccess
             * @function getTypeUrl
             * @memberof rackberry.v1.ClusterAccess
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ClusterAccess.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.ClusterAccess";
            };

            return ClusterAccess;
        })();

        v1.Rebooting = (function() {

            /**
             * Properties of a Rebooting.
             * @typedef {Object} rackberry.v1.Rebooting.$Properties
             * @property {string|null} [reason] Rebooting reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Rebooting.
             * @memberof rackberry.v1
             * @interface IRebooting
             * @augments rackberry.v1.Rebooting.$Properties
             * @deprecated Use rackberry.v1.Rebooting.$Properties instead.
             */

            /**
             * Shape of a Rebooting.
             * @typedef {rackberry.v1.Rebooting.$Properties} rackberry.v1.Rebooting.$Shape
             */

            /**
             * Constructs a new Rebooting.
             * @memberof rackberry.v1
             * @classdesc Represents a Rebooting.
             * @constructor
             * @param {rackberry.v1.Rebooting.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Rebooting = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Rebooting reason.
             * @member {string} reason
             * @memberof rackberry.v1.Rebooting
             * @instance
             */
            Rebooting.prototype.reason = "";

            /**
             * Creates a new Rebooting instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Rebooting
             * @static
             * @param {rackberry.v1.Rebooting.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Rebooting} Rebooting instance
             * @type {{
             *   (properties: rackberry.v1.Rebooting.$Shape): rackberry.v1.Rebooting & rackberry.v1.Rebooting.$Shape;
             *   (properties?: rackberry.v1.Rebooting.$Properties): rackberry.v1.Rebooting;
             * }}
             */
            Rebooting.create = function(properties) {
                return new Rebooting(properties);
            };

            /**
             * Encodes the specified Rebooting message. Does not implicitly {@link rackberry.v1.Rebooting.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Rebooting
             * @static
             * @param {rackberry.v1.Rebooting.$Properties} m Rebooting message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Rebooting.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.reason != null && $Object.hasOwnProperty.call(m, "reason") && m.reason !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.reason);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Rebooting message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Rebooting
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Rebooting & rackberry.v1.Rebooting.$Shape} Rebooting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Rebooting.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Rebooting();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.reason = v;
                            else
                                delete m.reason;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Rebooting
             * @function getTypeUrl
             * @memberof rackberry.v1.Rebooting
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Rebooting.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Rebooting";
            };

            return Rebooting;
        })();

        v1.FollowLog = (function() {

            /**
             * Properties of a FollowLog.
             * @typedef {Object} rackberry.v1.FollowLog.$Properties
             * @property {boolean|null} [follow] FollowLog follow
             * @property {number|null} [lines] FollowLog lines
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FollowLog.
             * @memberof rackberry.v1
             * @interface IFollowLog
             * @augments rackberry.v1.FollowLog.$Properties
             * @deprecated Use rackberry.v1.FollowLog.$Properties instead.
             */

            /**
             * Shape of a FollowLog.
             * @typedef {rackberry.v1.FollowLog.$Properties} rackberry.v1.FollowLog.$Shape
             */

            /**
             * Constructs a new FollowLog.
             * @memberof rackberry.v1
             * @classdesc Represents a FollowLog.
             * @constructor
             * @param {rackberry.v1.FollowLog.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FollowLog = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * FollowLog follow.
             * @member {boolean} follow
             * @memberof rackberry.v1.FollowLog
             * @instance
             */
            FollowLog.prototype.follow = false;

            /**
             * FollowLog lines.
             * @member {number} lines
             * @memberof rackberry.v1.FollowLog
             * @instance
             */
            FollowLog.prototype.lines = 0;

            /**
             * Creates a new FollowLog instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.FollowLog
             * @static
             * @param {rackberry.v1.FollowLog.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.FollowLog} FollowLog instance
             * @type {{
             *   (properties: rackberry.v1.FollowLog.$Shape): rackberry.v1.FollowLog & rackberry.v1.FollowLog.$Shape;
             *   (properties?: rackberry.v1.FollowLog.$Properties): rackberry.v1.FollowLog;
             * }}
             */
            FollowLog.create = function(properties) {
                return new FollowLog(properties);
            };

            /**
             * Encodes the specified FollowLog message. Does not implicitly {@link rackberry.v1.FollowLog.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.FollowLog
             * @static
             * @param {rackberry.v1.FollowLog.$Properties} m FollowLog message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FollowLog.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.follow != null && $Object.hasOwnProperty.call(m, "follow") && m.follow !== false)
                    w.uint32(/* id 1, wireType 0 =*/8).bool(m.follow);
                if (m.lines != null && $Object.hasOwnProperty.call(m, "lines") && m.lines !== 0)
                    w.uint32(/* id 2, wireType 0 =*/16).uint32(m.lines);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a FollowLog message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.FollowLog
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.FollowLog & rackberry.v1.FollowLog.$Shape} FollowLog
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FollowLog.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.FollowLog();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.bool())
                                m.follow = v;
                            else
                                delete m.follow;
                            continue;
                        }
                    case 2: {
                            if (u !== 0)
                                break;
                            if (v = r.uint32())
                                m.lines = v;
                            else
                                delete m.lines;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for FollowLog
             * @function getTypeUrl
             * @memberof rackberry.v1.FollowLog
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            FollowLog.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.FollowLog";
            };

            return FollowLog;
        })();

        v1.LogLines = (function() {

            /**
             * Properties of a LogLines.
             * @typedef {Object} rackberry.v1.LogLines.$Properties
             * @property {Array.<string>|null} [lines] LogLines lines
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LogLines.
             * @memberof rackberry.v1
             * @interface ILogLines
             * @augments rackberry.v1.LogLines.$Properties
             * @deprecated Use rackberry.v1.LogLines.$Properties instead.
             */

            /**
             * Shape of a LogLines.
             * @typedef {rackberry.v1.LogLines.$Properties} rackberry.v1.LogLines.$Shape
             */

            /**
             * Constructs a new LogLines.
             * @memberof rackberry.v1
             * @classdesc Represents a LogLines.
             * @constructor
             * @param {rackberry.v1.LogLines.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LogLines = function (p) {
                this.lines = [];
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * LogLines lines.
             * @member {Array.<string>} lines
             * @memberof rackberry.v1.LogLines
             * @instance
             */
            LogLines.prototype.lines = $util.emptyArray;

            /**
             * Creates a new LogLines instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.LogLines
             * @static
             * @param {rackberry.v1.LogLines.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.LogLines} LogLines instance
             * @type {{
             *   (properties: rackberry.v1.LogLines.$Shape): rackberry.v1.LogLines & rackberry.v1.LogLines.$Shape;
             *   (properties?: rackberry.v1.LogLines.$Properties): rackberry.v1.LogLines;
             * }}
             */
            LogLines.create = function(properties) {
                return new LogLines(properties);
            };

            /**
             * Encodes the specified LogLines message. Does not implicitly {@link rackberry.v1.LogLines.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.LogLines
             * @static
             * @param {rackberry.v1.LogLines.$Properties} m LogLines message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LogLines.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.lines != null && m.lines.length) {
                    for (var i = 0; i < m.lines.length; ++i)
                        w.uint32(/* id 1, wireType 2 =*/10).string(m.lines[i]);
                }
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a LogLines message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.LogLines
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.LogLines & rackberry.v1.LogLines.$Shape} LogLines
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LogLines.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.LogLines();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if (!(m.lines && m.lines.length))
                                m.lines = [];
                            m.lines.push(r.stringVerify());
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for LogLines
             * @function getTypeUrl
             * @memberof rackberry.v1.LogLines
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            LogLines.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.LogLines";
            };

            return LogLines;
        })();

        v1.GetKubeconfig = (function() {

            /**
             * Properties of a GetKubeconfig.
             * @typedef {Object} rackberry.v1.GetKubeconfig.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GetKubeconfig.
             * @memberof rackberry.v1
             * @interface IGetKubeconfig
             * @augments rackberry.v1.GetKubeconfig.$Properties
             * @deprecated Use rackberry.v1.GetKubeconfig.$Properties instead.
             */

            /**
             * Shape of a GetKubeconfig.
             * @typedef {rackberry.v1.GetKubeconfig.$Properties} rackberry.v1.GetKubeconfig.$Shape
             */

            /**
             * Constructs a new GetKubeconfig.
             * @memberof rackberry.v1
             * @classdesc Represents a GetKubeconfig.
             * @constructor
             * @param {rackberry.v1.GetKubeconfig.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GetKubeconfig = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Creates a new GetKubeconfig instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.GetKubeconfig
             * @static
             * @param {rackberry.v1.GetKubeconfig.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.GetKubeconfig} GetKubeconfig instance
             * @type {{
             *   (properties: rackberry.v1.GetKubeconfig.$Shape): rackberry.v1.GetKubeconfig & rackberry.v1.GetKubeconfig.$Shape;
             *   (properties?: rackberry.v1.GetKubeconfig.$Properties): rackberry.v1.GetKubeconfig;
             * }}
             */
            GetKubeconfig.create = function(properties) {
                return new GetKubeconfig(properties);
            };

            /**
             * Encodes the specified GetKubeconfig message. Does not implicitly {@link rackberry.v1.GetKubeconfig.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.GetKubeconfig
             * @static
             * @param {rackberry.v1.GetKubeconfig.$Properties} m GetKubeconfig message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GetKubeconfig.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a GetKubeconfig message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.GetKubeconfig
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.GetKubeconfig & rackberry.v1.GetKubeconfig.$Shape} GetKubeconfig
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GetKubeconfig.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.GetKubeconfig();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    r.skipType(t & 7, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for GetKubeconfig
             * @function getTypeUrl
             * @memberof rackberry.v1.GetKubeconfig
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            GetKubeconfig.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.GetKubeconfig";
            };

            return GetKubeconfig;
        })();

        v1.Kubeconfig = (function() {

            /**
             * Properties of a Kubeconfig.
             * @typedef {Object} rackberry.v1.Kubeconfig.$Properties
             * @property {string|null} [content] Kubeconfig content
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Kubeconfig.
             * @memberof rackberry.v1
             * @interface IKubeconfig
             * @augments rackberry.v1.Kubeconfig.$Properties
             * @deprecated Use rackberry.v1.Kubeconfig.$Properties instead.
             */

            /**
             * Shape of a Kubeconfig.
             * @typedef {rackberry.v1.Kubeconfig.$Properties} rackberry.v1.Kubeconfig.$Shape
             */

            /**
             * Constructs a new Kubeconfig.
             * @memberof rackberry.v1
             * @classdesc Represents a Kubeconfig.
             * @constructor
             * @param {rackberry.v1.Kubeconfig.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Kubeconfig = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Kubeconfig content.
             * @member {string} content
             * @memberof rackberry.v1.Kubeconfig
             * @instance
             */
            Kubeconfig.prototype.content = "";

            /**
             * Creates a new Kubeconfig instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Kubeconfig
             * @static
             * @param {rackberry.v1.Kubeconfig.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Kubeconfig} Kubeconfig instance
             * @type {{
             *   (properties: rackberry.v1.Kubeconfig.$Shape): rackberry.v1.Kubeconfig & rackberry.v1.Kubeconfig.$Shape;
             *   (properties?: rackberry.v1.Kubeconfig.$Properties): rackberry.v1.Kubeconfig;
             * }}
             */
            Kubeconfig.create = function(properties) {
                return new Kubeconfig(properties);
            };

            /**
             * Encodes the specified Kubeconfig message. Does not implicitly {@link rackberry.v1.Kubeconfig.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Kubeconfig
             * @static
             * @param {rackberry.v1.Kubeconfig.$Properties} m Kubeconfig message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Kubeconfig.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.content != null && $Object.hasOwnProperty.call(m, "content") && m.content !== "")
                    w.uint32(/* id 1, wireType 2 =*/10).string(m.content);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Kubeconfig message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Kubeconfig
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Kubeconfig & rackberry.v1.Kubeconfig.$Shape} Kubeconfig
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Kubeconfig.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Kubeconfig();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.content = v;
                            else
                                delete m.content;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Kubeconfig
             * @function getTypeUrl
             * @memberof rackberry.v1.Kubeconfig
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Kubeconfig.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Kubeconfig";
            };

            return Kubeconfig;
        })();

        v1.Failure = (function() {

            /**
             * Properties of a Failure.
             * @typedef {Object} rackberry.v1.Failure.$Properties
             * @property {rackberry.v1.FailureCode|null} [code] Failure code
             * @property {string|null} [message] Failure message
             * @property {string|null} [step] Failure step
             * @property {string|null} [detail] Failure detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Failure.
             * @memberof rackberry.v1
             * @interface IFailure
             * @augments rackberry.v1.Failure.$Properties
             * @deprecated Use rackberry.v1.Failure.$Properties instead.
             */

            /**
             * Shape of a Failure.
             * @typedef {rackberry.v1.Failure.$Properties} rackberry.v1.Failure.$Shape
             */

            /**
             * Constructs a new Failure.
             * @memberof rackberry.v1
             * @classdesc Represents a Failure.
             * @constructor
             * @param {rackberry.v1.Failure.$Properties=} [p] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Failure = function (p) {
                if (p)
                    for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
                        if (p[ks[i]] != null && ks[i] !== "__proto__")
                            this[ks[i]] = p[ks[i]];
            };

            /**
             * Failure code.
             * @member {rackberry.v1.FailureCode} code
             * @memberof rackberry.v1.Failure
             * @instance
             */
            Failure.prototype.code = 0;

            /**
             * Failure message.
             * @member {string} message
             * @memberof rackberry.v1.Failure
             * @instance
             */
            Failure.prototype.message = "";

            /**
             * Failure step.
             * @member {string} step
             * @memberof rackberry.v1.Failure
             * @instance
             */
            Failure.prototype.step = "";

            /**
             * Failure detail.
             * @member {string} detail
             * @memberof rackberry.v1.Failure
             * @instance
             */
            Failure.prototype.detail = "";

            /**
             * Creates a new Failure instance using the specified properties.
             * @function create
             * @memberof rackberry.v1.Failure
             * @static
             * @param {rackberry.v1.Failure.$Properties=} [properties] Properties to set
             * @returns {rackberry.v1.Failure} Failure instance
             * @type {{
             *   (properties: rackberry.v1.Failure.$Shape): rackberry.v1.Failure & rackberry.v1.Failure.$Shape;
             *   (properties?: rackberry.v1.Failure.$Properties): rackberry.v1.Failure;
             * }}
             */
            Failure.create = function(properties) {
                return new Failure(properties);
            };

            /**
             * Encodes the specified Failure message. Does not implicitly {@link rackberry.v1.Failure.verify|verify} messages.
             * @function encode
             * @memberof rackberry.v1.Failure
             * @static
             * @param {rackberry.v1.Failure.$Properties} m Failure message or plain object to encode
             * @param {$protobuf.Writer} [w] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Failure.encode = function (m, w, q) {
                if (!w)
                    w = $Writer.create();
                if (q === $undefined)
                    q = 0;
                if (q > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (m.code != null && $Object.hasOwnProperty.call(m, "code") && m.code !== 0)
                    w.uint32(/* id 1, wireType 0 =*/8).int32(m.code);
                if (m.message != null && $Object.hasOwnProperty.call(m, "message") && m.message !== "")
                    w.uint32(/* id 2, wireType 2 =*/18).string(m.message);
                if (m.step != null && $Object.hasOwnProperty.call(m, "step") && m.step !== "")
                    w.uint32(/* id 3, wireType 2 =*/26).string(m.step);
                if (m.detail != null && $Object.hasOwnProperty.call(m, "detail") && m.detail !== "")
                    w.uint32(/* id 4, wireType 2 =*/34).string(m.detail);
                if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
                    for (var i = 0; i < m.$unknowns.length; ++i)
                        w.raw(m.$unknowns[i]);
                return w;
            };

            /**
             * Decodes a Failure message from the specified reader or buffer.
             * @function decode
             * @memberof rackberry.v1.Failure
             * @static
             * @param {$protobuf.Reader|Uint8Array} r Reader or buffer to decode from
             * @param {number} [l] Message length if known beforehand
             * @returns {rackberry.v1.Failure & rackberry.v1.Failure.$Shape} Failure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Failure.decode = function (r, l, z, q, g) {
                if (!(r instanceof $Reader))
                    r = $Reader.create(r);
                if (q === $undefined)
                    q = 0;
                if (q > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                var c, m, v;
                if (l === $undefined)
                    c = r.len;
                else {
                    c = r.pos + l;
                    if (c > r.len)
                        throw $RangeError("index out of range");
                    l = r.len;
                    r.len = c;
                }
                m = g || new $root.rackberry.v1.Failure();
                while (r.pos < c) {
                    var s = r.pos;
                    var t = r.tag();
                    if (t === z) {
                        z = $undefined;
                        break;
                    }
                    var u = t & 7;
                    switch (t >>>= 3) {
                    case 1: {
                            if (u !== 0)
                                break;
                            if (v = r.int32())
                                m.code = v;
                            else
                                delete m.code;
                            continue;
                        }
                    case 2: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.message = v;
                            else
                                delete m.message;
                            continue;
                        }
                    case 3: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.step = v;
                            else
                                delete m.step;
                            continue;
                        }
                    case 4: {
                            if (u !== 2)
                                break;
                            if ((v = r.stringVerify()).length)
                                m.detail = v;
                            else
                                delete m.detail;
                            continue;
                        }
                    }
                    r.skipType(u, q, t);
                    if (!r.discardUnknown) {
                        $util.makeProp(m, "$unknowns", false);
                        (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
                    }
                }
                if (l !== $undefined) {
                    if (r.pos !== c)
                        throw $RangeError("index out of range");
                    r.len = l;
                }
                if (z !== $undefined)
                    throw $Error("missing end group");
                return m;
            };

            /**
             * Gets the type url for Failure
             * @function getTypeUrl
             * @memberof rackberry.v1.Failure
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Failure.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/rackberry.v1.Failure";
            };

            return Failure;
        })();

        /**
         * FailureCode enum.
         * @name rackberry.v1.FailureCode
         * @enum {number}
         * @property {number} INTERNAL=0 INTERNAL value
         * @property {number} UNIMPLEMENTED=1 UNIMPLEMENTED value
         * @property {number} INVALID=2 INVALID value
         * @property {number} UNAUTHENTICATED=3 UNAUTHENTICATED value
         * @property {number} BUSY=4 BUSY value
         * @property {number} COMMAND_FAILED=5 COMMAND_FAILED value
         * @property {number} STEP_INEFFECTIVE=6 STEP_INEFFECTIVE value
         * @property {number} TIMEOUT=7 TIMEOUT value
         * @property {number} UNKNOWN_OPERATION=8 UNKNOWN_OPERATION value
         * @property {number} REFUSED=9 REFUSED value
         * @property {number} CLOCK=10 CLOCK value
         */
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
