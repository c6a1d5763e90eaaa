// For mocha's command line, which wants a reporter to be the module itself.
require('tsx/cjs');
module.exports = require('./reporter').default;
