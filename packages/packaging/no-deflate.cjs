"use strict";

/** In the place of ws's compression, which is switched off at both ends. */
module.exports = class PerMessageDeflate {
  static extensionName = "permessage-deflate";

  constructor() {
    throw new Error("compression is not part of this program");
  }
};
