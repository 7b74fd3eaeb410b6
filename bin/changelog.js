#!/usr/bin/env node
void require('../dist/bundle/main.cjs').main(process.argv.slice(2));
