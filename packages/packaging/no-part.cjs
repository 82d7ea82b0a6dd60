"use strict";

/** In the place of parts of libraries that are loaded with them and never called: see UNUSED in bundle.ts. */
module.exports = {};
