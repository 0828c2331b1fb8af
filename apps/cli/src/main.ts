#!/usr/bin/env node
import * as tf from '@tensorflow/tfjs-core';
import { runCli } from './run-cli';

// tfjs greets Node users with an advertisement unless it runs in production mode.
tf.env().set('PROD', true);

// A backend may hold the event loop open, so the end is said aloud.
process.exit(await runCli(process.argv.slice(2)));
