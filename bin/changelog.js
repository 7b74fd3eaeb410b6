#!/usr/bin/env node
void require('./start.js').start()(process.argv.slice(2));
