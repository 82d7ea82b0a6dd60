"use strict";

/** In the place of http and https: ws asks for them for its client half and for HTTP errors. The agent is a server. */
module.exports = { STATUS_CODES: {} };
