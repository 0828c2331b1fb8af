#!/usr/bin/env node
import { runCli } from './run-cli';

// A backend may hold the event loop open, so the end is said aloud.
process.exit(await runCli(process.argv.slice(2)));
