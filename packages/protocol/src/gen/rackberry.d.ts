import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace rackberry. */
export namespace rackberry {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of an Envelope.
         * @deprecated Use rackberry.v1.Envelope.$Properties instead.
         */
        interface IEnvelope extends rackberry.v1.Envelope.$Properties {
        }

        /** Represents an Envelope. */
        class Envelope {

            /**
             * Constructs a new Envelope.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Envelope.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Envelope id. */
            id: number;

            /** Envelope greeting. */
            greeting?: (rackberry.v1.Greeting.$Properties|null);

            /** Envelope adopted. */
            adopted?: (rackberry.v1.AdoptReply.$Properties|null);

            /** Envelope facts. */
            facts?: (rackberry.v1.Facts.$Properties|null);

            /** Envelope event. */
            event?: (rackberry.v1.OperationEvent.$Properties|null);

            /** Envelope result. */
            result?: (rackberry.v1.OperationResult.$Properties|null);

            /** Envelope logLines. */
            logLines?: (rackberry.v1.LogLines.$Properties|null);

            /** Envelope blobPart. */
            blobPart?: (rackberry.v1.BlobPart.$Properties|null);

            /** Envelope failure. */
            failure?: (rackberry.v1.Failure.$Properties|null);

            /** Envelope done. */
            done?: (rackberry.v1.Empty.$Properties|null);

            /** Envelope blobState. */
            blobState?: (rackberry.v1.BlobState.$Properties|null);

            /** Envelope versions. */
            versions?: (rackberry.v1.Versions.$Properties|null);

            /** Envelope serviceReport. */
            serviceReport?: (rackberry.v1.ServiceReport.$Properties|null);

            /** Envelope challenge. */
            challenge?: (rackberry.v1.Challenge.$Properties|null);

            /** Envelope adopt. */
            adopt?: (rackberry.v1.Adopt.$Properties|null);

            /** Envelope welcome. */
            welcome?: (rackberry.v1.Welcome.$Properties|null);

            /** Envelope farewell. */
            farewell?: (rackberry.v1.Farewell.$Properties|null);

            /** Envelope getFacts. */
            getFacts?: (rackberry.v1.GetFacts.$Properties|null);

            /** Envelope apply. */
            apply?: (rackberry.v1.Apply.$Properties|null);

            /** Envelope init. */
            init?: (rackberry.v1.Init.$Properties|null);

            /** Envelope join. */
            join?: (rackberry.v1.Join.$Properties|null);

            /** Envelope reset. */
            reset?: (rackberry.v1.Reset.$Properties|null);

            /** Envelope getOperation. */
            getOperation?: (rackberry.v1.GetOperation.$Properties|null);

            /** Envelope followLog. */
            followLog?: (rackberry.v1.FollowLog.$Properties|null);

            /** Envelope getBlob. */
            getBlob?: (rackberry.v1.GetBlob.$Properties|null);

            /** Envelope putBlob. */
            putBlob?: (rackberry.v1.PutBlob.$Properties|null);

            /** Envelope upgrade. */
            upgrade?: (rackberry.v1.Upgrade.$Properties|null);

            /** Envelope mirror. */
            mirror?: (rackberry.v1.Mirror.$Properties|null);

            /** Envelope getVersions. */
            getVersions?: (rackberry.v1.GetVersions.$Properties|null);

            /** Envelope followServices. */
            followServices?: (rackberry.v1.FollowServices.$Properties|null);

            /** Envelope grant. */
            grant?: (rackberry.v1.Grant.$Properties|null);

            /** Envelope cancel. */
            cancel?: (rackberry.v1.Cancel.$Properties|null);

            /** Envelope signed. */
            signed?: (rackberry.v1.Signed.$Properties|null);

            /** Envelope getChallenge. */
            getChallenge?: (rackberry.v1.GetChallenge.$Properties|null);

            /** Envelope body. */
            body?: ("greeting"|"adopted"|"facts"|"event"|"result"|"logLines"|"blobPart"|"failure"|"done"|"blobState"|"versions"|"serviceReport"|"challenge"|"adopt"|"welcome"|"farewell"|"getFacts"|"apply"|"init"|"join"|"reset"|"getOperation"|"followLog"|"getBlob"|"putBlob"|"upgrade"|"mirror"|"getVersions"|"followServices"|"grant"|"cancel"|"signed"|"getChallenge");

            /**
             * Encodes the specified Envelope message. Does not implicitly {@link rackberry.v1.Envelope.verify|verify} messages.
             * @param m Envelope message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Envelope.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Envelope message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Envelope & rackberry.v1.Envelope.$Shape} Envelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Envelope & rackberry.v1.Envelope.$Shape;
        }

        namespace Envelope {

            /** Properties of an Envelope. */
            interface $Properties {

                /** Envelope id */
                id?: (number|null);

                /** Envelope greeting */
                greeting?: (rackberry.v1.Greeting.$Properties|null);

                /** Envelope adopted */
                adopted?: (rackberry.v1.AdoptReply.$Properties|null);

                /** Envelope facts */
                facts?: (rackberry.v1.Facts.$Properties|null);

                /** Envelope event */
                event?: (rackberry.v1.OperationEvent.$Properties|null);

                /** Envelope result */
                result?: (rackberry.v1.OperationResult.$Properties|null);

                /** Envelope logLines */
                logLines?: (rackberry.v1.LogLines.$Properties|null);

                /** Envelope blobPart */
                blobPart?: (rackberry.v1.BlobPart.$Properties|null);

                /** Envelope failure */
                failure?: (rackberry.v1.Failure.$Properties|null);

                /** Envelope done */
                done?: (rackberry.v1.Empty.$Properties|null);

                /** Envelope blobState */
                blobState?: (rackberry.v1.BlobState.$Properties|null);

                /** Envelope versions */
                versions?: (rackberry.v1.Versions.$Properties|null);

                /** Envelope serviceReport */
                serviceReport?: (rackberry.v1.ServiceReport.$Properties|null);

                /** Envelope challenge */
                challenge?: (rackberry.v1.Challenge.$Properties|null);

                /** Envelope adopt */
                adopt?: (rackberry.v1.Adopt.$Properties|null);

                /** Envelope welcome */
                welcome?: (rackberry.v1.Welcome.$Properties|null);

                /** Envelope farewell */
                farewell?: (rackberry.v1.Farewell.$Properties|null);

                /** Envelope getFacts */
                getFacts?: (rackberry.v1.GetFacts.$Properties|null);

                /** Envelope apply */
                apply?: (rackberry.v1.Apply.$Properties|null);

                /** Envelope init */
                init?: (rackberry.v1.Init.$Properties|null);

                /** Envelope join */
                join?: (rackberry.v1.Join.$Properties|null);

                /** Envelope reset */
                reset?: (rackberry.v1.Reset.$Properties|null);

                /** Envelope getOperation */
                getOperation?: (rackberry.v1.GetOperation.$Properties|null);

                /** Envelope followLog */
                followLog?: (rackberry.v1.FollowLog.$Properties|null);

                /** Envelope getBlob */
                getBlob?: (rackberry.v1.GetBlob.$Properties|null);

                /** Envelope putBlob */
                putBlob?: (rackberry.v1.PutBlob.$Properties|null);

                /** Envelope upgrade */
                upgrade?: (rackberry.v1.Upgrade.$Properties|null);

                /** Envelope mirror */
                mirror?: (rackberry.v1.Mirror.$Properties|null);

                /** Envelope getVersions */
                getVersions?: (rackberry.v1.GetVersions.$Properties|null);

                /** Envelope followServices */
                followServices?: (rackberry.v1.FollowServices.$Properties|null);

                /** Envelope grant */
                grant?: (rackberry.v1.Grant.$Properties|null);

                /** Envelope cancel */
                cancel?: (rackberry.v1.Cancel.$Properties|null);

                /** Envelope signed */
                signed?: (rackberry.v1.Signed.$Properties|null);

                /** Envelope getChallenge */
                getChallenge?: (rackberry.v1.GetChallenge.$Properties|null);

