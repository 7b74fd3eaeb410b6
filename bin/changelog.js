#!/usr/bin/env node
const { setFlagsFromString } = require('node:v8');

// Most runs end before it pays to compile functions anew, better: V8 of Node.js 20 would spend a seventh of the CPU time of a small run on that.
// Long runs get there all the same, a little later. Other versions of V8 weigh this otherwise.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=500000');

void require('../dist/bundle/main.cjs').main(process.argv.slice(2));