                /** Envelope body */
                body?: ("greeting"|"adopted"|"facts"|"event"|"result"|"logLines"|"blobPart"|"failure"|"done"|"blobState"|"versions"|"serviceReport"|"challenge"|"adopt"|"welcome"|"farewell"|"getFacts"|"apply"|"init"|"join"|"reset"|"getOperation"|"followLog"|"getBlob"|"putBlob"|"upgrade"|"mirror"|"getVersions"|"followServices"|"grant"|"cancel"|"signed"|"getChallenge");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an Envelope. */
            type $Shape = {
              id?: number|null;
              greeting?: rackberry.v1.Greeting.$Shape|null;
              adopted?: rackberry.v1.AdoptReply.$Shape|null;
              facts?: rackberry.v1.Facts.$Shape|null;
              event?: rackberry.v1.OperationEvent.$Shape|null;
              result?: rackberry.v1.OperationResult.$Shape|null;
              logLines?: rackberry.v1.LogLines.$Shape|null;
              blobPart?: rackberry.v1.BlobPart.$Shape|null;
              failure?: rackberry.v1.Failure.$Shape|null;
              done?: rackberry.v1.Empty.$Shape|null;
              blobState?: rackberry.v1.BlobState.$Shape|null;
              versions?: rackberry.v1.Versions.$Shape|null;
              serviceReport?: rackberry.v1.ServiceReport.$Shape|null;
              challenge?: rackberry.v1.Challenge.$Shape|null;
              adopt?: rackberry.v1.Adopt.$Shape|null;
              welcome?: rackberry.v1.Welcome.$Shape|null;
              farewell?: rackberry.v1.Farewell.$Shape|null;
              getFacts?: rackberry.v1.GetFacts.$Shape|null;
              apply?: rackberry.v1.Apply.$Shape|null;
              init?: rackberry.v1.Init.$Shape|null;
              join?: rackberry.v1.Join.$Shape|null;
              reset?: rackberry.v1.Reset.$Shape|null;
              getOperation?: rackberry.v1.GetOperation.$Shape|null;
              followLog?: rackberry.v1.FollowLog.$Shape|null;
              getBlob?: rackberry.v1.GetBlob.$Shape|null;
              putBlob?: rackberry.v1.PutBlob.$Shape|null;
              upgrade?: rackberry.v1.Upgrade.$Shape|null;
              mirror?: rackberry.v1.Mirror.$Shape|null;
              getVersions?: rackberry.v1.GetVersions.$Shape|null;
              followServices?: rackberry.v1.FollowServices.$Shape|null;
              grant?: rackberry.v1.Grant.$Shape|null;
              cancel?: rackberry.v1.Cancel.$Shape|null;
              signed?: rackberry.v1.Signed.$Shape|null;
              getChallenge?: rackberry.v1.GetChallenge.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "greeting"; greeting: rackberry.v1.Greeting.$Shape; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "adopted"; greeting?: null; adopted: rackberry.v1.AdoptReply.$Shape; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "facts"; greeting?: null; adopted?: null; facts: rackberry.v1.Facts.$Shape; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "event"; greeting?: null; adopted?: null; facts?: null; event: rackberry.v1.OperationEvent.$Shape; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "result"; greeting?: null; adopted?: null; facts?: null; event?: null; result: rackberry.v1.OperationResult.$Shape; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "logLines"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines: rackberry.v1.LogLines.$Shape; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "blobPart"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart: rackberry.v1.BlobPart.$Shape; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "failure"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure: rackberry.v1.Failure.$Shape; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "done"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done: rackberry.v1.Empty.$Shape; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "blobState"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState: rackberry.v1.BlobState.$Shape; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "versions"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions: rackberry.v1.Versions.$Shape; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "serviceReport"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport: rackberry.v1.ServiceReport.$Shape; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "challenge"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge: rackberry.v1.Challenge.$Shape; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "adopt"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt: rackberry.v1.Adopt.$Shape; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "welcome"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome: rackberry.v1.Welcome.$Shape; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "farewell"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell: rackberry.v1.Farewell.$Shape; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "getFacts"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts: rackberry.v1.GetFacts.$Shape; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "apply"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply: rackberry.v1.Apply.$Shape; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "init"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init: rackberry.v1.Init.$Shape; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "join"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join: rackberry.v1.Join.$Shape; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "reset"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset: rackberry.v1.Reset.$Shape; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "getOperation"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation: rackberry.v1.GetOperation.$Shape; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "followLog"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog: rackberry.v1.FollowLog.$Shape; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "getBlob"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob: rackberry.v1.GetBlob.$Shape; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "putBlob"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob: rackberry.v1.PutBlob.$Shape; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "upgrade"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade: rackberry.v1.Upgrade.$Shape; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "mirror"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror: rackberry.v1.Mirror.$Shape; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "getVersions"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions: rackberry.v1.GetVersions.$Shape; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "followServices"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices: rackberry.v1.FollowServices.$Shape; grant?: null; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "grant"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant: rackberry.v1.Grant.$Shape; cancel?: null; signed?: null; getChallenge?: null }|{ body?: "cancel"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel: rackberry.v1.Cancel.$Shape; signed?: null; getChallenge?: null }|{ body?: "signed"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed: rackberry.v1.Signed.$Shape; getChallenge?: null }|{ body?: "getChallenge"; greeting?: null; adopted?: null; facts?: null; event?: null; result?: null; logLines?: null; blobPart?: null; failure?: null; done?: null; blobState?: null; versions?: null; serviceReport?: null; challenge?: null; adopt?: null; welcome?: null; farewell?: null; getFacts?: null; apply?: null; init?: null; join?: null; reset?: null; getOperation?: null; followLog?: null; getBlob?: null; putBlob?: null; upgrade?: null; mirror?: null; getVersions?: null; followServices?: null; grant?: null; cancel?: null; signed?: null; getChallenge: rackberry.v1.GetChallenge.$Shape })
            );
        }

        /**
         * Properties of an Empty.
         * @deprecated Use rackberry.v1.Empty.$Properties instead.
         */
        interface IEmpty extends rackberry.v1.Empty.$Properties {
        }

        /** Represents an Empty. */
        class Empty {

            /**
             * Constructs a new Empty.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Empty.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified Empty message. Does not implicitly {@link rackberry.v1.Empty.verify|verify} messages.
             * @param m Empty message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Empty.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Empty message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Empty & rackberry.v1.Empty.$Shape} Empty
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Empty & rackberry.v1.Empty.$Shape;
        }

        namespace Empty {

            /** Properties of an Empty. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Empty. */
            type $Shape = rackberry.v1.Empty.$Properties;
        }

        /**
         * Properties of a Cancel.
         * @deprecated Use rackberry.v1.Cancel.$Properties instead.
         */
        interface ICancel extends rackberry.v1.Cancel.$Properties {
        }

        /** Represents a Cancel. */
        class Cancel {

            /**
             * Constructs a new Cancel.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Cancel.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified Cancel message. Does not implicitly {@link rackberry.v1.Cancel.verify|verify} messages.
             * @param m Cancel message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Cancel.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Cancel message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Cancel & rackberry.v1.Cancel.$Shape} Cancel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Cancel & rackberry.v1.Cancel.$Shape;
        }

        namespace Cancel {

            /** Properties of a Cancel. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Cancel. */
            type $Shape = rackberry.v1.Cancel.$Properties;
        }

        /**
         * Properties of a Greeting.
         * @deprecated Use rackberry.v1.Greeting.$Properties instead.
         */
        interface IGreeting extends rackberry.v1.Greeting.$Properties {
        }

        /** Represents a Greeting. */
        class Greeting {

            /**
             * Constructs a new Greeting.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Greeting.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Greeting protocol. */
            protocol: number;

            /** Greeting protocolMinimum. */
            protocolMinimum: number;

            /** Greeting agentVersion. */
            agentVersion: string;

            /** Greeting serial. */
            serial: string;

            /** Greeting model. */
            model: string;

            /** Greeting cardId. */
            cardId: string;

            /** Greeting cardProof. */
            cardProof: Uint8Array;

            /** Greeting adopted. */
            adopted: boolean;

            /** Greeting bootId. */
            bootId: string;

            /** Greeting cardName. */
            cardName: string;

            /** Greeting requests. */
            requests: string[];

            /**
             * Encodes the specified Greeting message. Does not implicitly {@link rackberry.v1.Greeting.verify|verify} messages.
             * @param m Greeting message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Greeting.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Greeting message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Greeting & rackberry.v1.Greeting.$Shape} Greeting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Greeting & rackberry.v1.Greeting.$Shape;
        }

        namespace Greeting {

            /** Properties of a Greeting. */
            interface $Properties {

                /** Greeting protocol */
                protocol?: (number|null);

                /** Greeting protocolMinimum */
                protocolMinimum?: (number|null);

                /** Greeting agentVersion */
                agentVersion?: (string|null);

                /** Greeting serial */
                serial?: (string|null);

                /** Greeting model */
                model?: (string|null);

                /** Greeting cardId */
                cardId?: (string|null);

                /** Greeting cardProof */
                cardProof?: (Uint8Array|null);

                /** Greeting adopted */
                adopted?: (boolean|null);

                /** Greeting bootId */
                bootId?: (string|null);

                /** Greeting cardName */
                cardName?: (string|null);

                /** Greeting requests */
                requests?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Greeting. */
            type $Shape = rackberry.v1.Greeting.$Properties;
        }

        /**
         * Properties of an Adopt.
         * @deprecated Use rackberry.v1.Adopt.$Properties instead.
         */
        interface IAdopt extends rackberry.v1.Adopt.$Properties {
        }

        /** Represents an Adopt. */
        class Adopt {

            /**
             * Constructs a new Adopt.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Adopt.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Adopt cardProof. */
            cardProof: Uint8Array;

            /** Adopt name. */
            name: string;

            /**
             * Encodes the specified Adopt message. Does not implicitly {@link rackberry.v1.Adopt.verify|verify} messages.
             * @param m Adopt message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Adopt.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Adopt message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Adopt & rackberry.v1.Adopt.$Shape} Adopt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Adopt & rackberry.v1.Adopt.$Shape;
        }

        namespace Adopt {

            /** Properties of an Adopt. */
            interface $Properties {

                /** Adopt cardProof */
                cardProof?: (Uint8Array|null);

                /** Adopt name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Adopt. */
            type $Shape = rackberry.v1.Adopt.$Properties;
        }

        /**
         * Properties of an AdoptReply.
         * @deprecated Use rackberry.v1.AdoptReply.$Properties instead.
         */
        interface IAdoptReply extends rackberry.v1.AdoptReply.$Properties {
        }

        /** Represents an AdoptReply. */
        class AdoptReply {

            /**
             * Constructs a new AdoptReply.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.AdoptReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified AdoptReply message. Does not implicitly {@link rackberry.v1.AdoptReply.verify|verify} messages.
             * @param m AdoptReply message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.AdoptReply.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AdoptReply message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.AdoptReply & rackberry.v1.AdoptReply.$Shape} AdoptReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.AdoptReply & rackberry.v1.AdoptReply.$Shape;
        }

        namespace AdoptReply {

            /** Properties of an AdoptReply. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AdoptReply. */
            type $Shape = rackberry.v1.AdoptReply.$Properties;
        }

        /**
         * Properties of a Welcome.
         * @deprecated Use rackberry.v1.Welcome.$Properties instead.
         */
        interface IWelcome extends rackberry.v1.Welcome.$Properties {
        }

        /** Represents a Welcome. */
        class Welcome {

            /**
             * Constructs a new Welcome.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Welcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Welcome name. */
            name: string;

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link rackberry.v1.Welcome.verify|verify} messages.
             * @param m Welcome message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Welcome.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Welcome & rackberry.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Welcome & rackberry.v1.Welcome.$Shape;
        }

        namespace Welcome {

            /** Properties of a Welcome. */
            interface $Properties {

                /** Welcome name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Welcome. */
            type $Shape = rackberry.v1.Welcome.$Properties;
        }

        /**
         * Properties of a Farewell.
         * @deprecated Use rackberry.v1.Farewell.$Properties instead.
         */
        interface IFarewell extends rackberry.v1.Farewell.$Properties {
        }

        /** Represents a Farewell. */
        class Farewell {

            /**
             * Constructs a new Farewell.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Farewell.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Farewell reason. */
            reason: rackberry.v1.FarewellReason;

            /** Farewell detail. */
            detail: string;

            /**
             * Encodes the specified Farewell message. Does not implicitly {@link rackberry.v1.Farewell.verify|verify} messages.
             * @param m Farewell message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Farewell.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Farewell message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Farewell & rackberry.v1.Farewell.$Shape} Farewell
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Farewell & rackberry.v1.Farewell.$Shape;
        }

        namespace Farewell {

            /** Properties of a Farewell. */
            interface $Properties {

                /** Farewell reason */
                reason?: (rackberry.v1.FarewellReason|null);

                /** Farewell detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Farewell. */
            type $Shape = rackberry.v1.Farewell.$Properties;
        }

        /** FarewellReason enum. */
        enum FarewellReason {

            /** FAREWELL_UNSPECIFIED value */
            FAREWELL_UNSPECIFIED = 0,

            /** NO_CARD_SECRET value */
            NO_CARD_SECRET = 1,

            /** WRONG_CARD_SECRET value */
            WRONG_CARD_SECRET = 2,

            /** SPENT_CARD value */
            SPENT_CARD = 3,

            /** IDENTITY_CLAIMED value */
            IDENTITY_CLAIMED = 4,

            /** PENDING value */
            PENDING = 5,

            /** PROTOCOL value */
            PROTOCOL = 6,

            /** NAME_TAKEN value */
            NAME_TAKEN = 8
        }

        /**
         * Properties of a GetFacts.
         * @deprecated Use rackberry.v1.GetFacts.$Properties instead.
         */
        interface IGetFacts extends rackberry.v1.GetFacts.$Properties {
        }

        /** Represents a GetFacts. */
        class GetFacts {

            /**
             * Constructs a new GetFacts.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.GetFacts.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified GetFacts message. Does not implicitly {@link rackberry.v1.GetFacts.verify|verify} messages.
             * @param m GetFacts message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.GetFacts.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetFacts message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.GetFacts & rackberry.v1.GetFacts.$Shape} GetFacts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.GetFacts & rackberry.v1.GetFacts.$Shape;
        }

        namespace GetFacts {

            /** Properties of a GetFacts. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetFacts. */
            type $Shape = rackberry.v1.GetFacts.$Properties;
        }

        /**
         * Properties of a Facts.
         * @deprecated Use rackberry.v1.Facts.$Properties instead.
         */
        interface IFacts extends rackberry.v1.Facts.$Properties {
        }

        /** Represents a Facts. */
        class Facts {

            /**
             * Constructs a new Facts.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Facts.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Facts bootId. */
            bootId: string;

            /** Facts addresses. */
            addresses: string[];

            /** Facts architecture. */
            architecture: string;

            /** Facts memoryBytes. */
            memoryBytes: number;

            /** Facts container. */
            container: string;

            /** Facts cgroupVersion. */
            cgroupVersion: number;

            /** Facts role. */
            role: rackberry.v1.ClusterRole;

            /** Facts cluster. */
            cluster: string;

            /** Facts operationId. */
            operationId: string;

            /** Facts networks. */
            networks: rackberry.v1.HostNetwork.$Properties[];

            /** Facts hardware. */
            hardware?: (rackberry.v1.Hardware.$Properties|null);

            /** Facts software. */
            software?: (rackberry.v1.Software.$Properties|null);

            /**
             * Encodes the specified Facts message. Does not implicitly {@link rackberry.v1.Facts.verify|verify} messages.
             * @param m Facts message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Facts.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Facts message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Facts & rackberry.v1.Facts.$Shape} Facts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Facts & rackberry.v1.Facts.$Shape;
        }

        namespace Facts {

            /** Properties of a Facts. */
            interface $Properties {

                /** Facts bootId */
                bootId?: (string|null);

                /** Facts addresses */
                addresses?: (string[]|null);

                /** Facts architecture */
                architecture?: (string|null);

                /** Facts memoryBytes */
                memoryBytes?: (number|null);

                /** Facts container */
                container?: (string|null);

                /** Facts cgroupVersion */
                cgroupVersion?: (number|null);

                /** Facts role */
                role?: (rackberry.v1.ClusterRole|null);

                /** Facts cluster */
                cluster?: (string|null);

                /** Facts operationId */
                operationId?: (string|null);

                /** Facts networks */
                networks?: (rackberry.v1.HostNetwork.$Properties[]|null);

                /** Facts hardware */
                hardware?: (rackberry.v1.Hardware.$Properties|null);

                /** Facts software */
                software?: (rackberry.v1.Software.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Facts. */
            type $Shape = rackberry.v1.Facts.$Properties;
        }

        /** ClusterRole enum. */
        enum ClusterRole {

            /** NO_ROLE value */
            NO_ROLE = 0,

            /** WORKER value */
            WORKER = 1,

            /** CONTROL_PLANE value */
            CONTROL_PLANE = 2
        }

        /**
         * Properties of a Software.
         * @deprecated Use rackberry.v1.Software.$Properties instead.
         */
        interface ISoftware extends rackberry.v1.Software.$Properties {
        }

        /** Represents a Software. */
        class Software {

            /**
             * Constructs a new Software.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Software.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Software kernel. */
            kernel: string;

            /** Software kubelet. */
            kubelet: string;

            /** Software containerd. */
            containerd: string;

            /**
             * Encodes the specified Software message. Does not implicitly {@link rackberry.v1.Software.verify|verify} messages.
             * @param m Software message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Software.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Software message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Software & rackberry.v1.Software.$Shape} Software
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Software & rackberry.v1.Software.$Shape;
        }

        namespace Software {

            /** Properties of a Software. */
            interface $Properties {

                /** Software kernel */
                kernel?: (string|null);

                /** Software kubelet */
                kubelet?: (string|null);

                /** Software containerd */
                containerd?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Software. */
            type $Shape = rackberry.v1.Software.$Properties;
        }

        /**
         * Properties of a Hardware.
         * @deprecated Use rackberry.v1.Hardware.$Properties instead.
         */
        interface IHardware extends rackberry.v1.Hardware.$Properties {
        }

        /** Represents a Hardware. */
        class Hardware {

            /**
             * Constructs a new Hardware.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Hardware.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hardware processor. */
            processor: string;

            /** Hardware cores. */
            cores: number;

            /** Hardware memoryBytes. */
            memoryBytes: number;

            /** Hardware disks. */
            disks: rackberry.v1.Disk.$Properties[];

            /** Hardware ports. */
            ports: rackberry.v1.Port.$Properties[];

            /**
             * Encodes the specified Hardware message. Does not implicitly {@link rackberry.v1.Hardware.verify|verify} messages.
             * @param m Hardware message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Hardware.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hardware message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Hardware & rackberry.v1.Hardware.$Shape} Hardware
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Hardware & rackberry.v1.Hardware.$Shape;
        }

        namespace Hardware {

            /** Properties of a Hardware. */
            interface $Properties {

                /** Hardware processor */
                processor?: (string|null);

                /** Hardware cores */
                cores?: (number|null);

                /** Hardware memoryBytes */
                memoryBytes?: (number|null);

                /** Hardware disks */
                disks?: (rackberry.v1.Disk.$Properties[]|null);

                /** Hardware ports */
                ports?: (rackberry.v1.Port.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hardware. */
            type $Shape = rackberry.v1.Hardware.$Properties;
        }

        /**
         * Properties of a Disk.
         * @deprecated Use rackberry.v1.Disk.$Properties instead.
         */
        interface IDisk extends rackberry.v1.Disk.$Properties {
        }

        /** Represents a Disk. */
        class Disk {

            /**
             * Constructs a new Disk.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Disk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Disk name. */
            name: string;

            /** Disk kind. */
            kind: string;

            /** Disk bytes. */
            bytes: number;

            /**
             * Encodes the specified Disk message. Does not implicitly {@link rackberry.v1.Disk.verify|verify} messages.
             * @param m Disk message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Disk.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Disk message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Disk & rackberry.v1.Disk.$Shape} Disk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Disk & rackberry.v1.Disk.$Shape;
        }

        namespace Disk {

            /** Properties of a Disk. */
            interface $Properties {

                /** Disk name */
                name?: (string|null);

                /** Disk kind */
                kind?: (string|null);

                /** Disk bytes */
                bytes?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Disk. */
            type $Shape = rackberry.v1.Disk.$Properties;
        }

        /**
         * Properties of a Port.
         * @deprecated Use rackberry.v1.Port.$Properties instead.
         */
        interface IPort extends rackberry.v1.Port.$Properties {
        }

        /** Represents a Port. */
        class Port {

            /**
             * Constructs a new Port.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Port.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Port name. */
            name: string;

            /** Port speed. */
            speed: number;

            /**
             * Encodes the specified Port message. Does not implicitly {@link rackberry.v1.Port.verify|verify} messages.
             * @param m Port message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Port.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Port message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Port & rackberry.v1.Port.$Shape} Port
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Port & rackberry.v1.Port.$Shape;
        }

        namespace Port {

            /** Properties of a Port. */
            interface $Properties {

                /** Port name */
                name?: (string|null);

                /** Port speed */
                speed?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Port. */
            type $Shape = rackberry.v1.Port.$Properties;
        }

        /**
         * Properties of a HostNetwork.
         * @deprecated Use rackberry.v1.HostNetwork.$Properties instead.
         */
        interface IHostNetwork extends rackberry.v1.HostNetwork.$Properties {
        }

        /** Represents a HostNetwork. */
        class HostNetwork {

            /**
             * Constructs a new HostNetwork.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.HostNetwork.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HostNetwork subnet. */
            subnet: string;

            /** HostNetwork what. */
            what: string;

            /**
             * Encodes the specified HostNetwork message. Does not implicitly {@link rackberry.v1.HostNetwork.verify|verify} messages.
             * @param m HostNetwork message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.HostNetwork.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HostNetwork message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.HostNetwork & rackberry.v1.HostNetwork.$Shape} HostNetwork
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.HostNetwork & rackberry.v1.HostNetwork.$Shape;
        }

        namespace HostNetwork {

            /** Properties of a HostNetwork. */
            interface $Properties {

                /** HostNetwork subnet */
                subnet?: (string|null);

                /** HostNetwork what */
                what?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HostNetwork. */
            type $Shape = rackberry.v1.HostNetwork.$Properties;
        }

        /**
         * Properties of a GetVersions.
         * @deprecated Use rackberry.v1.GetVersions.$Properties instead.
         */
        interface IGetVersions extends rackberry.v1.GetVersions.$Properties {
        }

        /** Represents a GetVersions. */
        class GetVersions {

            /**
             * Constructs a new GetVersions.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.GetVersions.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetVersions packages. */
            packages?: (rackberry.v1.PackageSource.$Properties|null);

            /** GetVersions aptProxy. */
            aptProxy: string;

            /** GetVersions minor. */
            minor: string;

            /**
             * Encodes the specified GetVersions message. Does not implicitly {@link rackberry.v1.GetVersions.verify|verify} messages.
             * @param m GetVersions message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.GetVersions.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetVersions message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.GetVersions & rackberry.v1.GetVersions.$Shape} GetVersions
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.GetVersions & rackberry.v1.GetVersions.$Shape;
        }

        namespace GetVersions {

            /** Properties of a GetVersions. */
            interface $Properties {

                /** GetVersions packages */
                packages?: (rackberry.v1.PackageSource.$Properties|null);

                /** GetVersions aptProxy */
                aptProxy?: (string|null);

                /** GetVersions minor */
                minor?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetVersions. */
            type $Shape = rackberry.v1.GetVersions.$Properties;
        }

        /**
         * Properties of a Versions.
         * @deprecated Use rackberry.v1.Versions.$Properties instead.
         */
        interface IVersions extends rackberry.v1.Versions.$Properties {
        }

        /** Represents a Versions. */
        class Versions {

            /**
             * Constructs a new Versions.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Versions.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Versions versions. */
            versions: string[];

            /**
             * Encodes the specified Versions message. Does not implicitly {@link rackberry.v1.Versions.verify|verify} messages.
             * @param m Versions message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Versions.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Versions message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Versions & rackberry.v1.Versions.$Shape} Versions
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Versions & rackberry.v1.Versions.$Shape;
        }

        namespace Versions {

            /** Properties of a Versions. */
            interface $Properties {

                /** Versions versions */
                versions?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Versions. */
            type $Shape = rackberry.v1.Versions.$Properties;
        }

        /**
         * Properties of a FollowServices.
         * @deprecated Use rackberry.v1.FollowServices.$Properties instead.
         */
        interface IFollowServices extends rackberry.v1.FollowServices.$Properties {
        }

        /** Represents a FollowServices. */
        class FollowServices {

            /**
             * Constructs a new FollowServices.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.FollowServices.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FollowServices apiAddress. */
            apiAddress: string;

            /** FollowServices dnsAddress. */
            dnsAddress: string;

            /** FollowServices dnsName. */
            dnsName: string;

            /** FollowServices network. */
            network?: (rackberry.v1.Network.$Properties|null);

            /**
             * Encodes the specified FollowServices message. Does not implicitly {@link rackberry.v1.FollowServices.verify|verify} messages.
             * @param m FollowServices message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.FollowServices.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FollowServices message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.FollowServices & rackberry.v1.FollowServices.$Shape} FollowServices
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.FollowServices & rackberry.v1.FollowServices.$Shape;
        }

        namespace FollowServices {

            /** Properties of a FollowServices. */
            interface $Properties {

                /** FollowServices apiAddress */
                apiAddress?: (string|null);

                /** FollowServices dnsAddress */
                dnsAddress?: (string|null);

                /** FollowServices dnsName */
                dnsName?: (string|null);

                /** FollowServices network */
                network?: (rackberry.v1.Network.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FollowServices. */
            type $Shape = rackberry.v1.FollowServices.$Properties;
        }

        /**
         * Properties of a ServiceReport.
         * @deprecated Use rackberry.v1.ServiceReport.$Properties instead.
         */
        interface IServiceReport extends rackberry.v1.ServiceReport.$Properties {
        }

        /** Represents a ServiceReport. */
        class ServiceReport {

            /**
             * Constructs a new ServiceReport.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.ServiceReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ServiceReport works. */
            works: boolean;

            /** ServiceReport sentence. */
            sentence: string;

            /** ServiceReport culprits. */
            culprits: rackberry.v1.ContainerWords.$Properties[];

            /**
             * Encodes the specified ServiceReport message. Does not implicitly {@link rackberry.v1.ServiceReport.verify|verify} messages.
             * @param m ServiceReport message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.ServiceReport.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ServiceReport message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.ServiceReport & rackberry.v1.ServiceReport.$Shape} ServiceReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.ServiceReport & rackberry.v1.ServiceReport.$Shape;
        }

        namespace ServiceReport {

            /** Properties of a ServiceReport. */
            interface $Properties {

                /** ServiceReport works */
                works?: (boolean|null);

                /** ServiceReport sentence */
                sentence?: (string|null);

                /** ServiceReport culprits */
                culprits?: (rackberry.v1.ContainerWords.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ServiceReport. */
            type $Shape = rackberry.v1.ServiceReport.$Properties;
        }

        /**
         * Properties of a ContainerWords.
         * @deprecated Use rackberry.v1.ContainerWords.$Properties instead.
         */
        interface IContainerWords extends rackberry.v1.ContainerWords.$Properties {
        }

        /** Represents a ContainerWords. */
        class ContainerWords {

            /**
             * Constructs a new ContainerWords.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.ContainerWords.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ContainerWords pod. */
            pod: string;

            /** ContainerWords container. */
            container: string;

            /** ContainerWords line. */
            line: string;

            /**
             * Encodes the specified ContainerWords message. Does not implicitly {@link rackberry.v1.ContainerWords.verify|verify} messages.
             * @param m ContainerWords message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.ContainerWords.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ContainerWords message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.ContainerWords & rackberry.v1.ContainerWords.$Shape} ContainerWords
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.ContainerWords & rackberry.v1.ContainerWords.$Shape;
        }

        namespace ContainerWords {

            /** Properties of a ContainerWords. */
            interface $Properties {

                /** ContainerWords pod */
                pod?: (string|null);

                /** ContainerWords container */
                container?: (string|null);

                /** ContainerWords line */
                line?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ContainerWords. */
            type $Shape = rackberry.v1.ContainerWords.$Properties;
        }

        /**
         * Properties of a NodeSpec.
         * @deprecated Use rackberry.v1.NodeSpec.$Properties instead.
         */
        interface INodeSpec extends rackberry.v1.NodeSpec.$Properties {
        }

        /** Represents a NodeSpec. */
        class NodeSpec {

            /**
             * Constructs a new NodeSpec.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.NodeSpec.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NodeSpec name. */
            name: string;

            /** NodeSpec domain. */
            domain: string;

            /** NodeSpec hosts. */
            hosts: rackberry.v1.HostEntry.$Properties[];

            /** NodeSpec kubernetesVersion. */
            kubernetesVersion: string;

            /** NodeSpec packages. */
            packages?: (rackberry.v1.PackageSource.$Properties|null);

            /** NodeSpec imageRepository. */
            imageRepository: string;

            /** NodeSpec mirrors. */
            mirrors: rackberry.v1.RegistryMirror.$Properties[];

            /** NodeSpec user. */
            user?: (rackberry.v1.User.$Properties|null);

            /** NodeSpec network. */
            network?: (rackberry.v1.Network.$Properties|null);

            /** NodeSpec aptProxy. */
            aptProxy: string;

            /** NodeSpec images. */
            images: string[];

            /** NodeSpec aptProxyFilledMs. */
            aptProxyFilledMs: number;

            /** NodeSpec controlPlane. */
            controlPlane: boolean;

            /**
             * Encodes the specified NodeSpec message. Does not implicitly {@link rackberry.v1.NodeSpec.verify|verify} messages.
             * @param m NodeSpec message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.NodeSpec.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NodeSpec message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.NodeSpec & rackberry.v1.NodeSpec.$Shape} NodeSpec
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.NodeSpec & rackberry.v1.NodeSpec.$Shape;
        }

        namespace NodeSpec {

            /** Properties of a NodeSpec. */
            interface $Properties {

                /** NodeSpec name */
                name?: (string|null);

                /** NodeSpec domain */
                domain?: (string|null);

                /** NodeSpec hosts */
                hosts?: (rackberry.v1.HostEntry.$Properties[]|null);

                /** NodeSpec kubernetesVersion */
                kubernetesVersion?: (string|null);

                /** NodeSpec packages */
                packages?: (rackberry.v1.PackageSource.$Properties|null);

                /** NodeSpec imageRepository */
                imageRepository?: (string|null);

                /** NodeSpec mirrors */
                mirrors?: (rackberry.v1.RegistryMirror.$Properties[]|null);

                /** NodeSpec user */
                user?: (rackberry.v1.User.$Properties|null);

                /** NodeSpec network */
                network?: (rackberry.v1.Network.$Properties|null);

                /** NodeSpec aptProxy */
                aptProxy?: (string|null);

                /** NodeSpec images */
                images?: (string[]|null);

                /** NodeSpec aptProxyFilledMs */
                aptProxyFilledMs?: (number|null);

                /** NodeSpec controlPlane */
                controlPlane?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NodeSpec. */
            type $Shape = rackberry.v1.NodeSpec.$Properties;
        }

        /**
         * Properties of a HostEntry.
         * @deprecated Use rackberry.v1.HostEntry.$Properties instead.
         */
        interface IHostEntry extends rackberry.v1.HostEntry.$Properties {
        }

        /** Represents a HostEntry. */
        class HostEntry {

            /**
             * Constructs a new HostEntry.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.HostEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HostEntry name. */
            name: string;

            /** HostEntry address. */
            address: string;

            /**
             * Encodes the specified HostEntry message. Does not implicitly {@link rackberry.v1.HostEntry.verify|verify} messages.
             * @param m HostEntry message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.HostEntry.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HostEntry message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.HostEntry & rackberry.v1.HostEntry.$Shape} HostEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.HostEntry & rackberry.v1.HostEntry.$Shape;
        }

        namespace HostEntry {

            /** Properties of a HostEntry. */
            interface $Properties {

                /** HostEntry name */
                name?: (string|null);

                /** HostEntry address */
                address?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HostEntry. */
            type $Shape = rackberry.v1.HostEntry.$Properties;
        }

        /**
         * Properties of a PackageSource.
         * @deprecated Use rackberry.v1.PackageSource.$Properties instead.
         */
        interface IPackageSource extends rackberry.v1.PackageSource.$Properties {
        }

        /** Represents a PackageSource. */
        class PackageSource {

            /**
             * Constructs a new PackageSource.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.PackageSource.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PackageSource url. */
            url: string;

            /** PackageSource key. */
            key: string;

            /**
             * Encodes the specified PackageSource message. Does not implicitly {@link rackberry.v1.PackageSource.verify|verify} messages.
             * @param m PackageSource message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.PackageSource.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PackageSource message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.PackageSource & rackberry.v1.PackageSource.$Shape} PackageSource
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.PackageSource & rackberry.v1.PackageSource.$Shape;
        }

        namespace PackageSource {

            /** Properties of a PackageSource. */
            interface $Properties {

                /** PackageSource url */
                url?: (string|null);

                /** PackageSource key */
                key?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PackageSource. */
            type $Shape = rackberry.v1.PackageSource.$Properties;
        }

        /**
         * Properties of a RegistryMirror.
         * @deprecated Use rackberry.v1.RegistryMirror.$Properties instead.
         */
        interface IRegistryMirror extends rackberry.v1.RegistryMirror.$Properties {
        }

        /** Represents a RegistryMirror. */
        class RegistryMirror {

            /**
             * Constructs a new RegistryMirror.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.RegistryMirror.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RegistryMirror registry. */
            registry: string;

            /** RegistryMirror url. */
            url: string;

            /** RegistryMirror certificate. */
            certificate: string;

            /**
             * Encodes the specified RegistryMirror message. Does not implicitly {@link rackberry.v1.RegistryMirror.verify|verify} messages.
             * @param m RegistryMirror message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.RegistryMirror.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RegistryMirror message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.RegistryMirror & rackberry.v1.RegistryMirror.$Shape} RegistryMirror
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.RegistryMirror & rackberry.v1.RegistryMirror.$Shape;
        }

        namespace RegistryMirror {

            /** Properties of a RegistryMirror. */
            interface $Properties {

                /** RegistryMirror registry */
                registry?: (string|null);

                /** RegistryMirror url */
                url?: (string|null);

                /** RegistryMirror certificate */
                certificate?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RegistryMirror. */
            type $Shape = rackberry.v1.RegistryMirror.$Properties;
        }

        /**
         * Properties of a User.
         * @deprecated Use rackberry.v1.User.$Properties instead.
         */
        interface IUser extends rackberry.v1.User.$Properties {
        }

        /** Represents a User. */
        class User {

            /**
             * Constructs a new User.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.User.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** User name. */
            name: string;

            /** User sshKeys. */
            sshKeys: string[];

            /**
             * Encodes the specified User message. Does not implicitly {@link rackberry.v1.User.verify|verify} messages.
             * @param m User message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.User.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a User message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.User & rackberry.v1.User.$Shape} User
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.User & rackberry.v1.User.$Shape;
        }

        namespace User {

            /** Properties of a User. */
            interface $Properties {

                /** User name */
                name?: (string|null);

                /** User sshKeys */
                sshKeys?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a User. */
            type $Shape = rackberry.v1.User.$Properties;
        }

        /**
         * Properties of a Network.
         * @deprecated Use rackberry.v1.Network.$Properties instead.
         */
        interface INetwork extends rackberry.v1.Network.$Properties {
        }

        /** Represents a Network. */
        class Network {

            /**
             * Constructs a new Network.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Network.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Network kind. */
            kind: rackberry.v1.NetworkKind;

            /** Network podSubnet. */
            podSubnet: string;

            /** Network routes. */
            routes: rackberry.v1.PodRoute.$Properties[];

            /** Network nodePodSubnet. */
            nodePodSubnet: string;

            /**
             * Encodes the specified Network message. Does not implicitly {@link rackberry.v1.Network.verify|verify} messages.
             * @param m Network message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Network.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Network message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Network & rackberry.v1.Network.$Shape} Network
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Network & rackberry.v1.Network.$Shape;
        }

        namespace Network {

            /** Properties of a Network. */
            interface $Properties {

                /** Network kind */
                kind?: (rackberry.v1.NetworkKind|null);

                /** Network podSubnet */
                podSubnet?: (string|null);

                /** Network routes */
                routes?: (rackberry.v1.PodRoute.$Properties[]|null);

                /** Network nodePodSubnet */
                nodePodSubnet?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Network. */
            type $Shape = rackberry.v1.Network.$Properties;
        }

        /** NetworkKind enum. */
        enum NetworkKind {

            /** NETWORK_UNSPECIFIED value */
            NETWORK_UNSPECIFIED = 0,

            /** FLANNEL value */
            FLANNEL = 1,

            /** DIRECT value */
            DIRECT = 2
        }

        /**
         * Properties of a PodRoute.
         * @deprecated Use rackberry.v1.PodRoute.$Properties instead.
         */
        interface IPodRoute extends rackberry.v1.PodRoute.$Properties {
        }

        /** Represents a PodRoute. */
        class PodRoute {

            /**
             * Constructs a new PodRoute.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.PodRoute.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PodRoute subnet. */
            subnet: string;

            /** PodRoute address. */
            address: string;

            /**
             * Encodes the specified PodRoute message. Does not implicitly {@link rackberry.v1.PodRoute.verify|verify} messages.
             * @param m PodRoute message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.PodRoute.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PodRoute message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.PodRoute & rackberry.v1.PodRoute.$Shape} PodRoute
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.PodRoute & rackberry.v1.PodRoute.$Shape;
        }

        namespace PodRoute {

            /** Properties of a PodRoute. */
            interface $Properties {

                /** PodRoute subnet */
                subnet?: (string|null);

                /** PodRoute address */
                address?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PodRoute. */
            type $Shape = rackberry.v1.PodRoute.$Properties;
        }

        /**
         * Properties of an Apply.
         * @deprecated Use rackberry.v1.Apply.$Properties instead.
         */
        interface IApply extends rackberry.v1.Apply.$Properties {
        }

        /** Represents an Apply. */
        class Apply {

            /**
             * Constructs a new Apply.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Apply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Apply operationId. */
            operationId: string;

            /** Apply spec. */
            spec?: (rackberry.v1.NodeSpec.$Properties|null);

            /** Apply only. */
            only: string[];

            /** Apply dryRun. */
            dryRun: boolean;

            /** Apply coordinatorClockMs. */
            coordinatorClockMs: number;

            /** Apply skip. */
            skip: string[];

            /**
             * Encodes the specified Apply message. Does not implicitly {@link rackberry.v1.Apply.verify|verify} messages.
             * @param m Apply message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Apply.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Apply message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Apply & rackberry.v1.Apply.$Shape} Apply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Apply & rackberry.v1.Apply.$Shape;
        }

        namespace Apply {

            /** Properties of an Apply. */
            interface $Properties {

                /** Apply operationId */
                operationId?: (string|null);

                /** Apply spec */
                spec?: (rackberry.v1.NodeSpec.$Properties|null);

                /** Apply only */
                only?: (string[]|null);

                /** Apply dryRun */
                dryRun?: (boolean|null);

                /** Apply coordinatorClockMs */
                coordinatorClockMs?: (number|null);

                /** Apply skip */
                skip?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Apply. */
            type $Shape = rackberry.v1.Apply.$Properties;
        }

        /**
         * Properties of an Init.
         * @deprecated Use rackberry.v1.Init.$Properties instead.
         */
        interface IInit extends rackberry.v1.Init.$Properties {
        }

        /** Represents an Init. */
        class Init {

            /**
             * Constructs a new Init.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Init.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Init operationId. */
            operationId: string;

            /** Init spec. */
            spec?: (rackberry.v1.NodeSpec.$Properties|null);

            /** Init kubeadmConfig. */
            kubeadmConfig: string;

            /** Init skipPhases. */
            skipPhases: string[];

            /** Init ignorePreflight. */
            ignorePreflight: string[];

            /** Init coordinatorClockMs. */
            coordinatorClockMs: number;

            /**
             * Encodes the specified Init message. Does not implicitly {@link rackberry.v1.Init.verify|verify} messages.
             * @param m Init message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Init.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Init message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Init & rackberry.v1.Init.$Shape} Init
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Init & rackberry.v1.Init.$Shape;
        }

        namespace Init {

            /** Properties of an Init. */
            interface $Properties {

                /** Init operationId */
                operationId?: (string|null);

                /** Init spec */
                spec?: (rackberry.v1.NodeSpec.$Properties|null);

                /** Init kubeadmConfig */
                kubeadmConfig?: (string|null);

                /** Init skipPhases */
                skipPhases?: (string[]|null);

                /** Init ignorePreflight */
                ignorePreflight?: (string[]|null);

                /** Init coordinatorClockMs */
                coordinatorClockMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Init. */
            type $Shape = rackberry.v1.Init.$Properties;
        }

        /**
         * Properties of a Grant.
         * @deprecated Use rackberry.v1.Grant.$Properties instead.
         */
        interface IGrant extends rackberry.v1.Grant.$Properties {
        }

        /** Represents a Grant. */
        class Grant {

            /**
             * Constructs a new Grant.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Grant.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Grant operationId. */
            operationId: string;

            /** Grant manifests. */
            manifests: string[];

            /**
             * Encodes the specified Grant message. Does not implicitly {@link rackberry.v1.Grant.verify|verify} messages.
             * @param m Grant message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Grant.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Grant message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Grant & rackberry.v1.Grant.$Shape} Grant
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Grant & rackberry.v1.Grant.$Shape;
        }

        namespace Grant {

            /** Properties of a Grant. */
            interface $Properties {

                /** Grant operationId */
                operationId?: (string|null);

                /** Grant manifests */
                manifests?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Grant. */
            type $Shape = rackberry.v1.Grant.$Properties;
        }

        /**
         * Properties of a Join.
         * @deprecated Use rackberry.v1.Join.$Properties instead.
         */
        interface IJoin extends rackberry.v1.Join.$Properties {
        }

        /** Represents a Join. */
        class Join {

            /**
             * Constructs a new Join.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Join.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Join operationId. */
            operationId: string;

            /** Join spec. */
            spec?: (rackberry.v1.NodeSpec.$Properties|null);

            /** Join kubeadmConfig. */
            kubeadmConfig: string;

            /** Join ignorePreflight. */
            ignorePreflight: string[];

            /** Join coordinatorClockMs. */
            coordinatorClockMs: number;

            /** Join discovery. */
            discovery: string;

            /**
             * Encodes the specified Join message. Does not implicitly {@link rackberry.v1.Join.verify|verify} messages.
             * @param m Join message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Join.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Join message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Join & rackberry.v1.Join.$Shape} Join
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Join & rackberry.v1.Join.$Shape;
        }

        namespace Join {

            /** Properties of a Join. */
            interface $Properties {

                /** Join operationId */
                operationId?: (string|null);

                /** Join spec */
                spec?: (rackberry.v1.NodeSpec.$Properties|null);

                /** Join kubeadmConfig */
                kubeadmConfig?: (string|null);

                /** Join ignorePreflight */
                ignorePreflight?: (string[]|null);

                /** Join coordinatorClockMs */
                coordinatorClockMs?: (number|null);

                /** Join discovery */
                discovery?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Join. */
            type $Shape = rackberry.v1.Join.$Properties;
        }

        /**
         * Properties of a Reset.
         * @deprecated Use rackberry.v1.Reset.$Properties instead.
         */
        interface IReset extends rackberry.v1.Reset.$Properties {
        }

        /** Represents a Reset. */
        class Reset {

            /**
             * Constructs a new Reset.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Reset.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Reset operationId. */
            operationId: string;

            /** Reset ignorePreflight. */
            ignorePreflight: string[];

            /**
             * Encodes the specified Reset message. Does not implicitly {@link rackberry.v1.Reset.verify|verify} messages.
             * @param m Reset message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Reset.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Reset message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Reset & rackberry.v1.Reset.$Shape} Reset
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Reset & rackberry.v1.Reset.$Shape;
        }

        namespace Reset {

            /** Properties of a Reset. */
            interface $Properties {

                /** Reset operationId */
                operationId?: (string|null);

                /** Reset ignorePreflight */
                ignorePreflight?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Reset. */
            type $Shape = rackberry.v1.Reset.$Properties;
        }

        /**
         * Properties of a Mirror.
         * @deprecated Use rackberry.v1.Mirror.$Properties instead.
         */
        interface IMirror extends rackberry.v1.Mirror.$Properties {
        }

        /** Represents a Mirror. */
        class Mirror {

            /**
             * Constructs a new Mirror.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Mirror.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Mirror operationId. */
            operationId: string;

            /** Mirror spec. */
            spec?: (rackberry.v1.NodeSpec.$Properties|null);

            /** Mirror images. */
            images: string[];

            /** Mirror generation. */
            generation: string;

            /** Mirror off. */
            off: boolean;

            /** Mirror dryRun. */
            dryRun: boolean;

            /** Mirror coordinatorClockMs. */
            coordinatorClockMs: number;

            /**
             * Encodes the specified Mirror message. Does not implicitly {@link rackberry.v1.Mirror.verify|verify} messages.
             * @param m Mirror message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Mirror.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Mirror message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Mirror & rackberry.v1.Mirror.$Shape} Mirror
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Mirror & rackberry.v1.Mirror.$Shape;
        }

        namespace Mirror {

            /** Properties of a Mirror. */
            interface $Properties {

                /** Mirror operationId */
                operationId?: (string|null);

                /** Mirror spec */
                spec?: (rackberry.v1.NodeSpec.$Properties|null);

                /** Mirror images */
                images?: (string[]|null);

                /** Mirror generation */
                generation?: (string|null);

                /** Mirror off */
                off?: (boolean|null);

                /** Mirror dryRun */
                dryRun?: (boolean|null);

                /** Mirror coordinatorClockMs */
                coordinatorClockMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Mirror. */
            type $Shape = rackberry.v1.Mirror.$Properties;
        }

        /**
         * Properties of a Blob.
         * @deprecated Use rackberry.v1.Blob.$Properties instead.
         */
        interface IBlob extends rackberry.v1.Blob.$Properties {
        }

        /** Represents a Blob. */
        class Blob {

            /**
             * Constructs a new Blob.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Blob.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Blob kind. */
            kind: string;

            /** Blob size. */
            size: number;

            /** Blob sha256. */
            sha256: string;

            /**
             * Encodes the specified Blob message. Does not implicitly {@link rackberry.v1.Blob.verify|verify} messages.
             * @param m Blob message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Blob.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Blob message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Blob & rackberry.v1.Blob.$Shape} Blob
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Blob & rackberry.v1.Blob.$Shape;
        }

        namespace Blob {

            /** Properties of a Blob. */
            interface $Properties {

                /** Blob kind */
                kind?: (string|null);

                /** Blob size */
                size?: (number|null);

                /** Blob sha256 */
                sha256?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Blob. */
            type $Shape = rackberry.v1.Blob.$Properties;
        }

        /**
         * Properties of a PutBlob.
         * @deprecated Use rackberry.v1.PutBlob.$Properties instead.
         */
        interface IPutBlob extends rackberry.v1.PutBlob.$Properties {
        }

        /** Represents a PutBlob. */
        class PutBlob {

            /**
             * Constructs a new PutBlob.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.PutBlob.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PutBlob blob. */
            blob?: (rackberry.v1.Blob.$Properties|null);

            /** PutBlob offset. */
            offset: number;

            /** PutBlob data. */
            data: Uint8Array;

            /** PutBlob package. */
            package?: (rackberry.v1.SignedPackage.$Properties|null);

            /**
             * Encodes the specified PutBlob message. Does not implicitly {@link rackberry.v1.PutBlob.verify|verify} messages.
             * @param m PutBlob message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.PutBlob.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PutBlob message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.PutBlob & rackberry.v1.PutBlob.$Shape} PutBlob
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.PutBlob & rackberry.v1.PutBlob.$Shape;
        }

        namespace PutBlob {

            /** Properties of a PutBlob. */
            interface $Properties {

                /** PutBlob blob */
                blob?: (rackberry.v1.Blob.$Properties|null);

                /** PutBlob offset */
                offset?: (number|null);

                /** PutBlob data */
                data?: (Uint8Array|null);

                /** PutBlob package */
                "package"?: (rackberry.v1.SignedPackage.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PutBlob. */
            type $Shape = rackberry.v1.PutBlob.$Properties;
        }

        /**
         * Properties of a BlobState.
         * @deprecated Use rackberry.v1.BlobState.$Properties instead.
         */
        interface IBlobState extends rackberry.v1.BlobState.$Properties {
        }

        /** Represents a BlobState. */
        class BlobState {

            /**
             * Constructs a new BlobState.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.BlobState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BlobState received. */
            received: number;

            /**
             * Encodes the specified BlobState message. Does not implicitly {@link rackberry.v1.BlobState.verify|verify} messages.
             * @param m BlobState message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.BlobState.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BlobState message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.BlobState & rackberry.v1.BlobState.$Shape} BlobState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.BlobState & rackberry.v1.BlobState.$Shape;
        }

        namespace BlobState {

            /** Properties of a BlobState. */
            interface $Properties {

                /** BlobState received */
                received?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BlobState. */
            type $Shape = rackberry.v1.BlobState.$Properties;
        }

        /**
         * Properties of a GetBlob.
         * @deprecated Use rackberry.v1.GetBlob.$Properties instead.
         */
        interface IGetBlob extends rackberry.v1.GetBlob.$Properties {
        }

        /** Represents a GetBlob. */
        class GetBlob {

            /**
             * Constructs a new GetBlob.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.GetBlob.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetBlob kind. */
            kind: string;

            /** GetBlob offset. */
            offset: number;

            /**
             * Encodes the specified GetBlob message. Does not implicitly {@link rackberry.v1.GetBlob.verify|verify} messages.
             * @param m GetBlob message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.GetBlob.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetBlob message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.GetBlob & rackberry.v1.GetBlob.$Shape} GetBlob
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.GetBlob & rackberry.v1.GetBlob.$Shape;
        }

        namespace GetBlob {

            /** Properties of a GetBlob. */
            interface $Properties {

                /** GetBlob kind */
                kind?: (string|null);

                /** GetBlob offset */
                offset?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetBlob. */
            type $Shape = rackberry.v1.GetBlob.$Properties;
        }

        /**
         * Properties of a BlobPart.
         * @deprecated Use rackberry.v1.BlobPart.$Properties instead.
         */
        interface IBlobPart extends rackberry.v1.BlobPart.$Properties {
        }

        /** Represents a BlobPart. */
        class BlobPart {

            /**
             * Constructs a new BlobPart.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.BlobPart.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BlobPart blob. */
            blob?: (rackberry.v1.Blob.$Properties|null);

            /** BlobPart offset. */
            offset: number;

            /** BlobPart data. */
            data: Uint8Array;

            /**
             * Encodes the specified BlobPart message. Does not implicitly {@link rackberry.v1.BlobPart.verify|verify} messages.
             * @param m BlobPart message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.BlobPart.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BlobPart message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.BlobPart & rackberry.v1.BlobPart.$Shape} BlobPart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.BlobPart & rackberry.v1.BlobPart.$Shape;
        }

        namespace BlobPart {

            /** Properties of a BlobPart. */
            interface $Properties {

                /** BlobPart blob */
                blob?: (rackberry.v1.Blob.$Properties|null);

                /** BlobPart offset */
                offset?: (number|null);

                /** BlobPart data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BlobPart. */
            type $Shape = rackberry.v1.BlobPart.$Properties;
        }

        /**
         * Properties of a SignedPackage.
         * @deprecated Use rackberry.v1.SignedPackage.$Properties instead.
         */
        interface ISignedPackage extends rackberry.v1.SignedPackage.$Properties {
        }

        /** Represents a SignedPackage. */
        class SignedPackage {

            /**
             * Constructs a new SignedPackage.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.SignedPackage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignedPackage version. */
            version: string;

            /** SignedPackage architecture. */
            architecture: string;

            /** SignedPackage size. */
            size: number;

            /** SignedPackage sha256. */
            sha256: string;

            /** SignedPackage downgrade. */
            downgrade?: (rackberry.v1.Downgrade.$Properties|null);

            /** SignedPackage signature. */
            signature: Uint8Array;

            /** SignedPackage publicKey. */
            publicKey: Uint8Array;

            /**
             * Encodes the specified SignedPackage message. Does not implicitly {@link rackberry.v1.SignedPackage.verify|verify} messages.
             * @param m SignedPackage message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.SignedPackage.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignedPackage message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.SignedPackage & rackberry.v1.SignedPackage.$Shape} SignedPackage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.SignedPackage & rackberry.v1.SignedPackage.$Shape;
        }

        namespace SignedPackage {

            /** Properties of a SignedPackage. */
            interface $Properties {

                /** SignedPackage version */
                version?: (string|null);

                /** SignedPackage architecture */
                architecture?: (string|null);

                /** SignedPackage size */
                size?: (number|null);

                /** SignedPackage sha256 */
                sha256?: (string|null);

                /** SignedPackage downgrade */
                downgrade?: (rackberry.v1.Downgrade.$Properties|null);

                /** SignedPackage signature */
                signature?: (Uint8Array|null);

                /** SignedPackage publicKey */
                publicKey?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignedPackage. */
            type $Shape = rackberry.v1.SignedPackage.$Properties;
        }

        /**
         * Properties of a Downgrade.
         * @deprecated Use rackberry.v1.Downgrade.$Properties instead.
         */
        interface IDowngrade extends rackberry.v1.Downgrade.$Properties {
        }

        /** Represents a Downgrade. */
        class Downgrade {

            /**
             * Constructs a new Downgrade.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Downgrade.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Downgrade rollout. */
            rollout: string;

            /** Downgrade from. */
            from: string;

            /**
             * Encodes the specified Downgrade message. Does not implicitly {@link rackberry.v1.Downgrade.verify|verify} messages.
             * @param m Downgrade message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Downgrade.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Downgrade message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Downgrade & rackberry.v1.Downgrade.$Shape} Downgrade
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Downgrade & rackberry.v1.Downgrade.$Shape;
        }

        namespace Downgrade {

            /** Properties of a Downgrade. */
            interface $Properties {

                /** Downgrade rollout */
                rollout?: (string|null);

                /** Downgrade from */
                from?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Downgrade. */
            type $Shape = rackberry.v1.Downgrade.$Properties;
        }

        /**
         * Properties of an Upgrade.
         * @deprecated Use rackberry.v1.Upgrade.$Properties instead.
         */
        interface IUpgrade extends rackberry.v1.Upgrade.$Properties {
        }

        /** Represents an Upgrade. */
        class Upgrade {

            /**
             * Constructs a new Upgrade.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Upgrade.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Upgrade operationId. */
            operationId: string;

            /** Upgrade package. */
            package?: (rackberry.v1.SignedPackage.$Properties|null);

            /**
             * Encodes the specified Upgrade message. Does not implicitly {@link rackberry.v1.Upgrade.verify|verify} messages.
             * @param m Upgrade message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Upgrade.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Upgrade message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Upgrade & rackberry.v1.Upgrade.$Shape} Upgrade
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Upgrade & rackberry.v1.Upgrade.$Shape;
        }

        namespace Upgrade {

            /** Properties of an Upgrade. */
            interface $Properties {

                /** Upgrade operationId */
                operationId?: (string|null);

                /** Upgrade package */
                "package"?: (rackberry.v1.SignedPackage.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Upgrade. */
            type $Shape = rackberry.v1.Upgrade.$Properties;
        }

        /**
         * Properties of a GetOperation.
         * @deprecated Use rackberry.v1.GetOperation.$Properties instead.
         */
        interface IGetOperation extends rackberry.v1.GetOperation.$Properties {
        }

        /** Represents a GetOperation. */
        class GetOperation {

            /**
             * Constructs a new GetOperation.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.GetOperation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetOperation operationId. */
            operationId: string;

            /**
             * Encodes the specified GetOperation message. Does not implicitly {@link rackberry.v1.GetOperation.verify|verify} messages.
             * @param m GetOperation message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.GetOperation.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetOperation message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.GetOperation & rackberry.v1.GetOperation.$Shape} GetOperation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.GetOperation & rackberry.v1.GetOperation.$Shape;
        }

        namespace GetOperation {

            /** Properties of a GetOperation. */
            interface $Properties {

                /** GetOperation operationId */
                operationId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetOperation. */
            type $Shape = rackberry.v1.GetOperation.$Properties;
        }

        /**
         * Properties of an OperationEvent.
         * @deprecated Use rackberry.v1.OperationEvent.$Properties instead.
         */
        interface IOperationEvent extends rackberry.v1.OperationEvent.$Properties {
        }

        /** Represents an OperationEvent. */
        class OperationEvent {

            /**
             * Constructs a new OperationEvent.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.OperationEvent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OperationEvent operationId. */
            operationId: string;

            /** OperationEvent step. */
            step?: (rackberry.v1.StepEvent.$Properties|null);

            /**
             * Encodes the specified OperationEvent message. Does not implicitly {@link rackberry.v1.OperationEvent.verify|verify} messages.
             * @param m OperationEvent message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.OperationEvent.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OperationEvent message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.OperationEvent & rackberry.v1.OperationEvent.$Shape} OperationEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.OperationEvent & rackberry.v1.OperationEvent.$Shape;
        }

        namespace OperationEvent {

            /** Properties of an OperationEvent. */
            interface $Properties {

                /** OperationEvent operationId */
                operationId?: (string|null);

                /** OperationEvent step */
                step?: (rackberry.v1.StepEvent.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OperationEvent. */
            type $Shape = rackberry.v1.OperationEvent.$Properties;
        }

        /**
         * Properties of a StepEvent.
         * @deprecated Use rackberry.v1.StepEvent.$Properties instead.
         */
        interface IStepEvent extends rackberry.v1.StepEvent.$Properties {
        }

        /** Represents a StepEvent. */
        class StepEvent {

            /**
             * Constructs a new StepEvent.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.StepEvent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepEvent step. */
            step: string;

            /** StepEvent outcome. */
            outcome: rackberry.v1.StepOutcome;

            /** StepEvent durationMs. */
            durationMs: number;

            /** StepEvent sentence. */
            sentence: string;

            /** StepEvent atMs. */
            atMs: number;

            /** StepEvent toolMs. */
            toolMs: number;

            /**
             * Encodes the specified StepEvent message. Does not implicitly {@link rackberry.v1.StepEvent.verify|verify} messages.
             * @param m StepEvent message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.StepEvent.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepEvent message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.StepEvent & rackberry.v1.StepEvent.$Shape} StepEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.StepEvent & rackberry.v1.StepEvent.$Shape;
        }

        namespace StepEvent {

            /** Properties of a StepEvent. */
            interface $Properties {

                /** StepEvent step */
                step?: (string|null);

                /** StepEvent outcome */
                outcome?: (rackberry.v1.StepOutcome|null);

                /** StepEvent durationMs */
                durationMs?: (number|null);

                /** StepEvent sentence */
                sentence?: (string|null);

                /** StepEvent atMs */
                atMs?: (number|null);

                /** StepEvent toolMs */
                toolMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepEvent. */
            type $Shape = rackberry.v1.StepEvent.$Properties;
        }

        /** StepOutcome enum. */
        enum StepOutcome {

            /** OUTCOME_UNSPECIFIED value */
            OUTCOME_UNSPECIFIED = 0,

            /** OK value */
            OK = 1,

            /** CHANGED value */
            CHANGED = 2,

            /** WOULD_CHANGE value */
            WOULD_CHANGE = 3,

            /** FAILED value */
            FAILED = 4,

            /** STARTED value */
            STARTED = 5
        }

        /**
         * Properties of an OperationResult.
         * @deprecated Use rackberry.v1.OperationResult.$Properties instead.
         */
        interface IOperationResult extends rackberry.v1.OperationResult.$Properties {
        }

        /** Represents an OperationResult. */
        class OperationResult {

            /**
             * Constructs a new OperationResult.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.OperationResult.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OperationResult operationId. */
            operationId: string;

            /** OperationResult finished. */
            finished?: (rackberry.v1.Finished.$Properties|null);

            /** OperationResult rebooting. */
            rebooting?: (rackberry.v1.Rebooting.$Properties|null);

            /** OperationResult failure. */
            failure?: (rackberry.v1.Failure.$Properties|null);

            /** OperationResult changed. */
            changed: number;

            /** OperationResult steps. */
            steps: rackberry.v1.StepEvent.$Properties[];

            /** OperationResult outcome. */
            outcome?: ("finished"|"rebooting"|"failure");

            /**
             * Encodes the specified OperationResult message. Does not implicitly {@link rackberry.v1.OperationResult.verify|verify} messages.
             * @param m OperationResult message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.OperationResult.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OperationResult message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.OperationResult & rackberry.v1.OperationResult.$Shape} OperationResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.OperationResult & rackberry.v1.OperationResult.$Shape;
        }

        namespace OperationResult {

            /** Properties of an OperationResult. */
            interface $Properties {

                /** OperationResult operationId */
                operationId?: (string|null);

                /** OperationResult finished */
                finished?: (rackberry.v1.Finished.$Properties|null);

                /** OperationResult rebooting */
                rebooting?: (rackberry.v1.Rebooting.$Properties|null);

                /** OperationResult failure */
                failure?: (rackberry.v1.Failure.$Properties|null);

                /** OperationResult changed */
                changed?: (number|null);

                /** OperationResult steps */
                steps?: (rackberry.v1.StepEvent.$Properties[]|null);

                /** OperationResult outcome */
                outcome?: ("finished"|"rebooting"|"failure");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an OperationResult. */
            type $Shape = {
              operationId?: string|null;
              finished?: rackberry.v1.Finished.$Shape|null;
              rebooting?: rackberry.v1.Rebooting.$Shape|null;
              failure?: rackberry.v1.Failure.$Shape|null;
              changed?: number|null;
              steps?: rackberry.v1.StepEvent.$Shape[]|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ outcome?: undefined; finished?: null; rebooting?: null; failure?: null }|{ outcome?: "finished"; finished: rackberry.v1.Finished.$Shape; rebooting?: null; failure?: null }|{ outcome?: "rebooting"; finished?: null; rebooting: rackberry.v1.Rebooting.$Shape; failure?: null }|{ outcome?: "failure"; finished?: null; rebooting?: null; failure: rackberry.v1.Failure.$Shape })
            );
        }

        /**
         * Properties of a Finished.
         * @deprecated Use rackberry.v1.Finished.$Properties instead.
         */
        interface IFinished extends rackberry.v1.Finished.$Properties {
        }

        /** Represents a Finished. */
        class Finished {

            /**
             * Constructs a new Finished.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Finished.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Finished cluster. */
            cluster?: (rackberry.v1.ClusterIdentity.$Properties|null);

            /** Finished mirror. */
            mirror?: (rackberry.v1.MirrorContent.$Properties|null);

            /** Finished token. */
            token: string;

            /**
             * Encodes the specified Finished message. Does not implicitly {@link rackberry.v1.Finished.verify|verify} messages.
             * @param m Finished message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Finished.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Finished message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Finished & rackberry.v1.Finished.$Shape} Finished
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Finished & rackberry.v1.Finished.$Shape;
        }

        namespace Finished {

            /** Properties of a Finished. */
            interface $Properties {

                /** Finished cluster */
                cluster?: (rackberry.v1.ClusterIdentity.$Properties|null);

                /** Finished mirror */
                mirror?: (rackberry.v1.MirrorContent.$Properties|null);

                /** Finished token */
                token?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Finished. */
            type $Shape = rackberry.v1.Finished.$Properties;
        }

        /**
         * Properties of a MirrorContent.
         * @deprecated Use rackberry.v1.MirrorContent.$Properties instead.
         */
        interface IMirrorContent extends rackberry.v1.MirrorContent.$Properties {
        }

        /** Represents a MirrorContent. */
        class MirrorContent {

            /**
             * Constructs a new MirrorContent.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.MirrorContent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MirrorContent packagesKey. */
            packagesKey: string;

            /** MirrorContent certificate. */
            certificate: string;

            /** MirrorContent registries. */
            registries: string[];

            /**
             * Encodes the specified MirrorContent message. Does not implicitly {@link rackberry.v1.MirrorContent.verify|verify} messages.
             * @param m MirrorContent message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.MirrorContent.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MirrorContent message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.MirrorContent & rackberry.v1.MirrorContent.$Shape} MirrorContent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.MirrorContent & rackberry.v1.MirrorContent.$Shape;
        }

        namespace MirrorContent {

            /** Properties of a MirrorContent. */
            interface $Properties {

                /** MirrorContent packagesKey */
                packagesKey?: (string|null);

                /** MirrorContent certificate */
                certificate?: (string|null);

                /** MirrorContent registries */
                registries?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MirrorContent. */
            type $Shape = rackberry.v1.MirrorContent.$Properties;
        }

        /**
         * Properties of a ClusterIdentity.
         * @deprecated Use rackberry.v1.ClusterIdentity.$Properties instead.
         */
        interface IClusterIdentity extends rackberry.v1.ClusterIdentity.$Properties {
        }

        /** Represents a ClusterIdentity. */
        class ClusterIdentity {

            /**
             * Constructs a new ClusterIdentity.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.ClusterIdentity.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClusterIdentity caCertificate. */
            caCertificate: string;

            /** ClusterIdentity caHash. */
            caHash: string;

            /** ClusterIdentity server. */
            server: string;

            /**
             * Encodes the specified ClusterIdentity message. Does not implicitly {@link rackberry.v1.ClusterIdentity.verify|verify} messages.
             * @param m ClusterIdentity message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.ClusterIdentity.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClusterIdentity message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.ClusterIdentity & rackberry.v1.ClusterIdentity.$Shape} ClusterIdentity
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.ClusterIdentity & rackberry.v1.ClusterIdentity.$Shape;
        }

        namespace ClusterIdentity {

            /** Properties of a ClusterIdentity. */
            interface $Properties {

                /** ClusterIdentity caCertificate */
                caCertificate?: (string|null);

                /** ClusterIdentity caHash */
                caHash?: (string|null);

                /** ClusterIdentity server */
                server?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClusterIdentity. */
            type $Shape = rackberry.v1.ClusterIdentity.$Properties;
        }

        /**
         * Properties of a Rebooting.
         * @deprecated Use rackberry.v1.Rebooting.$Properties instead.
         */
        interface IRebooting extends rackberry.v1.Rebooting.$Properties {
        }

        /** Represents a Rebooting. */
        class Rebooting {

            /**
             * Constructs a new Rebooting.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Rebooting.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Rebooting reason. */
            reason: string;

            /**
             * Encodes the specified Rebooting message. Does not implicitly {@link rackberry.v1.Rebooting.verify|verify} messages.
             * @param m Rebooting message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Rebooting.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Rebooting message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Rebooting & rackberry.v1.Rebooting.$Shape} Rebooting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Rebooting & rackberry.v1.Rebooting.$Shape;
        }

        namespace Rebooting {

            /** Properties of a Rebooting. */
            interface $Properties {

                /** Rebooting reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Rebooting. */
            type $Shape = rackberry.v1.Rebooting.$Properties;
        }

        /**
         * Properties of a FollowLog.
         * @deprecated Use rackberry.v1.FollowLog.$Properties instead.
         */
        interface IFollowLog extends rackberry.v1.FollowLog.$Properties {
        }

        /** Represents a FollowLog. */
        class FollowLog {

            /**
             * Constructs a new FollowLog.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.FollowLog.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FollowLog follow. */
            follow: boolean;

            /** FollowLog lines. */
            lines: number;

            /**
             * Encodes the specified FollowLog message. Does not implicitly {@link rackberry.v1.FollowLog.verify|verify} messages.
             * @param m FollowLog message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.FollowLog.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FollowLog message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.FollowLog & rackberry.v1.FollowLog.$Shape} FollowLog
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.FollowLog & rackberry.v1.FollowLog.$Shape;
        }

        namespace FollowLog {

            /** Properties of a FollowLog. */
            interface $Properties {

                /** FollowLog follow */
                follow?: (boolean|null);

                /** FollowLog lines */
                lines?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FollowLog. */
            type $Shape = rackberry.v1.FollowLog.$Properties;
        }

        /**
         * Properties of a LogLines.
         * @deprecated Use rackberry.v1.LogLines.$Properties instead.
         */
        interface ILogLines extends rackberry.v1.LogLines.$Properties {
        }

        /** Represents a LogLines. */
        class LogLines {

            /**
             * Constructs a new LogLines.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.LogLines.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LogLines lines. */
            lines: string[];

            /**
             * Encodes the specified LogLines message. Does not implicitly {@link rackberry.v1.LogLines.verify|verify} messages.
             * @param m LogLines message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.LogLines.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LogLines message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.LogLines & rackberry.v1.LogLines.$Shape} LogLines
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.LogLines & rackberry.v1.LogLines.$Shape;
        }

        namespace LogLines {

            /** Properties of a LogLines. */
            interface $Properties {

                /** LogLines lines */
                lines?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LogLines. */
            type $Shape = rackberry.v1.LogLines.$Properties;
        }

        /**
         * Properties of a Failure.
         * @deprecated Use rackberry.v1.Failure.$Properties instead.
         */
        interface IFailure extends rackberry.v1.Failure.$Properties {
        }

        /** Represents a Failure. */
        class Failure {

            /**
             * Constructs a new Failure.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Failure.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Failure code. */
            code: rackberry.v1.FailureCode;

            /** Failure message. */
            message: string;

            /** Failure step. */
            step: string;

            /** Failure detail. */
            detail: string;

            /**
             * Encodes the specified Failure message. Does not implicitly {@link rackberry.v1.Failure.verify|verify} messages.
             * @param m Failure message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Failure.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Failure message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Failure & rackberry.v1.Failure.$Shape} Failure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Failure & rackberry.v1.Failure.$Shape;
        }

        namespace Failure {

            /** Properties of a Failure. */
            interface $Properties {

                /** Failure code */
                code?: (rackberry.v1.FailureCode|null);

                /** Failure message */
                message?: (string|null);

                /** Failure step */
                step?: (string|null);

                /** Failure detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Failure. */
            type $Shape = rackberry.v1.Failure.$Properties;
        }

        /** FailureCode enum. */
        enum FailureCode {

            /** INTERNAL value */
            INTERNAL = 0,

            /** UNIMPLEMENTED value */
            UNIMPLEMENTED = 1,

            /** INVALID value */
            INVALID = 2,

            /** UNAUTHENTICATED value */
            UNAUTHENTICATED = 3,

            /** BUSY value */
            BUSY = 4,

            /** COMMAND_FAILED value */
            COMMAND_FAILED = 5,

            /** STEP_INEFFECTIVE value */
            STEP_INEFFECTIVE = 6,

            /** TIMEOUT value */
            TIMEOUT = 7,

            /** UNKNOWN_OPERATION value */
            UNKNOWN_OPERATION = 8,

            /** REFUSED value */
            REFUSED = 9,

            /** CLOCK value */
            CLOCK = 10,

            /** CANCELLED value */
            CANCELLED = 11
        }

        /**
         * Properties of a Challenge.
         * @deprecated Use rackberry.v1.Challenge.$Properties instead.
         */
        interface IChallenge extends rackberry.v1.Challenge.$Properties {
        }

        /** Represents a Challenge. */
        class Challenge {

            /**
             * Constructs a new Challenge.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Challenge.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Challenge nonce. */
            nonce: Uint8Array;

            /**
             * Encodes the specified Challenge message. Does not implicitly {@link rackberry.v1.Challenge.verify|verify} messages.
             * @param m Challenge message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Challenge.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Challenge message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Challenge & rackberry.v1.Challenge.$Shape} Challenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Challenge & rackberry.v1.Challenge.$Shape;
        }

        namespace Challenge {

            /** Properties of a Challenge. */
            interface $Properties {

                /** Challenge nonce */
                nonce?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Challenge. */
            type $Shape = rackberry.v1.Challenge.$Properties;
        }

        /**
         * Properties of a GetChallenge.
         * @deprecated Use rackberry.v1.GetChallenge.$Properties instead.
         */
        interface IGetChallenge extends rackberry.v1.GetChallenge.$Properties {
        }

        /** Represents a GetChallenge. */
        class GetChallenge {

            /**
             * Constructs a new GetChallenge.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.GetChallenge.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified GetChallenge message. Does not implicitly {@link rackberry.v1.GetChallenge.verify|verify} messages.
             * @param m GetChallenge message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.GetChallenge.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetChallenge message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.GetChallenge & rackberry.v1.GetChallenge.$Shape} GetChallenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.GetChallenge & rackberry.v1.GetChallenge.$Shape;
        }

        namespace GetChallenge {

            /** Properties of a GetChallenge. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetChallenge. */
            type $Shape = rackberry.v1.GetChallenge.$Properties;
        }

        /**
         * Properties of a Signed.
         * @deprecated Use rackberry.v1.Signed.$Properties instead.
         */
        interface ISigned extends rackberry.v1.Signed.$Properties {
        }

        /** Represents a Signed. */
        class Signed {

            /**
             * Constructs a new Signed.
             * @param [p] Properties to set
             */
            constructor(p?: rackberry.v1.Signed.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Signed counter. */
            counter: number;

            /** Signed publicKey. */
            publicKey: Uint8Array;

            /** Signed signature. */
            signature: Uint8Array;

            /** Signed frame. */
            frame: Uint8Array;

            /**
             * Encodes the specified Signed message. Does not implicitly {@link rackberry.v1.Signed.verify|verify} messages.
             * @param m Signed message or plain object to encode
             * @param [w] Writer to encode to
             * @returns Writer
             */
            static encode(m: rackberry.v1.Signed.$Properties, w?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Signed message from the specified reader or buffer.
             * @param r Reader or buffer to decode from
             * @param [l] Message length if known beforehand
             * @returns {rackberry.v1.Signed & rackberry.v1.Signed.$Shape} Signed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(r: ($protobuf.Reader|Uint8Array), l?: number): rackberry.v1.Signed & rackberry.v1.Signed.$Shape;
        }

        namespace Signed {

            /** Properties of a Signed. */
            interface $Properties {

                /** Signed counter */
                counter?: (number|null);

                /** Signed publicKey */
                publicKey?: (Uint8Array|null);

                /** Signed signature */
                signature?: (Uint8Array|null);

                /** Signed frame */
                frame?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Signed. */
            type $Shape = rackberry.v1.Signed.$Properties;
        }
    }
}
